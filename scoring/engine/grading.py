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
        self.low, self.high = Fraction(criterion.low), Fraction(criterion.high)
        self.weight = Fraction(criterion.weight)
        self.lower_is_better = criterion.lower_is_better
        self.minimum = None if criterion.minimum is None else Fraction(criterion.minimum)
        self._known: dict[Decimal | Fraction, Grade] = {}

    def grade(self, value: Decimal | Fraction) -> Grade:
        if value not in self._known:
            self._known[value] = self._grade(Fraction(value))
        return self._known[value]

    def _grade(self, value: Fraction) -> Grade:
        """Fraction = (value - low) / (high - low), for *lower is better* one minus that.

        The minimum is compared with the value itself, before it is held to the ends of the scale.
        """
        clamped = min(max(value, self.low), self.high)
        height = (clamped - self.low) / (self.high - self.low)
        fraction = 1 - height if self.lower_is_better else height
        misses = self.minimum is not None and value < self.minimum
        return Grade(fraction, self.weight * fraction, misses)


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
