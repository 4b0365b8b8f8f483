"""What belongs to a vendor, on the vendor's page in the admin."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet, ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from vendors.forms import (
    CapabilityForm,
    CertificationForm,
    ClientReferenceForm,
    ContactForm,
    SiteForm,
    SubcontractorForm,
)
from vendors.models import (
    Capability,
    Certification,
    ClientReference,
    Contact,
    DeliverySite,
    RateCard,
    Subcontractor,
    Vendor,
)

from .base import RegisterAdmin
from .filters import today

if TYPE_CHECKING:
    PartInline = admin.StackedInline[Any, Vendor]
    ListInline = admin.TabularInline[Any, Vendor]
    PartFormSet = BaseInlineFormSet[Any, Vendor, Any]
else:
    PartInline, ListInline, PartFormSet = admin.StackedInline, admin.TabularInline, BaseInlineFormSet


class Parts(PartFormSet):
    """Asks the database for the choices once, not for each part; and says what is there twice."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        known = self.__dict__.setdefault("known_choices", {})
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField) and name not in ("id", "vendor"):
                if name not in known:
                    known[name] = list(cast(Iterable[Any], field.choices))
                field.choices = known[name]

    def clean(self) -> None:
        super().clean()
        kept = [form.instance for form in self.forms if form.has_changed() or form.instance.pk]
        counted = Counter(said for part in kept for said in once(part))
        if twice := [said for said, count in counted.items() if count > 1]:
            raise ValidationError(list(twice))


def once(part: Model) -> Iterator[str]:
    """What only one part of a vendor may say; the database holds the same, one row at a time."""
    match part:
        case Contact():
            if part.is_primary:
                yield "Only one contact is the one to ask first."
            if part.email:
                yield f"{part.email.lower()} is the address of one contact only."
        case Certification() if part.scheme_id and part.is_held and not part.twin:
            yield f"{part.in_words}, {part.scope or 'no scope'}: such a certification is recorded once only."
        case ClientReference() if part.client:
            since = f" since {part.since_year}" if part.since_year else ""
            yield f"{part.client}{since} is listed once only."


class Inline(PartInline):
    extra = 0
    show_change_link = False
    formset = Parts
    classes = ("collapse",)
    formfield_overrides = RegisterAdmin.formfield_overrides
    joined: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        parts = super().get_queryset(request).select_related("vendor", *self.joined)
        return parts.prefetch_related(*self.listed)


class CapabilityInline(Inline):
    model = Capability
    form = CapabilityForm
    joined, listed = ("service_line",), ("industries",)


class SiteInline(Inline):
    model = DeliverySite
    form = SiteForm
    listed = ("languages",)


class CertificationInline(Inline):
    """Claims can be written down here; to take one away or to decide on it, there are pages."""

    model = Certification
    form = CertificationForm
    exclude = ("sites",)
    readonly_fields = ("state", "reason", "claimed_by", "decided_by", "decided_at")
    joined = ("scheme", "claimed_by", "decided_by")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReferenceInline(Inline):
    model = ClientReference
    form = ClientReferenceForm
    joined, listed = ("industry",), ("service_lines",)


class SubcontractorInline(Inline):
    model = Subcontractor
    form = SubcontractorForm
    fk_name = "vendor"
    joined = ("service_line", "company")


class ContactInline(Inline):
    """To invite somebody, to withdraw access or to take a contact away, there is a page."""

    model = Contact
    form = ContactForm
    readonly_fields = ("access",)
    joined = ("user",)

    @admin.display(description="own pages")
    def access(self, contact: Contact) -> str:
        return str(contact.access.label)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class RateCardInline(ListInline):
    """For reading: a card with its prices is written down on a page of its own."""

    model = RateCard
    extra = 0
    classes = ("collapse",)
    fields = ("card", "currency", "service_line", "valid_from", "valid_until", "state")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).select_related("vendor", "service_line")

    @admin.display(description="rate card")
    def card(self, card: RateCard) -> str:
        return format_html('<a href="{}">{}</a>', reverse("rate_card_edit", args=[card.pk]), card.name)

    @admin.display(description="state today")
    def state(self, card: RateCard) -> str:
        return str(card.state(on=today()).label)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


INLINES = (
    CapabilityInline,
    SiteInline,
    CertificationInline,
    ReferenceInline,
    SubcontractorInline,
    ContactInline,
    RateCardInline,
)
