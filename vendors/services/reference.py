"""The reference lists that every installation starts with."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import models, transaction

from vendors.models import CertificationScheme, Industry, Language, ServiceLine

DATA = Path(__file__).resolve().parent.parent / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def scheme(row: dict[str, str]) -> CertificationScheme:
    return CertificationScheme(
        code=row["code"],
        name=row["name"],
        category=row["category"],
        kind=row["kind"],
        owner=row["owner"],
        validity_years=int(row["validity_years"]) if row["validity_years"] else None,
        reminder_days=[int(days) for days in row["reminder_days"].split(";") if days],
        counts_as_certificate=row["counts_as_certificate"] == "true",
    )


def add_missing(rows: list[models.Model]) -> int:
    """Add what is not there yet; what an administrator has changed since stays as it is."""
    model = type(rows[0])
    before = model._default_manager.count()
    model._default_manager.bulk_create(rows, ignore_conflicts=True)
    return model._default_manager.count() - before


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Service lines, schemes, industries and languages; how many of each were added."""
    return {
        "service lines": add_missing([ServiceLine(**row) for row in rows("service_lines.csv")]),
        "certification schemes": add_missing([scheme(row) for row in rows("certification_schemes.csv")]),
        "industries": add_missing([Industry(**row) for row in rows("industries.csv")]),
        "languages": add_missing([Language(**row) for row in rows("languages.csv")]),
    }
