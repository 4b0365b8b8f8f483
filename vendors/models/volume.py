from decimal import Decimal
from typing import Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import User
from bpo_portal.fields import ExactDecimalField, LineField

from .vendor import CURRENCY

ABOVE_ZERO = MinValueValidator(Decimal("0.01"), "Give more than zero.")
COUNT = [MinValueValidator(1), MaxValueValidator(10**9)]


def percentage(
    name: str, *validators: MinValueValidator | MaxValueValidator, **options: object
) -> ExactDecimalField:
    return ExactDecimalField(
        name,
        max_digits=5,
        decimal_places=2,
        validators=[*validators, MaxValueValidator(100)],
        **options,  # type: ignore[arg-type]
    )


class VolumeProfileQuerySet(models.QuerySet["VolumeProfile"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and what others share; the names of the owners come along."""
        seen = self.filter(Q(owner=user) | Q(is_shared=True)) if user.is_internal else self.none()
        return seen.select_related("owner")

    def editable_by(self, user: User) -> Self:
        return self.filter(owner=user) if user.is_internal else self.none()


@pghistory.track()
class VolumeProfile(models.Model):
    """The work that offers are compared on; what is not known is left out, never guessed."""

    name = LineField(max_length=120)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    is_shared = models.BooleanField("shared with everybody on the buyer's side", default=False)
    contacts = models.PositiveIntegerField("contacts a month", validators=COUNT)
    handling_seconds = models.PositiveIntegerField(
        "average handling time, seconds",
        validators=[MinValueValidator(1), MaxValueValidator(86_400)],
        help_text="Talk, hold and wrap-up of one contact.",
    )
    resolution_rate = percentage(
        "resolved, per cent of contacts",
        ABOVE_ZERO,
        null=True,
        blank=True,
        help_text="Needed for prices per resolved contact.",
    )
    occupancy = percentage(
        "occupancy, per cent",
        ABOVE_ZERO,
        help_text="Share of the worked time in which contacts are handled.",
    )
    shrinkage = ExactDecimalField(
        "shrinkage, per cent",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(95)],
        help_text="Share of the paid time that is not worked: leave, illness, breaks, training.",
    )
    paid_hours = ExactDecimalField(
        "paid hours of one FTE a month",
        max_digits=6,
        decimal_places=2,
        validators=[ABOVE_ZERO, MaxValueValidator(744)],
    )
    transactions = models.PositiveIntegerField(
        "transactions a month",
        null=True,
        blank=True,
        validators=COUNT,
        help_text="Needed for prices per transaction.",
    )
    outcomes = models.PositiveIntegerField(
        "outcomes a month",
        null=True,
        blank=True,
        validators=COUNT,
        help_text="Needed for prices per outcome: sales closed, debts settled.",
    )
    attrition = ExactDecimalField(
        "attrition, per cent a year",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(500)],
    )
    training_cost = ExactDecimalField(
        "training of one person costs",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Counted for offers that do not include training.",
    )
    training_currency = models.CharField(max_length=3, blank=True, validators=[CURRENCY])
    term_months = models.PositiveSmallIntegerField(
        "term in months", validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    growth = ExactDecimalField(
        "growth, per cent a year",
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(-90), MaxValueValidator(500)],
        help_text="From one contract year to the next; negative if the work becomes less.",
    )

    objects = VolumeProfileQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "owner",
                name="volume_profile_named_once",
                violation_error_message="You have a volume profile of this name already.",
            ),
            models.CheckConstraint(
                name="volume_profile_has_work",
                condition=Q(contacts__gt=0, handling_seconds__gt=0, term_months__gt=0, paid_hours__gt=0),
                violation_error_message="Contacts, handling time, paid hours and term are more than zero.",
            ),
            models.CheckConstraint(
                name="volume_profile_shares",
                condition=Q(occupancy__gt=0, occupancy__lte=100, shrinkage__gte=0, shrinkage__lt=100)
                & (Q(resolution_rate=None) | Q(resolution_rate__gt=0, resolution_rate__lte=100)),
                violation_error_message="Occupancy and resolution are above 0 and at most 100 per cent, "
                "shrinkage is from 0 to below 100.",
            ),
            models.CheckConstraint(
                name="volume_profile_growth",
                condition=Q(growth__gt=-100),
                violation_error_message="Work cannot shrink by all of it.",
            ),
            models.CheckConstraint(
                name="volume_profile_training_currency",
                condition=Q(training_cost=None) | ~Q(training_currency=""),
                violation_error_message="Say in which currency the training cost is.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
