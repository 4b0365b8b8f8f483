"""From prices to shares of the price weight."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from .arithmetic import ten_to
from .document import Price, PriceFormula
from .grading import Column
from .whole import Rows, Whole


@dataclass(frozen=True, slots=True)
class Ratios:
    """For each vendor one whole number over another: the upper not negative, the lower above zero."""

    upper: Whole
    lower: Whole

    def __getitem__(self, rows: Rows) -> "Ratios":
        return Ratios(self.upper[rows], self.lower[rows])

    def __add__(self, other: "Ratios") -> "Ratios":
        return Ratios(self.upper * other.lower + other.upper * self.lower, self.lower * other.lower)

    def times(self, factor: Fraction) -> "Ratios":
        return Ratios(self.upper * factor.numerator, self.lower * factor.denominator)

    def in_units(self, decimals: int) -> Whole:
        """How many units of the last decimal the rounded ratios have; a half goes up."""
        return (self.upper * (2 * ten_to(decimals)) + self.lower) // (self.lower * 2)

    def rounded(self, decimals: int) -> "Ratios":
        return Ratios(self.in_units(decimals), Whole.full(ten_to(decimals), len(self.lower)))

    def fractions(self) -> list[Fraction]:
        return list(map(Fraction, self.upper.integers(), self.lower.integers()))

    def positions(self) -> Whole:
        """Whole numbers in the same order, level where the ratios are."""
        fractions = self.fractions()
        position = {fraction: place for place, fraction in enumerate(sorted(set(fractions)))}
        return Whole.of(position[fraction] for fraction in fractions)


def comparable(criterion: Price, prices: Column) -> NDArray[np.bool_]:
    """Which prices the formula can use: those that divide by a price need it above zero."""
    usable = ~prices.missing
    return usable & ~prices.numbers.below(1) if criterion.formula.is_ratio else usable


def lowest(prices: Column, among: NDArray[np.bool_]) -> int | None:
    """p* of the formulas, in the column's parts; None if there is no price to be the lowest."""
    return prices.numbers[among].least()


def share(criterion: Price, prices: Column, lowest: int) -> Ratios:
    """The fractions of prices that can be compared, when p* is ``lowest`` parts."""
    price, rows = prices.numbers, len(prices.missing)
    match criterion.formula:
        case PriceFormula.LOWEST_RATIO:
            return Ratios(Whole.full(lowest, rows), price)
        case PriceFormula.LINEAR_OVER_LOWEST:
            return Ratios((Whole.full(2 * lowest, rows) - price).held(0, lowest), Whole.full(lowest, rows))
        case PriceFormula.BETWEEN_BOUNDS:
            return _between_bounds(criterion.bounds, prices)
        case PriceFormula.REFERENCE_RATIO:
            return _reference_ratio(criterion, prices)


def points(criterion: Price, shares: Ratios) -> Ratios:
    exact = shares.times(Fraction(criterion.weight))
    return exact if criterion.points_decimals is None else exact.rounded(criterion.points_decimals)


def _between_bounds(bounds: tuple[Decimal, Decimal], prices: Column) -> Ratios:
    low, high = map(Fraction, bounds)
    common = lcm(prices.denominator, low.denominator, high.denominator)
    whole, rows = int((high - low) * common), len(prices.missing)
    below_high = Whole.full(int(high * common), rows) - prices.numbers * (common // prices.denominator)
    return Ratios(below_high.held(0, whole), Whole.full(whole, rows))


def _reference_ratio(criterion: Price, prices: Column) -> Ratios:
    numerator, denominator = criterion.reference.as_integer_ratio()
    price = prices.numbers * denominator
    reference = Whole.full(numerator * prices.denominator, len(price))
    return Ratios(reference.held(0, price) if criterion.cap else reference, price)
