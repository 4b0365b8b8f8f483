"""What changed between two versions: every total divided among its causes, in decimals that add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ..engine import from_mapping
from ..engine.arithmetic import signed, to_decimals
from ..engine.explanation.change import Cause, Changes, CriterionChange, Split, VendorChange
from ..engine.explanation.changes import changes_by_vendor
from ..engine.explanation.versions import split_change
from ..models import Shortlist
from .ranking import Move

NOTHING = "–"
POINTS_SHOWN = 4


@dataclass(frozen=True)
class CriterionRow:
    title: str
    weight: str
    share: str
    points: str
    parts: list[str]


@dataclass(frozen=True)
class VendorRow:
    """`parts` stand in the order of the causes; `places` tell what has no numbers to compare."""

    key: str
    title: str
    move: Move
    before: str
    after: str
    change: str
    direction: int
    parts: list[str]
    places: tuple[str, str]
    words: list[str]
    criteria: list[CriterionRow]

    @property
    def has_split(self) -> bool:
        return bool(self.change)

    @property
    def is_moved(self) -> bool:
        is_elsewhere = self.move.before != self.move.now or self.places[0] != self.places[1]
        return bool(self.words or self.criteria or is_elsewhere)


class Difference:
    """From one version to a later one. `evaluators` has names to show instead of keys."""

    def __init__(self, older: Shortlist, newer: Shortlist, *, evaluators: Mapping[str, str]) -> None:
        self.older, self.newer = older, newer
        self._old, self._new = from_mapping(older.file), from_mapping(newer.file)
        self.shared, self._words = changes_by_vendor(self._old, self._new, evaluators=evaluators)

    @cached_property
    def _changes(self) -> Changes:
        return split_change(self._old, self._new)

    @cached_property
    def causes(self) -> list[Cause]:
        """Those that moved any total."""
        splits = [each.split for each in self._changes.vendors if each.split]
        return [cause for cause in Cause if any(cause in split.parts for split in splits)]

    @cached_property
    def rows(self) -> list[VendorRow]:
        return [self._row(each) for each in self._changes.vendors]

    @property
    def moved(self) -> list[VendorRow]:
        return [row for row in self.rows if row.is_moved]

    @property
    def alterations(self) -> list[str]:
        return [
            f"Version {each.number}: {words}"
            for each in (self.older, self.newer)
            for words in each.alterations
        ]

    @property
    def headline(self) -> str:
        before, after = self._first(0), self._first(1)
        if before == after:
            return f"{after} is first, as before." if after else "Nobody is ranked, as before."
        if not before or not after:
            return (
                f"{after} is first now; nobody was."
                if after
                else f"Nobody is ranked now; {before} was first."
            )
        return f"{after} is first now; {before} was."

    def _first(self, side: int) -> str:
        return ", ".join(each.title for each in self._changes.vendors if each.ranks[side] == 1)

    def _row(self, vendor: VendorChange) -> VendorRow:
        split = vendor.split
        totals = (to_decimals(each, split.decimals) for each in split.totals) if split else ("", "")
        before, after = totals
        return VendorRow(
            key=vendor.vendor,
            title=vendor.title,
            move=Move(*vendor.ranks),
            before=before,
            after=after,
            change=signed(split.shown_change, split.decimals) if split else "",
            direction=_sign(split.shown_change) if split else 0,
            parts=self._parts(split.shown, split.decimals) if split else [],
            places=vendor.places,
            words=self._words.get(vendor.vendor, []),
            criteria=[self._criterion(each, split) for each in split.criteria] if split else [],
        )

    def _criterion(self, change: CriterionChange, split: Split) -> CriterionRow:
        return CriterionRow(
            change.title,
            _became(change.weights),
            _became(change.fractions),
            _became(change.points),
            self._parts(change.shown, split.decimals),
        )

    def _parts(self, shown: Mapping[Cause, Fraction], decimals: int) -> list[str]:
        return [signed(shown[cause], decimals) if cause in shown else NOTHING for cause in self.causes]


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def _became(pair: tuple[Fraction | None, Fraction | None]) -> str:
    before, after = (NOTHING if each is None else _plain(each) for each in pair)
    return before if before == after else f"{before} → {after}"


def _plain(number: Fraction) -> str:
    text = to_decimals(number, POINTS_SHOWN)
    return text.rstrip("0").rstrip(".")
