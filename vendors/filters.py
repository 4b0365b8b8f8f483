"""Which vendors a person wants to see: the same form on the register and where candidates are picked."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, Func, Min, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.functional import cached_property
from django_countries import countries

from bpo_portal.text import refuse_hidden_characters
from bpo_portal.widgets import LongSelect

from .columns import COLUMNS, USUAL, Column, Shown, columns_of
from .geography import Shore, seen_from
from .models import (
    Capability,
    Certification,
    CertificationScheme,
    ClientReference,
    DeliverySite,
    Industry,
    Language,
    ServiceLine,
    Vendor,
    VendorQuerySet,
    VendorStatus,
)

CODES: "ArrayField[Any, Any]" = ArrayField(TextField())
BY_NAME = Left("search_text", 80)
ORDERS: dict[str, list[Any]] = {
    "": [BY_NAME.asc()],
    "-name": [BY_NAME.desc()],
    "country": [F("country").asc(), BY_NAME.asc()],
    "-country": [F("country").desc(), BY_NAME.asc()],
    "employees": [F("employees").asc(nulls_last=True), BY_NAME.asc()],
    "-employees": [F("employees").desc(nulls_last=True), BY_NAME.asc()],
    "status": [F("status").asc(), BY_NAME.asc()],
    "-status": [F("status").desc(), BY_NAME.asc()],
    "revenue_year": [F("revenue_year").asc(nulls_last=True), BY_NAME.asc()],
    "-revenue_year": [F("revenue_year").desc(nulls_last=True), BY_NAME.asc()],
    "founded": [F("founded_year").asc(nulls_last=True), BY_NAME.asc()],
    "-founded": [F("founded_year").desc(nulls_last=True), BY_NAME.asc()],
    "expiry": [F("next_expiry").asc(nulls_last=True), BY_NAME.asc()],
    "-expiry": [F("next_expiry").desc(nulls_last=True), BY_NAME.asc()],
    "updated": [F("updated_at").asc()],
    "-updated": [F("updated_at").desc()],
}
SORTS = [
    ("", "Name, A to Z"),
    ("-name", "Name, Z to A"),
    ("-employees", "Head-count, largest first"),
    ("employees", "Head-count, smallest first"),
    ("country", "Country"),
    ("-country", "Country, last first"),
    ("status", "Status"),
    ("-status", "Status, last first"),
    ("expiry", "Certificate that ends first"),
    ("-expiry", "Certificate that ends last"),
    ("-revenue_year", "Year of the revenue, newest first"),
    ("revenue_year", "Year of the revenue, oldest first"),
    ("founded", "Founded, oldest first"),
    ("-founded", "Founded, youngest first"),
    ("-updated", "Last changed"),
    ("updated", "Longest unchanged"),
]
SMALL_SELECT = {"class": "form-select form-select-sm"}
SMALL_INPUT = {"class": "form-control form-control-sm"}
Narrow = Callable[[VendorQuerySet, Any], VendorQuerySet]


class FixedChoiceField(forms.ChoiceField):
    """Every form has fields of its own; they share the list of choices, as no form changes it."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "FixedChoiceField":
        memo[id(self._choices)] = self._choices  # type: ignore[attr-defined]
        copied: FixedChoiceField = super().__deepcopy__(memo)  # type: ignore[misc]
        return copied


def choice(label: str, choices: Iterable[tuple[str, str]], empty: str = "Any") -> forms.ChoiceField:
    return FixedChoiceField(
        label=label, choices=[("", empty), *choices], required=False, widget=LongSelect(SMALL_SELECT)
    )


