from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from bpo_portal.fields import LineField

from .vendor import Vendor


class DistinctionQuerySet(models.QuerySet["Distinction"]):
    def editable_by(self, user: User) -> Self:
        return self if user.can_edit_register else self.none()

    def partners_of(self, pk: int) -> set[int]:
        pairs = self.filter(Q(first=pk) | Q(second=pk)).values_list("first_id", "second_id")
        return {other for pair in pairs for other in pair if other != pk}


@pghistory.track()
class Distinction(models.Model):
    """That two records which look alike are of two companies, as somebody found out."""

    first = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="+")
    reason = LineField(max_length=300)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="told_apart_once"),
            models.CheckConstraint(name="told_apart_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"


class MergeQuerySet(models.QuerySet["Merge"]):
    def standing(self) -> Self:
        return self.filter(undone_at=None)

    def editable_by(self, user: User) -> Self:
        return self if user.can_edit_register else self.none()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["rows", "sources"])
class Merge(models.Model):
    """That two records became one; `rows` says of every row it touched what was there before and after."""

    survivor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField(editable=False)
    sources = models.JSONField(editable=False)
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="merged_once",
                violation_error_message="This record was merged already.",
            ),
            models.CheckConstraint(name="merge_of_two", condition=~Q(survivor=F("merged"))),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.merged} into {self.survivor}"
