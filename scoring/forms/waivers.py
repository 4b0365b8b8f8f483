from collections.abc import Sequence
from typing import Any

from django import forms

from bpo_portal.fields import LineFormField

from ..models import Criterion


class WaiverForm(forms.Form):
    """Which knock-out a vendor need not pass, and why."""

    criterion = forms.ChoiceField(label="Knock-out", widget=forms.RadioSelect)
    reason = LineFormField(
        max_length=500,
        widget=forms.TextInput,
        help_text="Printed wherever this vendor is ranked: on pages, in mails, in reports.",
    )

    def __init__(self, *args: Any, criteria: Sequence[tuple[Criterion, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {str(criterion.pk): criterion for criterion, _ in criteria}
        choices = [(str(criterion.pk), f"{criterion}: {words}") for criterion, words in criteria]
        self.fields["criterion"] = forms.ChoiceField(
            label="Knock-out",
            choices=choices,
            widget=forms.RadioSelect,
            initial=choices[0][0] if len(choices) == 1 else None,
        )

    @property
    def chosen(self) -> Criterion:
        return self.criteria[self.cleaned_data["criterion"]]
