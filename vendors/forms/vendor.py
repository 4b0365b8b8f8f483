from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from vendors.models import Vendor, VendorStatus
from vendors.vat import refuse_other_form

from .fields import CountriesField, LinesField, PastYearField, VendorNameField, WholeNumberField
from .records import RecordForm
from .subcontractor import suggestions

FIRST_STATUSES = [
    (VendorStatus.PROSPECT.value, VendorStatus.PROSPECT.label),
    (VendorStatus.REGISTERED.value, VendorStatus.REGISTERED.label),
]


def columns(*names: str) -> Row:
    return Row(*[Column(Field(name)) for name in names])


class VendorForm(RecordForm):
    TOGETHER = (
        ("country", "city"),
        ("employees", "employees_year"),
        ("revenue_millions", "revenue_currency", "revenue_year"),
    )

    trading_names = LinesField(
        label="Other names",
        required=False,
        max_length=4000,
        help_text="One a line: trading names, former names.",
    )
    parent = VendorNameField(
        label="Belongs to", required=False, max_length=200, help_text="Name of the parent."
    )
    website = forms.URLField(label="Website", required=False, max_length=200, assume_scheme="https")
    delivery_countries = CountriesField(label="Delivers from", required=False)
    founded_year = PastYearField(label="Founded in", required=False)
    employees = WholeNumberField(label="People", required=False, min_value=0, max_value=2_147_483_647)
    employees_year = PastYearField(label="Year of that figure", required=False)
    revenue_year = PastYearField(label="Year of the revenue", required=False)

    class Meta:
        model = Vendor
        fields = [
            "name",
            "legal_name",
            "trading_names",
            "status",
            "parent",
            "country",
            "city",
            "website",
            "lei",
            "vat_number",
            "duns",
            "founded_year",
            "employees",
            "employees_year",
            "revenue_millions",
            "revenue_currency",
            "revenue_year",
            "delivery_countries",
            "languages",
            "industries",
            "confidence",
            "sources",
            "notes",
            "is_sample",
        ]
        labels = {
            "revenue_millions": "Revenue, millions",
            "revenue_currency": "Currency",
            "country": "Headquarters",
            "confidence": "Trust in the sources",
        }
        help_texts = {"status": "Later moves have a page of their own.", "revenue_currency": "Such as EUR."}
        widgets = {
            "languages": forms.CheckboxSelectMultiple,
            "industries": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].widget.attrs.update(suggestions())
        self.initial["revenue_millions"] = self.instance.revenue_shown
        if self.instance.pk:
            self.fields.pop("status", None)
        else:
            self.fields["status"].choices = FIRST_STATUSES  # type: ignore[attr-defined]
        self.helper = layout(new=not self.instance.pk)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        same = Vendor.objects.named(name).exclude(pk=self.instance.pk).first()
        if same and same.merged_into:
            raise ValidationError(f"“{same.name}” was merged into “{same.merged_into}”.", code="unique")
        if same:
            raise ValidationError(f"“{same.name}” is in the register already.", code="unique")
        return name

    def clean_vat_number(self) -> str:
        number: str = self.cleaned_data["vat_number"]
        if number != self.instance.vat_number:
            refuse_other_form(number)
        return number

    def clean_trading_names(self) -> list[str]:
        names: list[str] = self.cleaned_data["trading_names"]
        if any(len(name) > 200 for name in names):
            raise ValidationError("Each name may have at most 200 characters.", code="max_length")
        return names

    def clean_parent(self) -> Vendor | None:
        parent: Vendor | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and self.instance.pk in lineage(parent):
            raise ValidationError("A vendor cannot belong to itself or to its own subsidiary.", code="cycle")
        return parent


def lineage(vendor: Vendor) -> set[int]:
    """That vendor and all above it."""
    parents = dict(Vendor.objects.exclude(parent=None).values_list("pk", "parent_id"))
    found: set[int] = set()
    pk: int | None = vendor.pk
    while pk is not None and pk not in found:
        found.add(pk)
        pk = parents.get(pk)
    return found


def layout(*, new: bool) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        "seen",
        Fieldset(
            "Who it is",
            columns("name", "legal_name"),
            columns("trading_names", "parent"),
            columns("country", "city", "website"),
            columns("lei", "vat_number", "duns"),
            *(["status"] if new else []),
            "is_sample",
        ),
        Fieldset(
            "Figures",
            columns("founded_year", "employees", "employees_year"),
            columns("revenue_millions", "revenue_currency", "revenue_year"),
        ),
        Fieldset("Reach", "delivery_countries", "languages", "industries"),
        Fieldset("Where this comes from", "confidence", "sources", "notes"),
    )
    return helper
