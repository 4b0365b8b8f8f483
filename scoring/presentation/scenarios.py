"""Scenarios side by side, and whether the version they were made on is still the one that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..models import Scenario, Shortlist
from ..scratch import Changes, no_longer_fits, titles
from .ranking import Move
from .what_if import STATES, WhatIf


@dataclass(frozen=True)
class Fit:
    """What was changed in a scenario, and what has become of its version since."""

    changed: list[str]
    is_newest: bool
    gone: list[str]


def fits(scenario: Scenario, newest: Shortlist | None) -> Fit:
    changes = Changes.of(scenario.changes)
    if newest is None or newest.number == scenario.base.number:
        return Fit(_in_words(changes), True, [])
    gone = no_longer_fits(changes, made_on=scenario.base.file, newest=newest.file)
    return Fit(_in_words(changes), False, gone)


def _in_words(changes: Changes) -> list[str]:
    switches = sum(len(answers) for answers in changes.knockouts.values())
    return [
        *(["Other weights"] if changes.weights else []),
        *_counted(len(changes.vendors), "vendor", "left out"),
        *_counted(len(changes.evaluators), "evaluator", "left out"),
        *_counted(switches, "knock-out", "switched"),
    ] or ["Nothing changed"]


def _counted(count: int, noun: str, what: str) -> list[str]:
    return [f"{count} {noun}{'' if count == 1 else 's'} {what}"] if count else []


@dataclass(frozen=True)
class Cell:
    """`record` is the vendor's rank in the record; a vendor that the version does not know has no state."""

    rank: int | None
    total: str | None
    state: str
    record: int | None

    @property
    def move(self) -> Move | None:
        move = Move(self.record, self.rank)
        return move if self.state and move.by else None

    @property
    def words(self) -> str:
        return STATES.get(self.state, "" if self.state else "Not in this version")


class Comparison:
    """The rank of each vendor in the record (the newest version) and in each scenario, computed anew."""

    def __init__(self, newest: Shortlist, scenarios: Sequence[Scenario]) -> None:
        self.newest, self.scenarios = newest, scenarios
        self._rankings = [WhatIf(each.base, Changes.of(each.changes)) for each in scenarios]

    @cached_property
    def rows(self) -> list[tuple[str, str, list[Cell]]]:
        """Key, name and cells by the record's rank; vendors that only older versions know come last."""
        recorded = {each["vendor"]: each for each in self.newest.result["rows"]}
        names = titles(self.newest.file, "vendors")
        for each in self._rankings:
            names = {**each.vendors, **names}
        columns = [recorded, *({row.key: vars(row) for row in each.rows} for each in self._rankings)]
        order = [*recorded, *(key for key in names if key not in recorded)]
        return [(key, names[key], [_cell(key, column, recorded) for column in columns]) for key in order]


def _cell(key: str, column: dict[str, Any], recorded: dict[str, Any]) -> Cell:
    row, record = column.get(key), recorded.get(key)
    before = record["rank"] if record else None
    return Cell(row["rank"], row["total"], row["state"], before) if row else Cell(None, None, "", before)
