"""Certifications from a table; each enters as a claim."""

from collections import defaultdict
from collections.abc import Mapping
from copy import copy
from datetime import date

from django.db.models import Model

from accounts.models import User
from vendors.models import Certification, CertificationScheme

from . import values
from .names import known_vendors, vendor_reader
from .plan import PlannedRow
from .planner import Cells, Planner, differences
from .values import Reader

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
        schemes = values.by_words(CertificationScheme.objects.all(), "code", "name")
        return OWN | {
            "vendor": vendor_reader(known_vendors()),
            "scheme": values.known_one(schemes, "certification scheme"),
        }

    def prepare(self) -> None:
        self.first_rows: dict[tuple[Key, date | None], int] = {}
        self.taken: dict[int, int] = {}
        self.new: list[Certification] = []
        self.changed: list[tuple[Certification, set[str]]] = []
        wanted = {cells["vendor"] for _, cells in self.rows if cells}
        self.names = self.fetch_vendors(wanted)
        self.register: dict[Key, list[Certification]] = defaultdict(list)
        for certification in Certification.objects.filter(vendor__in=wanted).select_related("scheme"):
            self.register[key_of(certification)].append(certification)
        held = Certification.objects.held()
        self.renewed = set(held.filter(renews__vendor__in=wanted).values_list("renews", flat=True))

    def consider(self, number: int, cells: Cells) -> None:
        row = Certification(**{**cells, "vendor": self.names[cells["vendor"]]})
        if row.issued_on and row.expires_on and row.expires_on < row.issued_on:
            self.fault(number, "expires_on", "It cannot expire before it was issued.")
        else:
            self.match(number, cells, row, self.register.get(key_of(row), []))

    def match(self, number: int, cells: Cells, row: Certification, known: list[Certification]) -> None:
        found = best_of(row, cells, [one for one in known if one.pk not in self.taken])
        if len(found) > 1:
            self.fault(number, "issued_on", several_fit(row, found))
        elif found:
            self.taken[found[0].pk] = number
            self.change(number, cells, found[0])
        elif first := self.taken_by(row, known):
            self.fault(number, "scheme", f"Row {first} is about the same certification.")
        else:
            self.first_rows[key_of(row), row.issued_on] = number
            self.add(number, cells, row, known)

    def taken_by(self, row: Certification, known: list[Certification]) -> int | None:
        """The row of this file that was about the same record, known or new."""
        same = [self.taken[one.pk] for one in known if one.pk in self.taken and may_be(row, one)]
        return self.first_rows.get((key_of(row), row.issued_on)) or next(iter(same), None)

    def add(self, number: int, cells: Cells, row: Certification, known: list[Certification]) -> None:
        changes = differences(Certification(), cells, OWN)
        row.renews = self.renewed_by(row, known)
        if row.renews:
            self.renewed.add(row.renews.pk)
            changes.append(("renews", "", said(row.renews)))
        self.new.append(row)
        self.planned(PlannedRow(number, "new", label_of(row), changes))

    def renewed_by(self, row: Certification, known: list[Certification]) -> Certification | None:
        """The one earlier record of the same certificate that nothing renews yet; None where several could be."""
        earlier = [
            one
            for one in known
            if row.issued_on
            and one.issued_on
            and one.issued_on < row.issued_on
            and one.is_held
            and one.pk not in self.renewed
        ]
        return earlier[0] if len(earlier) == 1 else None

    def change(self, number: int, cells: Cells, known: Certification) -> None:
        changes = differences(known, cells, OWN)
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
        touched = {column for _, columns in self.changed for column in columns}
        self.save(self.new, altered, touched | {"claimed_by"})
        return sorted({certification.vendor_id for certification in (*self.new, *altered)})


def key_of(certification: Certification) -> Key:
    return certification.vendor_id, certification.scheme_id, *certification.telling


def best_of(row: Certification, cells: Cells, known: list[Certification]) -> list[Certification]:
    """The records that the row can be about: those it repeats, else of the same day, else without one."""
    same = [one for one in known if not differences(one, cells, OWN)]
    dated = [one for one in known if one.issued_on == row.issued_on]
    return same[:1] or dated or [one for one in known if may_be(row, one)]


def several_fit(row: Certification, found: list[Certification]) -> str:
    named = "; ".join(f"{one.in_words} ({one.get_state_display().lower()})" for one in found)
    if row.issued_on and {one.issued_on for one in found} == {row.issued_on}:
        todo = "They are doubles: remove or reject all but one, then import again"
    else:
        todo = "Give the day of issue of the one that is meant"
    return f"{len(found)} records fit this row: {named}. {todo}."


def may_be(row: Certification, one: Certification) -> bool:
    return row.issued_on is None or one.issued_on is None or one.issued_on == row.issued_on


def said(certification: Certification) -> str:
    name = certification.number or str(certification.scheme)
    return f"{name}, issued {certification.issued_on}"


def label_of(certification: Certification) -> str:
    return f"{certification.vendor.name}: {certification.scheme.name}"
