from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bpo_portal.fields import ExactDecimalFormField, LineFormField

from ..models import Criterion, Score
from ..numbers import plain
from ..services.scores import require_on_scale

LARGEST_REVISION = 2**31 - 1
MOST_PICKS = 11


class ScoreForm(forms.Form):
    """One cell of a sheet. `pick` is a button that gives a value, `overwrite` one that settles a conflict."""

    value = ExactDecimalFormField(label="Score", max_digits=15, decimal_places=4, required=False)
    comment = LineFormField(label="Comment", max_length=5000, required=False, widget=forms.Textarea)
    abstained = forms.BooleanField(label="Abstain", required=False)
    revision = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION)
    pick = ExactDecimalFormField(max_digits=15, decimal_places=4, required=False)
    overwrite = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION, required=False)

    def __init__(self, data: Any = None, *, criterion: Criterion, score: Score | None = None) -> None:
        super().__init__(data, initial=_initial(score), auto_id=False)
        self.criterion = criterion

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("pick") is not None:
            cleaned |= {"value": cleaned["pick"], "abstained": False}
        if cleaned.get("overwrite") is not None:
            cleaned["revision"] = cleaned["overwrite"]
        self._require_one_answer(cleaned)
        try:
            require_on_scale(self.criterion, cleaned.get("value"))
        except ValidationError as refusal:
            self.add_error(None, refusal)
        return cleaned

    def _require_one_answer(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("abstained"):
            return
        if cleaned.get("value") is not None:
            self.add_error("abstained", "Either a score or an abstention: clear one of them.")
        if not cleaned.get("comment") and "comment" not in self.errors:
            self.add_error("comment", "Say in the comment why you abstain.")

    @property
    def problems(self) -> list[str]:
        return [str(message) for messages in self.errors.values() for message in messages]


class ReopenForm(forms.Form):
    reason = LineFormField(
        label="Why is this sheet reopened?",
        max_length=500,
        help_text="The evaluator sees it, and it stays in the history.",
    )


def picks(criterion: Criterion) -> list[str]:
    """The whole numbers of a short scale, for buttons and number keys."""
    low, high = criterion.scale_low, criterion.scale_high
    if low is None or high is None or high - low >= MOST_PICKS or low % 1:
        return []
    return [plain(low + step) for step in range(int(high - low) + 1)]


def _initial(score: Score | None) -> dict[str, Any]:
    if score is None:
        return {"revision": 0}
    return {
        "value": plain(score.value),
        "comment": score.comment,
        "abstained": score.abstained,
        "revision": score.revision,
    }
