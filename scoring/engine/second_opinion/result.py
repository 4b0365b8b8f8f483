"""What the other methods say, beside the record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from ..arithmetic import fixed

DECIMALS = 4
DIGITS = 9


class Verdict(StrEnum):
    """Whether a method puts first exactly the vendors that the record does, some of them or some more, or none."""

    SAME = "same"
    LEVEL = "level"
    ANOTHER = "another"


@dataclass(frozen=True, slots=True)
class Standing:
    """A vendor's place by one method. Scores that are equal to nine digits share a rank: 1, 1, 3."""

    vendor: str
    rank: int
    score: float

    def as_dict(self) -> dict[str, object]:
        return {"vendor": self.vendor, "rank": self.rank, "score": fixed(Fraction(self.score), DECIMALS)}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One method's order. ``reversed_pairs`` of all ``pairs`` of vendors stand the other way round in the record."""

    method: str
    setting: str
    standings: tuple[Standing, ...]
    verdict: Verdict
    reversed_pairs: int
    pairs: int

    @property
    def first(self) -> tuple[str, ...]:
        return tuple(each.vendor for each in self.standings if each.rank == 1)

    def as_dict(self) -> dict[str, object]:
        return {
            "method": self.method,
            "setting": self.setting,
            "verdict": self.verdict.value,
            "first": list(self.first),
            "reversed_pairs": self.reversed_pairs,
            "pairs": self.pairs,
            "standings": [each.as_dict() for each in self.standings],
        }


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Other methods on the same data. Never the record: no total, rank or reason is taken from here.

    ``first`` is who is on rank 1 of the record, ``criteria`` what could tell the vendors apart.
    """

    first: tuple[str, ...]
    criteria: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    vendor_titles: Mapping[str, str]

    @property
    def verdict(self) -> Verdict:
        """Of all methods together: the one furthest from the record."""
        found = {opinion.verdict for opinion in self.opinions}
        return next(each for each in (Verdict.ANOTHER, Verdict.LEVEL, Verdict.SAME) if each in found)

    def as_dict(self) -> dict[str, object]:
        return {
            "first": list(self.first),
            "criteria": list(self.criteria),
            "verdict": self.verdict.value,
            "opinions": [opinion.as_dict() for opinion in self.opinions],
        }

    def sentences(self) -> tuple[str, ...]:
        """The answer to *would another method choose another?*"""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
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
        return " and ".join(self.vendor_titles[vendor] for vendor in vendors)


def compared(method: str, setting: str, record: Mapping[str, int], scores: Sequence[float]) -> Opinion:
    """``record`` is the ranks of the vendors in the record's order, ``scores`` the method's, in the same order."""
    level = [round(score, DIGITS) for score in scores]
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
