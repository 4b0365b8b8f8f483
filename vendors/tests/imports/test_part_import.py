"""Sites and capabilities from files, with the same care as vendors."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.imports import Plan, make_plan, write
from vendors.models import Capability, DeliverySite, ImportKind, Language, ServiceLine, Vendor

from ..conftest import MakeVendor
from .files import csv_bytes

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
SITES, CAPABILITIES = ImportKind.SITES, ImportKind.CAPABILITIES
SITE = {"vendor": "Acme BPO", "country": "ES", "city": "Vigo", "timezone": "Europe/Madrid"}
CAPABILITY = {"vendor": "Acme BPO", "service_line": "FO-01"}


def file_of(*rows: dict[str, Any]) -> bytes:
    head = list(dict.fromkeys(column for row in rows for column in row))
    return csv_bytes([head, *([row.get(column, "") for column in head] for row in rows)])


def plan_of(kind: ImportKind, *rows: dict[str, Any]) -> Plan:
    return make_plan(kind=kind, content=file_of(*rows), name="file.csv")


def load(kind: ImportKind, by: User, *rows: dict[str, Any]) -> Plan:
    return write(kind=kind, content=file_of(*rows), name="file.csv", by=by, at=NOW)


@pytest.fixture(autouse=True)
def known(reference: None, vendor: Vendor) -> None:
    """Acme BPO and the reference data are there."""


def test_a_site_comes_in_with_all_its_facts(rita: User) -> None:
    load(SITES, rita, SITE | {"seats": "120", "opens": "8:30", "closes": "22:00", "languages": "es; English"})

    site = DeliverySite.objects.get()
    assert (site.vendor.name, site.seats, site.opens, site.closes) == ("Acme BPO", 120, time(8, 30), time(22))
    assert sorted(language.code for language in site.languages.all()) == ["en", "es"]


@pytest.mark.parametrize("typed", ["8", "08", "8:00", "08:00:00", "8:00:00"])
def test_hours_are_read_as_people_write_them(typed: str, rita: User) -> None:
    load(SITES, rita, SITE | {"opens": typed, "closes": "18"})

    site = DeliverySite.objects.get()
    assert (site.opens, site.closes) == (time(8), time(18))


def test_a_sites_facts_are_changed_and_its_languages_become_those_of_the_file(
    vendor: Vendor, rita: User
) -> None:
    site = DeliverySite.objects.create(vendor=vendor, country="ES", city="Vigo", timezone="Europe/Madrid")
    site.languages.add(Language.objects.get(code="es"))

    plan = load(
        SITES,
        rita,
        {"vendor": "acme bpo", "country": "Spain", "city": "VIGO", "seats": "9", "languages": "en"},
    )

    assert plan.rows[0].changes == [("seats", "", "9"), ("languages", "Spanish", "English")]
    site.refresh_from_db()
    assert (site.seats, site.city, site.timezone) == (9, "Vigo", "Europe/Madrid")
    assert [language.code for language in site.languages.all()] == ["en"]


def test_a_capability_is_added_and_changed(vendor: Vendor, rita: User) -> None:
    Capability.objects.create(vendor=vendor, service_line=ServiceLine.objects.get(code="FO-02"), years=3)

    plan = load(
        CAPABILITIES,
        rita,
        CAPABILITY | {"years": "9", "as_of": "2026-01-01", "annual_volume": "10", "volume_unit": "calls"},
        CAPABILITY | {"service_line": "FO-02", "years": "4", "as_of": "2026-01-01"},
    )

    assert [row.kind for row in plan.rows] == ["new", "changed"]
    held = Capability.objects.values_list("service_line__code", "years", "as_of", "volume_unit")
    assert sorted(held) == [("FO-01", 9, date(2026, 1, 1), "calls"), ("FO-02", 4, date(2026, 1, 1), "")]


@pytest.mark.parametrize(
    ("kind", "row", "column"),
    [
        (SITES, SITE | {"vendor": "Nobody"}, "vendor"),
        (SITES, SITE | {"country": ""}, "country"),
        (SITES, SITE | {"city": " "}, "city"),
        (SITES, SITE | {"timezone": "Mars/Base"}, "timezone"),
        (SITES, SITE | {"timezone": ""}, "timezone"),
        (SITES, SITE | {"seats": "1e3"}, "seats"),
        (SITES, SITE | {"opens": "24:00", "closes": "08:00"}, "opens"),
        (SITES, SITE | {"opens": "8 o'clock", "closes": "18:00"}, "opens"),
        (SITES, SITE | {"opens": "08:00"}, "closes"),
        (SITES, SITE | {"languages": "Klingon"}, "languages"),
        (CAPABILITIES, CAPABILITY | {"service_line": "FO-99"}, "service_line"),
        (CAPABILITIES, CAPABILITY | {"years": "201"}, "years"),
        (CAPABILITIES, CAPABILITY | {"years": "-1"}, "years"),
        (CAPABILITIES, CAPABILITY | {"as_of": "2026-02-30"}, "as_of"),
        (CAPABILITIES, CAPABILITY | {"annual_volume": "9" * 30}, "annual_volume"),
        (CAPABILITIES, CAPABILITY | {"annual_volume": "5"}, "volume_unit"),
        (CAPABILITIES, CAPABILITY | {"colour": "red"}, "colour"),
    ],
)
def test_a_faulty_cell_is_named(kind: ImportKind, row: dict[str, str], column: str) -> None:
    found = {fault.column for fault in plan_of(kind, row).faults}

    assert column in found and found <= {column, "volume_unit"}


def test_a_part_that_stands_twice_in_a_file_is_refused() -> None:
    sites = plan_of(SITES, SITE, SITE | {"city": "vigo"})
    capabilities = plan_of(CAPABILITIES, CAPABILITY, CAPABILITY)

    assert [fault.rule for fault in sites.faults] == ["Row 2 is about the same delivery site."]
    assert [fault.rule for fault in capabilities.faults] == ["Row 2 is about the same capability."]


def test_names_that_differ_by_width_only_are_told_apart_as_they_are_written(
    make_vendor: MakeVendor, rita: User
) -> None:
    make_vendor("\uff21cme BPO")

    load(CAPABILITIES, rita, CAPABILITY | {"vendor": "\uff21cme BPO"})
    plan = plan_of(CAPABILITIES, CAPABILITY | {"vendor": "acme bpo"})

    assert Capability.objects.get().vendor.name == "\uff21cme BPO"
    assert [fault.column for fault in plan.faults] == ["vendor"]


@pytest.mark.parametrize("count", [1, 30])
def test_an_import_of_parts_costs_the_same_for_one_row_and_for_thirty(
    count: int, make_vendor: MakeVendor, rita: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = []
    for number in range(count):
        vendor = make_vendor(f"Vendor {number}")
        DeliverySite.objects.create(vendor=vendor, country="ES", city="Vigo", timezone="Europe/Madrid")
        for city in ("Vigo", "Lugo"):
            rows.append(SITE | {"vendor": vendor.name, "city": city, "seats": "5", "languages": "es"})
    content = file_of(*rows)

    with django_assert_num_queries(11):
        write(kind=SITES, content=content, name="a.csv", by=rita, at=NOW)


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (ImportKind.SITES, {"country": "ES", "city": "Vigo", "timezone": "Europe/Madrid"}),
        (ImportKind.CAPABILITIES, {"service_line": "FO-01"}),
    ],
)
def test_a_figure_of_a_day_still_to_come_is_refused(kind: ImportKind, row: dict[str, str]) -> None:
    fault = plan_of(kind, {"vendor": "Acme BPO", **row, "as_of": "2099-01-01"}).faults[0]

    assert (fault.row, fault.column) == (2, "as_of")
    assert fault.rule == "1 Jan 2099 is still to come: give a day up to today."
