"""The ranking of a scratch copy beside the record's, in the rows that the server writes and the browser fills anew."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from ..engine import from_mapping, rank
from ..models import Shortlist
from ..scratch import Changes, titles, weights
from .ranking import Move
from .words import firmness, reasons_in_words, short, tipping

Document = dict[str, Any]

LEFT_OUT = "left-out"
STATES = {"incomplete": "Incomplete", "excluded": "Excluded", LEFT_OUT: "Left out"}
GRADED_REASONS = ("missing", "minimum")
REASONS = {
    "knockout": ("missing", "knockout", "waived"),
    "scored": GRADED_REASONS,
    "measured": GRADED_REASONS,
    "price": ("missing", "not-comparable"),
}


@dataclass(frozen=True)
class Row:
    """`record` is the row of the same vendor in the record."""

    key: str
    title: str
    state: str
    rank: int | None
    total: str | None
    reasons: list[str]
    record: Document
    scale: Decimal

    @property
    def move(self) -> Move | None:
        move = Move(self.record["rank"], self.rank)
        return move if move.text and (move.before or move.now) else None

    @property
    def move_words(self) -> str:
        return self.move.words.replace("the version before", "the record") if self.move else ""

    @property
    def why(self) -> str:
        state = STATES.get(self.state)
        return ": ".join(filter(None, [state, ", ".join(self.reasons)]))

    @property
    def width(self) -> str:
        return self._per_cent(self.total)

    @property
    def record_width(self) -> str:
        return self._per_cent(self.record["total"])

    def _per_cent(self, total: str | None) -> str:
        return f"{min(100 * Decimal(total or 0) / self.scale, Decimal(100)):.3f}%"


@dataclass(frozen=True)
class Tips:
    """Where the first place changes on one slider: positions in per cent, and words."""

    down: str | None
    up: str | None
    words: str


class WhatIf:
    """What becomes of a version under some changes; they must be such that it can be ranked."""

    def __init__(self, base: Shortlist, changes: Changes) -> None:
        self.base, self.changes = base, changes
        self.record_document, self.record = base.file, base.result
        self.document = changes.made_on(self.record_document)
        self.ranking = rank(from_mapping(self.document)).as_dict()
        self.vendors = titles(self.record_document, "vendors")
        self.criteria = titles(self.record_document, "criteria")
        self.total = Decimal(self.record_document["method"]["weights_total"])

    @cached_property
    def rows(self) -> list[Row]:
        """Those that are ranked, then the others; who is left out comes last."""
        left_out = [key for key in self.vendors if key in self.changes.vendors]
        nothing: Document = {"state": LEFT_OUT, "rank": None, "total": None, "reasons": []}
        found: list[Document] = [*self.ranking["rows"], *({"vendor": key, **nothing} for key in left_out)]  # type: ignore[misc]
        recorded = {each["vendor"]: each for each in self.record["rows"]}
        return [self._row(each, recorded[each["vendor"]]) for each in found]

    def _row(self, row: Document, record: Document) -> Row:
        return Row(
            key=row["vendor"],
            title=self.vendors[row["vendor"]],
            state=row["state"],
            rank=row["rank"],
            total=row["total"],
            reasons=[self.reasons[reason] for reason in row["reasons"]],
            record=record,
            scale=self.total,
        )

    @property
    def first(self) -> str:
        """Who would be first, in a sentence."""
        leaders = [row for row in self.rows if row.rank == 1]
        if not leaders:
            return "Nobody would be ranked."
        names = " and ".join(row.title for row in leaders)
        return f"{names} would be first with {leaders[0].total} points."

    @property
    def firmness(self) -> list[str]:
        return firmness(self.ranking, self.criteria, self.vendors)

    @cached_property
    def tips(self) -> dict[str, Tips]:
        return {each["criterion"]: self._tips(each) for each in tipping(self.ranking)}

    def _tips(self, found: Document) -> Tips:
        down, up = found["down"], found["up"]
        words = [
            f"{word} {short(tip['at'])}: {self.vendors[tip['vendor']]}"
            for word, tip in (("Below", down), ("Above", up))
            if tip
        ]
        return Tips(self._place(down), self._place(up), " · ".join(words))

    def _place(self, tip: Document | None) -> str | None:
        return f"{100 * Decimal(tip['at']) / self.total:.3f}%" if tip else None

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Every reason there can be, in words."""
        document = self.record_document
        criteria = {each["key"]: each for each in document["criteria"]}
        codes = [
            f"{reason}:{each['key']}" for each in document["criteria"] for reason in REASONS[each["kind"]]
        ]
        return {
            code: reasons_in_words([code], criteria, document["method"])[0]
            for code in [*codes, "minimum:quality"]
        }

    def for_the_browser(self) -> Document:
        """All that it needs to do the same."""
        return {
            "document": self.record_document,
            "record": {row["vendor"]: row["rank"] for row in self.record["rows"]},
            "recordWeights": weights(self.record_document),
            "titles": {"criteria": self.criteria, "vendors": self.vendors},
            "reasons": self.reasons,
            "states": STATES,
        }
