"""From values to shares of a criterion's weight."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from .arithmetic import over_common
from .document import Graded, PanelRule
from .whole import MOST_IN_64_BITS, Rows, Whole

Number = TypeVar("Number", Decimal, Fraction)
Ratio = tuple[int, int]
ZERO = Decimal(0)


class Column(NamedTuple):
    """One value for each vendor, over one denominator; where it is ``missing`` the number says nothing."""

    numbers: Whole
    denominator: int
    missing: NDArray[np.bool_]

    def of(self, rows: Rows) -> "Column":
        return Column(self.numbers[rows], self.denominator, self.missing[rows])


class Values(NamedTuple):
    """One value for each vendor (row) and criterion (column), each column over a denominator of its own."""

    numbers: Whole
    denominators: Sequence[int]
    missing: NDArray[np.bool_]

    @classmethod
    def of(cls, columns: Sequence[Column], vendors: int) -> "Values":
        bound = max((each.numbers.bound for each in columns), default=0)
        numbers = np.zeros((vendors, len(columns)), dtype=np.int64 if bound <= MOST_IN_64_BITS else object)
        missing = np.zeros(numbers.shape, dtype=np.bool_)
        for place, each in enumerate(columns):
            numbers[:, place], missing[:, place] = each.numbers.array, each.missing
        return cls(Whole(numbers, bound), [each.denominator for each in columns], missing)


class Grades(NamedTuple):
    """By vendor and criterion, how many of ``wholes`` parts of the weight were reached, where a value is missing, and
    where it misses the minimum."""

    reached: Whole
    wholes: Sequence[int]
    missing: NDArray[np.bool_]
    misses_minimum: NDArray[np.bool_]

    def beside(self, others: "Grades", order: NDArray[np.int64]) -> "Grades":
        """These criteria and then the others, put into another order."""
        both = [
            np.concatenate(pair, axis=1)[:, order]
            for pair in (
                (self.reached.array, others.reached.array),
                (self.missing, others.missing),
                (self.misses_minimum, others.misses_minimum),
            )
        ]
        wholes = [*self.wholes, *others.wholes]
        return Grades(
            Whole(both[0], max(wholes, default=0)),
            [wholes[place] for place in order.tolist()],
            both[1],
            both[2],
        )


def column(values: Sequence[Decimal | None]) -> Column:
    common, numbers = in_common_parts([value or ZERO for value in values])
    return Column(numbers, common, np.array([value is None for value in values], dtype=np.bool_))


def in_common_parts(values: Sequence[Decimal]) -> tuple[int, Whole]:
    """The least number of parts of one in which all values are whole, and how many of them each value has."""
    ratios = [value.as_integer_ratio() for value in values]
    common = lcm(*{lower for _, lower in ratios})
    return common, Whole.of([upper * (common // lower) for upper, lower in ratios])


def grade(criteria: Sequence[Graded], values: Values) -> Grades:
    """Fraction = (value - low) / (high - low), held to 0 … 1; for *lower is better* one minus that.

    With every term over the common denominator of values and scale it is ``reached`` of ``whole``. The
    minimum is compared with the value itself.
    """
    scales = [_scale(*pair) for pair in zip(criteria, values.denominators, strict=True)]
    wholes = [scale.top - scale.bottom for scale in scales]
    factors, bottoms = Whole.of(scale.factor for scale in scales), Whole.of(scale.bottom for scale in scales)
    reached = (values.numbers * factors - bottoms).held(0, Whole.of(wholes))
    if any(criterion.lower_is_better for criterion in criteria):
        reached = _turned(criteria, reached, wholes)
    return Grades(
        Whole(reached.array, max(wholes, default=0)), wholes, values.missing, _misses(criteria, values)
    )


class _Scale(NamedTuple):
    """What values are multiplied by, and the ends of the scale, all in the same parts."""

    factor: int
    bottom: int
    top: int


def _scale(criterion: Graded, denominator: int) -> _Scale:
    (low, own), (high, its) = criterion.low.as_integer_ratio(), criterion.high.as_integer_ratio()
    common = lcm(denominator, own, its)
    return _Scale(common // denominator, low * (common // own), high * (common // its))


def _turned(criteria: Sequence[Graded], reached: Whole, wholes: Sequence[int]) -> Whole:
    """The whole less what was reached, where lower is better."""
    signs = [-1 if criterion.lower_is_better else 1 for criterion in criteria]
    starts = [whole if sign < 0 else 0 for whole, sign in zip(wholes, signs, strict=True)]
    return reached * Whole.of(signs) + Whole.of(starts)


def _misses(criteria: Sequence[Graded], values: Values) -> NDArray[np.bool_]:
    misses = np.zeros(values.missing.shape, dtype=np.bool_)
    for place, criterion in enumerate(criteria):
        if criterion.minimum is not None:
            numerator, denominator = criterion.minimum.as_integer_ratio()
            own = Whole(values.numbers.array[:, place], values.numbers.bound)
            misses[:, place] = (own * denominator).below(numerator * values.denominators[place])
    return misses


def panel_value(rule: PanelRule, scores: Collection[Decimal]) -> Fraction:
    """One value from at least one score (five for the trimmed mean): the mean of those that count."""
    return mean(counted(rule, scores))


def counted(rule: PanelRule, scores: Collection[Number]) -> Collection[Number]:
    """For the mean all of them, for the median the middle one or two, for the trimmed mean all but one at each end."""
    match rule:
        case PanelRule.MEAN:
            return scores
        case PanelRule.MEDIAN:
            return sorted(scores)[(len(scores) - 1) // 2 : len(scores) // 2 + 1]
        case PanelRule.TRIMMED_MEAN:
            return sorted(scores)[1:-1]


def mean(numbers: Collection[Number]) -> Fraction:
    terms, common = over_common(numbers)
    return Fraction(sum(terms), common * len(terms))
