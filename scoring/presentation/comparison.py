"""Two to eight candidates in columns: facts of the register, then what the newest version says of each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Prefetch, prefetch_related_objects
from django_countries import countries

from rfp.models import Candidate, Rfp
from vendors.models import Capability, Certification, Vendor

from ..engine.arithmetic import fixed
from ..models import Shortlist
from .explanation import Explanation, Part, Version
from .words import short

NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """`worth` is what decides between best and worst: more is better; None takes no part."""

    text: str
    note: str = ""
    worth: Decimal | Fraction | None = None
    mark: str = ""


@dataclass(frozen=True)
class Row:
    title: str
    cells: list[Cell]
    note: str = ""

    @property
    def differs(self) -> bool:
        return len({(cell.text, cell.note) for cell in self.cells}) > 1


@dataclass(frozen=True)
class Section:
    title: str
    rows: list[Row]


class Comparison:
    """`shortlist` is the newest version, if there is one; `today` decides which certificates are valid."""

    def __init__(
        self, *, rfp: Rfp, candidates: Sequence[Candidate], shortlist: Shortlist | None, today: date
    ) -> None:
        self.rfp, self.candidates, self.shortlist, self.today = rfp, candidates, shortlist, today
        self.vendors = [candidate.vendor for candidate in candidates]
        self._read = Version(shortlist) if shortlist else None
        _fetch_facts(self.vendors, rfp, today)

    def sections(self, *, only_differences: bool) -> list[Section]:
        found = [
            Section("Result", self._result),
            Section("Criteria", self._criteria),
            Section("Facts of the register", self._facts),
        ]
        if only_differences:
            found = [replace(each, rows=[row for row in each.rows if row.differs]) for each in found]
        return [each for each in found if each.rows]

    @property
    def profile(self) -> dict[str, Any]:
        """For the chart: how much of each weight every vendor reached, in per cent."""
        weighted = [each for each in self._part_rows if each[0].kind != "knockout"]
        return {
            "criteria": [f"{row[0].title} ({row[0].weight})" for row in weighted],
            "vendors": [
                {"name": vendor.name, "values": [_per_cent(row[place]) for row in weighted]}
                for place, vendor in enumerate(self.vendors)
            ],
        }

    @cached_property
    def _explanations(self) -> list[Explanation | None]:
        """None for a candidate that the version does not know yet."""
        known = self._read.rows if self._read else {}
        return [
            Explanation(self._read, vendor=each.key) if self._read and each.key in known else None
            for each in self.candidates
        ]

    @cached_property
    def _part_rows(self) -> list[list[Part]]:
        """By criterion, what it gave each vendor; an empty part for a vendor that the version does not know."""
        known = next((each.parts for each in self._explanations if each), [])
        of_vendors = [
            each.parts if each else [Part(part.title, part.kind, part.weight) for part in known]
            for each in self._explanations
        ]
        return [list(parts) for parts in zip(*of_vendors, strict=True)]

    @property
    def _result(self) -> list[Row]:
        rows = [each.row if each else None for each in self._explanations]
        if not any(rows):
            return []
        return [
            _marked("Rank", [_rank(row) for row in rows]),
            _marked("Total", [_decimal(row["total"]) if row else Cell(NOTHING) for row in rows]),
        ]

    @property
    def _criteria(self) -> list[Row]:
        return [_criterion_row(parts, self.rfp.currency) for parts in self._part_rows]

    @property
    def _facts(self) -> list[Row]:
        return [
            Row(title, [Cell(*_texts(read(vendor))) for vendor in self.vendors]) for title, read in FACTS
        ] + [
            Row(f"Experience: {line}", [_experience(vendor, line.pk) for vendor in self.vendors])
            for line in self.rfp.service_lines.all()
        ]


def _criterion_row(parts: list[Part], currency: str) -> Row:
    first = parts[0]
    if first.kind == "knockout":
        return Row(first.title, [Cell(part.value or NOTHING) for part in parts], "knock-out")
    unit = f" {currency}" if first.kind == "price" else ""
    cells = [
        Cell(
            _value(part) + (unit if part.share is not None else ""),
            f"{part.points} points" if part.points else "",
            part.share,
        )
        for part in parts
    ]
    return _marked(first.title, cells, f"weight {first.weight}")


def _value(part: Part) -> str:
    """The panel's value to two decimals; everything else as it is."""
    return part.value or NOTHING if part.amount is None else short(fixed(part.amount, 2))


