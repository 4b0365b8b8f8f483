"""A second opinion on the same data: would another method choose another?

Never the record. The record is the ranking; this says whether its first place depends on the way of adding up.
Two methods that work quite differently are asked, in floating point, by a library:

- **TOPSIS** (Hwang and Yoon 1981) with vector normalisation: who is near the best and far from the worst of what
  was offered. Each criterion's values are divided by √(Σ x²) and multiplied by the weight. With D⁺ the distance
  from the best of all criteria and D⁻ that from the worst, the score is D⁻ / (D⁺ + D⁻), from 0 to 1.
- **PROMETHEE II** (Brans and Vincke 1985) with the usual preference function: who is better than whom, on how much
  weight; how much better counts nothing. The score is the net flow, from -1 to 1: over all others, the mean of
  the weight on which a vendor is better less the weight on which the other is. Functions with thresholds would
  need thresholds agreed in advance; the linear one over the whole range gives a weighted sum again.

Both see the ranked vendors only. A scored or measured criterion counts as the share of its scale that the record
used: more is better, and zero is the bad end of the scale, so that no scale's arbitrary zero enters the
normalisation. The price counts as it is, less is better: how the record turns prices into points is part of what
is questioned. Weights are as set and divided by their sum, without criteria that weigh nothing or on which all
are equal (to twelve digits of the largest value): these separate nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from .document import Evaluation, Price, Weighted
from .explanation.words import enumerated
from .libraries import promethee, topsis
from .ranking import Row, State, rank
from .told import Told

DIGITS_OF_VALUES = 12
DIGITS_OF_SCORES = 9
MOST_VENDORS = 1000
"""PROMETHEE compares each vendor with each, on each criterion, all at once in memory."""
NO_OPINION = (
    f"Other methods are asked about 2 to {MOST_VENDORS} ranked vendors that differ on a criterion with a weight; here "
    "there is nothing to ask."
)


class Verdict(StrEnum):
    """Whether a method puts first exactly the vendors that the record does, some of them or some more, or none."""

    SAME = "same"
    LEVEL = "level"
    ANOTHER = "another"


@dataclass(frozen=True, slots=True)
class Standing(Told):
    """A vendor's place by one method. Scores that are equal to nine digits share a rank: 1, 1, 3."""

    vendor: str
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Opinion(Told):
    """One method's order. ``reversed_pairs`` of all ``pairs`` of vendors stand the other way round in the record."""

    also = ("first",)

    method: str
    setting: str
    standings: tuple[Standing, ...]
    verdict: Verdict
    reversed_pairs: int
    pairs: int

    @property
    def first(self) -> tuple[str, ...]:
        return tuple(each.vendor for each in self.standings if each.rank == 1)


@dataclass(frozen=True, slots=True)
class SecondOpinion(Told):
    """Other methods on the same data. Never the record: no total, rank or reason is taken from here.

    ``first`` is who is on rank 1 of the record, ``criteria`` what could tell the vendors apart.
    """

    also = ("verdict",)
    untold = ("vendor_titles",)

    first: tuple[str, ...]
    criteria: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    vendor_titles: Mapping[str, str]

    @property
    def verdict(self) -> Verdict:
        """Of all methods together: the one furthest from the record."""
        found = {opinion.verdict for opinion in self.opinions}
        return next(each for each in (Verdict.ANOTHER, Verdict.LEVEL, Verdict.SAME) if each in found)

    def sentences(self) -> Iterator[str]:
        """The answer to *would another method choose another?*"""
        answer = {Verdict.SAME: "No", Verdict.LEVEL: "Not clearly", Verdict.ANOTHER: "Yes"}[self.verdict]
        yield f"Would another method choose another? {answer}."
        for opinion in self.opinions:
            aside = {
                Verdict.SAME: "as the record does",
                Verdict.LEVEL: f"the record {self._named(self.first)}",
                Verdict.ANOTHER: f"and not {self._named(self.first)}",
            }[opinion.verdict]
            yield (
                f"{opinion.method} puts {self._named(opinion.first)} first, {aside}; {opinion.reversed_pairs} of "
                f"{opinion.pairs} pairs of vendors stand the other way round."
            )
        yield "This is a second opinion; the record is the ranking."

    def _named(self, vendors: Sequence[str]) -> str:
        return enumerated(self.vendor_titles[vendor] for vendor in vendors)


def second_opinion(evaluation: Evaluation) -> SecondOpinion | None:
    """What TOPSIS and PROMETHEE II make of the ranked vendors.

    None if there is nothing to ask: fewer than two ranked vendors, or no weighted criterion on which they
    differ; nor for more than a thousand. The first call in a process takes seconds, while a library is imported.
    """
    rows = [row for row in rank(evaluation).rows if row.state is State.RANKED]
    if not 2 <= len(rows) <= MOST_VENDORS:
        return None
    prices = {vendor.key: vendor.price for vendor in evaluation.vendors}
    columns = {each: _column(each, rows, prices) for each in evaluation.weighted if each.weight}
    columns = {criterion: column for criterion, column in columns.items() if len(set(column)) > 1}
    if not columns:
        return None
    weight = sum(Fraction(criterion.weight) for criterion in columns)
    weights = [float(Fraction(criterion.weight) / weight) for criterion in columns]
    signs = [-1.0 if isinstance(criterion, Price) else 1.0 for criterion in columns]
    matrix = list(columns.values()), weights, signs
    record = {row.vendor: row.rank or 0 for row in rows}
    return SecondOpinion(
        first=tuple(vendor for vendor, place in record.items() if place == 1),
        criteria=tuple(criterion.key for criterion in columns),
        opinions=(
            _compared("TOPSIS", "vector normalisation", record, topsis(*matrix)),
            _compared("PROMETHEE II", "usual preference function", record, promethee(*matrix)),
        ),
        vendor_titles={vendor.key: vendor.title for vendor in evaluation.vendors},
    )


def _column(criterion: Weighted, rows: Sequence[Row], prices: Mapping[str, Decimal | None]) -> list[float]:
    """The vendors' values in units of the largest of them, which neither method minds."""
    values = [
        Fraction(prices[row.vendor] or 0) if isinstance(criterion, Price) else row.fractions[criterion.key]
        for row in rows
    ]
    largest = max(map(abs, values)) or Fraction(1)
    return [float(round(value / largest, DIGITS_OF_VALUES)) for value in values]


def _compared(method: str, setting: str, record: Mapping[str, int], scores: Sequence[float]) -> Opinion:
    """``record`` is the ranks of the vendors in the record's order, ``scores`` the method's, in the same order."""
    level = [round(score, DIGITS_OF_SCORES) for score in scores]
    ranks = {
        vendor: 1 + sum(other > own for other in level) for vendor, own in zip(record, level, strict=True)
    }
    standings = [Standing(vendor, ranks[vendor], score) for vendor, score in zip(record, scores, strict=True)]
    pairs = list(combinations(record, 2))
    return Opinion(
        method=method,
        setting=setting,
        standings=tuple(sorted(standings, key=lambda standing: standing.rank)),
        verdict=_verdict(_first(record), _first(ranks)),
        reversed_pairs=sum((record[a] - record[b]) * (ranks[a] - ranks[b]) < 0 for a, b in pairs),
        pairs=len(pairs),
    )


def _first(ranks: Mapping[str, int]) -> set[str]:
    return {vendor for vendor, rank in ranks.items() if rank == 1}


def _verdict(record: set[str], method: set[str]) -> Verdict:
    if record == method:
        return Verdict.SAME
    return Verdict.LEVEL if record & method else Verdict.ANOTHER
