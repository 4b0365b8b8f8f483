"""Django's admin for the register and its reference lists, under the rules of the pages."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from . import events
from .forms import CapabilityForm, CertificationForm, RecordForm, SiteForm, VendorForm
from .forms.fields import DayField
from .forms.rates import currency_field
from .models import (
    Capability,
    Certification,
    CertificationScheme,
    CertificationState,
    DeliverySite,
    ExchangeRate,
    Industry,
    Language,
    NearCountry,
    ServiceLine,
    Vendor,
)
from .services import decide_certification

if TYPE_CHECKING:
    VendorModelAdmin = admin.ModelAdmin[Vendor]
    CertificationModelAdmin = admin.ModelAdmin[Certification]
    SchemeModelAdmin = admin.ModelAdmin[CertificationScheme]
    ServiceLineModelAdmin = admin.ModelAdmin[ServiceLine]
    NearCountryModelAdmin = admin.ModelAdmin[NearCountry]
    WordModelAdmin = admin.ModelAdmin[Any]
    PartInline = admin.StackedInline[Any, Vendor]
else:
    VendorModelAdmin = CertificationModelAdmin = SchemeModelAdmin = admin.ModelAdmin
    ServiceLineModelAdmin = WordModelAdmin = NearCountryModelAdmin = admin.ModelAdmin
    PartInline = admin.StackedInline


class Inline(PartInline):
    extra = 0
    show_change_link = False


class CapabilityInline(Inline):
    model = Capability
    form = CapabilityForm


class SiteInline(Inline):
    model = DeliverySite
    form = SiteForm


class CertificationInline(Inline):
    """Claims can be written down here; to take one away or to decide on it, there are pages."""

    model = Certification
    form = CertificationForm
    exclude = ("sites",)
    readonly_fields = ("state", "reason", "claimed_by", "decided_by", "decided_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("scheme", "claimed_by", "decided_by", "vendor")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Vendor)
class VendorAdmin(VendorModelAdmin):
    form = VendorForm
    list_display = ("name", "country", "employees", "employees_year", "status", "is_sample", "updated_at")
    list_filter = ("status", "is_sample", "confidence", "service_lines", "country")
    search_fields = ("name", "legal_name", "lei", "vat_number", "duns")
    list_per_page = 50
    inlines = (CapabilityInline, SiteInline, CertificationInline)

    def get_inlines(self, request: HttpRequest, obj: Vendor | None) -> Any:
        return self.inlines if obj else ()

    def get_fields(self, request: HttpRequest, obj: Vendor | None = None) -> Any:
        shown = [*VendorForm.Meta.fields, "seen"]
        return ["status", "status_reason", *(name for name in shown if name != "status")] if obj else shown

    def get_readonly_fields(self, request: HttpRequest, obj: Vendor | None = None) -> Any:
        return ("status", "status_reason") if obj else ()

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

    def save_formset(
        self,
        request: HttpRequest,
        form: "ModelForm[Vendor]",
        formset: "BaseFormSet[RecordForm]",
        change: bool,
    ) -> None:
        for part in formset.forms:
            if isinstance(part.instance, Certification) and part.has_changed():
                part.instance.claimed_by_id = request.user.pk
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        events.vendor_changed.publish(vendor_id=form.instance.pk)


@admin.register(Certification)
class CertificationAdmin(CertificationModelAdmin):
    """To look through all of them and verify several at once; each is written down at its vendor."""

    list_display = (
        "vendor",
        "scheme",
        "standing",
        "number",
        "issued_on",
        "expires_on",
        "claimed_by",
        "decide",
    )
    list_filter = ("state", "scheme__kind", "scheme__counts_as_certificate", "scheme")
    list_select_related = ("vendor", "scheme", "claimed_by")
    search_fields = ("vendor__name", "number", "body", "scope")
    date_hierarchy = "expires_on"
    list_per_page = 50
    ordering = ("vendor__name", "scheme__name")
    actions = ("verify",)
    fields = (
        "vendor", "scheme", "edition", "number", "body", "scope", "issued_on", "expires_on", "state",
        "reason", "source", "note", "renews", "owner", "claimed_by", "decided_by", "decided_at", "created_at",
    )  # fmt: skip
    readonly_fields = fields

    @admin.display(description="standing today")
    def standing(self, certification: Certification) -> str:
        today: date = timezone.localdate()
        return str(certification.standing(on=today).label)

    @admin.display(description="decision")
    def decide(self, certification: Certification) -> str:
        if certification.state == CertificationState.REJECTED:
            return "–"
        label = "Reject" if certification.is_decided else "Verify or reject"
        return format_html(
            '<a href="{}">{}</a>', reverse("certification_decide", args=[certification.pk]), label
        )

    @admin.action(description="Verify selected certifications", permissions=["change"])
    def verify(self, request: HttpRequest, certifications: QuerySet[Certification]) -> None:
        verified = 0
        for certification in certifications.select_related("scheme", "vendor"):
            try:
                decide_certification(
                    certification=certification,
                    to=CertificationState.VERIFIED,
                    by=request.user,  # type: ignore[arg-type]
                    at=timezone.now(),
                )
                verified += 1
            except ValidationError as error:
                self.message_user(request, f"{certification}: {' '.join(error.messages)}", messages.ERROR)
        if verified:
            self.message_user(request, f"Verified {verified}.", messages.SUCCESS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Certification | None = None) -> bool:
        return False


@admin.register(CertificationScheme)
class CertificationSchemeAdmin(SchemeModelAdmin):
    list_display = ("name", "code", "category", "kind", "counts_as_certificate", "validity_years", "owner")
    list_filter = ("kind", "counts_as_certificate", "category")
    search_fields = ("name", "code", "owner")


@admin.register(ServiceLine)
class ServiceLineAdmin(ServiceLineModelAdmin):
    list_display = ("name", "code", "office", "group", "pricing_unit", "cpv_code", "unspsc_code")
    list_filter = ("office", "group")
    search_fields = ("name", "code", "cpv_code", "unspsc_code")


@admin.register(NearCountry)
class NearCountryAdmin(NearCountryModelAdmin):
    """Where the shipped rule (same or neighbouring region, clocks at most two hours apart) is not followed."""

    list_display = ("buyer_country", "country", "is_near", "reason")
    list_filter = ("is_near", "buyer_country")


class WordAdmin(WordModelAdmin):
    """Words that vendors and sites are described with; one in use is not deleted under them."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        users = [f"{user} ({word})" for word in objs for user in users_of(word)]
        return to_delete, counts, permissions, [*protected, *users]


def users_of(word: Industry | Language) -> list[str]:
    sites = word.sites.select_related("vendor") if isinstance(word, Language) else []
    return [*map(str, word.vendors.all()), *(f"{site.vendor}, {site}" for site in sites)]


@admin.register(Industry)
class IndustryAdmin(WordAdmin):
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(Language)
class LanguageAdmin(WordAdmin):
    list_display = ("name", "code")
    search_fields = ("name", "code")


class ExchangeRateForm(ModelForm):  # type: ignore[type-arg]
    base = currency_field(label="One unit of")
    quote = currency_field(label="Is worth, in")
    dated = DayField(label="On")

    class Meta:
        model = ExchangeRate
        fields = ["base", "quote", "rate", "dated", "source"]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(WordModelAdmin):
    """Rates that offers in several currencies are compared at."""

    form = ExchangeRateForm
    list_display = ("__str__", "dated", "source")
    list_filter = ("base", "quote")
    date_hierarchy = "dated"
    ordering = ("-dated", "base", "quote")
