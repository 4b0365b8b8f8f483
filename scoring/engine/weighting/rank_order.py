"""Rank order centroid: weights from nothing but the order of importance.

If all that is known is w(1) >= w(2) >= … >= w(n) >= 0 and Σ w = 1, the possible weights fill a simplex with the
corners (1, 0, …), (1/2, 1/2, 0, …), …, (1/n, …, 1/n). Its centre, the mean of the corners, is

    w(k) = 1/n Σ(i = k … n) 1/i

(Barron 1992; Barron and Barrett, *Decision Quality Using Ranked Attribute Weights*, 1996). Criteria that are not
told apart share the mean of the places they occupy: the centre of all weights that fit one of their orders.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from .answers import naming_faults, refuse_faults
from .proposal import HUNDRED, Proposal, of_shares

METHOD = "rank order centroid"

Order = Sequence[str | Sequence[str]]


def from_order(criteria: Sequence[str], people: Mapping[str, Order], total: Decimal = HUNDRED) -> Proposal:
    """Weights from each person's order, the most important first; equals together in a list. Exact for one.

    Raises ``CannotPropose``: a criterion missing, unknown or named twice.
    """
    groups = {name: [_group(entry) for entry in order] for name, order in people.items()}
    refuse_faults(criteria, groups, lambda order: naming_faults(criteria, list(chain(*order))))
    return of_shares(METHOD, total, {name: _shares(criteria, order) for name, order in groups.items()})


def centroid(count: int) -> list[Fraction]:
    """The weights of so many places, from the first to the last."""
    weights = [Fraction(0)]
    for place in range(count, 0, -1):
        weights.append(weights[-1] + Fraction(1, place * count))
    return weights[:0:-1]


def _group(entry: str | Sequence[str]) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry)


def _shares(criteria: Sequence[str], order: Sequence[Sequence[str]]) -> dict[str, Fraction]:
    places = centroid(len(criteria))
    shares: dict[str, Fraction] = {}
    for group in order:
        taken, places = places[: len(group)], places[len(group) :]
        shares |= {key: sum(taken, Fraction(0)) / len(group) for key in group}
    return {key: shares[key] for key in criteria}
