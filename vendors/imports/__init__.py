"""Vendors and their parts from spreadsheets: read, plan, show, and write all of it or nothing."""

from .plan import Fault, Plan, PlannedRow
from .run import COLUMNS_OF, REQUIRED_OF, RegisterChanged, make_plan, write
from .table import MAX_BYTES, MAX_ROWS, Unreadable

__all__ = [
    "COLUMNS_OF",
    "MAX_BYTES",
    "MAX_ROWS",
    "REQUIRED_OF",
    "Fault",
    "Plan",
    "PlannedRow",
    "RegisterChanged",
    "Unreadable",
    "make_plan",
    "write",
]
