from collections.abc import Sequence
from typing import Any

from django import forms

from ..presentation.comparison import Compared

FEWEST, MOST = 2, 8


class CompareForm(forms.Form):
    """Which vendors stand side by side, and whether rows in which all agree are left out."""

    vendor = forms.MultipleChoiceField(
        label="Vendors",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={
            "required": "Choose the vendors to compare.",
            "invalid_choice": "One of these is not a vendor of this RFP.",
        },
    )
    differences = forms.BooleanField(label="Only what differs", required=False)

    def __init__(self, data: Any = None, *, vendors: Sequence[Compared]) -> None:
        super().__init__(data)
        self.vendors = vendors
        self.fields["vendor"].choices = [(each.key, each.title) for each in vendors]  # type: ignore[attr-defined]

    def clean_vendor(self) -> list[Compared]:
        """In the order of the ranking, each once."""
        chosen = set(self.cleaned_data["vendor"])
        if not FEWEST <= len(chosen) <= MOST:
            raise forms.ValidationError(f"Choose {FEWEST} to {MOST} vendors; these are {len(chosen)}.")
        return [each for each in self.vendors if each.key in chosen]
