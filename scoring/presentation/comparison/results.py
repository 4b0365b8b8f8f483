"""What a version says of the compared vendors: places, values, points, and the scores behind them."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse

from rfp.models import Rfp

from ...engine.arithmetic import fixed
from ...engine.document import Criterion, Knockout, Price, Scored
from ...models import Score
from ...numbers import plain
from ..explanation import Explanation, Part, Version
from ..words import short
from .cells import NOTHING, Cell, Compared, Opinion, Row, marked

STATES = {"ranked": "Ranked", "incomplete": "Incomplete", "excluded": "Excluded"}
NOT_IN_VERSION = Cell(NOTHING, "not in this version")


class Results:
    """`version` read once; the team and the comments of its scores are two queries."""

    def __init__(self, rfp: Rfp, version: Version, vendors: Sequence[Compared]) -> None:
        self.rfp, self.version, self.vendors = rfp, version, vendors

    @cached_property
    def explanations(self) -> list[Explanation | None]:
        """None for a candidate that the version does not know yet."""
        return [
            Explanation(self.version, vendor=each.key) if each.key in self.version.rows else None
            for each in self.vendors
        ]

    @cached_property
    def parts(self) -> list[tuple[Criterion, list[Part | None]]]:
        """By criterion, what it gave each vendor."""
        columns = [each.parts if each else None for each in self.explanations]
        return [
            (criterion, [parts[place] if parts else None for parts in columns])
            for place, criterion in enumerate(self.version.evaluation.criteria)
        ]

    @property
    def places(self) -> list[Row]:
        rows = [
            marked(Row("Rank", self._cells(self._rank))),
            marked(Row("Total", self._cells(self._total), "points")),
            marked(Row("Quality", self._cells(self._quality), "points without price")),
            Row("Remarks", self._cells(lambda each: Cell("; ".join(each.reasons) or NOTHING))),
        ]
        return [row for row in rows if any(cell.text != NOTHING for cell in row.cells)]

    @property
    def criteria(self) -> list[Row]:
        return [self.row_of(criterion, parts) for criterion, parts in self.parts]

    def _cells(self, read: Any) -> list[Cell]:
        return [read(each) if each else NOT_IN_VERSION for each in self.explanations]

    def _rank(self, explanation: Explanation) -> Cell:
        rank, state = explanation.row["rank"], explanation.row["state"]
        why = self._why(explanation.key)
        if rank is None:
            return Cell(STATES[state], why=why)
        return Cell(str(rank), worth=-Decimal(rank), number=rank, why=why)

    def _total(self, explanation: Explanation) -> Cell:
        return _decimal(explanation.row["total"], self._why(explanation.key))

    def _quality(self, explanation: Explanation) -> Cell:
        return _decimal(explanation.row["quality"], self._why(explanation.key))

    def _why(self, vendor: str, criterion: str = "") -> str:
        number = self.version.shortlist.number
        address = reverse("shortlist_vendor", args=[self.rfp.number, number, vendor])
        return f"{address}#criterion-{criterion}" if criterion else address

    def row_of(self, criterion: Criterion, parts: list[Part | None]) -> Row:
        """One of `parts`, with a cell for each vendor."""
        pairs = zip(self.explanations, parts, strict=True)
        cells = [
            self._cell(criterion, each, part) if each and part else Cell(NOTHING) for each, part in pairs
        ]
        if isinstance(criterion, Knockout):
            return Row(criterion.title, cells, "knock-out", key=criterion.key)
        return marked(Row(criterion.title, cells, _asked(criterion), key=criterion.key))

    def _cell(self, criterion: Criterion, explanation: Explanation, part: Part) -> Cell:
        why = self._why(explanation.key, criterion.key)
        if isinstance(criterion, Knockout):
            return Cell(part.value or NOTHING, part.note, why=why)
        number = explanation.vendor.price if isinstance(criterion, Price) else part.amount
        unit = f" {self.rfp.currency}" if isinstance(criterion, Price) and number is not None else ""
        missed = f"minimum:{criterion.key}" in explanation.row["reasons"]
        return Cell(
            _value(part) + unit,
            "minimum missed" if missed else "",
            part.share,
            number=number,
            points=part.points,
            why=why,
            opinions=self._opinions(explanation.key, criterion) if isinstance(criterion, Scored) else (),
        )

    # --- The panel

    def _opinions(self, vendor: str, criterion: Scored) -> tuple[Opinion, ...]:
        given = self.version.vendors[vendor].scores.get(criterion.key, {})
        found = [
            Opinion(
                self.version.names.get(key, key), plain(value), self._comment(vendor, criterion, key, value)
            )
            for key, value in given.items()
        ]
        return tuple(sorted(found, key=lambda each: each.name.casefold()))

    def _comment(self, vendor: str, criterion: Scored, evaluator: str, value: Decimal) -> str:
        """The comment of this score; none if the score is another by now, as it speaks of that one."""
        score = self._scores.get((vendor, criterion.key, evaluator))
        return score[1] if score and score[0] == value else ""

    @cached_property
    def _scores(self) -> dict[tuple[str, str, str], tuple[Decimal | None, str]]:
        keys: dict[int, str] = dict(self.rfp.team.values_list("user_id", "key"))
        compared = [each.key for each in self.vendors]
        scores = Score.objects.of_rfp(self.rfp).filter(candidate__key__in=compared).exclude(comment="")
        return {
            (vendor, criterion, keys[evaluator]): (value, comment)
            for vendor, criterion, evaluator, value, comment in scores.values_list(
                "candidate__key", "criterion__key", "evaluator_id", "value", "comment"
            )
            if evaluator in keys
        }


def _asked(criterion: Any) -> str:
    """What the criterion weighs, and what it asks for at least."""
    asked = [f"weight {short(plain(criterion.weight))}"]
    if isinstance(criterion, Price):
        return asked[0]
    if criterion.lower_is_better:
        asked.append("lower is better")
    if criterion.minimum is not None:
        asked.append(f"minimum {plain(criterion.minimum)}")
    return ", ".join(asked)


def _value(part: Part) -> str:
    """The panel's value to two decimals; everything else as it is."""
    return part.value or NOTHING if part.amount is None else short(fixed(part.amount, 2))


def _decimal(text: str | None, why: str) -> Cell:
    return Cell(NOTHING) if text is None else Cell(text, worth=Decimal(text), number=Decimal(text), why=why)
