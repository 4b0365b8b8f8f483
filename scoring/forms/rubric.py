"""The written anchors of a scored criterion, one row for each value."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from bpo_portal.fields import ExactDecimalFormField, LineFormField

from ..models import Criterion
from ..numbers import plain


class LevelForm(forms.Form):
    """What one value means; a row without words says nothing."""

    value = ExactDecimalFormField(required=False, max_digits=15, decimal_places=4)
    anchor = LineFormField(label="What it means", required=False, max_length=500, widget=forms.TextInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("anchor") and cleaned.get("value") is None and "value" not in self.errors:
            self.add_error("value", "Say which value this describes.")
        return cleaned


if TYPE_CHECKING:
    LevelForms = forms.BaseFormSet[LevelForm]
else:
    LevelForms = forms.BaseFormSet


class BaseRubric(LevelForms):
    @property
    def levels(self) -> list[tuple[Decimal, str]]:
        """The rows that say something."""
        rows = [form.cleaned_data for form in self.forms]
        return [(row["value"], row["anchor"]) for row in rows if row.get("anchor")]

    def clean(self) -> None:
        if any(self.errors):
            return
        values = [value for value, _ in self.levels]
        twice = {value for value in values if values.count(value) > 1}
        if twice:
            raise ValidationError(f"Described twice: {', '.join(map(plain, sorted(twice)))}.")

    def require_on_scale(self, low: Decimal, high: Decimal) -> bool:
        """Whether all levels lie on the scale; says so at those that do not."""
        off = [form for form in self.forms if not _fits(form.cleaned_data, low, high)]
        for form in off:
            form.add_error("value", f"This is not on the scale from {plain(low)} to {plain(high)}.")
        return not off


def _fits(row: dict[str, Any], low: Decimal, high: Decimal) -> bool:
    return not row.get("anchor") or low <= row["value"] <= high


Rubric: type[BaseRubric] = forms.formset_factory(  # type: ignore[assignment]
    LevelForm, formset=BaseRubric, extra=2, max_num=30, absolute_max=40
)


def rubric_start(criterion: Criterion) -> list[dict[str, str]]:
    """The levels there are; for a new criterion, whole values of its scale that wait for words."""
    if criterion.pk:
        return [{"value": plain(level.value), "anchor": level.anchor} for level in criterion.rubric.all()]
    return [{"value": str(value), "anchor": ""} for value in _wholes(criterion)]


def _wholes(criterion: Criterion) -> Iterable[int]:
    if criterion.scale_low is None or criterion.scale_high is None:
        return ()
    return range(int(criterion.scale_low), int(criterion.scale_high) + 1)
