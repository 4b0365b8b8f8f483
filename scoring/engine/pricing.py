"""From a price to a share of the price weight."""

from collections.abc import Mapping
from fractions import Fraction

from .arithmetic import rounded
from .document import Price, PriceFormula
from .grading import Grade

ONE, ZERO = Fraction(1), Fraction(0)


def can_be_compared(criterion: Price, price: Fraction) -> bool:
    """Formulas that divide by a price need it above zero."""
    return price > 0 or not criterion.formula.is_ratio


def grade_prices(criterion: Price, prices: Mapping[str, Fraction]) -> dict[str, Grade]:
    """Grades by vendor, for the prices that can be compared; the lowest of them is p* of the formulas."""
    comparable = {vendor: price for vendor, price in prices.items() if can_be_compared(criterion, price)}
    lowest = min(comparable.values(), default=ONE)
    return {vendor: _grade(criterion, price, lowest) for vendor, price in comparable.items()}


def _grade(criterion: Price, price: Fraction, lowest: Fraction) -> Grade:
    fraction = _fraction(criterion, price, lowest)
    points = Fraction(criterion.weight) * fraction
    if criterion.points_decimals is not None:
        points = rounded(points, criterion.points_decimals)
    return Grade(fraction, points, misses_minimum=False)


def _fraction(criterion: Price, price: Fraction, lowest: Fraction) -> Fraction:
    match criterion.formula:
        case PriceFormula.LOWEST_RATIO:
            return lowest / price
        case PriceFormula.LINEAR_OVER_LOWEST:
            return max(ONE - (price - lowest) / lowest, ZERO)
        case PriceFormula.BETWEEN_BOUNDS:
            low, high = map(Fraction, criterion.bounds)
            return min(max((high - price) / (high - low), ZERO), ONE)
        case PriceFormula.REFERENCE_RATIO:
            ratio = Fraction(criterion.reference) / price
            return min(ratio, ONE) if criterion.cap else ratio
