from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import User
from bpo_portal.fields import LineField
from rfp.models import Rfp

from .shortlist import Shortlist


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def visible_to(self, user: User) -> Self:
        """One's own, and those that the others of a team share."""
        own_or_shared = Q(owner=user) | Q(is_shared=True)
        return self.kept().filter(own_or_shared, rfp__in=Rfp.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        return self.visible_to(user).filter(owner=user)

    def restorable_by(self, user: User) -> Self:
        """What this person has deleted, the latest first."""
        deleted = self.exclude(deleted_at=None).filter(owner=user, rfp__in=Rfp.objects.visible_to(user))
        return deleted.order_by("-deleted_at", "-pk")


class Scenario(models.Model):
    """What somebody changed in a scratch copy of a version, kept under a name. Nothing is decided by it.

    `changes` is what `scoring.scratch.Changes` stores.
    """

    rfp = models.ForeignKey(Rfp, on_delete=models.CASCADE, related_name="scenarios")
    name = LineField(max_length=80)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="scenarios")
    is_shared = models.BooleanField("shared with the team", default=False)
    base = models.ForeignKey(Shortlist, on_delete=models.PROTECT, related_name="scenarios")
    changes: "models.JSONField[Any, Any]" = models.JSONField()
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "rfp",
                "owner",
                Lower("name"),
                name="scenario_name_once",
                condition=Q(deleted_at=None),
                violation_error_message="You have a scenario of this name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scenario", args=[self.rfp.number, self.pk])
