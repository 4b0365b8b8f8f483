"""A change of totals, divided among its causes: exact inside, and as decimals that add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ..arithmetic import as_ratio, exactly, fixed, signed
from ..told import Told, as_data


class Cause(StrEnum):
    """What can change a total."""

    WEIGHTS = "weights"
    SCORES = "scores"
    MEASURES = "measures"
    PRICES = "prices"
    FIELD = "field"
    METHOD = "method"

    @property
    def label(self) -> str:
        words = {Cause.MEASURES: "register facts", Cause.FIELD: "vendors in and out"}
        return words.get(self, self.value)


Parts = Mapping[Cause, Fraction]
Known = Fraction | None


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion, before and after; where there was no such criterion it has no weight and no points.

    ``parts`` add up to the change of its points. ``shown`` are the same to the decimals of the totals.
    """

    criterion: str
    title: str
    weights: tuple[Known, Known]
    fractions: tuple[Known, Known]
    points: tuple[Fraction, Fraction]
    parts: Parts
    shown: Parts

    @property
    def exact(self) -> Fraction:
        return self.points[1] - self.points[0]

    def sentence(self, decimals: int) -> str:
        """``Coverage: weight 30 → 20, fraction 0.5, points 15 → 10: −5.00 weights``."""
        weight, fraction, points = map(_became, (self.weights, self.fractions, self.points))
        parts = [f"{signed(part, decimals)} {cause.label}" for cause, part in self.shown.items()]
        return f"{self.title}: weight {weight}, fraction {fraction}, points {points}: {', '.join(parts)}"

    def as_dict(self, decimals: int) -> dict[str, object]:
        return {
            "criterion": self.criterion,
            "weights": as_data(self.weights),
            "fractions": as_data(self.fractions),
            "points": as_data(self.points),
            "exact": as_ratio(self.exact),
            "parts": _parts(self.parts, self.shown, decimals),
        }


@dataclass(frozen=True, slots=True)
class Split(Told):
    """Of a vendor with a total before and after. ``parts`` and ``criteria`` are those that moved it.

    ``parts`` add up to the change of the exact total, ``shown`` to that of the rounded one.
    """

    decimals: int
    totals: tuple[Fraction, Fraction]
    shown_change: Fraction
    parts: Parts
    shown: Parts
    criteria: tuple[CriterionChange, ...]

    @property
    def exact(self) -> Fraction:
        return self.totals[1] - self.totals[0]

    @property
    def by_size(self) -> list[Cause]:
        """What moved it most comes first."""
        return sorted(self.parts, key=lambda cause: -abs(self.parts[cause]))

    @property
    def sentence(self) -> str:
        """``+4.20: +5.00 scores, −0.80 weights``; ``+4.20: scores`` where nothing else moved it."""
        if not self.parts:
            return "unchanged"
        change = signed(self.shown_change, self.decimals)
        moved = [cause for cause in self.by_size if self.shown[cause]]
        if len(moved) == 1:
            return f"{change}: {moved[0].label}"
        parts = [f"{signed(self.shown[cause], self.decimals)} {cause.label}" for cause in moved]
        return f"{change}: {', '.join(parts)}" if parts else change

    def as_dict(self) -> dict[str, object]:
        return {
            "totals": [fixed(total, self.decimals) for total in self.totals],
            "exact": as_ratio(self.exact),
            "shown": fixed(self.shown_change, self.decimals),
            "parts": _parts(self.parts, self.shown, self.decimals),
            "criteria": [each.as_dict(self.decimals) for each in self.criteria],
        }


@dataclass(frozen=True, slots=True)
class VendorChange(Told):
    """One vendor: its rank and place before and after. ``split`` is None unless it had a total both times."""

    also = ("sentence",)
    untold = ("title",)

    vendor: str
    title: str
    ranks: tuple[int | None, int | None]
    places: tuple[str, str]
    split: Split | None

    @property
    def sentence(self) -> str:
        """``Bolt +4.20: +5.00 scores, −0.80 weights``; or what it was and what it is, where that is no number."""
        if self.split:
            return f"{self.title} {self.split.sentence}"
        before, after = self.places
        return f"{self.title}: {after}, as before" if before == after else f"{self.title}: {before} → {after}"

    def lines(self) -> Iterator[str]:
        """The sentence, then each criterion that moved the total."""
        yield self.sentence
        if self.split:
            yield from (f"  {each.sentence(self.split.decimals)}" for each in self.split.criteria)


@dataclass(frozen=True, slots=True)
class Changes(Told):
    """From one evaluation to another. Vendors by their new places, then those that are gone.

    ``entered`` and ``left`` are the vendors that came into the race or dropped out of it, so that they set a
    p* or a best quality that they did not, or no longer do.
    """

    old_sha256: str
    new_sha256: str
    vendors: tuple[VendorChange, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]


def _parts(exact: Parts, shown: Parts, decimals: int) -> dict[str, dict[str, str]]:
    return {
        cause.value: {"exact": as_ratio(part), "shown": fixed(shown[cause], decimals)}
        for cause, part in exact.items()
    }


def _became(pair: tuple[Known, Known]) -> str:
    before, after = ("none" if number is None else exactly(number) for number in pair)
    return before if before == after else f"{before} → {after}"
