"""Which record's facts count when two become one."""

from typing import Any

from django import forms

from bpo_portal.fields import LineFormField
from vendors.merging import Choice, Plan

SIDES = {"ours": "This one", "theirs": "This one", "both": "Both"}


class MergeForm(forms.Form):
    mark = forms.CharField(required=False, widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label="I have compared both: they are one company.",
        error_messages={"required": "Say that the two are one company."},
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["mark"] = plan.mark
        rivals = (clash.choice for clash in plan.rivals)
        self.picks = [*plan.choices, *(choice for choice in rivals if choice.ours != choice.theirs)]
        for choice in self.picks:
            sides = ["ours", "theirs", *(["both"] if choice.both else [])]
            self.fields[choice.key] = forms.ChoiceField(
                label=choice.label,
                choices=[(side, SIDES[side]) for side in sides],
                initial=choice.default,
                required=False,
            )

    def lines(self) -> list[dict[str, Any]]:
        """Each difference with what either record says, and what is picked."""
        return [self.line(choice) for choice in self.picks]

    def line(self, choice: Choice) -> dict[str, Any]:
        bound = self[choice.key]
        return {
            "choice": choice,
            "name": bound.html_name,
            "picked": bound.value() or choice.default,
            "errors": bound.errors,
        }

    def picked(self) -> dict[str, str]:
        return {c.key: self.cleaned_data[c.key] for c in self.picks if self.cleaned_data.get(c.key)}


class ApartForm(forms.Form):
    reason = LineFormField(
        max_length=300, help_text="What tells the two apart. They are not offered as one again."
    )
