"""Which of many rivals can decide how firm the first place is.

Only those with the lowest or the highest ratio of a criterion, and those with the best transfer (see ``tipping``),
are ever named. Doubles are quick and nearly right: all that come near to it are kept, for exact numbers to decide
among them. They are near enough because each ratio is a quotient of differences that are exact, so that its error
is a few units of 2^-53 of its size; ``LEEWAY`` is a million times that.
"""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from ..pricing import Ratios

FEW = 100
"""So many are all looked at exactly."""
LEEWAY = 1e-9
LARGEST = 10**150
Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]


def decisive(shares: Sequence[Ratios], totals: Ratios, weights: Sequence[Decimal], leader: int) -> Positions:
    """Positions in these columns of the rivals that are to be looked at, in their order: rather too many than too few.

    Whoever is level with the leader is among them.
    """
    others: Positions = np.delete(np.arange(len(totals.upper)), leader)
    if len(others) <= FEW:
        return others
    lead, *behind = (_behind(each, leader) for each in (totals, *shares))
    if max(each.bound for ratios in (lead, *behind) for each in (ratios.upper, ratios.lower)) > LARGEST:
        return others
    leads = _doubles(lead)[others]
    level = leads == 0
    if level.all():
        return others
    ratios = np.column_stack([_doubles(each)[others] for each in behind])[~level] / leads[~level, None]
    kept = level.copy()
    kept[~level] = _at_an_end(ratios) | _by_transfer(ratios, np.array(weights, dtype=np.float64))
    return np.asarray(others[kept])


def _behind(ratios: Ratios, leader: int) -> Ratios:
    """By how much the leader is ahead of each."""
    upper, lower = (each[leader : leader + 1].integers()[0] for each in (ratios.upper, ratios.lower))
    return Ratios(ratios.lower * upper - ratios.upper * lower, ratios.lower * lower)


def _doubles(ratios: Ratios) -> Doubles:
    upper, lower = (each.array.astype(np.float64) for each in (ratios.upper, ratios.lower))
    return np.asarray(upper / lower, dtype=np.float64)


def _at_an_end(ratios: Doubles) -> Flags:
    """Near to the lowest or to the highest of a criterion."""
    low, high = ratios.min(axis=0), ratios.max(axis=0)
    near = (ratios <= low + LEEWAY * abs(low)) | (ratios >= high - LEEWAY * abs(high))
    return np.asarray(near.any(axis=1))


def _by_transfer(ratios: Doubles, weights: Doubles) -> Flags:
    """Near to the most that a point moved can take from the lead, where the giver may have enough to give."""
    gains = ratios - ratios.min(axis=1, keepdims=True)
    error = LEEWAY * abs(ratios).max(axis=1, keepdims=True)
    at_most = np.where(weights * (gains + error) >= 1, gains + error, -np.inf).max(axis=1)
    at_least = np.where(weights * (gains - error) >= 1, gains - error, -np.inf).max(axis=1)
    return np.asarray((at_most >= at_least.max()) & (at_most > -np.inf))
