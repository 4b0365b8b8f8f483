from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django_countries.filters import CountryFilter

from accounts.requests import Request
from vendors import events
from vendors.forms import VendorForm
from vendors.forms.records import broken_rule
from vendors.lifecycle import REASON_NEEDED, VENDOR_MOVES, no_move
from vendors.models import Certification, CertificationState, DeliverySite, Vendor, VendorStatus
from vendors.services import change_status, reinstate
from vendors.views.vendors import warn_of_lookalikes

from .base import RegisterAdmin, tally
from .deeds import Deed, confirm
from .filters import CertificationsFilter, ContactFilter, FactsFilter, RecordFilter, SampleFilter
from .parts import INLINES

if TYPE_CHECKING:
    from django.forms import BaseFormSet, ModelForm

NAMES = ("name", "legal_name", "trading_names", "parent", "country", "city", "website")
NUMBERS = ("lei", "vat_number", "duns", "is_sample")
FIGURES = (
    "founded_year",
    ("employees", "employees_year"),
    ("revenue_millions", "revenue_currency", "revenue_year"),
)
REACH = ("delivery_countries", "languages", "industries")
SOURCES = ("confidence", "sources", "notes", "seen")


REASON_HELP = "It stands on the vendor's page, and leads of RFPs that consider a suspended vendor read it."


def move(to: VendorStatus, verb: str) -> Deed:
    return Deed(
        action=verb.lower(),
        verb=verb,
        done=str(to.label),
        reason_help=REASON_HELP if to in REASON_NEEDED else f"{REASON_HELP} Not required.",
        reason_needed=to in REASON_NEEDED,
        obstacle=lambda vendor, by: no_move(vendor.status, to),
        carry_out=lambda vendor, by, reason: change_status(vendor=vendor, to=to, by=by, reason=reason),
    )


REGISTER = move(VendorStatus.REGISTERED, "Register")
QUALIFY = move(VendorStatus.QUALIFIED, "Qualify")
SUSPEND = move(VendorStatus.SUSPENDED, "Suspend")
RETIRE = move(VendorStatus.RETIRED, "Retire")
REINSTATE = Deed(
    action="reinstate",
    verb="Reinstate",
    done="Reinstated",
    reason_help=f"Each stands again where it stood before. {REASON_HELP} Not required.",
    reason_needed=False,
    obstacle=lambda vendor, by: "" if vendor.status == VendorStatus.SUSPENDED else "It is not suspended.",
    carry_out=lambda vendor, by, reason: reinstate(vendor=vendor, by=by, reason=reason),
)


