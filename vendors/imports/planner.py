"""What both imports have in common: the check of the head, the reading of rows, the collecting of faults."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import time
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django_countries.fields import Country

from accounts.models import User
from vendors.models import Vendor

from .plan import Answers, Change, Fault, Plan, PlannedRow
from .table import Table, Unusable, key_of
from .values import Reader, in_column

Cells = dict[str, Any]
Tell = Callable[[str, int], None]
"""Told what is being done, and with how many rows it has been done."""
BATCH = 500


def untold(_step: str, _rows: int) -> None:
    """For imports so short that nobody waits."""


def overwrite(records: Sequence[models.Model], columns: Iterable[str]) -> None:
    """Update known rows in bulk; many times faster than `bulk_update`."""
    if records:
        type(records[0])._default_manager.bulk_create(
            records,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=sorted(columns),
            batch_size=BATCH,
        )


class Planner(ABC):
    """Makes a plan from a table and, once it is without fault, writes it."""

    columns: Sequence[str]
    required: Sequence[str]
    model: type[models.Model]
    settled: frozenset[str] = frozenset()
    """Columns whose reader lets nothing through that their field would refuse."""

    def __init__(
        self, table: Table, *, lock: bool = False, tell: Tell = untold, answers: Answers | None = None
    ) -> None:
        """With `lock`, the vendors that the file names stay as they are until the transaction ends."""
        self.answers = answers or Answers()
        self.table = table
        self.lock = lock
        self.tell = tell
        self.plan = Plan(note=table.note)
        self.title_of = {
            key: title for key, title in zip(table.head, table.titles, strict=False) if key_of(title) != key
        }
        self.check_head()
        if not self.plan.faults:
            self.reader_of = {
                name: cache(self.checked(name, in_column(read, self.cells_of(name))))
                for name, read in self.readers().items()
            }
            self.rows: list[tuple[int, Cells | None]] = []
            self.go_through("Read", table.rows, self.read_row)
            self.prepare()
            self.go_through("Compared", self.rows, self.consider_if_read)
            self.plan.faults.sort(key=lambda fault: fault.row)

    def cells_of(self, column: str) -> Iterator[str]:
        place = self.table.head.index(column) if column in self.table.head else len(self.table.head)
        return (row[place] for _, row in self.table.rows if place < len(row))

    def go_through(self, step: str, rows: Sequence[Any], deed: Callable[..., None]) -> None:
        for done, row in enumerate(rows):
            if done % BATCH == 0:
                self.tell(step, done)
            deed(*row)

    def read_row(self, number: int, row: list[str]) -> None:
        self.rows.append((number, self.read(number, row)))

    def consider_if_read(self, number: int, cells: Cells | None) -> None:
        if cells is not None:
            self.consider(number, cells)

    def save(
        self, new: Sequence[models.Model], changed: Sequence[models.Model], columns: Iterable[str]
    ) -> None:
        """Write in batches, and tell how far it is."""
        columns, done = sorted(columns), len(self.rows) - len(new) - len(changed)
        for start in range(0, len(new), BATCH):
            self.tell("Written", done + start)
            self.model._default_manager.bulk_create(new[start : start + BATCH])
        for start in range(0, len(changed), BATCH):
            self.tell("Written", done + len(new) + start)
            overwrite(changed[start : start + BATCH], columns)

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

    def told_apart(self) -> Iterable[tuple[int, int]]:
        """Vendors that the file added, and those on record that they are not."""
        return ()

    def fetch_vendors(self, pks: Iterable[int]) -> dict[int, Vendor]:
        vendors = Vendor.objects.order_by("pk")
        return (vendors.select_for_update(no_key=True) if self.lock else vendors).in_bulk(list(pks))

    def fault(self, row: int, column: str, rule: str) -> None:
        self.plan.faults.append(Fault(row, self.title_of.get(column, column), rule))

    def planned(self, row: PlannedRow) -> None:
        self.plan.rows.append(row)

    def check_head(self) -> None:
        head = self.table.head
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
                if isinstance(text, Unusable):
                    raise ValidationError(text.why)
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


def differences(known: models.Model, cells: Cells, own: Mapping[str, Reader]) -> list[Change]:
    """The columns of the file that say something else than the record does."""
    return [
        (column, shown(getattr(known, column)), shown(cells[column]))
        for column, read in own.items()
        if column in cells and not reads_alike(read, getattr(known, column), cells[column])
    ]


def reads_alike(read: Reader, old: Any, new: Any) -> bool:
    """Whether a file that says the old value is read as the new one, spelled differently or not."""
    if shown(old) == shown(new):
        return True
    try:
        return shown(read(shown(old))) == shown(new)
    except ValidationError:
        return False


def shown(value: Any) -> str:
    """A value as a cell says it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, Country):
        return value.code or ""
    if isinstance(value, Iterable):
        return "; ".join(shown(part) for part in value)
    return "" if value is None else str(value)
