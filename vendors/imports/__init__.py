"""Vendors and their parts from spreadsheets: read, plan, show, and write all of it or nothing."""

from .columns import are_ours, propose
from .lookalikes import lookalikes
from .plan import Answers, Fault, Plan, PlannedRow
from .planner import Tell, untold
from .run import COLUMNS_OF, REQUIRED_OF, RegisterChanged, make_plan, read, write
from .table import MAX_BYTES, MAX_ROWS, Table, Unreadable

__all__ = [
    "COLUMNS_OF",
    "MAX_BYTES",
    "MAX_ROWS",
    "REQUIRED_OF",
    "Answers",
    "Fault",
    "Plan",
    "PlannedRow",
    "RegisterChanged",
    "Table",
    "Tell",
    "Unreadable",
    "are_ours",
    "lookalikes",
    "make_plan",
    "propose",
    "read",
    "untold",
    "write",
]
