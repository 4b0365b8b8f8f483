from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from bpo_portal.fields import LineFormField

from ..models import Rfp

LONGEST = 200


class CopyForm(forms.Form):
    """How the new RFP is called, and what it takes along besides need and criteria."""

    title = LineFormField(max_length=LONGEST)
    team = forms.BooleanField(
        label="Take the team along", required=False, help_text="In their roles, with what they score."
    )
    candidates = forms.BooleanField(
        label="Take the vendors along",
        required=False,
        help_text="Without their prices; those that cannot be asked now are left out.",
    )

    def __init__(self, *args: Any, source: Rfp, **kwargs: Any) -> None:
        title = f"Copy of {source.title}"[:LONGEST]
        super().__init__(*args, **kwargs)
        self.initial = {"title": title, "team": True, "candidates": True}
        self.helper = FormHelper()
        self.helper.form_tag = False
