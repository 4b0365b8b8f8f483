"""The ordinary forms of a record, cut down to what the vendor's own contact may say about it."""

import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Model, QuerySet
from django.forms.utils import pretty_name
from django.http import QueryDict
from django.utils.formats import date_format

from vendors.models import ClaimTarget

from .certification import CertificationForm, RenewalForm
from .fields import LinesField, WholeNumberField
from .parts import CapabilityForm, SiteForm
from .records import RecordForm
from .vendor import VendorForm

Text = str | list[str]
TOPICS = {
    "legal_name": ("legal_name",),
    "trading_names": ("trading_names",),
    "headquarters": ("country", "city"),
    "website": ("website",),
    "lei": ("lei",),
    "vat_number": ("vat_number",),
    "duns": ("duns",),
    "founded_year": ("founded_year",),
    "employees": ("employees", "employees_year"),
    "revenue": ("revenue_millions", "revenue_currency", "revenue_year"),
    "delivery_countries": ("delivery_countries",),
    "languages": ("languages",),
    "industries": ("industries",),
}
"""Facts of the company that are decided together: a figure with its year."""


class ClaimForm(RecordForm):
    """Fields not named here are not in the page at all, whatever the form it is made from has or will have."""

    CLAIMABLE: tuple[str, ...] = ()

    def __init__(self, *args: Any, only: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"seen", *(only or self.CLAIMABLE)}:
            del self.fields[name]
        self.current = self.told() if self.instance.pk else {}
        self.initial["seen"] = json.dumps(self.current)
        self.helper = FormHelper()
        self.helper.form_tag = False

    @property
    def on_record(self) -> dict[str, Text]:
        """What the record says, as the form would post it."""
        return {
            name: as_text(field, self.get_initial_for_field(field, name)) for name, field in self._facts()
        }

    @property
    def claimed(self) -> dict[str, Text]:
        """What was typed, in the same way."""
        return {name: as_text(field, self.cleaned_data[name]) for name, field in self._facts()}

    def posting(self, claimed: Mapping[str, Text]) -> QueryDict:
        """The form posted with these values in place of what it shows."""
        data = QueryDict(mutable=True)
        for name, value in {**self.on_record, **claimed, "seen": json.dumps(self.current)}.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        return data

    def in_words(self, old: Mapping[str, Text], new: Mapping[str, Text]) -> list[list[str]]:
        """Label, old and new, for a reader."""
        told = [
            [
                str(field.label or pretty_name(name)),
                say(name, field, old.get(name, "")),
                say(name, field, new.get(name, "")),
            ]
            for name, field in self._facts()
            if name in {**old, **new}
        ]
        return [line for line in told if line[1] or line[2]]

    def _facts(self) -> list[tuple[str, forms.Field]]:
        return [(name, field) for name, field in self.fields.items() if name != "seen"]


class CompanyClaimForm(ClaimForm, VendorForm):
    CLAIMABLE = tuple(name for names in TOPICS.values() for name in names)


class SiteClaimForm(ClaimForm, SiteForm):
    CLAIMABLE = ("country", "city", "timezone", "seats", "opens", "closes", "languages")


class CapabilityClaimForm(ClaimForm, CapabilityForm):
    CLAIMABLE = ("service_line", "years", "as_of", "annual_volume", "volume_unit")


CERTIFICATE_FACTS = ("scheme", "edition", "number", "body", "scope", "sites", "issued_on", "expires_on")


class CertificateClaimForm(ClaimForm, CertificationForm):
    """A certification is a claim already, until the buyer verifies it."""

    CLAIMABLE = CERTIFICATE_FACTS


class CertificateRenewalForm(ClaimForm, RenewalForm):
    CLAIMABLE = CERTIFICATE_FACTS


FORMS: dict[str, type[ClaimForm]] = {
    ClaimTarget.VENDOR: CompanyClaimForm,
    ClaimTarget.SITE: SiteClaimForm,
    ClaimTarget.CAPABILITY: CapabilityClaimForm,
}


def as_text(field: forms.Field, value: Any) -> Text:
    """A value as a browser would post it; the order of what is ticked does not matter."""
    if isinstance(field, LinesField):
        return "\n".join(value or [])
    if isinstance(value, list | tuple | set | QuerySet):
        return sorted(plain(each) for each in value)
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return sorted(plain(each) for each in value or [])
    return plain(value)


def plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case Model():
            return str(value.pk)
        case Decimal():
            return format(value.normalize() if value else Decimal(0), "f")
        case time():
            return value.strftime("%H:%M")
    return str(value)


def say(name: str, field: forms.Field, value: Text) -> str:
    if not value:
        return ""
    values = value if isinstance(value, list) else [value]
    if isinstance(field, forms.ModelChoiceField):
        found: Any = field.queryset
        return ", ".join(map(str, found.filter(pk__in=values)))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices}
        return ", ".join(labels.get(each, each) for each in values)
    if isinstance(field, forms.DateField):
        return str(date_format(date.fromisoformat(values[0]), "j M Y"))
    if isinstance(field, WholeNumberField) and not name.endswith("year"):
        return str(intcomma(values[0]))
    return ", ".join(values[0].splitlines())
