from typing import Any

from django import forms

from rfp.models import Candidate, Rfp

FEWEST, MOST = 2, 8


class CompareForm(forms.Form):
    """Which candidates stand side by side, and whether rows in which all agree are left out."""

    c = forms.ModelMultipleChoiceField(
        Candidate.objects.none(),
        label="Vendors",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={
            "required": "Choose the vendors to compare.",
            "invalid_choice": "One of these is not a candidate of this RFP.",
            "invalid_pk_value": "One of these is not a candidate of this RFP.",
        },
    )
    differences = forms.BooleanField(label="Only what differs", required=False)

    def __init__(self, data: Any = None, *, rfp: Rfp) -> None:
        super().__init__(data)
        self.fields["c"].queryset = rfp.candidates.select_related("vendor")  # type: ignore[attr-defined]

    def clean_c(self) -> list[Candidate]:
        chosen = list(self.cleaned_data["c"])
        if not FEWEST <= len(chosen) <= MOST:
            raise forms.ValidationError(f"Choose {FEWEST} to {MOST} vendors; these are {len(chosen)}.")
        return chosen
