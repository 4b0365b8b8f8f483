"""The panel's scores in one shape, so that criteria with different scales can stand together."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ..document import Evaluation, Scored

Cell = tuple[str, str]
"""A vendor and a criterion, by their keys."""

Grid = Mapping[Cell, Mapping[str, Fraction]]
"""For each cell that was scored, by evaluator: the share of the scale reached, from 0 (worst) to 1 (best).

The direction of the scale is resolved, so that more is always more favourable. Who abstained is not there.
"""


def grid_of(evaluation: Evaluation, criterion: Scored) -> Grid:
    """All scores given on a criterion; those of vendors that are excluded or incomplete too."""
    return {
        (vendor.key, criterion.key): {name: _share(criterion, score) for name, score in given.items()}
        for vendor in evaluation.vendors
        if (given := vendor.scores.get(criterion.key))
    }


def evaluators_of(grid: Grid) -> tuple[str, ...]:
    """In alphabetical order."""
    return tuple(sorted({name for given in grid.values() for name in given}))


def scored_by_all(grid: Grid) -> Grid:
    """The cells that no evaluator of this grid left out."""
    everyone = len(evaluators_of(grid))
    return {cell: given for cell, given in grid.items() if len(given) == everyone}


def scored_by_several(grid: Grid) -> Grid:
    """The cells with at least two scores."""
    return {cell: given for cell, given in grid.items() if len(given) > 1}


def vendors_of(grid: Grid) -> int:
    return len({vendor for vendor, _ in grid})


def _share(criterion: Scored, score: Decimal) -> Fraction:
    low, high = Fraction(criterion.low), Fraction(criterion.high)
    above_low = (Fraction(score) - low) / (high - low)
    return 1 - above_low if criterion.lower_is_better else above_low
