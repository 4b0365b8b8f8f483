"""What an import would do, in a form that can be shown, kept and compared."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

MAX_FAULTS_KEPT = 1_000

Change = tuple[str, str, str]
"""A column, its old value and its new one."""
RowKind = Literal["new", "changed", "same"]


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

    def count(self, kind: RowKind) -> int:
        return sum(row.kind == kind for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """With lists for tuples, so that it equals itself once it has been stored."""
        return {
            "note": self.note,
            "fault_count": len(self.faults),
            "faults": [asdict(fault) for fault in self.faults[:MAX_FAULTS_KEPT]],
            "rows": [
                {
                    "row": row.row,
                    "kind": row.kind,
                    "label": row.label,
                    "changes": [list(c) for c in row.changes],
                }
                for row in self.rows
            ],
        }
