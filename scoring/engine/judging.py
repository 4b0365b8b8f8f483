"""What the evaluation says of each vendor, read into columns, and what that means: steps 1 to 4 of the method.

Nothing here depends on who else is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

import numpy as np
from numpy.typing import NDArray

from .document import Answer, Criterion, Evaluation, Graded, Knockout, Measured, Price, Scored
from .grading import Column, Grades, Panels, Values, column, grade
from .pricing import comparable
from .whole import Shares, Whole

Flags = NDArray[np.bool_]
Remarks = NDArray[np.int8]


class Remark(IntEnum):
    """What is to be said of a vendor at a criterion; the names become reasons such as ``missing:KEY``. The last two
    exclude."""

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
    missing, ``ungraded`` of whom a value is. ``panels`` and ``measured`` are what the shares come from. Only the
    evaluation has the weights.
    """

    evaluation: Evaluation
    remarks: Remarks
    shares: Shares
    prices: Column
    barred: Flags
    delayed: Flags
    ungraded: Flags
    panels: Panels
    measured: Grades

    def without_evaluator(self, evaluator: str) -> "Sheet":
        """What it would be without this evaluator's scores. The ``evaluation`` still has them: only panels have to be
        read again, nothing else hangs on who gave a score.
        """
        return _judged(
            self.evaluation, self.remarks, self.prices, self.panels.without(evaluator), self.measured
        )

    def without_vendor(self, place: int) -> "Sheet":
        """What it would be without the vendor at this place in the file: nothing of one that is excluded counts."""
        barred = self.barred.copy()
        barred[place] = True
        return replace(self, barred=barred)

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
    def _worth(self) -> list[tuple[int, int]]:
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
    vendors = evaluation.vendors
    prices = column([vendor.price for vendor in vendors])
    measured = [each for each in evaluation.graded if isinstance(each, Measured)]
    figures = [column([vendor.figures.get(each.key) for vendor in vendors]) for each in measured]
    grades = grade(measured, Values.of(figures, len(vendors)))
    return _judged(evaluation, _remarks(evaluation, prices), prices, Panels.of(evaluation), grades)


def _remarks(evaluation: Evaluation, prices: Column) -> Remarks:
    """Of knock-outs and price; nothing yet of what is graded."""
    remarks = np.zeros((len(evaluation.vendors), len(evaluation.criteria)), dtype=np.int8)
    for place, criterion in enumerate(evaluation.criteria):
        if isinstance(criterion, Knockout):
            remarks[:, place] = [OF_ANSWER[each.knockouts.get(criterion.key)] for each in evaluation.vendors]
        elif isinstance(criterion, Price):
            remarks[~comparable(criterion, prices), place] = Remark.NOT_COMPARABLE
            remarks[prices.missing, place] = Remark.MISSING
    return remarks


def _judged(
    evaluation: Evaluation, remarks: Remarks, prices: Column, panels: Panels, measured: Grades
) -> Sheet:
    """Grades what the panels say, and puts everything together. Remarks on what is graded are made anew."""
    scored, figures = _places(evaluation.graded, Scored), _places(evaluation.graded, Measured)
    own = grade([evaluation.graded[place] for place in scored], panels.values(evaluation.method.panel))
    grades = own.beside(measured, np.argsort(scored + figures))
    remarks = remarks.copy()
    remarks[:, _places(evaluation.criteria, Graded)] = np.where(
        grades.missing, int(Remark.MISSING), grades.misses_minimum * int(Remark.MINIMUM)
    )
    return Sheet(
        evaluation,
        remarks,
        Shares(grades.reached, grades.wholes),
        prices,
        barred=_any(remarks >= int(Remark.KNOCKOUT)),
        delayed=_any(np.logical_or(*(remarks == int(remark) for remark in DELAYING))),
        ungraded=_any(grades.missing),
        panels=panels,
        measured=measured,
    )


def _any(flags: Flags) -> Flags:
    """By vendor, whether there is one."""
    return np.asarray(flags.any(axis=1))


def _places(criteria: Sequence[Criterion | Graded], kind: type[Graded]) -> list[int]:
    return [place for place, criterion in enumerate(criteria) if isinstance(criterion, kind)]
