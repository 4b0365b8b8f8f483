"""From a value to a share of a criterion's weight."""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from .document import Graded, PanelRule


class Grade(NamedTuple):
    """``fraction`` is the share of the weight that was reached, ``points`` is weight times fraction."""

    fraction: Fraction
    points: Fraction
    misses_minimum: bool

    def times(self, stretch: Fraction) -> "Grade":
        return self if stretch == 1 else self._replace(points=self.points * stretch)


class Grader:
    """Grades the values of one criterion; each different value once, as panels use few different ones."""

    def __init__(self, criterion: Graded) -> None:
        self.weight = Fraction(criterion.weight)
        self.low = Fraction(criterion.low)
        self.span = Fraction(criterion.high) - self.low
        self.lower_is_better = criterion.lower_is_better
        self.minimum = None if criterion.minimum is None else Fraction(criterion.minimum)
        self._known: dict[Decimal | Fraction, Grade] = {}

    def grade(self, value: Decimal | Fraction) -> Grade:
        grade = self._known.get(value)
        if grade is None:
            grade = self._known[value] = self._grade(*value.as_integer_ratio())
        return grade

    def _grade(self, numerator: int, denominator: int) -> Grade:
        """Fraction = (value - low) / (high - low), held to 0 … 1; for *lower is better* one minus that.

        In whole numbers, as the fraction is ``reached`` of ``whole``: one reduction to lowest terms for each
        result. The minimum is compared with the value itself.
        """
        above_low = numerator * self.low.denominator - self.low.numerator * denominator
        whole = denominator * self.low.denominator * self.span.numerator
        reached = min(max(above_low * self.span.denominator, 0), whole)
        if self.lower_is_better:
            reached = whole - reached
        points = Fraction(reached * self.weight.numerator, whole * self.weight.denominator)
        return Grade(Fraction(reached, whole), points, self._misses_minimum(numerator, denominator))

    def _misses_minimum(self, numerator: int, denominator: int) -> bool:
        least = self.minimum
        return least is not None and numerator * least.denominator < least.numerator * denominator


def panel_value(rule: PanelRule, scores: Collection[Decimal]) -> Decimal | Fraction:
    """One value from at least one score (five for the trimmed mean): a mean of those in the middle.

    The mean takes all of them, the median the middle one or two, the trimmed mean all but one at each end.
    """
    ordered = sorted(scores)
    match rule:
        case PanelRule.MEDIAN:
            ordered = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
        case PanelRule.TRIMMED_MEAN:
            ordered = ordered[1:-1]
    return ordered[0] if len(ordered) == 1 else _mean(ordered)


def _mean(numbers: list[Decimal]) -> Fraction:
    ratios = [number.as_integer_ratio() for number in numbers]
    common = lcm(*(denominator for _, denominator in ratios))
    total = sum(numerator * (common // denominator) for numerator, denominator in ratios)
    return Fraction(total, common * len(numbers))