@admin.register(Vendor)
class VendorAdmin(RegisterAdmin):
    """A vendor is retired or merged, never deleted: rankings and the history speak of it."""

    form = VendorForm
    list_display = (
        "name", "record", "standing", "country", "people", "sites", "verified", "waiting", "changed",
    )  # fmt: skip
    list_filter = (
        RecordFilter,
        "status",
        CertificationsFilter,
        FactsFilter,
        ContactFilter,
        "confidence",
        ("is_sample", SampleFilter),
        ("country", CountryFilter),
        "service_lines",
    )
    search_fields = ("name", "legal_name", "search_text", "lei", "vat_number", "duns", "city")
    search_help_text = "Any name, city, LEI, VAT or D-U-N-S number."
    list_select_related = ("merged_into",)
    inlines = INLINES
    actions = ("register", "qualify", "suspend", "reinstate", "retire", "merge")

    def tallies(self) -> dict[str, Coalesce]:
        held = Certification.objects.filter(scheme__counts_as_certificate=True)
        return {
            "site_count": tally(DeliverySite.objects.all()),
            "verified_count": tally(held.filter(state=CertificationState.VERIFIED)),
            "waiting_count": tally(Certification.objects.filter(state=CertificationState.CLAIMED)),
        }

    @admin.display(description="status", ordering="status")
    def standing(self, vendor: Vendor) -> str:
        if vendor.merged_into:
            return format_html('<span class="mark merged">Merged into {}</span>', vendor.merged_into)
        return format_html('<span class="mark {}">{}</span>', vendor.status, vendor.get_status_display())

    @admin.display(description="people", ordering="employees")
    def people(self, vendor: Vendor) -> str:
        if vendor.employees is None:
            return "–"
        return f"{vendor.employees:,} ({vendor.employees_year})"

    @admin.display(description="sites", ordering="site_count")
    def sites(self, vendor: Any) -> int:
        return int(vendor.site_count)

    @admin.display(description="verified", ordering="verified_count")
    def verified(self, vendor: Any) -> int:
        return int(vendor.verified_count)

    @admin.display(description="to verify", ordering="waiting_count")
    def waiting(self, vendor: Any) -> int:
        return int(vendor.waiting_count)

    @admin.display(description="changed", ordering="updated_at")
    def changed(self, vendor: Vendor) -> str:
        return date_format(timezone.localtime(vendor.updated_at), "j M Y")

    @admin.display(description="status")
    def standing_now(self, vendor: Vendor) -> str:
        if not VENDOR_MOVES[vendor.status]:
            return vendor.get_status_display()
        page = reverse("vendor_status", args=[vendor.pk])
        return format_html('{} <a href="{}">Change status</a>', vendor.get_status_display(), page)

    @admin.display(description="record")
    def record(self, vendor: Vendor) -> str:
        shown = vendor.merged_into or vendor
        return format_html('<a href="{}" aria-label="Open {}">Open</a>', shown.get_absolute_url(), shown)

    @admin.action(description="Register selected vendors", permissions=["change"])
    def register(self, request: HttpRequest, chosen: QuerySet[Vendor]) -> HttpResponse | None:
        return confirm(self, request, chosen, REGISTER)

    @admin.action(description="Qualify selected vendors", permissions=["change"])
    def qualify(self, request: HttpRequest, chosen: QuerySet[Vendor]) -> HttpResponse | None:
        return confirm(self, request, chosen, QUALIFY)

    @admin.action(description="Suspend selected vendors", permissions=["change"])
    def suspend(self, request: HttpRequest, chosen: QuerySet[Vendor]) -> HttpResponse | None:
        return confirm(self, request, chosen, SUSPEND)

    @admin.action(description="Reinstate selected vendors", permissions=["change"])
    def reinstate(self, request: HttpRequest, chosen: QuerySet[Vendor]) -> HttpResponse | None:
        return confirm(self, request, chosen, REINSTATE)

    @admin.action(description="Retire selected vendors", permissions=["change"])
    def retire(self, request: HttpRequest, chosen: QuerySet[Vendor]) -> HttpResponse | None:
        return confirm(self, request, chosen, RETIRE)

    @admin.action(description="Merge two selected vendors", permissions=["change"])
    def merge(self, request: HttpRequest, chosen: QuerySet[Vendor]) -> HttpResponse | None:
        two = list(chosen.filter(merged_into=None).order_by("created_at", "pk")[:3])
        if len(two) == 2 == chosen.count():
            return redirect("vendor_merge", two[0].pk, two[1].pk)
        self.message_user(
            request, "Choose two vendors: one stays, the other is merged into it.", messages.ERROR
        )
        return None

    def get_inlines(self, request: HttpRequest, obj: Vendor | None) -> Any:
        return self.inlines if obj and not obj.merged_into_id else ()

    def get_fieldsets(self, request: HttpRequest, obj: Vendor | None = None) -> Any:
        if obj and obj.merged_into_id:
            return [
                ("Merged", {"fields": ("name", "legal_name", "merged_into", "status_reason", "updated_at")})
            ]
        first = ("standing_now", "status_reason") if obj else ("status",)
        return [
            ("Who it is", {"fields": (first, *NAMES, *NUMBERS)}),
            ("Figures", {"fields": FIGURES}),
            ("Reach", {"fields": REACH, "classes": ("collapse",)}),
            ("Where this comes from", {"fields": SOURCES}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Vendor | None = None) -> Any:
        return ("standing_now", "status_reason", "merged_into", "updated_at") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Vendor | None = None) -> bool:
        merged = obj is not None and obj.merged_into_id is not None
        return super().has_change_permission(request, obj) and not merged

    def has_delete_permission(self, request: HttpRequest, obj: Vendor | None = None) -> bool:
        return False

    def view_on_site(self, vendor: Vendor) -> str:
        return (vendor.merged_into or vendor).get_absolute_url()

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Vendor | None:
        vendor = super().get_object(request, object_id, from_field)
        if vendor and request.method == "POST":
            return Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
        return vendor

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("vendor_history", object_id)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What only the database sees, because somebody else saved at the same moment, is said and not raised."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            self.message_user(request, f"Nothing was saved. {broken_rule(Vendor, error)}", messages.ERROR)
            return redirect(request.path)

    def save_formset(
        self,
        request: HttpRequest,
        form: "ModelForm[Vendor]",
        formset: "BaseFormSet[Any]",
        change: bool,
    ) -> None:
        for part in formset.forms:
            if isinstance(part.instance, Certification) and part.has_changed():
                part.instance.claimed_by_id = request.user.pk
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        events.vendor_changed.publish(vendor_id=form.instance.pk)
        if form.kept:
            self.message_user(request, form.beside)
        warn_of_lookalikes(cast(Request, request), form.instance)
