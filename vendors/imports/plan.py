"""What an import would do, in a form that can be shown, kept and compared."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Literal
from uuid import UUID

Change = tuple[str, str, str]
"""A column, its old value and its new one."""
RowKind = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class Answers:
    """What a person said of rows that resemble a vendor on record: that they are about it, or about another company."""

    same: Mapping[int, int] = field(default_factory=dict)
    other: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What is wrong: row and column as in the file, and the rule that was broken."""

    row: int
    column: str
    rule: str


@dataclass(frozen=True)
class PlannedRow:
    """What becomes of one row."""

    row: int
    kind: RowKind
    label: str
    changes: list[Change]


@dataclass
class Plan:
    rows: list[PlannedRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    note: str = ""
    context: UUID | None = None

    def count(self, kind: RowKind) -> int:
        return sum(row.kind == kind for row in self.rows)

    def counts(self) -> dict[str, int]:
        kinds: Counter[str] = Counter(row.kind for row in self.rows)
        faulty = len({fault.row for fault in self.faults})
        return {**kinds, "faulty": faulty, "faults": len(self.faults)}

    def digest(self) -> str:
        """Equal for plans that do the same."""
        sha = sha256()
        for line in (*self.rows, *self.faults):
            sha.update(repr(line).encode("utf-8", "backslashreplace"))
        return sha.hexdigest()

    def faulty_rows(self) -> Iterator[tuple[int, list[Change]]]:
        for row, faults in groupby(self.faults, key=lambda fault: fault.row):
            yield row, [(fault.column, "", fault.rule) for fault in faults]
