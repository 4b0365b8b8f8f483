from django import forms

from bpo_portal.fields import LineFormField


class AnswerForm(forms.Form):
    """What somebody who is asked to approve something answers; a refusal needs a note."""

    note = LineFormField(
        label="Note",
        max_length=500,
        required=False,
        widget=forms.TextInput,
        help_text="Needed when you decline.",
    )

    @property
    def approves(self) -> bool:
        return self.data.get("decision") == "approve"

    def clean(self) -> None:
        if self.data.get("decision") not in ("approve", "decline"):
            raise forms.ValidationError("Approve or decline: neither was chosen.")
