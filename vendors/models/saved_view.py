from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import User
from bpo_portal.fields import LineField

MOST_QUERY = 2000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def visible_to(self, user: User) -> Self:
        """A person's own, and what others share."""
        if not user.is_internal:
            return self.none()
        return self.kept().filter(Q(owner=user) | Q(is_shared=True))

    def editable_by(self, user: User) -> Self:
        return self.filter(owner=user) if user.is_internal else self.none()


@pghistory.track()
class SavedView(models.Model):
    """A view of the register under a name: filters, columns and order, as the address says them."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views", editable=False)
    name = LineField(max_length=60)
    query = models.CharField(max_length=MOST_QUERY, blank=True, editable=False)
    is_shared = models.BooleanField("shared with everybody on the buyer's side", default=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="saved_view_name_once",
                condition=Q(deleted_at=None),
                violation_error_message="You have a view of this name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('vendor_list')}?{self.query or 'q='}"


class DefaultView(models.Model):
    """The view of the register that a person sees first."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="default_view", primary_key=True)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="opens_for")

    def __str__(self) -> str:
        return f"{self.view} for {self.user}"