class VendorFilterForm(forms.Form):
    """Bind it to `request.GET`; `apply` narrows and orders, and shows nobody when a filter is wrong."""

    q = forms.CharField(
        label="Name or alias",
        required=False,
        max_length=200,
        widget=forms.TextInput({**SMALL_INPUT, "type": "search", "autocomplete": "off"}),
    )
    service_line = forms.ModelChoiceField(
        ServiceLine.objects.all(),
        to_field_name="code",
        required=False,
        empty_label="Any",
        widget=LongSelect(SMALL_SELECT),
    )
    status = choice("Status", VendorStatus.choices)
    country = choice("Headquarters", countries)
    delivery = choice("Delivers from", countries)
    shore = choice("Distance of delivery", Shore.choices)
    seen_from = choice("Distance seen from", countries, empty="Choose a country")
    scheme = forms.ModelChoiceField(
        CertificationScheme.objects.filter(counts_as_certificate=True),
        label="Holds certificate",
        to_field_name="code",
        required=False,
        empty_label="Any",
        widget=LongSelect(SMALL_SELECT),
    )
    valid_on = forms.DateField(
        label="Certificate in force on",
        required=False,
        widget=forms.DateInput({**SMALL_INPUT, "type": "date"}),
        help_text="Today unless you choose a day.",
    )
    language = forms.ModelChoiceField(
        Language.objects.all(),
        to_field_name="code",
        required=False,
        empty_label="Any",
        widget=LongSelect(SMALL_SELECT),
    )
    years_min = forms.IntegerField(
        label="Years of experience, at least",
        required=False,
        min_value=1,
        max_value=200,
        widget=forms.NumberInput({**SMALL_INPUT, "min": 1, "inputmode": "numeric"}),
        help_text="In the service line, if one is chosen.",
    )
    industry = forms.ModelChoiceField(
        Industry.objects.all(), required=False, empty_label="Any", widget=LongSelect(SMALL_SELECT)
    )
    employees_min = forms.IntegerField(
        label="People, at least",
        required=False,
        min_value=1,
        max_value=2_147_483_647,
        widget=forms.NumberInput({**SMALL_INPUT, "min": 1, "inputmode": "numeric"}),
    )
    origin = choice("Kind of record", [("real", "Real companies"), ("sample", "Invented samples")], "All")
    sort = choice("Sort by", SORTS[1:], SORTS[0][1])

    always_shown: tuple[str, ...] = ("q", "service_line", "status", "sort")
    no_filters: tuple[str, ...] = ("sort", "columns")

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"]
        refuse_hidden_characters(text)
        return text

    def clean(self) -> None:
        chosen = self.cleaned_data
        if chosen.get("valid_on") and not chosen.get("scheme") and "scheme" not in self.errors:
            self.add_error("scheme", ValidationError("Choose the certificate that is to be in force then."))
        if chosen.get("shore") and not chosen.get("seen_from") and "seen_from" not in self.errors:
            self.add_error("seen_from", ValidationError("Choose the country from which that is seen."))

    def apply(self, vendors: VendorQuerySet) -> VendorQuerySet:
        if not self.is_valid():
            return vendors.none()
        return self.ordered(self.narrowed(vendors))

    def narrowed(self, vendors: VendorQuerySet, *, but: str = "") -> VendorQuerySet:
        """Those that fit every filter of a valid form, or every one but that."""
        chosen = self.cleaned_data
        for name, narrow in NARROW.items():
            if chosen[name] and name != but:
                vendors = narrow(vendors, chosen[name])
        if chosen["years_min"]:
            vendors = seasoned(vendors, chosen["service_line"], chosen["years_min"])
        if chosen["scheme"]:
            vendors = holding(vendors, chosen["scheme"], chosen["valid_on"] or timezone.localdate())
        if chosen["shore"]:
            vendors = delivering_within(
                vendors, seen_from(chosen["seen_from"]).countries(Shore(chosen["shore"]))
            )
        return vendors

    def ordered(self, vendors: VendorQuerySet) -> VendorQuerySet:
        sort = self.cleaned_data["sort"]
        if sort.lstrip("-") == "expiry" or "expiry" in self.shown:
            vendors = vendors.annotate(next_expiry=next_expiry(timezone.localdate()))
        return vendors.order_by(*ORDERS[sort], "pk")

    def rows(self, vendors: VendorQuerySet) -> VendorQuerySet:
        """What `apply` finds, with what the columns show of it, in a fixed number of queries."""
        shown = self.shown.values() if self.is_valid() else ()
        found = self.apply(vendors).prefetch_related(*(need for column in shown for need in column.needs))
        return found.annotate(**{name: value for column in shown for name, value in column.adds.items()})

    @cached_property
    def lines_asked(self) -> set[str]:
        """The names of the service lines that are asked for; of a form that was validated."""
        line = self.cleaned_data.get("service_line")
        return {line.name} if line else set()

    @property
    def shown(self) -> Shown:
        """The columns of the table by key; of a form that was validated."""
        return columns_of(USUAL)

    def heads(self) -> list[Column]:
        return list(self.shown.values())

    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.always_shown]

    def more_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in (*self.always_shown, "columns")]

    def more_in_use(self) -> int:
        return sum(1 for field in self.more_fields() if field.data and field.name not in self.no_filters)

    def in_use(self) -> bool:
        return any(field.data for field in self if field.name not in self.no_filters)


