"""Lists that the register is described with."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.forms import SimpleArrayField
from django.core.validators import RegexValidator
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from vendors.forms.fields import DayField, WholeNumberField
from vendors.forms.rates import currency_field
from vendors.models import (
    Capability,
    Certification,
    CertificationScheme,
    DeliverySite,
    ExchangeRate,
    Industry,
    Language,
    NearCountry,
    ServiceLine,
    Vendor,
)

from .base import RegisterAdmin, tally

CODE = RegexValidator(r"\A[A-Za-z0-9][A-Za-z0-9.-]*\Z", "Use letters, digits, hyphens and points.")


class SchemeForm(forms.ModelForm):  # type: ignore[type-arg]
    reminder_days = SimpleArrayField(
        WholeNumberField(min_value=1, max_value=3650),
        label="Lead times",
        required=False,
        max_length=12,
        help_text="How many days before the end whoever is responsible is reminded, such as 90, 60, 30.",
    )

    class Meta:
        model = CertificationScheme
        fields = (
            "code", "name", "category", "kind", "owner", "validity_years", "reminder_days", "counts_as_certificate",
        )  # fmt: skip
        help_texts = {
            "validity_years": "For how long it usually runs.",
            "counts_as_certificate": "Somebody independent examined it; knock-outs can ask for it.",
        }

    def clean_reminder_days(self) -> list[int]:
        return sorted(set(self.cleaned_data["reminder_days"]), reverse=True)


class CodedAdmin(RegisterAdmin):
    """Records that files refer to by a code."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "code":
            field.validators.append(CODE)
        return field


@admin.register(CertificationScheme)
class CertificationSchemeAdmin(CodedAdmin):
    form = SchemeForm
    list_display = (
        "name", "code", "kind", "counts_as_certificate", "validity_years", "lead_times", "on_record",
    )  # fmt: skip
    list_filter = ("kind", "counts_as_certificate", "category")
    search_fields = ("name", "code", "owner")
    search_help_text = "Name, code or owner."

    def tallies(self) -> dict[str, Coalesce]:
        return {"certificates": tally(Certification.objects.all(), of="scheme")}

    @admin.display(description="lead times")
    def lead_times(self, scheme: CertificationScheme) -> str:
        return ", ".join(map(str, scheme.reminder_days)) or "never"

    @admin.display(description="on record", ordering="certificates")
    def on_record(self, scheme: Any) -> int:
        return int(scheme.certificates)


@admin.register(ServiceLine)
class ServiceLineAdmin(CodedAdmin):
    list_display = (
        "name",
        "code",
        "office",
        "group",
        "pricing_unit",
        "cpv_code",
        "unspsc_code",
        "vendor_count",
    )
    list_filter = ("office", "group")
    search_fields = ("name", "code", "cpv_code", "unspsc_code")
    search_help_text = "Name or code."

    def tallies(self) -> dict[str, Coalesce]:
        known = Capability.objects.filter(vendor__merged_into=None)
        return {"count": tally(known, of="service_line")}

    @admin.display(description="vendors", ordering="count")
    def vendor_count(self, line: Any) -> int:
        return int(line.count)


@admin.register(NearCountry)
class NearCountryAdmin(RegisterAdmin):
    """Where the shipped rule (same or neighbouring region, clocks at most two hours apart) is not followed."""

    list_display = ("buyer_country", "country", "is_near", "reason")
    list_filter = ("is_near", "buyer_country")
    search_fields = ("reason",)


class WordAdmin(RegisterAdmin):
    """Words that vendors and sites are described with; one in use is not deleted under them."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        users = [f"{user} ({word})" for word in objs for user in users_of(word)]
        return to_delete, counts, permissions, [*protected, *users]

    @admin.display(description="vendors", ordering="count")
    def vendor_count(self, word: Any) -> int:
        return int(word.count)


def users_of(word: Industry | Language) -> list[str]:
    sites = word.sites.select_related("vendor") if isinstance(word, Language) else []
    return [*map(str, word.vendors.all()), *(f"{site.vendor}, {site}" for site in sites)]


@admin.register(Industry)
class IndustryAdmin(WordAdmin):
    list_display = ("name", "vendor_count")
    search_fields = ("name",)

    def tallies(self) -> dict[str, Coalesce]:
        used = Vendor.industries.through.objects.filter(vendor__merged_into=None)
        return {"count": tally(used, of="industry")}


@admin.register(Language)
class LanguageAdmin(WordAdmin, CodedAdmin):
    list_display = ("name", "code", "vendor_count", "site_count")
    search_fields = ("name", "code")

    def tallies(self) -> dict[str, Coalesce]:
        used = Vendor.languages.through.objects.filter(vendor__merged_into=None)
        spoken = DeliverySite.languages.through.objects.all()
        return {"count": tally(used, of="language"), "places": tally(spoken, of="language")}

    @admin.display(description="sites", ordering="places")
    def site_count(self, language: Any) -> int:
        return int(language.places)


class ExchangeRateForm(forms.ModelForm):  # type: ignore[type-arg]
    base = currency_field(label="One unit of")
    quote = currency_field(label="Is worth, in")
    dated = DayField(label="On")

    class Meta:
        model = ExchangeRate
        fields = ["base", "quote", "rate", "dated", "source"]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(RegisterAdmin):
    """Rates that offers in several currencies are compared at."""

    form = ExchangeRateForm
    list_display = ("__str__", "dated", "source")
    list_filter = ("base", "quote")
    search_fields = ("source",)
    date_hierarchy = "dated"
    ordering = ("-dated", "base", "quote")
