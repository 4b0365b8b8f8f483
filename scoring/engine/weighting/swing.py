"""Swing weighting: how much is it worth to go from the worst to the best of a scale?

Imagine a vendor at the low end of every criterion's scale. Which one criterion would you raise to its best
first? That swing gets 100 points; every other swing gets points in proportion to it. The points, divided by
their sum, are the weights: w(k) = p(k) / Σ p. (von Winterfeldt and Edwards, *Decision Analysis and Behavioral
Research*, 1986; Edwards and Barron 1994.) Only the proportions count, so 100 is a custom and not a rule here.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ..faults import step
from ..reading.schema import shown
from .answers import Number, naming_faults, number, refuse_faults
from .proposal import HUNDRED, Proposal, normalised, of_shares

METHOD = "swing"


def from_swings(
    criteria: Sequence[str], people: Mapping[str, Mapping[str, Number]], total: Decimal = HUNDRED
) -> Proposal:
    """Weights from each person's points by criterion. Exact for one person.

    Raises ``CannotPropose``: points missing, unknown, negative, or all zero; a zero in a group.
    """
    alone = len(people) == 1
    refuse_faults(criteria, people, lambda points: _faults(criteria, points, alone))
    return of_shares(METHOD, total, {name: _shares(criteria, points) for name, points in people.items()})


def _shares(criteria: Sequence[str], points: Mapping[str, Number]) -> dict[str, Fraction]:
    return normalised(criteria, [number(points[key]) or Fraction(0) for key in criteria])


def _faults(criteria: Sequence[str], points: Mapping[str, Number], alone: bool) -> Iterator[tuple[str, str]]:
    yield from naming_faults(criteria, points)
    numbers = {key: number(value) for key, value in points.items()}
    for key, read in numbers.items():
        if read is None:
            yield step(key), f"{shown(points[key])} is not a number of points"
        elif read < 0:
            yield step(key), f"{points[key]} points are negative"
        elif read == 0 and not alone:
            yield step(key), "0 points would make the group's weight 0 whatever the others say"
    if alone and numbers and set(numbers.values()) == {0}:
        yield "", "no swing has points above zero"
