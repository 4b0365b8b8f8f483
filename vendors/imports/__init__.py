"""Vendors and their parts from spreadsheets: read, plan, show, and write all of it or nothing."""

from .columns import are_ours, propose
from .plan import Fault, Plan, PlannedRow
from .planner import Tell, untold
from .run import COLUMNS_OF, REQUIRED_OF, RegisterChanged, make_plan, read, write
from .table import MAX_BYTES, MAX_ROWS, Table, Unreadable

__all__ = [
    "COLUMNS_OF",
    "MAX_BYTES",
    "MAX_ROWS",
    "REQUIRED_OF",
    "Fault",
    "Plan",
    "PlannedRow",
    "RegisterChanged",
    "Table",
    "Tell",
    "Unreadable",
    "are_ours",
    "make_plan",
    "propose",
    "read",
    "untold",
    "write",
]
