"""Vendors from a table."""

from collections import defaultdict
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model

from accounts.models import User
from bpo_portal.text import folded
from vendors import hooks
from vendors.lifecycle import REASON_NEEDED, no_move
from vendors.models import (
    Capability,
    Confidence,
    Industry,
    Language,
    ServiceLine,
    Vendor,
    VendorStatus,
)
from vendors.vat import refuse_other_form

from . import values
from .names import Known, known_vendors
from .plan import Change, PlannedRow
from .planner import BATCH, Cells, Planner, reads_alike, shown
from .values import Reader

OWN: dict[str, Reader] = {
    "name": values.name,
    "legal_name": values.line,
    "trading_names": values.several_names,
    "status": values.one_of(VendorStatus),
    "status_reason": values.line,
    "country": values.country,
    "city": values.line,
    "website": values.website,
    "lei": values.line,
    "vat_number": values.line,
    "duns": values.line,
    "founded_year": values.past_year,
    "employees": values.whole,
    "employees_year": values.past_year,
    "revenue_millions": values.number,
    "revenue_currency": values.line,
    "revenue_year": values.past_year,
    "delivery_countries": values.several_countries,
    "confidence": values.one_of(Confidence),
    "sources": values.addresses,
    "notes": values.prose,
    "is_sample": values.flag,
}
LISTS: dict[str, tuple[type[Model], str]] = {
    "languages": (Vendor.languages.through, "language"),
    "industries": (Vendor.industries.through, "industry"),
}
RULES = {
    "vendor_employees_have_year": "employees_year",
    "vendor_revenue_is_complete": "revenue_year",
    "vendor_leaves_with_reason": "status_reason",
}


@dataclass
class Entry:
    """A vendor as it is to be, and which of its lists gain and lose what."""

    vendor: Vendor
    touched: set[str] = field(default_factory=set)
    gains: list[tuple[str, Model]] = field(default_factory=list)
    losses: list[tuple[str, int]] = field(default_factory=list)
    unlike: int | None = None


