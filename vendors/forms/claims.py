"""The ordinary forms of a record, cut down to what the vendor's own contact may say about it."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django.http import QueryDict

from vendors.models import ClaimTarget, ProfileClaim

from .certification import CertificationForm, RenewalForm
from .parts import CapabilityForm, SiteForm
from .records import RecordForm
from .texts import Text, as_text, say
from .vendor import VendorForm

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
    """Fields not named here are not in the page at all, whatever the form it is made from has or will have.

    It starts from what waits to be accepted, so that a correction takes the place of all of it.
    """

    CLAIMABLE: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, only: tuple[str, ...] = (), pending: Iterable[ProfileClaim] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pending = list(pending)
        for name in set(self.fields) - {"seen", *(only or self.CLAIMABLE)}:
            del self.fields[name]
        self.stored = self.on_record
        for claim in self.pending:
            self.start_from(claim)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def start_from(self, claim: ProfileClaim) -> None:
        changed = [name for name, text in claim.new.items() if text != self.stored.get(name)]
        for name in (name for name in changed if name in self.fields):
            old = say(name, self.fields[name], self.stored[name]) or "nothing"
            self.fields[name].help_text = f"Waits to be accepted. On record: {old}."
        self.initial.update(claim.new)
        self.on_record = {**self.on_record, **claim.new}

    @property
    def claimed(self) -> dict[str, Text]:
        """What was typed, in the same way as what is on record."""
        return {name: as_text(field, self.cleaned_data[name]) for name, field in self.facts}

    def writers(self, names: Iterable[str], *, begins: bool = True) -> str:
        """Vendors do not learn who keeps the register."""
        return "Somebody else" if begins else "somebody else"

    def posting(self, claimed: Mapping[str, Text]) -> QueryDict:
        """The form posted with these values in place of what it shows."""
        data = QueryDict(mutable=True)
        for name, value in {**self.on_record, **claimed, "seen": self.mark}.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        return data

    def in_words(self, old: Mapping[str, Text], new: Mapping[str, Text]) -> list[list[str]]:
        """Label, old and new, for a reader."""
        told = [
            [
                self.label(name),
                say(name, field, old.get(name, "")),
                say(name, field, new.get(name, "")),
            ]
            for name, field in self.facts
            if name in {**old, **new}
        ]
        return [line for line in told if line[1] != line[2]]


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
