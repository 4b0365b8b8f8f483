"""Weights from points or from an order: what people can say of each criterion by itself.

**Swing weighting**: how much is it worth to go from the worst to the best of a scale? Imagine a vendor at the low end
of every criterion's scale. Which one criterion would you raise to its best first? That swing gets 100 points; every
other swing gets points in proportion to it. The points, divided by their sum, are the weights: w(k) = p(k) / Σ p. (von
Winterfeldt and Edwards, *Decision Analysis and Behavioral Research*, 1986; Edwards and Barron 1994.) Only the
proportions count, so 100 is a custom and not a rule here.

**Rank order centroid**: if all that is known is w(1) >= w(2) >= … >= w(n) >= 0 and Σ w = 1, the possible weights fill
a simplex with the corners (1, 0, …), (1/2, 1/2, 0, …), …, (1/n, …, 1/n). Its centre, the mean of the corners, is

    w(k) = 1/n Σ(i = k … n) 1/i

(Barron 1992; Barron and Barrett, *Decision Quality Using Ranked Attribute Weights*, 1996). Criteria that are not
told apart share the mean of the places they occupy: the centre of all weights that fit one of their orders.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from ..faults import step
from ..reading.schema import shown
from .answers import Number, naming_faults, number, refuse_faults
from .proposal import HUNDRED, Proposal, normalised, of_shares

Order = Sequence[str | Sequence[str]]


def from_swings(
    criteria: Sequence[str], people: Mapping[str, Mapping[str, Number]], total: Decimal = HUNDRED
) -> Proposal:
    """Weights from each person's points by criterion. Exact for one person.

    Raises ``CannotPropose``: points missing, unknown, negative, or all zero; a zero in a group.
    """
    alone = len(people) == 1
    refuse_faults(criteria, people, lambda points: _point_faults(criteria, points, alone))
    shares = {
        name: normalised(criteria, [number(points[key]) or Fraction(0) for key in criteria])
        for name, points in people.items()
    }
    return of_shares("swing", total, shares)


def _point_faults(
    criteria: Sequence[str], points: Mapping[str, Number], alone: bool
) -> Iterator[tuple[str, str]]:
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


def from_order(criteria: Sequence[str], people: Mapping[str, Order], total: Decimal = HUNDRED) -> Proposal:
    """Weights from each person's order, the most important first; equals together in a list. Exact for one.

    Raises ``CannotPropose``: a criterion missing, unknown or named twice.
    """
    groups = {
        name: [[entry] if isinstance(entry, str) else list(entry) for entry in order]
        for name, order in people.items()
    }
    refuse_faults(criteria, groups, lambda order: naming_faults(criteria, list(chain(*order))))
    shares = {name: _shares(criteria, order) for name, order in groups.items()}
    return of_shares("rank order centroid", total, shares)


def centroid(count: int) -> list[Fraction]:
    """The weights of so many places, from the first to the last."""
    weights = [Fraction(0)]
    for place in range(count, 0, -1):
        weights.append(weights[-1] + Fraction(1, place * count))
    return weights[:0:-1]


def _shares(criteria: Sequence[str], order: Sequence[Sequence[str]]) -> dict[str, Fraction]:
    places = centroid(len(criteria))
    shares: dict[str, Fraction] = {}
    for group in order:
        taken, places = places[: len(group)], places[len(group) :]
        shares |= {key: sum(taken, Fraction(0)) / len(group) for key in group}
    return {key: shares[key] for key in criteria}
