"""The questions of each way of asking for weights."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from bpo_portal.fields import ExactDecimalFormField

from ..models import Criterion, WeightMethod
from ..numbers import plain

SIZES = {
    "2": "2: between equal and moderately",
    "3": "3: moderately more",
    "4": "4: between",
    "5": "5: strongly more",
    "6": "6: between",
    "7": "7: very strongly more",
    "8": "8: between",
    "9": "9: extremely more",
}


class AnswersForm(forms.Form):
    """One field for each criterion, named by its key."""

    def __init__(
        self, data: Any = None, *, criteria: Sequence[Criterion], answers: Mapping[str, str]
    ) -> None:
        super().__init__(data)
        self.criteria = criteria
        for criterion in criteria:
            name = f"answer-{criterion.pk}"
            self.fields[name] = self.field(criterion)
            self.initial[name] = answers.get(criterion.key)
        for name in self.fields:
            invalid = " is-invalid" if self.is_bound and name in self.errors else ""
            self.fields[name].widget.attrs |= {
                "class": f"form-control form-control-sm num{invalid}",
                "aria-label": str(self.fields[name].label),
            }

    def field(self, criterion: Criterion) -> forms.Field:
        """What is asked of a criterion; each way of finding weights says its own."""
        raise NotImplementedError

    def rows(self) -> list[tuple[Criterion, forms.BoundField]]:
        return [(each, self[f"answer-{each.pk}"]) for each in self.criteria]

    @property
    def answers(self) -> dict[str, str]:
        return {each.key: plain(self.cleaned_data[f"answer-{each.pk}"]) for each in self.criteria}


class SwingForm(AnswersForm):
    def field(self, criterion: Criterion) -> forms.Field:
        return ExactDecimalFormField(
            label=f"Points for {criterion.title}",
            min_value=0,
            max_value=1000,
            max_digits=6,
            decimal_places=2,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            self.add_error(None, "Give at least one swing more than 0 points.")
        return cleaned


class OrderForm(AnswersForm):
    def field(self, criterion: Criterion) -> forms.Field:
        return forms.IntegerField(
            label=f"Place of {criterion.title}", min_value=1, max_value=len(self.criteria)
        )

    @property
    def answers(self) -> dict[str, str]:
        return {each.key: str(self.cleaned_data[f"answer-{each.pk}"]) for each in self.criteria}


class PairForm(forms.Form):
    """Which of two criteria counts more, and how much more, on Saaty's scale."""

    more = forms.ChoiceField(label="Which counts more?", widget=forms.RadioSelect)
    size = forms.ChoiceField(
        label="How much more?",
        choices=list(SIZES.items()),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, row: Criterion, column: Criterion, said: str = "") -> None:
        more, size = _split(said)
        super().__init__(data, initial={"more": more, "size": size})
        choices = [("row", row.title), ("equal", "Both the same"), ("column", column.title)]
        self.fields["more"] = forms.ChoiceField(
            label="Which counts more?", choices=choices, widget=forms.RadioSelect
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("more") in ("row", "column") and not cleaned.get("size") and "size" not in self.errors:
            self.add_error("size", "Say how much more it counts.")
        return cleaned

    @property
    def answer(self) -> str:
        size, more = str(self.cleaned_data["size"]), str(self.cleaned_data["more"])
        return {"row": size, "equal": "1", "column": f"1/{size}"}[more]


def _split(said: str) -> tuple[str, str]:
    if not said:
        return "", ""
    if said == "1":
        return "equal", ""
    return ("column", said.removeprefix("1/")) if said.startswith("1/") else ("row", said)


FORMS: dict[str, type[AnswersForm]] = {WeightMethod.SWING: SwingForm, WeightMethod.ORDER: OrderForm}
