"""What the evaluation says of each vendor, read into columns, and what that means: steps 1 to 4 of the method.

Nothing here depends on who else is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

import numpy as np
from numpy.typing import NDArray

from .document import Answer, Evaluation, Graded, Knockout, Price, Scored
from .grading import Column, Grades, Ratio, column, grade, panel_ratio
from .pricing import comparable
from .whole import Shares, Whole

Flags = NDArray[np.bool_]


class Remark(IntEnum):
    """What is to be said of a vendor at a criterion; the names become reasons such as ``missing:KEY``."""

    NOTHING = 0
    WAIVED = 1
    MISSING = 2
    NOT_COMPARABLE = 3
    KNOCKOUT = 4
    MINIMUM = 5

    @property
    def word(self) -> str:
        return self.name.lower().replace("_", "-")


DELAYING = (Remark.MISSING, Remark.NOT_COMPARABLE)
EXCLUDING = (Remark.KNOCKOUT, Remark.MINIMUM)
OF_ANSWER = {
    None: Remark.MISSING,
    Answer.PASS: Remark.NOTHING,
    Answer.FAIL: Remark.KNOCKOUT,
    Answer.WAIVED: Remark.WAIVED,
}


@dataclass(frozen=True)
class Sheet:
    """Vendors in the file's order, criteria in theirs. ``shares`` has the graded criteria only.

    ``barred`` says who failed a knock-out or missed a criterion's minimum, ``delayed`` of whom something is
    missing, ``ungraded`` of whom a value is. Only the evaluation has the weights.
    """

    evaluation: Evaluation
    remarks: NDArray[np.int8]
    shares: Shares
    prices: Column
    barred: Flags
    delayed: Flags
    ungraded: Flags

    def weighted_as(self, evaluation: Evaluation) -> "Sheet":
        """The same values under the weights of an evaluation that is the same but for these."""
        return replace(self, evaluation=evaluation)

    @cached_property
    def quality(self) -> Whole:
        """Points of all criteria that are not price, in parts of a point."""
        coefficients = [upper * self.parts // lower for upper, lower in self._worth]
        return self.shares.weighted(coefficients)

    @cached_property
    def parts(self) -> int:
        """How many parts make one point, so that all of these are whole numbers."""
        return lcm(*[lower // gcd(upper, lower) for upper, lower in self._worth])

    @cached_property
    def _worth(self) -> list[Ratio]:
        """What one part of each criterion's shares is worth, in points."""
        weights = [criterion.weight.as_integer_ratio() for criterion in self.evaluation.graded]
        return [
            (upper, lower * whole) for (upper, lower), whole in zip(weights, self.shares.wholes, strict=True)
        ]

    @cached_property
    def misses_quality(self) -> Flags:
        """The minimum is in per cent of the weight of all criteria that are not price."""
        least = self.evaluation.method.quality_minimum
        if least is None:
            return np.zeros(len(self.barred), dtype=np.bool_)
        needed = Fraction(least) * self.evaluation.quality_weight * self.parts / 100
        return ~self.ungraded & (self.quality * needed.denominator).below(needed.numerator)

    @cached_property
    def excluded(self) -> Flags:
        return self.barred | self.misses_quality

    @cached_property
    def incomplete(self) -> Flags:
        return ~self.excluded & self.delayed

    @cached_property
    def can_be_priced(self) -> Flags:
        """Whoever takes part in setting p*: not excluded, whatever else of it is missing."""
        price = self.evaluation.price
        return ~self.excluded & (~self.prices.missing if price is None else comparable(price, self.prices))

    @property
    def ranked(self) -> Flags:
        return ~(self.excluded | self.incomplete)

    def reasons(self) -> dict[int, tuple[str, ...]]:
        """By vendor's place in the file, if it has any. What an excluded vendor did not hand in no longer
        matters, so it is not held against it."""
        found: dict[int, list[str]] = {}
        for vendor, criterion in np.argwhere(self.remarks).tolist():
            remark = Remark(self.remarks[vendor, criterion])
            if remark not in DELAYING or not self.excluded[vendor]:
                key = self.evaluation.criteria[criterion].key
                found.setdefault(vendor, []).append(f"{remark.word}:{key}")
        for vendor in np.flatnonzero(self.misses_quality).tolist():
            found.setdefault(vendor, []).append(f"{Remark.MINIMUM.word}:quality")
        return {vendor: tuple(reasons) for vendor, reasons in found.items()}


def read(evaluation: Evaluation) -> Sheet:
    prices = column(_ratios([vendor.price for vendor in evaluation.vendors]))
    grades: list[Grades] = []
    remarks = np.zeros((len(evaluation.vendors), len(evaluation.criteria)), dtype=np.int8)
    for place, criterion in enumerate(evaluation.criteria):
        match criterion:
            case Knockout():
                remarks[:, place] = [
                    OF_ANSWER[each.knockouts.get(criterion.key)] for each in evaluation.vendors
                ]
            case Price():
                remarks[~comparable(criterion, prices), place] = Remark.NOT_COMPARABLE
                remarks[prices.missing, place] = Remark.MISSING
            case _:
                values = column(_values(evaluation, criterion))
                grades.append(grade(criterion, values))
                remarks[grades[-1].misses_minimum, place] = Remark.MINIMUM
                remarks[values.missing, place] = Remark.MISSING
    shares = Shares([each.reached for each in grades], [each.whole for each in grades], len(remarks))
    is_graded = [isinstance(each, Graded) for each in evaluation.criteria]
    return Sheet(
        evaluation,
        remarks,
        shares,
        prices,
        barred=_any(np.isin(remarks, EXCLUDING)),
        delayed=_any(np.isin(remarks, DELAYING)),
        ungraded=_any(remarks[:, is_graded] == Remark.MISSING),
    )


def _values(evaluation: Evaluation, criterion: Graded) -> list[Ratio | None]:
    key, rule = criterion.key, evaluation.method.panel
    if not isinstance(criterion, Scored):
        return _ratios([vendor.measures.get(key) for vendor in evaluation.vendors])
    panels = [vendor.scores.get(key) for vendor in evaluation.vendors]
    return [panel_ratio(rule, scores.values()) if scores else None for scores in panels]


def _ratios(values: Sequence[Decimal | None]) -> list[Ratio | None]:
    return [None if value is None else value.as_integer_ratio() for value in values]


def _any(flags: Flags) -> Flags:
    """By vendor, whether there is one."""
    return np.asarray(flags.any(axis=1))
