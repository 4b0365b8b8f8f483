"""The written anchors of a scored criterion, one row for each value."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError

from bpo_portal.fields import ExactDecimalFormField, LineFormField
from vendors.forms.records import read_seen

from ..history import newest_writer
from ..models import Criterion
from ..numbers import plain

PREFIX = "rubric"


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
    seen = ""
    """The levels of the record, as the page sends them back."""
    beside = ""
    """What somebody else described meanwhile and this form leaves as it is."""

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


def rubric_of(criterion: Criterion, data: Mapping[str, Any] | None) -> BaseRubric:
    """The levels as typed, with those that somebody else wrote since the page was opened and nobody touched here.

    Where a level is not as typed yet, nothing is merged: the page still says what was seen.
    """
    rubric = Rubric(data, initial=rubric_start(criterion), prefix=PREFIX)
    if not criterion.pk:
        return rubric
    now = levels_of(criterion)
    rubric.seen = json.dumps(now)
    if data is None:
        return rubric
    sent = str(data.get(f"{PREFIX}-seen", ""))
    seen = read_seen(sent)
    if seen == now:
        return rubric
    if seen is None:
        rubric.is_valid()
        rubric.non_form_errors().append("This page was out of date. Check what you typed, then save again.")
        return rubric
    if not rubric.is_valid():
        rubric.seen = sent
        return rubric
    return merged(criterion, seen, now, {plain(value): anchor for value, anchor in rubric.levels})


def merged(
    criterion: Criterion, seen: dict[str, Any], now: dict[str, str], typed: dict[str, str]
) -> BaseRubric:
    theirs = {value for value in {*seen, *now} if seen.get(value) != now.get(value)}
    kept = {value for value in theirs if typed.get(value) == seen.get(value)}
    clashes = {value for value in theirs - kept if typed.get(value) != now.get(value)}
    mine = {value: anchor for value, anchor in typed.items() if value not in kept}
    shown = mine | {value: now[value] for value in now if value in kept or value in clashes - typed.keys()}
    rubric = Rubric(posted(shown), prefix=PREFIX)
    rubric.seen = json.dumps(now)
    if kept:
        who, what = writer(criterion, kept), told(kept, now)
        rubric.beside = f"{who} changed what scores mean while you were editing, {what}; that is kept."
    for form in rubric.forms if rubric.is_valid() else ():
        value = plain(form.cleaned_data.get("value"))
        if value in clashes:
            form.add_error("anchor", clash(writer(criterion, {value}), typed, now, value))
    return rubric


def writer(criterion: Criterion, values: set[str]) -> str:
    events = apps.get_model("scoring", "RubricLevelEvent").objects.filter(criterion_id=criterion.pk)
    return newest_writer(events.filter(value__in=values))


def clash(who: str, typed: dict[str, str], now: dict[str, str], value: str) -> str:
    did = f"changed this to “{now[value]}”" if value in now else "removed this level"
    again = "keep what you typed" if value in typed else "keep it, or empty it to remove it"
    return f"{who} {did} while you were editing. Save again to {again}."


def told(values: Iterable[str], now: dict[str, str]) -> str:
    ordered = sorted(values, key=Decimal)
    return ", ".join(
        f"{value} to “{now[value]}”" if value in now else f"{value} to nothing" for value in ordered
    )


def posted(levels: dict[str, str]) -> dict[str, str]:
    """These levels as a page sends them."""
    count = len(levels)
    data = {f"{PREFIX}-TOTAL_FORMS": str(count + Rubric.extra), f"{PREFIX}-INITIAL_FORMS": str(count)}
    for row, value in enumerate(sorted(levels, key=Decimal)):
        data |= {f"{PREFIX}-{row}-value": value, f"{PREFIX}-{row}-anchor": levels[value]}
    return data


def levels_of(criterion: Criterion) -> dict[str, str]:
    return {plain(level.value): level.anchor for level in criterion.rubric.all()}


def rubric_start(criterion: Criterion) -> list[dict[str, str]]:
    """The levels there are; for a new criterion, whole values of its scale that wait for words."""
    if criterion.pk:
        return [{"value": plain(level.value), "anchor": level.anchor} for level in criterion.rubric.all()]
    return [{"value": str(value), "anchor": ""} for value in _wholes(criterion)]


def _wholes(criterion: Criterion) -> Iterable[int]:
    if criterion.scale_low is None or criterion.scale_high is None:
        return ()
    return range(int(criterion.scale_low), int(criterion.scale_high) + 1)