def _marked(title: str, cells: list[Cell], note: str = "") -> Row:
    """Best and worst, where at least two take part and they are not all level."""
    worths = [cell.worth for cell in cells if cell.worth is not None]
    if len(set(worths)) > 1:
        marks = {max(worths): "best", min(worths): "worst"}
        cells = [
            replace(cell, mark=marks.get(cell.worth, "")) if cell.worth is not None else cell
            for cell in cells
        ]
    return Row(title, cells, note)


def _rank(row: dict[str, Any] | None) -> Cell:
    if row is None:
        return Cell(NOTHING, "not in this version")
    if row["rank"] is None:
        return Cell(row["state"].capitalize())
    return Cell(str(row["rank"]), worth=-Decimal(row["rank"]))


def _decimal(text: str | None) -> Cell:
    return Cell(NOTHING) if text is None else Cell(text, worth=Decimal(text))


def _per_cent(part: Part) -> float | None:
    """Only to be drawn."""
    return None if part.share is None else round(float(part.share * 100), 1)


def _fetch_facts(vendors: Sequence[Vendor], rfp: Rfp, today: date) -> None:
    lines = Capability.objects.filter(service_line__in=rfp.service_lines.all())
    valid = Certification.objects.valid(on=today).select_related("scheme")
    prefetch_related_objects(
        list(vendors),
        "sites",
        "languages",
        Prefetch("capabilities", lines, to_attr="capabilities_asked"),
        Prefetch("certifications", valid, to_attr="valid_certifications"),
    )


def _experience(vendor: Any, line: int) -> Cell:
    found = next((each for each in vendor.capabilities_asked if each.service_line_id == line), None)
    if found is None:
        return Cell(NOTHING)
    years = "years unknown" if found.years is None else f"{found.years} years"
    return Cell(years, f"{found.as_of:%Y}" if found.as_of else "")


def _figure(value: object, year: int | None, unit: str = "") -> tuple[str, str]:
    return (NOTHING, "") if value is None else (f"{intcomma(value)}{unit}", str(year or ""))  # type: ignore[arg-type]


def _listed(items: Iterable[object]) -> str:
    return "; ".join(sorted({str(item) for item in items})) or NOTHING


def _texts(found: str | tuple[str, str]) -> tuple[str, str]:
    return (found or NOTHING, "") if isinstance(found, str) else found


def _certificates(vendor: Any) -> str:
    return _listed(each.scheme for each in vendor.valid_certifications)


def _revenue(vendor: Vendor) -> tuple[str, str]:
    return _figure(vendor.revenue_shown, vendor.revenue_year, f" {vendor.revenue_unit}")


FACTS: list[tuple[str, Callable[[Any], str | tuple[str, str]]]] = [
    ("Seat", lambda vendor: ", ".join(filter(None, [vendor.city, countries.name(vendor.country)]))),
    ("Founded", lambda vendor: str(vendor.founded_year or NOTHING)),
    ("Head-count", lambda vendor: _figure(vendor.employees, vendor.employees_year)),
    ("Revenue", _revenue),
    ("Valid certificates", _certificates),
    ("Delivers from", lambda vendor: _listed(country.name for country in vendor.delivery_countries)),
    ("Known sites", lambda vendor: _listed(vendor.sites.all())),
    ("Languages", lambda vendor: _listed(vendor.languages.all())),
]