class VendorTableForm(VendorFilterForm):
    """The filters and the columns to be shown: all that makes up a view of the register."""

    columns = forms.MultipleChoiceField(
        choices=[(column.key, column.title) for column in COLUMNS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def shown(self) -> Shown:
        chosen: list[str] = self.cleaned_data.get("columns") or USUAL
        return columns_of(chosen)

    @property
    def column_choices(self) -> tuple[Column, ...]:
        return COLUMNS

    @property
    def chosen_columns(self) -> list[str]:
        """The columns shown, if they are other than the usual ones."""
        shown = list(self.shown)
        return [] if shown == USUAL else shown

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the address says beside the columns."""
        return [(field.name, field.data) for field in self if field.data and field.name != "columns"]

    @property
    def query(self) -> str:
        """The address of what is shown, in one spelling: without what is empty or as usual."""
        return urlencode([*self.kept, *(("columns", key) for key in self.chosen_columns)])


def next_expiry(on: Any) -> Subquery:
    """The day on which the first of the certificates in force on that day ends, for a renewed one with its renewal."""
    ending = Certification.objects.filter(vendor=OuterRef("pk"), expires_on__isnull=False).running(on=on)
    return Subquery(ending.order_by().values("vendor").values(first=Min("expires_on")))


def holding(vendors: VendorQuerySet, scheme: CertificationScheme, on: Any) -> VendorQuerySet:
    certificates = Certification.objects.filter(vendor=OuterRef("pk"), scheme=scheme).valid(on=on)
    return vendors.filter(Exists(certificates))


def seasoned(vendors: VendorQuerySet, line: ServiceLine | None, years: int) -> VendorQuerySet:
    """So many years in that service line, or in any."""
    known = Capability.objects.filter(vendor=OuterRef("pk"), years__gte=years)
    return vendors.filter(Exists(known.filter(service_line=line) if line else known))


def serving(vendors: VendorQuerySet, industry: Industry) -> VendorQuerySet:
    """The vendor says so of itself, of a service line, or a client of that industry speaks for it."""
    of_vendor = vendors.model.industries.through.objects.filter(vendor=OuterRef("pk"), industry=industry)
    of_lines = Capability.objects.filter(vendor=OuterRef("pk"), industries=industry)
    clients = ClientReference.objects.filter(vendor=OuterRef("pk"), industry=industry)
    return vendors.filter(Exists(of_vendor) | Exists(of_lines) | Exists(clients))


def delivering_from(vendors: VendorQuerySet, country: str) -> VendorQuerySet:
    return delivering_within(vendors, [country])


def delivering_within(vendors: VendorQuerySet, codes: list[str]) -> VendorQuerySet:
    """Those who name one of the countries or have a site there; who names none is in none."""
    sites = DeliverySite.objects.filter(country__in=codes)
    named = Func(F("delivery_countries"), Value(","), function="string_to_array", output_field=CODES)
    return vendors.alias(named_countries=named).filter(
        Q(named_countries__overlap=codes) | Q(pk__in=sites.values("vendor"))
    )


def speaking(vendors: VendorQuerySet, language: Language) -> VendorQuerySet:
    return vendors.filter(speakers(language))


def speakers(language: Language) -> Q:
    """A condition on vendors: they speak it, or one of their sites does."""
    sites = DeliverySite.objects.filter(languages=language)
    own = Vendor.languages.through.objects.filter(language=language)
    return Q(pk__in=own.values("vendor")) | Q(pk__in=sites.values("vendor"))


NARROW: dict[str, Narrow] = {
    "q": lambda vendors, text: vendors.matching(text),
    "service_line": lambda vendors, line: vendors.filter(
        Exists(line.capabilities.filter(vendor=OuterRef("pk")))
    ),
    "status": lambda vendors, status: vendors.filter(status=status),
    "country": lambda vendors, country: vendors.filter(country=country),
    "delivery": delivering_from,
    "language": speaking,
    "industry": serving,
    "employees_min": lambda vendors, least: vendors.filter(employees__gte=least),
    "origin": lambda vendors, origin: vendors.filter(is_sample=origin == "sample"),
}
