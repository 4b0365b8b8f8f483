from typing import Self

import pghistory
from django.db import models

from accounts.models import User
from rfp.models import Rfp, TeamRole


class WeightMethod(models.TextChoices):
    SWING = "swing", "Swing weighting"
    ORDER = "order", "Rank order"
    PAIRS = "pairs", "Pairwise comparison"


ANSWERING = (TeamRole.LEAD, TeamRole.APPROVER, TeamRole.EVALUATOR)
"""Whoever decides or judges says what matters; observers do not."""


class WeightAnswerQuerySet(models.QuerySet["WeightAnswer"]):
    def counting(self, rfp: Rfp) -> Self:
        """Of those who are still asked."""
        asked = rfp.team.filter(role__in=ANSWERING).values("user")
        return self.filter(rfp=rfp, person__in=asked).select_related("person").order_by("person__name", "pk")


@pghistory.track()
class WeightAnswer(models.Model):
    """What one person answered to one way of asking for weights; criteria are named by their keys.

    Swing: points by criterion. Rank order: place by criterion. Pairs: by `row column`, how many times more
    the row counts. Nothing is computed from it until somebody asks, and no ranking ever is.
    """

    rfp = models.ForeignKey(Rfp, on_delete=models.CASCADE, related_name="weight_answers")
    method = models.CharField(max_length=5, choices=WeightMethod)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects = WeightAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rfp", "method", "person"], name="one_weight_answer_each")
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} by {self.person}"
