from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import User
from bpo_portal.fields import ExactDecimalField, LineField, ProseField
from rfp.models import Candidate, Rfp

from .criteria import Criterion


@pghistory.track()
class Assignment(models.Model):
    """This evaluator scores this criterion, for all candidates."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="assignments")
    evaluator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["criterion", "evaluator"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.evaluator} scores {self.criterion}"


@pghistory.track()
class ScoreSheet(models.Model):
    """The whole of one evaluator's work on one RFP; handed in when `submitted_at` is set."""

    rfp = models.ForeignKey(Rfp, on_delete=models.CASCADE, related_name="sheets")
    evaluator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sheets")
    submitted_at = models.DateTimeField(null=True, blank=True)
    reopened_because = LineField(max_length=500, blank=True, help_text="Why it was reopened last.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rfp", "evaluator"], name="sheet_once")]

    def __str__(self) -> str:
        return f"Sheet of {self.evaluator} for {self.rfp}"


class ScoreQuerySet(models.QuerySet["Score"]):
    def of_rfp(self, rfp: Rfp) -> Self:
        return self.filter(candidate__rfp=rfp)


@pghistory.track()
class Score(models.Model):
    """One evaluator's judgement of one candidate on one criterion: a value, or an abstention.

    `revision` grows with each change and is sent back by the form, so a second open tab cannot
    overwrite silently. The audit triggers keep every earlier state.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    evaluator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="scores")
    value = ExactDecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    abstained = models.BooleanField(default=False)
    comment = ProseField(max_length=5000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = ScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "criterion", "evaluator"],
                name="score_once",
                violation_error_message="This evaluator has scored this already.",
            ),
            models.CheckConstraint(
                name="score_or_abstention",
                condition=Q(value__isnull=True) | Q(abstained=False),
                violation_error_message="Either a value or an abstention, not both.",
            ),
            models.CheckConstraint(
                name="abstention_has_reason",
                condition=Q(abstained=False) | ~Q(comment=""),
                violation_error_message="Say why you abstain.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} of {self.candidate} by {self.evaluator}"


@pghistory.track()
class RecordedValue(models.Model):
    """What the procurement lead found for a criterion that neither panel nor register answers."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="recorded")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="recorded")
    passed = models.BooleanField(null=True, blank=True)
    value = ExactDecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    note = LineField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "criterion"], name="recorded_once"),
            models.CheckConstraint(
                name="recorded_one_answer", condition=Q(passed__isnull=True) | Q(value__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} of {self.candidate}"
