from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from vendors.imports import Plan, make_plan, write
from vendors.models import Certification, ImportKind, Vendor
from vendors.services import import_certifications, import_vendors

from ..conftest import MakeCertification
from .files import csv_bytes

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
KIND = ImportKind.CERTIFICATIONS


def file_of(*rows: dict[str, Any]) -> bytes:
    full = [{"vendor": "Acme BPO", "scheme": "ISO27001", **row} for row in rows]
    head = list(dict.fromkeys(column for row in full for column in row))
    return csv_bytes([head, *([row.get(column, "") for column in head] for row in full)])


def plan_of(*rows: dict[str, Any]) -> Plan:
    return make_plan(kind=KIND, content=file_of(*rows), name="file.csv")


def load(by: User, *rows: dict[str, Any]) -> Plan:
    return write(kind=KIND, content=file_of(*rows), name="file.csv", by=by, at=NOW)


@pytest.fixture(autouse=True)
def known(reference: None, vendor: Vendor) -> None:
    """Acme BPO and the schemes are in the register."""


def test_a_row_enters_as_a_claim_of_who_imports_it(rita: User) -> None:
    load(rita, {"number": "IS 1", "issued_on": "2026-01-01", "expires_on": "2028-12-31", "note": "Seen"})

    made = Certification.objects.get()
    assert (made.state, made.claimed_by, made.expires_on) == ("claimed", rita, date(2028, 12, 31))


def test_the_shipped_file_comes_in_once(rita: User) -> None:
    data = Path("vendors/data")
    with (data / "sample_vendors.csv").open("rb") as file:
        import_vendors(file=file, by=rita, at=NOW)
    for kind in ("new", "same"):
        with (data / "sample_certifications.csv").open("rb") as file:
            plan = import_certifications(file=file, by=rita, at=NOW)
        assert plan.count(kind) == len(plan.rows) == 32


def test_another_day_of_issue_is_a_renewal(rita: User) -> None:
    load(rita, {"number": "IS 1", "issued_on": "2023-01-01", "expires_on": "2025-12-31"})

    plan = load(rita, {"number": "IS 1", "issued_on": "2026-01-01", "expires_on": "2028-12-31"})

    assert (plan.count("new"), Certification.objects.count()) == (1, 2)


def test_a_day_of_issue_that_was_missing_is_filled_in(rita: User) -> None:
    load(rita, {"number": "IS 1"})

    plan = load(rita, {"number": "IS 1", "issued_on": "2026-01-01"})

    assert plan.rows[0].changes == [("issued_on", "", "2026-01-01")]
    assert Certification.objects.get().issued_on == date(2026, 1, 1)


def test_who_changes_a_claim_becomes_its_claimant(rita: User, rosa: User) -> None:
    load(rita, {"number": "IS 1"})

    load(rosa, {"number": "IS 1", "body": "BSI"})

    assert Certification.objects.get().claimed_by == rosa


def test_a_decided_record_is_not_changed_by_an_import(
    vendor: Vendor, make_certification: MakeCertification
) -> None:
    make_certification(vendor, number="IS 1", state="verified", expires_on=date(2027, 1, 1))

    changed = plan_of({"number": "IS 1", "expires_on": "2030-01-01"})
    same = plan_of({"number": "IS 1", "expires_on": "2027-01-01"})

    assert [(fault.row, fault.column) for fault in changed.faults] == [(2, "expires_on")]
    assert (same.faults, same.count("same")) == ([], 1)


def test_a_row_that_fits_several_records_asks_for_the_day(rita: User) -> None:
    load(rita, {"issued_on": "2023-01-01"}, {"issued_on": "2026-01-01"})

    rule = plan_of({"body": "BSI"}).faults[0].rule
    assert rule.startswith("2 records fit this row: ISO/IEC 27001, without a number, issued on")
    assert rule.endswith("Give the day of issue of the one that is meant.")


