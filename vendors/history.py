"""What happened to a vendor's record, in words, from the events that the database's triggers wrote."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.utils.formats import date_format
from django_countries import countries
from django_countries.fields import CountryField
from pghistory.models import Events

from accounts.models import User

from .models import (
    Certification,
    CertificationScheme,
    ClientReference,
    Contact,
    DeliverySite,
    Document,
    DocumentVersion,
    Evidence,
    FactSource,
    Merge,
    PerformanceRecord,
    PricingUnit,
    ProfileClaim,
    ProfileValue,
    RateCard,
    RateLine,
    ServiceLine,
    Subcontractor,
    Vendor,
)
from .models.rates import as_price

OF_VENDOR = [
    "vendors.VendorEvent",
    "vendors.CapabilityEvent",
    "vendors.CertificationEvent",
    "vendors.DeliverySiteEvent",
    "vendors.ContactEvent",
    "vendors.DocumentEvent",
    "vendors.ProfileClaimEvent",
    "vendors.PerformanceRecordEvent",
    "vendors.ListMemberEvent",
    "vendors.VendorLanguageEvent",
    "vendors.VendorIndustryEvent",
    "vendors.FactSourceEvent",
    "vendors.ProfileValueEvent",
    "vendors.ClientReferenceEvent",
    "vendors.SubcontractorEvent",
    "vendors.RateCardEvent",
    "vendors.MergeEvent",
]
OF_PARTS: dict[Any, list[str]] = {
    DeliverySite: ["vendors.SiteLanguageEvent", "vendors.CertificationSiteEvent"],
    RateCard: ["vendors.RateLineEvent"],
    Certification: ["vendors.EvidenceEvent"],
    Document: ["vendors.DocumentVersionEvent"],
}
"""What belongs to a part of the record rather than to the vendor itself."""
UNTOLD = {
    "id", "created_at", "updated_at", "vendor_id", "certification_id", "renews_id", "card_id",
    "claimed_by_id", "decided_by_id", "decided_at", "entered_by_id", "verified_at", "invited_at",
    "recorded_by_id", "recorded_at", "proposed_by_id",
}  # fmt: skip
NOTHING = "nothing"
DEEDS = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class Line:
    """One thing that changed; `old` and `new` are None where things were added or removed as a whole."""

    kind: str
    names: tuple[str, ...]
    deed: str
    field: str = ""
    old: str | None = None
    new: str | None = None

    @property
    def subject(self) -> str:
        return f"{self.kind} {'; '.join(self.names)}".strip()


@dataclass(frozen=True)
class Change:
    """What one person did within a minute."""

    at: datetime
    who: str
    via: str
    lines: list[Line] = field(default_factory=list)


class History(Sequence[Change]):
    """Newest first; a slice costs a fixed number of queries, however long it is.

    Its length counts events; one person's events of one minute are told together.
    """

    def __init__(self, vendor: Vendor) -> None:
        self.vendor = vendor

    @cached_property
    def sources(self) -> list[Any]:
        found = [Events.objects.across(*OF_VENDOR).references(self.vendor)]
        for model, pks in self.owners_of_parts().items():
            found.append(Events.objects.across(*OF_PARTS[model]).references(*(model(pk=pk) for pk in pks)))
        own = models.Q(pgh_obj_id=str(self.vendor.pk)) | ~models.Q(pgh_obj_model="vendors.Vendor")
        newest = ("-pgh_created_at", "-pgh_id", "pgh_model")
        return [events.filter(own | models.Q(pgh_obj_id=None)).order_by(*newest) for events in found]

    def owners_of_parts(self) -> dict[Any, list[int]]:
        """What the vendor has or had that has a history of parts, whatever model it is of, in one query."""
        first, *others = [
            apps.get_model(f"vendors.{model.__name__}Event")
            ._default_manager.filter(vendor=self.vendor)
            .values_list(models.Value(number), "pgh_obj_id")
            for number, model in enumerate(OF_PARTS)
        ]
        owners, known = list(OF_PARTS), defaultdict(list)
        for number, pk in first.union(*others):
            known[owners[number]].append(pk)
        return known

    def __len__(self) -> int:
        return sum(events.count() for events in self.sources)

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice):
            return self[index : index + 1][0]
        start, stop = index.start or 0, index.stop
        events = [event for source in self.sources for event in source[:stop]]
        events.sort(key=lambda event: (event.pgh_created_at, event.pgh_id), reverse=True)
        return list(tell(events[start:stop]))


def changes_of(vendor: Vendor) -> History:
    return History(vendor)


def tell(events: Sequence[Any]) -> Iterable[Change]:
    names = Names(events)
    for _, together in groupby(events, key=moment):
        group = list(together)
        context = group[0].pgh_context or {}
        who = names.of(User, context["user"]) if context.get("user") else "The system"
        lines = merged(line for event in group for line in lines_of(event, names))
        if lines:
            yield Change(group[0].pgh_created_at, who, via_of(context), lines)


def via_of(context: dict[str, Any]) -> str:
    if undone := context.get("undo"):
        return f"taking back the import of {undone}"
    return f"from the import of {context['import']}" if context.get("import") else ""


def merged(lines: Iterable[Line]) -> list[Line]:
    """Things of one kind that were added or removed together, told in one line."""
    told: dict[object, Line] = {}
    for number, line in enumerate(lines):
        key = (line.kind, line.deed) if line.old is None else number
        before = told.get(key)
        names = tuple(sorted({*before.names, *line.names})) if before else line.names
        told[key] = replace(line, names=names)
    return list(told.values())


def moment(event: Any) -> tuple[UUID | None, str, datetime]:
    context = event.pgh_context or {}
    return (
        event.pgh_context_id,
        str(context.get("user")),
        event.pgh_created_at.replace(second=0, microsecond=0),
    )


def lines_of(event: Any, names: "Names") -> Iterable[Line]:
    model = apps.get_model(event.pgh_obj_model)
    if model is Merge:
        yield line_of_merge(event, names)
        return
    kind, name = subject_of(model, event.pgh_data, names)
    if event.pgh_label != "update":
        yield Line(kind, name, DEEDS[event.pgh_label])
        return
    for column, (old, new) in (event.pgh_diff or first_diff(model, event)).items():
        if column not in UNTOLD:
            place = field_of(model, column)
            label = str(getattr(place, "verbose_name", column))
            yield Line(
                kind,
                name,
                "changed",
                label[:1].upper() + label[1:],
                shown(place, old, names),
                shown(place, new, names),
            )


def first_diff(model: type[models.Model], event: Any) -> dict[str, tuple[None, Any]]:
    """Sources begin empty with their fact and without an event, so the first one says all that is there."""
    if model is not FactSource:
        return {}
    told = ("source", "as_of", "verified_by_id")
    return {column: (None, event.pgh_data[column]) for column in told if event.pgh_data[column]}


def line_of_merge(event: Any, names: "Names") -> Line:
    merged, survivor = (names.of(Vendor, event.pgh_data[column]) for column in ("merged_id", "survivor_id"))
    deed = f"merged into {survivor}" if event.pgh_label == "insert" else f"parted from {survivor} again"
    return Line("Record", (merged,), deed)


def subject_of(
    model: type[models.Model], data: dict[str, Any], names: "Names"
) -> tuple[str, tuple[str, ...]]:
    """What was touched, its kind and its name: a part is named after what it points to."""
    if model in SUBJECTS:
        kind, name = SUBJECTS[model]
        return kind or str(model._meta.verbose_name).capitalize(), (name(data, names),)
    if model is ProfileClaim:
        return f"Claim of {names.of(User, data['claimed_by_id'])}:", (data["title"],)
    for column, kind in (
        ("vendor_list_id", "Prequalified list"),
        ("service_line_id", "Service line"),
        ("scheme_id", "Certification"),
        ("field", "Fact"),
        ("industry_id", "Industry"),
        ("language_id", "Language" if "vendor_id" in data else "Site language"),
        ("deliverysite_id", "Certified site"),
    ):
        if column in data:
            return kind, (shown(field_of(model, column), data[column], names),)
    return "Vendor", ()


def performance_name(data: dict[str, Any], names: "Names") -> str:
    """Its period and what it is about: the rating may change, these say which record it is."""
    period = f"{date.fromisoformat(data['since']):%b %Y} – {date.fromisoformat(data['until']):%b %Y}"
    line = data["service_line_id"]
    return f"{period}, {names.of(ServiceLine, line)}" if line else period


def price_of(data: dict[str, Any], names: "Names") -> str:
    return f"{as_price(Decimal(str(data['price'])))} {PricingUnit(data['unit']).label}"


def profile_side(data: dict[str, Any], names: "Names") -> str:
    return f"{shown(field_of(ProfileValue, 'dimension'), data['dimension'], names)}, {data['side']}"


def subcontractor_name(data: dict[str, Any], names: "Names") -> str:
    """With whose it is: the history of a company also tells for whom it works."""
    return f"{data['name'] or names.of(Vendor, data['company_id'])} of {names.of(Vendor, data['vendor_id'])}"


def file_name(data: dict[str, Any], names: "Names") -> str:
    """Which version, and the day that it bears."""
    return f"version {data['version']}, dated {date_format(date.fromisoformat(data['dated_on']), 'j M Y')}"


def certification_name(data: dict[str, Any], names: "Names") -> str:
    """With its number, as there may be several of one scheme."""
    scheme = names.of(CertificationScheme, data["scheme_id"])
    return f"{scheme}, no. {data['number']}" if data["number"] else scheme


SUBJECTS: dict[Any, tuple[str, Callable[[dict[str, Any], "Names"], str]]] = {
    DeliverySite: ("Site", lambda data, names: f"{data['city']}, {countries.name(data['country'])}"),
    Contact: ("", lambda data, names: str(data["name"])),
    RateCard: ("", lambda data, names: str(data["name"])),
    PerformanceRecord: ("", performance_name),
    RateLine: ("Price", price_of),
    ClientReference: ("", lambda data, names: data["client"] or "of a confidential client"),
    Certification: ("", certification_name),
    Document: ("", lambda data, names: str(data["title"])),
    DocumentVersion: ("File of a document:", file_name),
    Evidence: ("Proof of a certification:", file_name),
    Subcontractor: ("", subcontractor_name),
    ProfileValue: ("Profile", profile_side),
}
"""What a part is called in the history, and how it is named; without a kind, its model says it."""


def field_of(model: type[models.Model], column: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.column == column)


def shown(place: "models.Field[Any, Any]", value: Any, names: "Names") -> str:
    """A stored value as a reader would say it."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(place, models.ForeignKey):
        return names.of(place.related_model, value)
    if isinstance(place, CountryField):
        return ", ".join(countries.name(code) or code for code in str(value).split(","))
    if isinstance(place, models.DateField):
        return date_format(date.fromisoformat(value[:10]), "j M Y")
    if place.choices:
        return str(dict(place.flatchoices).get(value, value))
    return plain(place.name, value)


def plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if name.endswith("year") or isinstance(value, str) else intcomma(value)


class Names:
    """The names of everything that the events point to, fetched once per kind."""

    def __init__(self, events: Iterable[Any]) -> None:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for event in events:
            if user := (event.pgh_context or {}).get("user"):
                wanted[User].add(user)
            if claimant := (event.pgh_data or {}).get("claimed_by_id"):
                wanted[User].add(claimant)
            if event.pgh_obj_model == "vendors.Subcontractor":
                wanted[Vendor].add(event.pgh_data["vendor_id"])
            for place, value in references(event):
                wanted[place].add(value)
        self.known = {model: model._default_manager.in_bulk(ids) for model, ids in wanted.items()}

    def of(self, model: Any, pk: int) -> str:
        return str(self.known.get(model, {}).get(pk, "(no longer there)"))


def references(event: Any) -> Iterable[tuple[type[models.Model], int]]:
    model = apps.get_model(event.pgh_obj_model)
    told = {place.column: place for place in model._meta.concrete_fields if place.column not in UNTOLD}
    for column, place in told.items():
        if isinstance(place, models.ForeignKey):
            values = {(event.pgh_data or {}).get(column), *((event.pgh_diff or {}).get(column) or ())}
            target: Any = place.related_model
            yield from ((target, value) for value in values if value is not None)
