"""What both imports have in common: the check of the head, the reading of rows, the collecting of faults."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import User
from vendors.models import Vendor

from .plan import Fault, Plan, PlannedRow
from .table import Table
from .values import Reader

Cells = dict[str, Any]


class Planner(ABC):
    """Makes a plan from a table and, once it is without fault, writes it."""

    columns: Sequence[str]
    required: Sequence[str]
    model: type[models.Model]
    settled: frozenset[str] = frozenset()
    """Columns whose reader lets nothing through that their field would refuse."""

    def __init__(self, table: Table, *, lock: bool = False) -> None:
        """With `lock`, the vendors that the file names stay as they are until the transaction ends."""
        self.table = table
        self.lock = lock
        self.plan = Plan(note=table.note)
        self.check_head()
        if not self.plan.faults:
            self.reader_of = {name: cache(self.checked(name, read)) for name, read in self.readers().items()}
            self.rows = [(number, self.read(number, row)) for number, row in table.rows]
            self.prepare()
            for number, cells in self.rows:
                if cells is not None:
                    self.consider(number, cells)
            self.plan.faults.sort(key=lambda fault: fault.row)

    @abstractmethod
    def readers(self) -> Mapping[str, Reader]: ...

    @abstractmethod
    def prepare(self) -> None:
        """Fetch what the rows are compared with, in a fixed number of queries."""

    @abstractmethod
    def consider(self, number: int, cells: Cells) -> None:
        """Decide what becomes of one row."""

    @abstractmethod
    def write(self, *, by: User) -> list[int]:
        """Write a plan without faults; the vendors that were there before and have changed."""

    def fetch_vendors(self, pks: Iterable[int]) -> dict[int, Vendor]:
        vendors = Vendor.objects.order_by("pk")
        return (vendors.select_for_update(no_key=True) if self.lock else vendors).in_bulk(list(pks))

    def fault(self, row: int, column: str, rule: str) -> None:
        self.plan.faults.append(Fault(row, column, rule))

    def planned(self, row: PlannedRow) -> None:
        self.plan.rows.append(row)

    def check_head(self) -> None:
        head = self.table.head
        while head and not head[-1]:
            head.pop()
        for column in (column for column in self.required if column not in head):
            self.fault(1, column, "This column is missing.")
        for column, times in Counter(head).items():
            if column not in self.columns:
                known = ", ".join(self.columns)
                self.fault(1, column or "(no name)", f"This column is not known. Known are: {known}.")
            elif times > 1:
                self.fault(1, column, f"This column is there {times} times.")

    def read(self, number: int, row: list[str]) -> Cells | None:
        """The row's values; None, and a fault for each cell at fault, if there is any."""
        before = len(self.plan.faults)
        if any(cell.strip() for cell in row[len(self.table.head) :]):
            self.fault(number, "(no name)", "There is a value beyond the last column of the head.")
        row = row + [""] * (len(self.table.head) - len(row))
        cells = {}
        for column, text in zip(self.table.head, row, strict=False):
            try:
                cells[column] = self.reader_of[column](text)
            except ValidationError as error:
                self.fault(number, column, " ".join(error.messages))
        return cells if len(self.plan.faults) == before else None

    def checked(self, column: str, read: Reader) -> Reader:
        """The reader, followed by the checks of the model's own field, where the column is one."""
        place = {field.name: field for field in self.model._meta.concrete_fields}.get(column)
        if place is None or column in self.settled or isinstance(place, models.ForeignKey):
            return read

        def read_and_check(text: str) -> Any:
            value = read(text)
            return value if value is None or (value == "" and place.blank) else place.clean(value, None)

        return read_and_check