def test_doubles_on_record_are_named_where_a_row_fits_both(
    vendor: Vendor, make_certification: MakeCertification
) -> None:
    for twin, body in enumerate(("BSI", "TÜV")):
        make_certification(vendor, number="IS 1", body=body, issued_on=date(2026, 1, 1), twin=twin)

    rule = plan_of({"number": "IS 1", "issued_on": "2026-01-01", "note": "Seen"}).faults[0].rule

    named = "number IS 1, issued on 1 Jan 2026, until 1 Jan 2030 (claimed)"
    assert rule.count(named) == 2 and "They are doubles: remove or reject all but one" in rule


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"vendor": "Nobody"}, "vendor"),
        ({"vendor": ""}, "vendor"),
        ({"scheme": "ISO0"}, "scheme"),
        ({"issued_on": "2026-02-30"}, "issued_on"),
        ({"issued_on": "24:00"}, "issued_on"),
        ({"issued_on": "0001-01-01"}, "issued_on"),
        ({"expires_on": "9999-12-31"}, "expires_on"),
        ({"issued_on": "2026-02-01", "expires_on": "2026-01-01"}, "expires_on"),
        ({"number": "x" * 81}, "number"),
        ({"scope": "a\u202eb"}, "scope"),
        ({"state": "verified"}, "state"),
    ],
)
def test_a_faulty_row_is_named(row: dict[str, str], column: str) -> None:
    assert [fault.column for fault in plan_of(row).faults] == [column]


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("03/04/2026", "“03/04/2026” could be 2026-03-04 or 2026-04-03."),
        ("31.02.2026", "“31.02.2026” is not in the calendar."),
        ("soon", "“soon” is not a day."),
    ],
)
def test_other_ways_to_write_a_day_are_explained(typed: str, rule: str) -> None:
    assert plan_of({"issued_on": typed}).faults[0].rule.startswith(rule)


def test_the_same_certification_twice_in_a_file_is_refused() -> None:
    assert (
        plan_of({"number": "IS 1"}, {"number": "is 1"}).faults[0].rule
        == "Row 2 is about the same certification."
    )


def test_a_renewal_says_which_record_it_renews_where_only_one_can_be_meant(rita: User) -> None:
    load(rita, {"number": "IS 1", "issued_on": "2023-01-01"})
    load(rita, {"number": "IS 2", "issued_on": "2020-01-01"})
    load(rita, {"number": "IS 2", "issued_on": "2023-01-01"})
    Certification.objects.filter(renews__isnull=False).update(renews=None)

    plan = load(
        rita, {"number": "IS 1", "issued_on": "2026-01-01"}, {"number": "IS 2", "issued_on": "2026-01-01"}
    )

    assert ("renews", "", "IS 1, issued 2023-01-01") in plan.rows[0].changes
    renewed = Certification.objects.filter(issued_on=date(2026, 1, 1)).order_by("number")
    assert [one.renews and one.renews.issued_on for one in renewed] == [date(2023, 1, 1), None]


def test_a_record_is_renewed_once(rita: User) -> None:
    load(rita, {"number": "IS 1", "issued_on": "2023-01-01"})

    load(rita, {"number": "IS 1", "issued_on": "2025-01-01"}, {"number": "IS 1", "issued_on": "2026-01-01"})

    assert Certification.objects.filter(renews__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (["31.12.2028"], ["2028-12-31"]),
        (["12/31/2028"], ["2028-12-31"]),
        (["05.05.2028"], ["2028-05-05"]),
        (["3.4.2028", "31.12.2028", "2028-06-01"], ["2028-04-03", "2028-12-31", "2028-06-01"]),
        (["3/4/2028", "12/31/2028"], ["2028-03-04", "2028-12-31"]),
    ],
)
def test_days_are_read_in_the_order_that_their_column_leaves_no_doubt_of(
    typed: list[str], read: list[str]
) -> None:
    plan = plan_of(*({"number": str(place), "expires_on": each} for place, each in enumerate(typed)))

    told = [new for row in plan.rows for column, _, new in row.changes if column == "expires_on"]
    assert (plan.faults, told) == ([], read)


@pytest.mark.parametrize("others", [[], ["2028-12-31"], ["31.12.2028", "12.31.2028"]])
def test_a_day_that_its_column_leaves_in_doubt_is_refused_with_both_readings(others: list[str]) -> None:
    typed = ["03.04.2028", *others]
    plan = plan_of(*({"number": str(place), "expires_on": each} for place, each in enumerate(typed)))

    assert [(fault.row, fault.column) for fault in plan.faults] == [(2, "expires_on")]
    assert "could be 2028-03-04 or 2028-04-03" in plan.faults[0].rule
