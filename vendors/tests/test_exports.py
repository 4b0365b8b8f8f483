import csv
import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.imports import make_plan
from vendors.models import Capability, Industry, Language, ServiceLine, Vendor

from .conftest import MakeCertification, MakeVendor

SignIn = Callable[[User], Client]
FORMULAS = ["=1+1", "+49 Services", "-Minus", "@SUM(A1)", "'=quoted", "''+twice", "＝wide"]


def exported(client: Client, suffix: str = "csv", **query: str | list[str]) -> bytes:
    answer = client.get(reverse("vendor_export", args=[suffix]), query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def fill(make_vendor: MakeVendor, count: int) -> None:
    """Vendors with something in every column that an import reads."""
    lines, spanish = list(ServiceLine.objects.all()[:3]), Language.objects.get(code="es")
    for number in range(count):
        vendor = make_vendor(
            f"Vendor {number}, “Sons” & Co",
            legal_name=f"Ágora; Söhne {number} S.A.",
            trading_names=["=alias", "two  spaces", "A; B"],
            country="ES",
            employees=10 + number,
            revenue_millions=Decimal("12.500"),
            revenue_currency="EUR",
            revenue_year=2025,
            delivery_countries=["PT", "ES"],
            website="https://example.com/a",
            sources="https://a.example/x https://b.example/y\r\nAnnual report",
            notes="-one\r\n=two",
            status="suspended",
            status_reason="Late, twice",
            is_sample=bool(number % 2),
        )
        vendor.languages.add(spanish)
        vendor.industries.add(*Industry.objects.all()[:2])
        Capability.objects.bulk_create(Capability(vendor=vendor, service_line=line) for line in lines)


def test_what_is_shown_is_exported_in_its_order_and_columns(
    make_vendor: MakeVendor, bea: User, signed_in: SignIn
) -> None:
    make_vendor("Small", country="ES", employees=5)
    make_vendor("Large", country="ES", employees=500)
    make_vendor("Elsewhere", country="PT", employees=900)

    query: dict[str, Any] = {"country": "ES", "sort": "-employees", "columns": ["city", "employees"]}
    content = exported(signed_in(bea), **query)

    assert content.startswith(b"\xef\xbb\xbf")
    assert table(content) == [
        ["name", "city", "employees", "employees_year"],
        ["Large", "", "500", "2026"],
        ["Small", "", "5", "2026"],
    ]


def test_all_pages_are_exported(bea: User, signed_in: SignIn, db: None) -> None:
    Vendor.objects.bulk_create(Vendor(name=f"V{n:03}", search_text=f"v{n:03}") for n in range(120))

    assert len(table(exported(signed_in(bea), page="2"))) == 121


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_was_exported_is_unchanged_when_imported(
    suffix: str, reference: None, make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    fill(make_vendor, 3)
    for name in FORMULAS:
        make_vendor(name, legal_name=name)

    content = exported(signed_in(rita), suffix, fields="all")
    plan = make_plan(kind="vendors", content=content, name=f"register.{suffix}")

    assert plan.faults == []
    assert [row.changes for row in plan.rows] == [[]] * 10
    assert plan.count("same") == 10


@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_is_a_formula(name: str, make_vendor: MakeVendor, bea: User, signed_in: SignIn) -> None:
    make_vendor(name)
    client = signed_in(bea)

    book = openpyxl.load_workbook(io.BytesIO(exported(client, "xlsx")))

    assert table(exported(client))[1][0] == f"'{name}"
    found = book.worksheets[0]["A2"]
    assert (found.value, found.data_type) == (name, "s")


def test_a_workbook_holds_numbers_and_days_as_such(
    make_vendor: MakeVendor, make_certification: MakeCertification, bea: User, signed_in: SignIn
) -> None:
    vendor = make_vendor(employees=7)
    end = timezone.localdate() + timedelta(days=30)
    make_certification(vendor, state="verified", expires_on=end)
    make_certification(vendor, "ISO9001", expires_on=None)

    content = exported(signed_in(bea), "xlsx", columns=["employees", "certificates", "expiry"])

    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    name, people, year, certificates, ends = [cell.value for cell in sheet[2]]
    assert (name, people, year, ends.date()) == ("Acme BPO", 7, 2026, end)
    assert certificates == f"ISO 9001: claimed; ISO/IEC 27001: verified, to {end.isoformat()}"


@pytest.mark.parametrize("count", [1, 30])
def test_an_export_costs_the_same_for_one_vendor_and_for_thirty(
    count: int,
    reference: None,
    make_vendor: MakeVendor,
    bea: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fill(make_vendor, count)
    client = signed_in(bea)

    with django_assert_num_queries(3):
        rows = table(exported(client, fields="all"))

    assert len(rows) == count + 1


def test_filters_that_cannot_be_used_lead_back_to_where_it_is_said(bea: User, signed_in: SignIn) -> None:
    answer = signed_in(bea).get(reverse("vendor_export", args=["csv"]), {"country": "XX"})

    assert (answer.status_code, answer["Location"]) == (302, "/vendors/?country=XX")


def test_other_formats_are_not_there(bea: User, signed_in: SignIn) -> None:
    assert signed_in(bea).get("/vendors/export.pdf").status_code == 404


def test_a_vendors_contact_exports_nothing(vendor: Vendor, vic: User, signed_in: SignIn) -> None:
    assert signed_in(vic).get(reverse("vendor_export", args=["csv"])).status_code == 404


def test_the_anonymous_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(reverse("vendor_export", args=["csv"]))["Location"].startswith("/accounts/login/")


def test_the_file_is_named_after_the_day(vendor: Vendor, bea: User, signed_in: SignIn) -> None:
    answer = signed_in(bea).get(reverse("vendor_export", args=["csv"]))

    assert answer["Content-Disposition"] == f'attachment; filename="vendors-{timezone.localdate()}.csv"'
