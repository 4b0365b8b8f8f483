"""Weights made to add up, exactly: every decimal given away, none invented."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ..arithmetic import apportioned, decimals_of, exact_sum, ten_to


class CannotBalance(ValueError):
    """Weights that cannot be made to add up this way; the text says why."""


def share_rest(weights: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """What is left to the total goes in equal parts to those without a weight, or to all if each has one."""
    rest = total - sum(weights, Decimal(0))
    if not weights:
        raise CannotBalance("There are no weighted criteria.")
    if rest < 0:
        raise CannotBalance("There is nothing left to share: the weights add up to more than the total.")
    takers = [not weight for weight in weights] if not all(weights) else [True] * len(weights)
    parts = apportion(rest, [Decimal(taker) for taker in takers])
    return [weight + part for weight, part in zip(weights, parts, strict=True)]


def scale_to(weights: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """The same proportions, adding up to the total."""
    if not sum(weights, Decimal(0)):
        raise CannotBalance("All weights are zero, so they have no proportions to keep.")
    return apportion(total, weights)


def apportion(amount: Decimal, shares: Sequence[Decimal | Fraction]) -> list[Decimal]:
    """The amount in parts as the shares say, to two decimals (more if the amount has more).

    By largest remainder, the first among equals. The parts add up to the amount exactly, and a share of zero gets
    nothing.
    """
    decimals = max(2, decimals_of(Fraction(amount)))
    whole = exact_sum(Fraction(share) for share in shares)
    parts = [Fraction(amount) * Fraction(share) / whole for share in shares]
    found = apportioned(parts, Fraction(amount), decimals)
    return [int(part * ten_to(decimals)) * Decimal(1).scaleb(-decimals) for part in found]
