from datetime import date
from decimal import Decimal
from typing import Self

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django_countries.fields import CountryField

from accounts.models import User
from bpo_portal.fields import ExactDecimalField, LineField

from .provenance import Part, Provenance, provenance_rules
from .reference import Language, ServiceLine
from .site import DeliverySite
from .vendor import CURRENCY, Vendor


class PricingUnit(models.TextChoices):
    FTE_MONTH = "fte_month", "per FTE per month"
    HOUR = "hour", "per hour"
    MINUTE = "minute", "per minute"
    TRANSACTION = "transaction", "per transaction"
    CONTACT = "contact", "per contact"
    RESOLVED = "resolved", "per resolved contact"
    OUTCOME = "outcome", "per outcome"
    FIXED_MONTH = "fixed_month", "fixed per month"
    SETUP = "setup", "set-up, once"

    @property
    def is_lump(self) -> bool:
        """Whether it is the same whatever the volume."""
        return self in (self.FIXED_MONTH, self.SETUP)

    @property
    def counts_time(self) -> bool:
        """Whether it matters if time not worked is billed."""
        return self in (self.FTE_MONTH, self.HOUR)


class TierRule(models.TextChoices):
    GRADUATED = "graduated", "each unit at the price of the tier it falls into"
    WHOLE = "whole", "all units at the price of the tier that the month reaches"


class Included(models.TextChoices):
    TRAINING = "training", "Training"
    SUPERVISION = "supervision", "Supervision"
    QUALITY = "quality", "Quality assurance"
    TECHNOLOGY = "technology", "Technology"


class RateCardState(models.TextChoices):
    CURRENT = "current", "Current"
    FUTURE = "future", "Future"
    ENDED = "ended", "Ended"


class RateCardQuerySet(models.QuerySet["RateCard"]):
    def visible_to(self, user: User) -> Self:
        """Everybody on the buyer's side reads the register."""
        return self if user.is_internal else self.none()

    def editable_by(self, user: User) -> Self:
        return self if user.can_edit_register else self.none()

    def with_prices(self) -> Self:
        """With all that a page tells of a card, at a fixed number of queries."""
        return self.select_related(
            "vendor", "service_line", "site", "entered_by", "verified_by"
        ).prefetch_related("lines__language")


@pghistory.track()
class RateCard(Provenance):
    """What a vendor asks for, for a time, in one currency; a hybrid offer has lines of several units."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="rate_cards")
    name = LineField(max_length=120)
    currency = models.CharField(max_length=3, validators=[CURRENCY])
    valid_from = models.DateField("valid from", null=True, blank=True)
    valid_until = models.DateField("valid until", null=True, blank=True)
    service_line = models.ForeignKey(
        ServiceLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    country = CountryField(verbose_name="delivered from", blank=True)
    site = models.ForeignKey(DeliverySite, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    tier_rule = models.CharField("volume tiers", max_length=10, choices=TierRule, default=TierRule.GRADUATED)
    note = LineField(max_length=500, blank=True)

    objects = RateCardQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["vendor", F("valid_from").desc(nulls_last=True), "name", "pk"]
        constraints = [
            *provenance_rules("rate_card"),
            models.CheckConstraint(
                name="rate_card_dates_in_order",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message="It cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="rate_card_currency",
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message="Use the three-letter ISO 4217 code, such as EUR.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor}: {self.name}"

    def state(self, *, on: date) -> RateCardState:
        """In force from the beginning of its first day to the end of its last."""
        if self.valid_from and self.valid_from > on:
            return RateCardState.FUTURE
        if self.valid_until and self.valid_until < on:
            return RateCardState.ENDED
        return RateCardState.CURRENT


def as_price(amount: Decimal) -> str:
    """As it was written, with at least two decimals."""
    decimals = -int(amount.normalize().as_tuple().exponent)
    return f"{amount:,.{max(decimals, 2)}f}"


@pghistory.track()
class RateLine(models.Model):
    """One price of a card; tiers of one price are lines of their own."""

    card = models.ForeignKey(RateCard, on_delete=models.CASCADE, related_name="lines")
    unit = models.CharField("pricing unit", max_length=12, choices=PricingUnit)
    price = ExactDecimalField(
        max_digits=14, decimal_places=6, validators=[MinValueValidator(Decimal("0.000001"))]
    )
    counted = LineField("what is counted", max_length=120, blank=True)
    role = LineField(max_length=80, blank=True)
    language = models.ForeignKey(Language, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shift = LineField(max_length=80, blank=True)
    share = ExactDecimalField(
        "share of the work, per cent",
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.001")), MaxValueValidator(100)],
    )
    tier_above = ExactDecimalField(
        "above, a month",
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
    )
    tier_up_to = ExactDecimalField("up to, a month", max_digits=14, decimal_places=2, null=True, blank=True)
    minimum = ExactDecimalField(
        "billed at least, a month",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    bills_shrinkage = models.BooleanField("time not worked is billed", null=True, blank=True)
    includes = ArrayField(models.CharField(max_length=12, choices=Included), default=list, blank=True)

    class Meta:
        ordering = ["card", "pk"]
        triggers = [
            Part(
                of="ratecard", by="card_id", operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="rate_line_price_positive",
                condition=Q(price__gt=0),
                violation_error_message="A price is greater than zero.",
            ),
            models.CheckConstraint(
                name="rate_line_tier_in_order",
                condition=Q(tier_above__gte=0) & (Q(tier_up_to=None) | Q(tier_up_to__gt=F("tier_above"))),
                violation_error_message="A tier ends above where it begins.",
            ),
            models.CheckConstraint(
                name="rate_line_share",
                condition=Q(share=None) | Q(share__gt=0, share__lte=100),
                violation_error_message="A share is above 0 and at most 100 per cent.",
            ),
            models.CheckConstraint(
                name="rate_line_minimum_positive",
                condition=Q(minimum=None) | Q(minimum__gt=0),
                violation_error_message="A minimum is greater than zero.",
            ),
            models.CheckConstraint(
                name="rate_line_lump_has_no_volume",
                condition=~Q(unit__in=("fixed_month", "setup"))
                | Q(tier_above=0, tier_up_to=None, minimum=None, share=None),
                violation_error_message="A lump sum has no tiers, no minimum and no share of the work.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_shown} {self.get_unit_display()}"

    @property
    def price_shown(self) -> str:
        return as_price(self.price)

    @property
    def scope(self) -> str:
        """What the price is for, in words; nothing where it is for everything."""
        return ", ".join(str(part) for part in (self.role, self.language, self.shift) if part)

    @property
    def key(self) -> tuple[object, ...]:
        """Lines with the same are tiers of one price."""
        return (self.unit, self.counted, self.role, self.language_id, self.shift)
