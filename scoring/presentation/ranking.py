"""A stored shortlist as rows for a page: everything is read from the version itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from ..models import Shortlist
from ..waivers import of_vendor
from .words import firmness, line_in_words, reasons_in_words

Document = dict[str, Any]

COLOURS = 8
PATTERNS = 4


@dataclass(frozen=True, eq=False)
class Column:
    """A criterion that gives points, with what tells it apart in a chart."""

    key: str
    title: str
    kind: str
    weight: str
    place: int

    @property
    def colour(self) -> int:
        return self.place % COLOURS + 1

    @property
    def pattern(self) -> int:
        """Neighbours differ in pattern too, and no colour comes back with the same pattern before the 32nd."""
        return (self.place + self.place // COLOURS) % PATTERNS

    @property
    def fill(self) -> str:
        return f"points-fill-{self.colour}-{self.pattern}"


class Segment(NamedTuple):
    """Where it begins on the bar and how long it is, in per cent: a drawing, so neither need be exact."""

    column: Column
    points: str
    start: float
    length: float


@dataclass(frozen=True)
class Move:
    """From the rank in the version before to the rank in this one; None is not ranked."""

    before: int | None
    now: int | None

    @property
    def by(self) -> int:
        """Places gained, below zero lost."""
        return self.before - self.now if self.before and self.now else 0

    @property
    def text(self) -> str:
        if self.before is None:
            return "new"
        if self.now is None:
            return "out"
        return f"▲ {self.by}" if self.by > 0 else f"▼ {-self.by}" if self.by < 0 else ""

    @property
    def places(self) -> str:
        """How far, for whom an arrow says nothing."""
        many = f"{abs(self.by)} places" if abs(self.by) > 1 else "one place"
        return f"{many} {'up' if self.by > 0 else 'down'}" if self.by else self.text

    @property
    def words(self) -> str:
        if self.before is None:
            return "not ranked in the version before"
        if self.now is None:
            return f"was {self.before} in the version before"
        direction = "up" if self.by > 0 else "down"
        return f"{direction} from {self.before}" if self.by else ""


@dataclass(frozen=True)
class Scale:
    """The criteria that give points, and how many of them the whole bar stands for."""

    columns: Sequence[Column]
    whole: Decimal

    def segments(self, points: Mapping[str, str]) -> list[Segment]:
        """Side by side without gaps: each ends where the running sum of points is on the bar."""
        given = [column for column in self.columns if column.key in points]
        ends = accumulate((float(points[column.key]) * self._percent for column in given), initial=0.0)
        return [
            Segment(column, points[column.key], start, max(end - start, 0.0))
            for column, (start, end) in zip(given, pairwise(round(each, 3) for each in ends), strict=True)
        ]

    @cached_property
    def _percent(self) -> float:
        """What one point takes of the bar."""
        return 100 / float(self.whole)


@dataclass(frozen=True)
class Row:
    """`given` has its points by criterion; what is drawn of them is worked out when it is asked for."""

    key: str
    title: str
    state: str
    rank: int | None
    total: str | None
    quality: str | None
    given: Mapping[str, str]
    scale: "Scale" = field(compare=False)
    reasons: list[str]
    on_shortlist: bool
    move: Move | None
    fails_knockout: bool = False

    @cached_property
    def cells(self) -> list[tuple[Column, str]]:
        return [(column, self.given.get(column.key, "")) for column in self.scale.columns]

    @cached_property
    def segments(self) -> list[Segment]:
        return self.scale.segments(self.given)

    @property
    def points(self) -> list[str]:
        return [points for _, points in self.cells]


class RankingView:
    """One version; `before` is the ranking of the version before it, if there is one."""

    def __init__(self, shortlist: Shortlist, *, before: Shortlist | None) -> None:
        self.shortlist, self.outline, self.ranking = shortlist, shortlist.outline, shortlist.result
        self._ranks_before = ranks(before.result) if before else None
        self._criteria = {each["key"]: each for each in self.outline["criteria"]}
        self._titles = {each["key"]: each["title"] for each in self.outline["vendors"]}

    @cached_property
    def columns(self) -> list[Column]:
        weighted = [each for each in self.outline["criteria"] if each["kind"] != "knockout"]
        return [
            Column(each["key"], each["title"], each["kind"], each["weight"], place)
            for place, each in enumerate(weighted)
        ]

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(each) for each in self.ranking["rows"]]

    @cached_property
    def ranked(self) -> list[Row]:
        return [row for row in self.rows if row.state == "ranked"]

    @property
    def incomplete(self) -> list[Row]:
        return [row for row in self.rows if row.state == "incomplete"]

    @property
    def excluded(self) -> list[Row]:
        return [row for row in self.rows if row.state == "excluded"]

    @property
    def leaders(self) -> list[Row]:
        return [row for row in self.ranked if row.rank == 1]

    @cached_property
    def cut_after(self) -> Row | None:
        """The last vendor above the line, where one is drawn and somebody is below it."""
        above = [row for row in self.ranked if row.on_shortlist]
        return above[-1] if above and len(above) < len(self.ranked) else None

    @property
    def line(self) -> str:
        return line_in_words(self.shortlist.line, ranked=len(self.ranked))

    @property
    def causes(self) -> list[str]:
        return self.shortlist.cause.splitlines()

    @property
    def firmness(self) -> list[str]:
        criteria = {key: each["title"] for key, each in self._criteria.items()}
        return firmness(self.ranking, criteria, self._titles)

    @cached_property
    def _scale(self) -> Scale:
        """The points that can be had, or the highest total if that is more."""
        totals = [Decimal(row["total"]) for row in self.ranking["rows"] if row["total"] is not None]
        return Scale(self.columns, max([Decimal(self.outline["method"]["weights_total"]), *totals]))

    def _row(self, row: Document) -> Row:
        return Row(
            key=row["vendor"],
            title=self._titles[row["vendor"]],
            state=row["state"],
            rank=row["rank"],
            total=row["total"],
            quality=row["quality"],
            given=row["points"],
            scale=self._scale,
            reasons=reasons_in_words(
                row["reasons"],
                self._criteria,
                self.outline["method"],
                of_vendor(self.shortlist.waivers, row["vendor"]),
            ),
            on_shortlist=is_on_shortlist(row, self.shortlist.line),
            move=self._move(row),
            fails_knockout=any(each.startswith("knockout:") for each in row["reasons"]),
        )

    def _move(self, row: Document) -> Move | None:
        if self._ranks_before is None:
            return None
        move = Move(self._ranks_before.get(row["vendor"]), row["rank"])
        return move if move.text and (move.before or move.now) else None


def ranks(ranking: Document) -> dict[str, int]:
    """The rank of each ranked vendor, by key."""
    return {row["vendor"]: row["rank"] for row in ranking["rows"] if row["rank"] is not None}


def is_on_shortlist(row: Document, line: Mapping[str, Any]) -> bool:
    """Whether a ranked vendor is above the line; who shares the last place above it is above it too."""
    if row["rank"] is None:
        return False
    size, threshold = line.get("size"), line.get("threshold")
    within = not size or row["rank"] <= size
    return within and (not threshold or Decimal(row["total"]) >= Decimal(threshold))
