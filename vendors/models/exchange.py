from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Self

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from bpo_portal.fields import ExactDecimalField, LineField

from .vendor import CURRENCY

LEAST_RATE = Decimal("0.00000001")


class ExchangeRateQuerySet(models.QuerySet["ExchangeRate"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_internal else self.none()

    def between(self, currencies: Iterable[str], target: str) -> Self:
        """In either direction."""
        wanted = list(currencies)
        return self.filter(
            Q(base__in=wanted, quote=target) | Q(base=target, quote__in=wanted),
        )

    def latest_into(self, target: str, *, of: Iterable[str], on: date) -> "dict[str, ExchangeRate]":
        """By currency, the newest rate that was known on that day; a currency without one is absent."""
        known = self.between(of, target).filter(dated__lte=on).order_by("dated", "pk")
        return {rate.quote if rate.base == target else rate.base: rate for rate in known}


@pghistory.track()
class ExchangeRate(models.Model):
    """What one unit of a currency was worth in another on a day."""

    base = models.CharField("one unit of", max_length=3, validators=[CURRENCY])
    quote = models.CharField("is worth, in", max_length=3, validators=[CURRENCY])
    rate = ExactDecimalField(max_digits=18, decimal_places=8, validators=[MinValueValidator(LEAST_RATE)])
    dated = models.DateField("on")
    source = LineField(max_length=300, help_text="Who published it.")

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "base", "quote"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "quote", "dated"],
                name="exchange_rate_once_a_day",
                violation_error_message="There is a rate of these currencies for this day already.",
            ),
            models.CheckConstraint(
                name="exchange_rate_positive",
                condition=Q(rate__gt=0),
                violation_error_message="A rate is greater than zero.",
            ),
            models.CheckConstraint(
                name="exchange_rate_of_two_currencies",
                condition=~Q(base=F("quote")),
                violation_error_message="A rate is between two different currencies.",
            ),
            models.CheckConstraint(
                name="exchange_rate_currencies",
                condition=Q(base__regex=r"^[A-Z]{3}$", quote__regex=r"^[A-Z]{3}$"),
                violation_error_message="Use three-letter ISO 4217 codes, such as EUR.",
            ),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate.normalize():f} {self.quote}"

    def into(self, target: str) -> Fraction:
        """What one unit of the other currency is worth in this one; exact in either direction."""
        return Fraction(self.rate) if self.quote == target else 1 / Fraction(self.rate)
