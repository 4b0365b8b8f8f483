from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django_countries.filters import CountryFilter

from accounts.models import User
from vendors.lifecycle import CERTIFICATION_MOVES
from vendors.models import Certification, CertificationState, Evidence
from vendors.services import decide_certification

from .base import RegisterAdmin, tally
from .deeds import Deed, confirm
from .filters import SampleFilter, StandingFilter, today


def obstacle(certification: Certification, to: CertificationState, by: User) -> str:
    if to not in CERTIFICATION_MOVES[certification.state]:
        return f"It is {certification.get_state_display().lower()} already."
    return "You recorded it: somebody else decides." if certification.claimed_by_id == by.pk else ""


def decision(to: CertificationState, verb: str, help_text: str) -> Deed:
    def decide(certification: Certification, by: User, reason: str) -> None:
        decide_certification(certification=certification, to=to, by=by, at=timezone.now(), reason=reason)

    return Deed(
        action=verb.lower(),
        verb=verb,
        done=str(to.label),
        reason_help=help_text,
        reason_needed=to == CertificationState.REJECTED,
        obstacle=lambda certification, by: obstacle(certification, to, by),
        carry_out=decide,
    )


VERIFY = decision(
    CertificationState.VERIFIED, "Verify", "How it was checked: required for those without evidence on file."
)
REJECT = decision(
    CertificationState.REJECTED, "Reject", "A vendor's contact who stated the certification reads it."
)


@admin.register(Certification)
class CertificationAdmin(RegisterAdmin):
    """To look through all of them and decide on several at once; each is written down at its vendor."""

    list_display = (
        "vendor", "held", "standing", "decide", "expires_on", "claimed_by", "proof",
    )  # fmt: skip
    list_filter = (
        StandingFilter,
        "scheme__kind",
        "scheme__counts_as_certificate",
        ("scheme", admin.RelatedOnlyFieldListFilter),
        ("vendor__country", CountryFilter),
        ("vendor__is_sample", SampleFilter),
    )
    list_select_related = ("vendor", "scheme", "claimed_by")
    search_fields = ("vendor__name", "number", "body", "scope", "scheme__name", "scheme__code")
    search_help_text = "Vendor, scheme, number, certification body or scope."
    date_hierarchy = "expires_on"
    ordering = ("vendor__name", "scheme__name")
    actions = ("verify", "reject")
    fields = (
        "vendor", "scheme", "edition", "number", "body", "scope", "issued_on", "expires_on", "state",
        "reason", "source", "note", "renews", "owner", "claimed_by", "decided_by", "decided_at", "created_at",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        own = Q(claimed_by=request.user.pk)
        rows: QuerySet[Any] = super().get_queryset(request).filter(vendor__merged_into=None)
        marked: QuerySet[Any] = rows.annotate(is_own=own)
        return marked

    def tallies(self) -> dict[str, Coalesce]:
        return {"proofs": tally(Evidence.objects.all(), of="certification")}

    def view_on_site(self, certification: Certification) -> str:
        return certification.vendor.get_absolute_url()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        certification = self.get_object(request, object_id)
        return (
            redirect("vendor_history", certification.vendor_id) if certification else redirect("vendor_list")
        )

    @admin.display(description="certification", ordering="scheme__name")
    def held(self, certification: Certification) -> str:
        return format_html("{}<div>{}</div>", certification.scheme, certification.number)

    @admin.display(description="standing today")
    def standing(self, certification: Certification) -> str:
        standing = certification.standing(on=today())
        return format_html('<span class="mark {}">{}</span>', standing.value, standing.label)

    @admin.display(description="evidence", ordering="proofs")
    def proof(self, certification: Certification) -> str:
        number: int = certification.proofs  # type: ignore[attr-defined]
        return f"{number} file{'s' if number > 1 else ''}" if number else "none"

    @admin.display(description="decision")
    def decide(self, certification: Certification) -> str:
        if not certification.is_held:
            return "–"
        if certification.is_own:  # type: ignore[attr-defined]
            return "Somebody else than you"
        label = "Reject" if certification.is_decided else "Verify or reject"
        return format_html(
            '<a href="{}">{}</a>', reverse("certification_decide", args=[certification.pk]), label
        )

    @admin.action(description="Verify selected certifications", permissions=["change"])
    def verify(self, request: HttpRequest, chosen: QuerySet[Certification]) -> HttpResponse | None:
        return confirm(self, request, chosen, VERIFY)

    @admin.action(description="Reject selected certifications", permissions=["change"])
    def reject(self, request: HttpRequest, chosen: QuerySet[Certification]) -> HttpResponse | None:
        return confirm(self, request, chosen, REJECT)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
