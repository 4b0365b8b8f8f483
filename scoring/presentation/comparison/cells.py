"""What a comparison is made of: sections of rows with one cell for each vendor."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from rfp.models import Candidate
from vendors.models.provenance import Provenance

NOTHING = "–"
Number = Decimal | Fraction | int


@dataclass(frozen=True)
class Compared:
    """A vendor in a column; without a candidate it has left the RFP since that version."""

    key: str
    title: str
    candidate: Candidate | None


@dataclass(frozen=True)
class Opinion:
    """What one evaluator gave, and why."""

    name: str
    value: str
    comment: str = ""


@dataclass(frozen=True)
class Cell:
    """`worth` is what decides between best and worst: more is better; None takes no part.

    `number` is the text as a number, for spreadsheets; `why` the address that takes it apart.
    """

    text: str
    note: str = ""
    worth: Number | None = None
    mark: str = ""
    number: Number | None = None
    points: str = ""
    why: str = ""
    year: int | None = None
    source: Provenance | None = None
    opinions: tuple[Opinion, ...] = field(default=(), compare=False)

    @property
    def said(self) -> tuple[object, ...]:
        return self.text, self.note, self.points, self.year, self.spread

    @property
    def spread(self) -> str:
        """From the lowest to the highest score of the panel."""
        values = sorted({Decimal(each.value) for each in self.opinions if _is_number(each.value)})
        return f"{values[0]:f} to {values[-1]:f}" if len(values) > 1 else ""


@dataclass(frozen=True)
class Row:
    """`key` is that of the criterion it is about, if it is about one."""

    title: str
    cells: list[Cell]
    note: str = ""
    key: str = ""

    @property
    def differs(self) -> bool:
        return len({cell.said for cell in self.cells}) > 1


@dataclass(frozen=True)
class Section:
    title: str
    rows: list[Row]


def marked(row: Row) -> Row:
    """Best and worst, where at least two take part and they are not all level; who is level shares the mark."""
    worths = [cell.worth for cell in row.cells if cell.worth is not None]
    if len(set(worths)) < 2:
        return row
    marks = {_exact(max(worths)): "best", _exact(min(worths)): "worst"}
    cells = [
        cell if cell.worth is None else replace(cell, mark=marks.get(_exact(cell.worth), ""))
        for cell in row.cells
    ]
    return replace(row, cells=cells)


def that_differ(sections: Sequence[Section]) -> list[Section]:
    found = [replace(each, rows=[row for row in each.rows if row.differs]) for each in sections]
    return [each for each in found if each.rows]


def _exact(number: Number) -> Fraction:
    return Fraction(number)


def _is_number(value: str) -> bool:
    return value[:1].isdigit() or value[:1] == "-"
