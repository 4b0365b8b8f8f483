"""Certifications from a table; each enters as a claim."""

from collections import defaultdict
from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from django.db.models import Model

from accounts.models import User
from bpo_portal.text import folded
from vendors.models import Certification, CertificationScheme

from . import values
from .plan import PlannedRow
from .planner import Cells, Planner
from .values import Reader
from .vendors import BATCH, overwrite, register_keys, shown

OWN: dict[str, Reader] = {
    "edition": values.line,
    "number": values.line,
    "body": values.line,
    "scope": values.line,
    "issued_on": values.day,
    "expires_on": values.day,
    "source": values.line,
    "note": values.line,
}
Key = tuple[int, int, str, str, str]


class CertificationPlanner(Planner):
    """A row is about the record of the same vendor, scheme, edition, number and scope.

    Where both have a day of issue, that has to be the same too: a renewal is a record of its own.
    """

    columns = ["vendor", "scheme", *OWN]
    required = ["vendor", "scheme"]
    model: type[Model] = Certification

    def readers(self) -> Mapping[str, Reader]:
        self.vendors = {key: pk for pk, key in register_keys()}
        schemes = values.by_words(CertificationScheme.objects.all(), "code", "name")
        return OWN | {
            "vendor": values.known_one(self.vendors, "vendor"),
            "scheme": values.known_one(schemes, "certification scheme"),
        }

    def prepare(self) -> None:
        self.first_rows: dict[tuple[Key, date | None], int] = {}
        self.new: list[Certification] = []
        self.changed: list[tuple[Certification, set[str]]] = []
        wanted = {cells["vendor"] for _, cells in self.rows if cells}
        self.names = self.fetch_vendors(wanted)
        self.register: dict[Key, list[Certification]] = defaultdict(list)
        for certification in Certification.objects.filter(vendor__in=wanted).select_related("scheme"):
            self.register[key_of(certification)].append(certification)

    def consider(self, number: int, cells: Cells) -> None:
        row = Certification(**{**cells, "vendor": self.names[cells["vendor"]]})
        key = key_of(row)
        first = self.first_rows.setdefault((key, row.issued_on), number)
        if first != number:
            self.fault(number, "scheme", f"Row {first} is about the same certification.")
        elif row.issued_on and row.expires_on and row.expires_on < row.issued_on:
            self.fault(number, "expires_on", "It cannot expire before it was issued.")
        else:
            self.match(number, cells, row, self.register.get(key, []))

    def match(self, number: int, cells: Cells, row: Certification, known: list[Certification]) -> None:
        dated = [one for one in known if one.issued_on == row.issued_on]
        open_ones = known if row.issued_on is None else [one for one in known if one.issued_on is None]
        found = dated or open_ones
        if len(found) > 1:
            self.fault(number, "issued_on", "Several records fit this row: give the day of issue.")
        elif found:
            self.change(number, cells, found[0])
        else:
            self.new.append(row)
            self.planned(PlannedRow(number, "new", label_of(row), differences(Certification(), cells)))

    def change(self, number: int, cells: Cells, known: Certification) -> None:
        changes = differences(known, cells)
        if changes and known.is_decided:
            state = known.get_state_display().lower()
            rule = f"The record is {state} and can no longer be changed; a renewal has its own dates."
            self.fault(number, changes[0][0], rule)
            return
        if changes:
            altered = copy(known)
            for column, _, _ in changes:
                setattr(altered, column, cells[column])
            self.changed.append((altered, {column for column, _, _ in changes}))
        self.planned(PlannedRow(number, "changed" if changes else "same", label_of(known), changes))

    def write(self, *, by: User) -> list[int]:
        altered = [certification for certification, _ in self.changed]
        for certification in (*self.new, *altered):
            certification.claimed_by = by
        Certification.objects.bulk_create(self.new, batch_size=BATCH)
        touched = {column for _, columns in self.changed for column in columns}
        overwrite(altered, touched | {"claimed_by"})
        return sorted({certification.vendor_id for certification in (*self.new, *altered)})


def key_of(certification: Certification) -> Key:
    words = (certification.edition, certification.number, certification.scope)
    edition, number, scope = (folded(word) for word in words)
    return certification.vendor_id, certification.scheme_id, edition, number, scope


def label_of(certification: Certification) -> str:
    return f"{certification.vendor.name}: {certification.scheme.name}"


def differences(known: Certification, cells: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (column, shown(getattr(known, column)), shown(cells[column]))
        for column in OWN
        if column in cells and shown(getattr(known, column)) != shown(cells[column])
    ]
