"""A sheet as a page: one criterion with all vendors, or one vendor with all criteria."""

from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from rfp.models import Candidate

from ..forms.scores import ScoreForm, picks
from ..models import Criterion, Score
from ..sheets import Cell, Progress, Sheet


class CellView:
    """A cell with its form; after an attempt to save it, with what came of that."""

    saved: Score | None = None
    conflict: Score | None = None

    def __init__(self, cell: Cell, form: ScoreForm) -> None:
        self.cell, self.form = cell, form
        self.picks = picks(cell.criterion)

    @classmethod
    def of(cls, cell: Cell) -> Self:
        return cls(cell, ScoreForm(criterion=cell.criterion, score=cell.score))

    @property
    def id(self) -> str:
        return f"cell-{self.cell.criterion.pk}-{self.cell.candidate.pk}"

    @property
    def value(self) -> str:
        return str(self.form["value"].value() or "")

    @property
    def shown(self) -> Score | None:
        """The score that the page stands on: just saved, or stored before."""
        return self.saved or self.cell.score


@dataclass(frozen=True)
class SheetPage:
    """The part of a sheet that is on the page, and the way to its neighbours."""

    sheet: Sheet
    by: str
    subject: Criterion | Candidate | None
    steps: list[Progress]
    views: list[CellView]

    @classmethod
    def chosen(cls, sheet: Sheet, *, criterion: str, vendor: str) -> Self:
        """What the address asks for; else the first criterion that still needs something."""
        if vendor:
            steps = sheet.by_candidate()
            one = _named(steps, vendor)
            cells = [sheet.cell(each, one) for each in sheet.criteria] if isinstance(one, Candidate) else []
        else:
            steps = sheet.by_criterion()
            one = _named(steps, criterion) or _first_open(steps)
            cells = [sheet.cell(one, each) for each in sheet.candidates] if isinstance(one, Criterion) else []
        return cls(
            sheet, "vendor" if vendor else "criterion", one, steps, [CellView.of(cell) for cell in cells]
        )

    def with_bound(self, bound: CellView | None) -> "SheetPage":
        """The same page with the one cell that could not be saved, as it was typed."""
        if bound is None:
            return self
        views = [bound if view.id == bound.id else view for view in self.views]
        return SheetPage(self.sheet, self.by, self.subject, self.steps, views)

    @property
    def place(self) -> int:
        return next((at for at, step in enumerate(self.steps) if step.subject == self.subject), 0)

    @property
    def previous(self) -> Progress | None:
        return self.steps[self.place - 1] if self.place else None

    @property
    def next(self) -> Progress | None:
        return self.steps[self.place + 1] if self.place + 1 < len(self.steps) else None


def sheet_address(number: str, cell: Cell, *, by: str) -> str:
    """Where this cell is on a page of the sheet."""
    chosen = cell.candidate.pk if by == "vendor" else cell.criterion.pk
    anchor = f"cell-{cell.criterion.pk}-{cell.candidate.pk}"
    name = "vendor" if by == "vendor" else "criterion"
    return f"{reverse('rfp_scoring', args=[number])}?{name}={chosen}#{anchor}"


def _named(steps: list[Progress], pk: str) -> Criterion | Candidate | None:
    return next((step.subject for step in steps if str(step.subject.pk) == pk), None)


def _first_open(steps: list[Progress]) -> Criterion | Candidate | None:
    unfinished = [step for step in steps if not step.is_complete]
    return (unfinished or steps)[0].subject if steps else None
