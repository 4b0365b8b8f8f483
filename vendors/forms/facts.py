"""Forms of facts that say where they come from: a figure's source, and one side of a profile's dimension."""

from typing import Any

from django import forms

from bpo_portal.fields import ExactDecimalFormField
from vendors.dimensions import Dimension
from vendors.models import FactSource, ProfileValue

from .fields import PastDayField
from .parts import PartForm


class FactSourceForm(PartForm):
    as_of = PastDayField(label="As of", required=False, help_text="The day on which this was true.")

    class Meta:
        model = FactSource
        fields = ["source", "as_of"]


class ProfileValueForm(PartForm):
    """Its instance says which dimension and side; a value that means something has a source and a day."""

    RULED = {"vendor", "dimension", "side"}

    as_of = PastDayField(label="As of", help_text="The day on which this was true.")

    class Meta:
        model = ProfileValue
        fields = ["value", "note", "source", "as_of"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.instance.about
        self.fields["value"] = level_field(about) if about.anchors else number_field(about)
        self.initial["value"] = self.instance.shown if self.instance.pk else None
        self.fields["source"].required = True


def level_field(about: Dimension) -> forms.Field:
    levels = [(str(level), f"{level}: {anchor}") for level, anchor in about.levels]
    return forms.TypedChoiceField(
        label=about.label, choices=levels, widget=forms.RadioSelect, coerce=ExactDecimalFormField().clean
    )


def number_field(about: Dimension) -> forms.Field:
    return ExactDecimalFormField(
        label=f"{about.label}, {about.unit}",
        help_text=f"{about.asks} From {about.low} to {about.high}; {about.better.label}.",
        min_value=about.low,
        max_value=about.high,
        max_digits=10,
        decimal_places=about.decimals,
    )