class VendorPlanner(Planner):
    columns = [*OWN, "languages", "industries", "service_lines"]
    required = ["name"]
    model = Vendor
    settled = frozenset(
        {"trading_names", "country", "delivery_countries", "status", "confidence", "is_sample"}
    )

    def readers(self) -> Mapping[str, Reader]:
        languages = values.by_words(Language.objects.all(), "code", "name")
        industries = values.by_words(Industry.objects.all(), "name")
        lines = values.by_words(ServiceLine.objects.all(), "code", "name")
        return OWN | {
            "languages": values.known_several(languages, "language"),
            "industries": values.known_several(industries, "industry"),
            "service_lines": values.known_several(lines, "service line"),
        }

    def prepare(self) -> None:
        self.first_rows: dict[int | str, int] = {}
        self.new: list[Entry] = []
        self.changed: list[Entry] = []
        known = known_vendors()
        self.found = {cells["name"]: found(known, cells["name"]) for _, cells in self.rows if cells}
        self.meant, self.unlike = survivors(self.answers.same), survivors(self.answers.other)
        meant = (pk for pk in (*self.found.values(), *self.meant.values()) if isinstance(pk, int))
        vendors = self.fetch_vendors(meant)
        self.register = vendors
        self.held = {column: held(*where, list(vendors)) for column, where in LISTS.items()}
        self.held["service_lines"] = held(Capability, "service_line", list(vendors))

    def consider(self, number: int, cells: Cells) -> None:
        pk = self.found[cells["name"]] or self.meant.get(number)
        if isinstance(pk, ValidationError):
            self.fault(number, "name", pk.messages[0])
            return
        first = self.first_rows.setdefault(pk or folded(cells["name"]), number)
        if first != number:
            self.fault(number, "name", f"Row {first} is about the same vendor.")
            return
        known = self.register[pk] if pk else None
        entry = Entry(copy(known) if known else Vendor())
        changes = self.change_fields(entry, cells, known) + self.change_lists(entry, cells)
        if known and number in self.meant:
            changes = keep_name(entry, cells["name"], known, changes)
        before = len(self.plan.faults)
        self.check_rules(number, entry.vendor, known)
        if len(self.plan.faults) == before:
            self.keep(number, entry, changes, known)

    def keep(self, number: int, entry: Entry, changes: list[Change], known: Vendor | None) -> None:
        if known is None:
            entry.unlike = self.unlike.get(number)
            self.new.append(entry)
        elif changes:
            self.changed.append(entry)
        kind = ("changed" if changes else "same") if known else "new"
        self.planned(PlannedRow(number, kind, entry.vendor.name, changes))  # type: ignore[arg-type]

    def change_fields(self, entry: Entry, cells: Cells, known: Vendor | None) -> list[Change]:
        changes = []
        for column in OWN:
            if column not in cells or (known and column == "name"):
                continue
            old, new = getattr(entry.vendor, column), cells[column]
            if column == "status" and not new:
                continue
            if not reads_alike(OWN[column], old, new):
                changes.append((column, shown(old) if known else "", shown(new)))
                entry.touched.add(column)
            setattr(entry.vendor, column, new)
        return changes + (self.forget_reason(entry, known) if known else [])

    def forget_reason(self, entry: Entry, known: Vendor) -> list[Change]:
        """The reason of the status before is none of the status to come, unless the file gives it for this one."""
        vendor, was = entry.vendor, known.status_reason
        given = "status_reason" in entry.touched
        if vendor.status == known.status or given or not was:
            return []
        vendor.status_reason = ""
        entry.touched.add("status_reason")
        return [("status_reason", was, "")]

    def change_lists(self, entry: Entry, cells: Cells) -> list[Change]:
        """Languages and industries become those of the file; service lines are only added, never taken away."""
        changes = []
        for column in (*LISTS, "service_lines"):
            if column not in cells:
                continue
            there = self.held[column].get(entry.vendor.pk, {})
            wanted = {record.pk: record for record in cells[column]}
            gained = [record for pk, record in wanted.items() if pk not in there]
            lost = [] if column == "service_lines" else [pk for pk in there if pk not in wanted]
            entry.gains += [(column, record) for record in gained]
            entry.losses += [(column, there[pk][0]) for pk in lost]
            if gained or lost:
                old = {name for _, name in there.values()}
                new = old - {there[pk][1] for pk in lost} | {str(record) for record in gained}
                changes.append((column, ", ".join(sorted(old)), ", ".join(sorted(new))))
        return changes

    def check_rules(self, number: int, vendor: Vendor, known: Vendor | None) -> None:
        """The rules between columns, with the words of the database's own constraints."""
        broken = {
            "vendor_employees_have_year": vendor.employees is not None and vendor.employees_year is None,
            "vendor_revenue_is_complete": vendor.revenue_millions is not None
            and (vendor.revenue_year is None or not vendor.revenue_currency),
            "vendor_leaves_with_reason": vendor.status in REASON_NEEDED and not vendor.status_reason,
        }
        for constraint in Vendor._meta.constraints:
            if broken.get(constraint.name):
                self.fault(number, RULES[constraint.name], str(constraint.get_violation_error_message()))
        if not known or vendor.vat_number != known.vat_number:
            try:
                refuse_other_form(vendor.vat_number)
            except ValidationError as error:
                self.fault(number, "vat_number", error.messages[0])
        if known and vendor.status != known.status and (why := no_move(known.status, vendor.status)):
            self.fault(number, "status", why)

    def write(self, *, by: User) -> list[int]:
        for entry in (*self.new, *self.changed):
            entry.vendor.index_names()
        touched = {column for entry in self.changed for column in entry.touched}
        new, changed = ([entry.vendor for entry in entries] for entries in (self.new, self.changed))
        self.save(new, changed, touched | {"search_text", "updated_at"})
        self.write_lists()
        moves = [hooks.Move(vendor, self.register[vendor.pk].status) for vendor in changed]
        hooks.tell_moved(moves, by=by)
        return [entry.vendor.pk for entry in self.changed]

    def told_apart(self) -> list[tuple[int, int]]:
        return [(entry.vendor.pk, entry.unlike) for entry in self.new if entry.unlike]

    def write_lists(self) -> None:
        entries = [*self.new, *self.changed]
        places = LISTS | {"service_lines": (Capability, "service_line")}
        for column, (through, name) in places.items():
            lost = [pk for entry in entries for place, pk in entry.losses if place == column]
            gained = [
                through(**{"vendor": entry.vendor, name: record})
                for entry in entries
                for place, record in entry.gains
                if place == column
            ]
            through._default_manager.filter(pk__in=lost).delete()
            through._default_manager.bulk_create(gained, batch_size=2 * BATCH)


def keep_name(entry: Entry, name: str, known: Vendor, changes: list[Change]) -> list[Change]:
    """A record that the file calls otherwise keeps its name, and that of the file as another."""
    vendor = entry.vendor
    if folded(name) in map(folded, (vendor.name, vendor.legal_name, *vendor.trading_names)):
        return changes
    vendor.trading_names = [*vendor.trading_names, name]
    entry.touched.add("trading_names")
    others = [change for change in changes if change[0] != "trading_names"]
    return [*others, ("trading_names", shown(known.trading_names), shown(vendor.trading_names))]


def survivors(told: Mapping[int, int]) -> dict[int, int]:
    """By row the record that is meant: what was merged into another is that one now."""
    rows = Vendor.objects.filter(pk__in=set(told.values())).order_by() if told else Vendor.objects.none()
    there = {pk: survivor or pk for pk, survivor in rows.values_list("pk", "merged_into")}
    return {number: there[pk] for number, pk in told.items() if pk in there}


def found(known: Known, name: str) -> int | ValidationError | None:
    try:
        return known.find((name,))
    except ValidationError as error:
        return error


def held(through: type[models.Model], name: str, vendors: list[int]) -> dict[int, dict[int, tuple[int, str]]]:
    """What each vendor's list holds: record → its line in the list, and its name."""
    found: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
    lines = through._default_manager.filter(vendor__in=vendors).order_by()
    for pk, vendor, record, label in lines.values_list("pk", "vendor_id", f"{name}_id", f"{name}__name"):
        found[vendor][record] = (pk, label)
    return found
