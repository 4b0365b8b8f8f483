"""Giving scores, handing in a sheet, and reopening it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from rfp.models import Candidate, Rfp, RfpStatus

from .. import events
from ..models import Criterion, Score, ScoreSheet
from ..numbers import plain
from ..sheets import Cell, Sheet, assigned_criteria, handed_in
from .letters import tell_all_have_scored


class ScoringClosed(Exception):
    """Scores cannot be given or reopened now; the text says why."""


class ScoreConflict(Exception):
    """The score was changed after it was shown, most likely by the same person in another tab."""

    def __init__(self, current: Score) -> None:
        super().__init__("This score was changed in the meantime.")
        self.current = current


class SheetIncomplete(Exception):
    """A sheet that cannot be handed in, with everything it still needs."""

    def __init__(self, gaps: Sequence[Cell]) -> None:
        super().__init__(f"{len(gaps)} scores are incomplete.")
        self.gaps = gaps


@transaction.atomic
def save_score(
    *,
    candidate: Candidate,
    criterion: Criterion,
    evaluator: User,
    value: Decimal | None,
    abstained: bool,
    comment: str,
    revision: int,
    at: datetime,
) -> Score:
    """Keep one judgement; `revision` is that of the score the evaluator saw, 0 where there was none.

    Raises ScoreConflict if it was changed since, ScoringClosed if the evaluator cannot score this now, and
    ValidationError for a value beyond the scale or an abstention without its reason. What is the same
    already is not written again.
    """
    _require_open(candidate=candidate, criterion=criterion, evaluator=evaluator)
    key = {"candidate": candidate, "criterion": criterion, "evaluator": evaluator}
    score = Score.objects.filter(**key).first() or Score(**key, revision=0)
    wanted = (value, abstained, comment)
    if (score.value, score.abstained, score.comment) == wanted:
        return score
    if score.revision != revision:
        raise ScoreConflict(score)
    require_on_scale(criterion, value)
    score.value, score.abstained, score.comment = wanted
    score.revision, score.changed_at = revision + 1, at
    score.full_clean(exclude=["candidate", "criterion", "evaluator"])
    score.save()
    events.inputs_changed.publish(rfp_id=candidate.rfp_id)
    return score


@transaction.atomic
def submit_sheet(*, rfp: Rfp, evaluator: User, at: datetime) -> ScoreSheet:
    """Hand in an evaluator's scores: each given with a comment, or abstained from with a reason. Of vendors that are
    excluded at that time none is needed.

    Raises SheetIncomplete with everything that is missing, ScoringClosed if nothing can be handed in now.
    """
    sheet = Sheet(rfp=Rfp.objects.locked().get(pk=rfp.pk), evaluator=evaluator, at=at)
    _require_open_sheet(sheet.rfp, evaluator)
    if not (sheet.criteria and sheet.candidates):
        raise ScoringClosed(
            "There is nothing to hand in: no criterion is assigned to you, or no vendor is there."
        )
    if sheet.gaps:
        raise SheetIncomplete(sheet.gaps)
    row = sheet.handed_in or ScoreSheet(rfp=rfp, evaluator=evaluator)
    row.submitted_at = at
    row.save()
    if all(is_in for _, is_in in handed_in(rfp)):
        tell_all_have_scored(rfp=rfp, last=evaluator, at=at)
    return row


@transaction.atomic
def reopen_sheet(*, sheet: ScoreSheet, reason: str) -> ScoreSheet:
    """Let an evaluator change what was handed in; the reason stays in the history."""
    rfp = Rfp.objects.locked().get(pk=sheet.rfp_id)
    if rfp.status != RfpStatus.EVALUATION:
        raise ScoringClosed("A sheet can be reopened only while the RFP is in evaluation.")
    sheet.submitted_at = None
    sheet.reopened_because = reason
    sheet.full_clean()
    sheet.save(update_fields=["submitted_at", "reopened_because"])
    return sheet


def require_on_scale(criterion: Criterion, value: Decimal | None) -> None:
    low, high = criterion.scale_low, criterion.scale_high
    if value is None or low is None or high is None or low <= value <= high:
        return
    raise ValidationError({"value": f"The scale goes from {plain(low)} to {plain(high)}."})


def _require_open(*, candidate: Candidate, criterion: Criterion, evaluator: User) -> None:
    """Holds the RFP, so that neither its status nor the sheet changes before the score is written."""
    rfp = Rfp.objects.locked().get(pk=candidate.rfp_id)
    _require_open_sheet(rfp, evaluator)
    if not assigned_criteria(rfp=rfp, evaluator=evaluator).filter(pk=criterion.pk).exists():
        raise ScoringClosed("This criterion is not assigned to you.")


def _require_open_sheet(rfp: Rfp, evaluator: User) -> None:
    if rfp.status != RfpStatus.EVALUATION:
        raise ScoringClosed(
            f"Scores are given in evaluation only; this RFP is: {rfp.get_status_display().lower()}."
        )
    if ScoreSheet.objects.filter(rfp=rfp, evaluator=evaluator, submitted_at__isnull=False).exists():
        raise ScoringClosed("You have handed in your scores. Ask the procurement lead to reopen your sheet.")
