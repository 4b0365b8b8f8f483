"""A second opinion on the same data: would another method choose another?

Never the record. The record is the ranking; this says whether its first place depends on the way of adding up.
Two methods that work quite differently are asked, both in floating point and both by a library:

- TOPSIS (Hwang and Yoon 1981), vector normalisation: who is near the best and far from the worst of everything
  offered. In r = x / √(Σ x²), weighted, with D+ the distance from the best and D- from the worst of each
  criterion, the score is D- / (D+ + D-), from 0 to 1.
- PROMETHEE II (Brans and Vincke 1985), usual preference function: who is better than whom, on how much weight.
  The score is the net flow φ(a) = Σ over all others b of (weight where a is better - weight where b is) / (n - 1),
  from -1 to 1. It needs no thresholds, and how much better counts nothing. (The linear function over the whole
  range would need none either, but then φ is a weighted sum again.)

What they see: ranked vendors only. A scored or measured criterion as the share of its scale that the record
used, more is better; its zero is the bad end of the scale, so no arbitrary zero enters the normalisation. The price
as it is, less is better: how the record turns prices into points is part of what is questioned. The weights as set,
without criteria that weigh nothing or on which all are equal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from .arithmetic import exact_sum, fixed
from .document import Evaluation, Price, Weighted
from .quiet import quietly
from .ranking import rank
from .result import Row, State

DECIMALS = 4
DIGITS_OF_A_VALUE = 12
DIGITS_OF_A_SCORE = 9
MOST_VENDORS = 1000
"""PROMETHEE compares each pair of vendors on each criterion."""


class Verdict(StrEnum):
    SAME = "same"
    LEVEL = "level"
    ANOTHER = "another"


@dataclass(frozen=True, slots=True)
class Standing:
    """A vendor's place by one method. Equal scores (to nine digits) share a rank: 1, 1, 3."""

    vendor: str
    rank: int
    score: float

    def as_dict(self) -> dict[str, object]:
        score = fixed(Fraction(self.score), DECIMALS)
        return {"vendor": self.vendor, "rank": self.rank, "score": score}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One method's order, and how it stands to the record's.

    ``verdict`` is *same* if exactly the vendors on rank 1 of the record are first here, *another* if none of
    them is, *level* otherwise. ``reversed_pairs`` of all ``pairs`` of vendors stand in the opposite order.
    """

    method: str
    standings: tuple[Standing, ...]
    verdict: Verdict
    reversed_pairs: int
    pairs: int

    @property
    def first(self) -> tuple[str, ...]:
        return tuple(each.vendor for each in self.standings if each.rank == 1)
