"""How far totals moved since the version that a reader saw, divided among the causes."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from .. import engine
from ..engine.arithmetic import fixed, signed
from ..engine.explanation.change import Cause, Split, VendorChange
from ..engine.explanation.versions import split_change
from ..models import Shortlist


@dataclass(frozen=True)
class Shift:
    """One vendor that had a total both times; `parts` are in the order of the causes of the table."""

    vendor: str
    before: str
    now: str
    change: str
    parts: list[str]
    sentence: str


@dataclass(frozen=True)
class Shifts:
    """The causes that moved anything, the vendors whose total moved, and in words those without two totals."""

    causes: list[str]
    rows: list[Shift]
    others: list[str]

    @classmethod
    def between(cls, old: Shortlist, new: Shortlist) -> Self | None:
        """None where two methods of computing cannot be held against each other."""
        if old.engine_version != new.engine_version:
            return None
        try:
            changes = split_change(engine.parse(old.document), engine.parse(new.document))
        except engine.EvaluationError:
            return None
        moved = [(each, each.split) for each in changes.vendors if each.split and each.split.parts]
        causes = [cause for cause in Cause if any(cause in split.parts for _, split in moved)]
        return cls(
            causes=[cause.label for cause in causes],
            rows=[_shift(each, split, causes) for each, split in moved],
            others=list(_others(changes.vendors)),
        )


def _shift(vendor: VendorChange, split: Split, causes: list[Cause]) -> Shift:
    before, now = (fixed(total, split.decimals) for total in split.totals)
    parts = [signed(split.shown.get(cause, Fraction(0)), split.decimals) for cause in causes]
    change = signed(split.shown_change, split.decimals)
    return Shift(vendor.title, before, now, change, parts, vendor.sentence)


def _others(vendors: tuple[VendorChange, ...]) -> Iterator[str]:
    for each in vendors:
        if each.split is None and each.places[0] != each.places[1]:
            yield each.sentence
