from typing import Self

import pghistory
from django.db import models

from accounts.models import User

from .fact_rules import FACTS
from .provenance import Provenance, provenance_rules
from .vendor import Vendor


class FactSourceQuerySet(models.QuerySet["FactSource"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_internal else self.none()


@pghistory.track(pghistory.UpdateEvent())
class FactSource(Provenance):
    """Where one fact on the vendor's own row comes from; the database keeps a row for each that is known."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="fact_sources")
    field = models.CharField(max_length=20, choices=[(key, label) for key, (label, _) in FACTS.items()])

    objects = FactSourceQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["vendor", "field"], name="fact_source_once"),
            *provenance_rules("fact_source"),
        ]

    def __str__(self) -> str:
        return self.get_field_display()
