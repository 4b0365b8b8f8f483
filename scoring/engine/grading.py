"""From values to shares of a criterion's weight."""

from collections.abc import Collection, Sequence
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .document import Graded, PanelRule
from .whole import Rows, Whole

EXACT = Context(prec=1000, traps=[Inexact])
"""Wide enough for sums of numbers of any length that a file may have; what does not fit raises."""

Ratio = tuple[int, int]


class Column(NamedTuple):
    """One value for each vendor, over one denominator; where it is ``missing`` the number says nothing."""

    numbers: Whole
    denominator: int
    missing: NDArray[np.bool_]

    def of(self, rows: Rows) -> "Column":
        return Column(self.numbers[rows], self.denominator, self.missing[rows])


class Grades(NamedTuple):
    """For each vendor, how many of ``whole`` parts of the weight it reached, and whether it misses the minimum."""

    reached: Whole
    whole: int
    misses_minimum: NDArray[np.bool_]


def column(ratios: Sequence[Ratio | None]) -> Column:
    """Of numerators over denominators above zero."""
    common = lcm(*{ratio[1] for ratio in ratios if ratio})
    numbers = Whole.of([ratio[0] * (common // ratio[1]) if ratio else 0 for ratio in ratios])
    return Column(numbers, common, np.array([ratio is None for ratio in ratios], dtype=np.bool_))


def grade(criterion: Graded, values: Column) -> Grades:
    """Fraction = (value - low) / (high - low), held to 0 … 1; for *lower is better* one minus that.

    With every term over the common denominator of values and scale it is ``reached`` of ``whole``. The
    minimum is compared with the value itself.
    """
    (low, own), (high, its) = criterion.low.as_integer_ratio(), criterion.high.as_integer_ratio()
    common = lcm(values.denominator, own, its)
    bottom, top = low * (common // own), high * (common // its)
    whole = top - bottom
    reached = (values.numbers * (common // values.denominator) - bottom).held(0, whole)
    if criterion.lower_is_better:
        reached = Whole.full(whole, len(reached)) - reached
    return Grades(Whole(reached.array, whole), whole, _misses(criterion.minimum, values))


def _misses(minimum: Decimal | None, values: Column) -> NDArray[np.bool_]:
    if minimum is None:
        return np.zeros(len(values.missing), dtype=np.bool_)
    numerator, denominator = minimum.as_integer_ratio()
    return (values.numbers * denominator).below(numerator * values.denominator)


def panel_value(rule: PanelRule, scores: Collection[Decimal]) -> Fraction:
    """One value from at least one score (five for the trimmed mean): a mean of those in the middle.

    The mean takes all of them, the median the middle one or two, the trimmed mean all but one at each end.
    """
    return Fraction(*panel_ratio(rule, scores))


def panel_ratio(rule: PanelRule, scores: Collection[Decimal]) -> Ratio:
    """The same as numerator and denominator, not in lowest terms."""
    match rule:
        case PanelRule.MEAN:
            return _mean(scores)
        case PanelRule.MEDIAN:
            return _mean(sorted(scores)[(len(scores) - 1) // 2 : len(scores) // 2 + 1])
        case PanelRule.TRIMMED_MEAN:
            return _mean(sorted(scores)[1:-1])


def _mean(numbers: Collection[Decimal]) -> Ratio:
    numerator, denominator = reduce(EXACT.add, numbers).as_integer_ratio()
    return numerator, denominator * len(numbers)
