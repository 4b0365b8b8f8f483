"""Client references, and what the expertise of one vendor is narrowed by."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from vendors.models import ClientReference, Industry, ServiceLine

from .fields import PastDayField, PastYearField, WholeNumberField
from .parts import PartForm

SMALL = {"class": "form-select form-select-sm"}


class ClientReferenceForm(PartForm):
    since_year = PastYearField(label="Since, year", required=False)
    until_year = WholeNumberField(
        label="Until, year", required=False, help_text="Empty while the work goes on."
    )
    as_of = PastDayField(label="As of", required=False, help_text="The day on which this was true.")

    class Meta:
        model = ClientReference
        fields = [
            "client",
            "industry",
            "service_lines",
            "since_year",
            "until_year",
            "contact",
            "may_be_called",
            "source",
            "as_of",
        ]
        labels = {"contact": "Contact at the client", "may_be_called": "May be called as a reference"}
        widgets = {"service_lines": forms.CheckboxSelectMultiple}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("may_be_called") and not cleaned.get("client"):
            self.add_error("client", ValidationError("Name the client that may be called.", code="required"))
        return cleaned


class ExpertiseFilterForm(forms.Form):
    """Bind it to `request.GET`; a wrong filter is an error, and then nothing is narrowed."""

    service_line = forms.ModelChoiceField(
        ServiceLine.objects.all(),
        to_field_name="code",
        required=False,
        empty_label="Any",
        widget=forms.Select(SMALL),
    )
    industry = forms.ModelChoiceField(
        Industry.objects.all(), required=False, empty_label="Any", widget=forms.Select(SMALL)
    )
    years_min = forms.IntegerField(
        label="Years, at least",
        required=False,
        min_value=1,
        max_value=200,
        widget=forms.NumberInput({"class": "form-control form-control-sm", "min": 1, "inputmode": "numeric"}),
    )
    referenced = forms.BooleanField(
        label="With a client that may be called",
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    def chosen(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() else {}

    def in_use(self) -> bool:
        return any(field.data for field in self)
