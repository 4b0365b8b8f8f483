"""The register as a file: the vendors and columns that somebody sees, or all that an import reads."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, F, Model, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from bpo_portal.text import as_text_cell, is_formula_like

from .columns import Column
from .filters import next_expiry
from .imports import COLUMNS_OF
from .models import Capability, Certification, DeliverySite, ImportKind, SiteLanguage, Vendor, VendorQuerySet

Row = list[Any]
PARTS: dict[str, type[Model]] = {
    ImportKind.CERTIFICATIONS: Certification,
    ImportKind.SITES: DeliverySite,
    ImportKind.CAPABILITIES: Capability,
}
EXACT_IN_A_SHEET = 10**15
"""Whole numbers from here on lose digits where a spreadsheet program computes with them."""
CHUNK = 500


def fields_of(columns: Iterable[Column]) -> list[str]:
    """The columns of the file that say what those of the table say, the name first."""
    return list(dict.fromkeys(["name", *(field for column in columns for field in column.exports)]))


def importable_fields() -> list[str]:
    return list(COLUMNS_OF[ImportKind.VENDORS])


def rows_of(vendors: VendorQuerySet, fields: Sequence[str], *, on: date) -> Iterator[Row]:
    """The head, then a row for each vendor in the given order; all from one query, read piece by piece."""
    yield list(fields)
    derived = derived_fields(on)
    vendors = vendors.annotate(**{f"out_{field}": derived[field] for field in fields if field in derived})
    places = [f"out_{field}" if field in derived else field for field in fields]
    for values in vendors.values_list(*places).iterator(chunk_size=CHUNK):
        yield [cell(field, value) for field, value in zip(fields, values, strict=True)]


def parts_of(kind: str, vendors: VendorQuerySet) -> Iterator[Row]:
    """What these vendors have of one kind, with all that an import of it reads."""
    fields = list(COLUMNS_OF[kind])
    yield fields
    parts = PARTS[kind]._default_manager.filter(vendor__in=vendors.order_by().values("pk"))
    places = [part_fields().get(field, field) for field in fields]
    if kind == ImportKind.SITES:
        parts = parts.annotate(out_languages=site_languages())
    parts = parts.order_by("vendor__search_text", "vendor", "pk")
    for values in parts.values_list(*places).iterator(chunk_size=CHUNK):
        yield [cell(field, value) for field, value in zip(fields, values, strict=True)]


def part_fields() -> dict[str, str]:
    return {
        "vendor": "vendor__name",
        "scheme": "scheme__code",
        "service_line": "service_line__code",
        "languages": "out_languages",
    }


def site_languages() -> ArraySubquery:
    return names(SiteLanguage.objects.filter(deliverysite=OuterRef("pk")), "language")


def derived_fields(on: date) -> dict[str, Any]:
    """What is no column of the vendor itself, as one value for each vendor."""
    through = {"vendor": OuterRef("pk")}
    return {
        "languages": names(Vendor.languages.through.objects.filter(**through), "language"),
        "industries": names(Vendor.industries.through.objects.filter(**through), "industry"),
        "service_lines": names(Capability.objects.filter(**through), "service_line"),
        "certificates": certificates(),
        "next_certificate_ends": next_expiry(on),
    }


def names(links: "QuerySet[Any]", place: str) -> ArraySubquery:
    """Names in their order; a code where the name holds the sign that parts them."""
    name: Any = F(f"{place}__name")
    if place != "industry":
        code = When(**{f"{place}__name__contains": ";"}, then=F(f"{place}__code"))
        name = Case(code, default=name, output_field=CharField())
    return ArraySubquery(links.order_by(f"{place}__name").values_list(name))


def certificates() -> ArraySubquery:
    until = Concat(Value(", to "), Cast(F("expires_on"), CharField()))
    end = Case(When(expires_on=None, then=Value("")), default=until, output_field=CharField())
    said = Concat(F("scheme__name"), Value(": "), F("state"), end, output_field=CharField())
    held = Certification.objects.filter(vendor=OuterRef("pk")).order_by("scheme__name", "expires_on", "pk")
    return ArraySubquery(held.values_list(said))


def cell(field: str, value: Any) -> Any:
    """A value as an import reads it: lists parted by semicolons, missing figures empty."""
    if isinstance(value, list):
        return "; ".join(value)
    if field == "delivery_countries":
        return value.replace(",", "; ")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else value


def csv_of(rows: Iterable[Row]) -> Iterator[str]:
    """CSV in pieces, for UTF-8: the mark that tells Excel so comes first, and no cell is a formula."""
    yield "\ufeff"
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([csv_cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def csv_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return as_text_cell(str(value))


def xlsx_of(rows: Iterable[Row], name: str = "Vendors") -> BytesIO:
    """One sheet, written row by row; text stays text, whatever it begins with."""
    stream = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, {"constant_memory": True, **plain}) as book:
        sheet = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        quoted = book.add_format({"quote_prefix": True})
        sheet.freeze_panes(1, 1)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif isinstance(value, str):
                    look = head if at == 0 else quoted if is_formula_like(value) else None
                    sheet.write_string(at, column, value, look)
                elif isinstance(value, int) and abs(value) >= EXACT_IN_A_SHEET:
                    sheet.write_string(at, column, str(value))
                else:
                    sheet.write(at, column, value)
        sheet.set_column(0, 0, 36)
    stream.seek(0)
    return stream
