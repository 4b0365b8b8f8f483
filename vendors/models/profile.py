from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from accounts.models import User
from bpo_portal.fields import ExactDecimalField, ProseField
from vendors.dimensions import ALL, CHOICES, DIMENSIONS, Dimension, Side

from .provenance import Provenance, provenance_rules
from .vendor import Vendor


class ProfileValueQuerySet(models.QuerySet["ProfileValue"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_internal else self.none()


@pghistory.track()
class ProfileValue(Provenance):
    """Where a vendor stands on one dimension, as it claims or as we assessed: two facts, kept apart."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="profile_values")
    dimension = models.CharField(max_length=20, choices=CHOICES)
    side = models.CharField(max_length=8, choices=Side)
    value = ExactDecimalField(max_digits=10, decimal_places=2)
    note = ProseField(max_length=2000, blank=True)

    objects = ProfileValueQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["dimension", "side"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "dimension", "side"],
                name="profile_value_once",
                violation_error_message="Somebody else has written this value down meanwhile.",
            ),
            models.CheckConstraint(
                name="profile_value_in_range",
                condition=reduce(
                    or_,
                    (Q(dimension=each.key, value__gte=each.low, value__lte=each.high) for each in ALL),
                ),
                violation_error_message="The value lies outside the range of its dimension.",
            ),
            *provenance_rules("profile_value"),
        ]

    def __str__(self) -> str:
        return f"{self.about.label}, {self.side}"

    @property
    def about(self) -> Dimension:
        return DIMENSIONS[self.dimension]

    @property
    def shown(self) -> Decimal:
        """Without zeros that say nothing."""
        value: Decimal = self.value
        return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()

    def clean(self) -> None:
        about = DIMENSIONS.get(self.dimension)
        if about and self.value is not None:
            if not about.low <= self.value <= about.high:
                raise ValidationError({"value": f"Give a value from {about.range}."})
            if self.value != round(self.value, about.decimals):
                raise ValidationError({"value": "Give one of the five levels, a whole number."})
