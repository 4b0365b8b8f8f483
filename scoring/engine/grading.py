"""From scores and figures to shares of a criterion's weight: steps 2 and 3 of the method, in columns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from math import lcm
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from .arithmetic import over_common
from .document import Evaluation, Graded, PanelRule, Scored, Written
from .whole import MOST_IN_64_BITS, Array, Rows, Whole

Number = TypeVar("Number", Decimal, Fraction)


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


def column(values: Sequence[Written | Decimal | None]) -> Column:
    denominator, numbers = in_common_parts(values)
    missing = np.zeros(len(values), dtype=np.bool_)
    if None in values:
        missing[:] = [value is None for value in values]
    return Column(numbers, denominator, missing)


def in_common_parts(values: Sequence[Written | Decimal | None]) -> tuple[int, Whole]:
    """The least number of parts of one in which all values are whole, and how many of them each value has; what is
    missing has none.

    Few of many values differ, and what is alike is worked out once.
    """
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    different, common = over_common(Decimal(value or 0) for value in places)
    at = np.fromiter(map(places.__getitem__, values), dtype=np.int64, count=len(values))
    return common, Whole.of(different)[at]


# --- What panels say


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


@dataclass(frozen=True, slots=True)
class Panels:
    """Every score in one column, panel after panel: of the first scored criterion that of each vendor, then of the
    next.

    Scores are in parts of 1 / ``denominator``; each has the number of its ``panel`` and its evaluator's name.
    """

    criteria: int
    vendors: int
    scores: Whole
    denominator: int
    panel: Array
    evaluator: Array

    @classmethod
    def of(cls, evaluation: Evaluation) -> "Panels":
        keys = [each.key for each in evaluation.graded if isinstance(each, Scored)]
        panels = [vendor.panels.get(key, {}) for key in keys for vendor in evaluation.vendors]
        denominator, scores = in_common_parts([score for panel in panels for score in panel.values()])
        return cls(
            *(len(keys), len(evaluation.vendors), scores, denominator),
            panel=np.repeat(np.arange(len(panels)), [len(panel) for panel in panels]),
            evaluator=np.array(list(chain.from_iterable(panels)), dtype=object),
        )

    def without(self, evaluator: str) -> "Panels":
        others = self.evaluator != evaluator
        return replace(
            self, scores=self.scores[others], panel=self.panel[others], evaluator=self.evaluator[others]
        )

    def values(self, rule: PanelRule) -> Values:
        """By vendor and scored criterion; missing where a panel has too few scores for the rule.

        Every rule is a mean of those in the middle, once the scores of a panel are sorted (``counted``
        for one panel). Their sum is the difference of two running sums over all panels.
        """
        counts = np.bincount(self.panel, minlength=self.criteria * self.vendors)
        first, end = _middle(rule, counts)
        taken = np.maximum(end - first, 1)
        common = int(np.lcm.reduce(np.flatnonzero(np.bincount(taken)), initial=1, dtype=object))
        running = self._running_sums(rule)
        starts = np.cumsum(counts) - counts
        sums = (running[starts + end] - running[starts + first]) * (
            Whole.full(common, len(taken)) // Whole(taken, common)
        )
        by_criterion = (self.criteria, self.vendors)
        return Values(
            Whole(sums.array.reshape(by_criterion).T, sums.bound),
            [self.denominator * common] * self.criteria,
            (counts < rule.fewest_scores).reshape(by_criterion).T,
        )

    def _running_sums(self, rule: PanelRule) -> Whole:
        """Of the first none, one, two … scores; a mean of all does not ask for their order."""
        scores = self.scores
        if rule is not PanelRule.MEAN:
            scores = scores[np.lexsort((scores.codes()[0], self.panel))]
        bound = scores.bound * len(scores)
        array = Whole(scores.array, bound).array
        return Whole(np.concatenate([array[:0].sum(keepdims=True), np.add.accumulate(array)]), bound)


def _middle(rule: PanelRule, counts: Array) -> tuple[Array, Array]:
    """In panels of so many, the places of the first that is taken and of the first after it that is not."""
    match rule:
        case PanelRule.MEAN:
            return np.zeros_like(counts), counts
        case PanelRule.MEDIAN:
            return np.maximum(counts - 1, 0) // 2, np.minimum(counts // 2 + 1, counts)
        case PanelRule.TRIMMED_MEAN:
            return np.minimum(counts, 1), np.maximum(counts - 1, np.minimum(counts, 1))


# --- What that is worth


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


def grade(criteria: Sequence[Graded], values: Values) -> Grades:
    """Fraction = (value - low) / (high - low), held to 0 … 1; for *lower is better* one minus that.

    With every term over the common denominator of values and scale it is ``reached`` of ``whole``. The
    minimum is compared with the value itself.
    """
    factors, bottoms, wholes = [], [], []
    for criterion, denominator in zip(criteria, values.denominators, strict=True):
        (low, own), (high, its) = criterion.low.as_integer_ratio(), criterion.high.as_integer_ratio()
        common = lcm(denominator, own, its)
        factors.append(common // denominator)
        bottoms.append(low * (common // own))
        wholes.append(high * (common // its) - bottoms[-1])
    reached = (values.numbers * Whole.of(factors) - Whole.of(bottoms)).held(0, Whole.of(wholes))
    if any(criterion.lower_is_better for criterion in criteria):
        reached = _turned(criteria, reached, wholes)
    reached = Whole(reached.array, max(wholes, default=0))
    return Grades(reached, wholes, values.missing, _misses(criteria, values))


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
