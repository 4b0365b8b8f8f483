"""Who scores higher, and who lower, than the colleagues on the same cells. Exact."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..arithmetic import exact_sum, fixed
from .grid import Grid, scored_by_several

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Severity:
    """``above`` is how much more of the scale an evaluator grants than the colleagues do, on the mean of the
    ``cells`` that at least one colleague scored too. Below zero is harsher, above zero more lenient."""

    evaluator: str
    above: Fraction
    cells: int

    def as_dict(self) -> dict[str, object]:
        return {"evaluator": self.evaluator, "above": fixed(self.above, DECIMALS), "cells": self.cells}


def severities(grid: Grid) -> tuple[Severity, ...]:
    """Of all evaluators who share a cell with a colleague, by name.

    On a cell with m scores that add up to s, one of x lies x - (s - x) / (m - 1) above the colleagues' mean.
    The m distances add up to zero, so the severities, each times its number of cells, do too.
    """
    distances: dict[str, list[Fraction]] = defaultdict(list)
    for given in scored_by_several(grid).values():
        total = exact_sum(given.values())
        for evaluator, share in given.items():
            distances[evaluator].append(share - (total - share) / (len(given) - 1))
    return tuple(
        Severity(evaluator, exact_sum(found) / len(found), len(found))
        for evaluator, found in sorted(distances.items())
    )


def harshest(found: Sequence[Severity]) -> Severity | None:
    """The first of those furthest below the colleagues; none if nobody is."""
    lowest = min(found, key=lambda each: each.above, default=None)
    return lowest if lowest and lowest.above < 0 else None


def most_lenient(found: Sequence[Severity]) -> Severity | None:
    """The first of those furthest above the colleagues; none if nobody is."""
    highest = max(found, key=lambda each: each.above, default=None)
    return highest if highest and highest.above > 0 else None
