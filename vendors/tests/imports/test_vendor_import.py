from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors import events
from vendors.imports import COLUMNS_OF, Plan, make_plan, write
from vendors.lifecycle import VENDOR_MOVES
from vendors.models import ImportKind, Language, ServiceLine, Vendor, VendorStatus
from vendors.services import import_vendors

from ..conftest import MakeVendor
from .files import cell, changed_part, csv_bytes, sheet_xml, xlsx_bytes

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
KIND = ImportKind.VENDORS


def plan_of(*rows: dict[str, Any]) -> Plan:
    return make_plan(kind=KIND, content=file_of(*rows), name="file.csv")


def file_of(*rows: dict[str, Any]) -> bytes:
    head = list(dict.fromkeys(column for row in rows for column in row))
    return csv_bytes([head, *([row.get(column, "") for column in head] for row in rows)])


def load(by: User, *rows: dict[str, Any]) -> Plan:
    return write(kind=KIND, content=file_of(*rows), name="file.csv", by=by, at=NOW)


def faults(plan: Plan) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in plan.faults]


def test_a_new_vendor_comes_in_with_all_its_facts(reference: None, rita: User) -> None:
    load(
        rita,
        {
            "name": "Ágora BPO",
            "trading_names": "Agora; Ágora Group",
            "status": "qualified",
            "country": "Spain",
            "employees": "3400",
            "employees_year": "2025",
            "revenue_millions": "118.40",
            "revenue_currency": "EUR",
            "revenue_year": "2025",
            "languages": "es;Catalan",
            "industries": "public sector",
            "service_lines": "FO-01;FO-02",
            "delivery_countries": "PT;es",
            "sources": "https://a.example https://b.example",
        },
    )

    vendor = Vendor.objects.get()
    assert (vendor.trading_names, vendor.status, vendor.country.code) == (
        ["Agora", "Ágora Group"],
        "qualified",
        "ES",
    )
    assert [language.code for language in vendor.languages.all()] == ["ca", "es"]
    assert [line.code for line in vendor.service_lines.all()] == ["FO-01", "FO-02"]
    assert [country.code for country in vendor.delivery_countries] == ["ES", "PT"]
    assert vendor.source_list == ["https://a.example", "https://b.example"]
    assert list(Vendor.objects.matching("agora gr")) == [vendor]


def test_a_second_import_of_the_same_file_changes_nothing(reference: None, rita: User) -> None:
    for name in ("sample_vendors.csv", "story_vendors.csv"):
        path = Path("vendors/data") / name
        with path.open("rb") as file:
            first = import_vendors(file=file, by=rita, at=NOW)
        with path.open("rb") as file:
            again = import_vendors(file=file, by=rita, at=NOW)

        assert first.count("new") == len(first.rows) == again.count("same")


def test_a_preview_shows_what_is_new_changed_and_unchanged(reference: None, make_vendor: MakeVendor) -> None:
    make_vendor("Acme", employees=10, employees_year=2020, country="ES").languages.add(
        Language.objects.get(code="es")
    )
    make_vendor("Same", country="PT")

    plan = plan_of(
        {"name": "ACME", "country": "ES", "employees": "25", "employees_year": "2026", "languages": "en"},
        {"name": "Same", "country": "PT"},
        {"name": "New", "country": "FR"},
    )

    assert [(row.row, row.kind, row.label) for row in plan.rows] == [
        (2, "changed", "Acme"),
        (3, "same", "Same"),
        (4, "new", "New"),
    ]
    assert plan.rows[0].changes == [
        ("employees", "10", "25"),
        ("employees_year", "2020", "2026"),
        ("languages", "Spanish", "English"),
    ]
    assert Vendor.objects.count() == 2


def test_a_missing_column_leaves_alone_and_an_empty_cell_empties(make_vendor: MakeVendor, rita: User) -> None:
    make_vendor("Acme", city="Madrid", notes="Kept", status="qualified")

    load(rita, {"name": "Acme", "city": "", "status": ""})

    vendor = Vendor.objects.get()
    assert (vendor.city, vendor.notes, vendor.status) == ("", "Kept", "qualified")


def test_service_lines_are_added_and_never_taken_away(
    reference: None, make_vendor: MakeVendor, rita: User
) -> None:
    make_vendor("Acme").capabilities.create(service_line=ServiceLine.objects.get(code="FO-01"), years=9)

    load(rita, {"name": "Acme", "service_lines": "FO-02"})

    held = Vendor.objects.get().capabilities.values_list("service_line__code", "years")
    assert list(held) == [("FO-01", 9), ("FO-02", None)]


@pytest.mark.parametrize("other", ["ACME bpo", "Acme  BPO", "Acme BPO\u200b", "A\uff43me BPO"])
def test_one_vendor_under_two_spellings_stands_twice_in_the_file(other: str, db: None) -> None:
    plan = plan_of({"name": "Acme BPO", "city": "x"}, {"name": other, "city": "y"})

    assert faults(plan) == [(3, "name")]
    assert plan.faults[0].rule == "Row 2 is about the same vendor."


def test_both_normal_forms_are_one_vendor(make_vendor: MakeVendor) -> None:
    make_vendor("Ágora")

    assert plan_of({"name": "A\u0301gora", "city": "Vigo"}).rows[0].kind == "changed"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", ""),
        ("name", "\u00a0\u200b"),
        ("name", "x" * 201),
        ("name", "a\0b"),
        ("name", "a\u202eb"),
        ("trading_names", "x" * 201),
        ("status", "sleeping"),
        ("status", "suspended"),
        ("country", "Atlantis"),
        ("city", "x" * 101),
        ("website", "javascript:alert(1)"),
        ("lei", "123"),
        ("duns", "1234567890"),
        ("founded_year", "99"),
        ("founded_year", "1e3"),
        ("employees", "1,234"),
        ("employees", "-5"),
        ("employees", "12.5"),
        ("employees", "NaN"),
        ("employees", "9" * 5000),
        ("employees", "99999999999"),
        ("employees", "12"),
        ("revenue_millions", "Infinity"),
        ("revenue_millions", "1e999999"),
        ("revenue_millions", "118,4"),
        ("revenue_millions", "1.2345"),
        ("revenue_millions", "5"),
        ("revenue_currency", "euro"),
        ("languages", "es;Klingon"),
        ("industries", "Witchcraft"),
        ("service_lines", "FO-99"),
        ("delivery_countries", "ES;XX"),
        ("confidence", "certain"),
        ("is_sample", "perhaps"),
        ("notes", "x" * 5001),
    ],
)
def test_a_faulty_cell_is_named_by_row_and_column_and_nothing_is_written(
    column: str, value: str, reference: None, rita: User
) -> None:
    rows = [{"name": "Good", "city": "Vigo"}, {"name": "Bad", "city": "Vigo", column: value}]

    plan = plan_of(*rows)

    expected = {
        "employees": {"employees", "employees_year"},
        "revenue_millions": {"revenue_millions", "revenue_year"},
    }
    allowed = expected.get(column, {column, "status_reason"} if column == "status" else {column})
    assert {row for row, _ in faults(plan)} == {3}
    assert {name for _, name in faults(plan)} <= allowed
    with pytest.raises(ValidationError, match="Row 3"):
        load(rita, *rows)
    assert not Vendor.objects.exists()


def test_an_ambiguous_number_is_refused_with_both_readings(db: None) -> None:
    plan = plan_of({"name": "A", "employees": "1,234", "employees_year": "2026"})

    assert plan.faults[0].rule == "“1,234” could mean 1234 or 1.234: write it without a comma."


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (["country"], [(1, "name")]),
        (["name", "name"], [(1, "name")]),
        (["name", "colour"], [(1, "colour")]),
        (["name", "", "city"], [(1, "(no name)")]),
        (["Name", "CITY", "Legal name"], []),
        (["name", "city", ""], []),
    ],
)
def test_the_head_is_checked(head: list[str], expected: list[tuple[int, str]], db: None) -> None:
    content = csv_bytes([head, ["A", "B", "C"][: len(head) if head[-1] else -1]])

    assert faults(make_plan(kind=KIND, content=content, name="a.csv")) == expected


def test_a_value_beyond_the_last_column_is_no_value_lost(db: None) -> None:
    plan = make_plan(kind=KIND, content=b"name,city\nA,Vigo,lost\n", name="a.csv")

    assert faults(plan) == [(2, "(no name)")]


@pytest.mark.parametrize("start", VendorStatus.values)
@pytest.mark.parametrize("to", VendorStatus.values)
def test_a_status_moves_only_as_its_lifecycle_allows(start: str, to: str, make_vendor: MakeVendor) -> None:
    make_vendor("Acme", status=start, status_reason="Before")

    plan = plan_of({"name": "Acme", "status": to, "status_reason": "Because"})

    allowed = to == start or to in VENDOR_MOVES[start]
    assert faults(plan) == ([] if allowed else [(2, "status")])


def test_a_move_wants_a_reason_of_its_own(make_vendor: MakeVendor, rita: User) -> None:
    make_vendor("Acme")
    make_vendor("Bolt", status="suspended", status_reason="Unpaid wages")

    bare = plan_of({"name": "Acme", "status": "suspended"})
    stale = plan_of({"name": "Bolt", "status": "retired", "status_reason": "Unpaid wages"})
    load(rita, {"name": "Bolt", "status": "registered", "status_reason": "Unpaid wages"})

    assert faults(bare) == faults(stale) == [(2, "status_reason")]
    assert Vendor.objects.filter(name="Bolt", status="registered", status_reason="").exists()


def test_cells_that_look_like_formulas_stay_text(rita: User) -> None:
    content = xlsx_bytes([["name", "notes"], ["=1+1", "@SUM(A1)"], ["-2", "+3"]])

    write(kind=KIND, content=content, name="a.xlsx", by=rita, at=NOW)

    assert sorted(Vendor.objects.values_list("name", "notes")) == [("-2", "+3"), ("=1+1", "@SUM(A1)")]


def test_only_vendors_that_were_there_and_changed_are_announced(
    make_vendor: MakeVendor, rita: User, django_capture_on_commit_callbacks: Any
) -> None:
    acme = make_vendor("Acme")
    make_vendor("Same", city="Vigo")
    heard: list[int] = []

    def hear(*, vendor_id: int, **_: object) -> None:
        heard.append(vendor_id)

    events.vendor_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        load(rita, *({"name": name, "city": "Vigo"} for name in ("Acme", "Same", "New")))

    assert heard == [acme.pk]


@pytest.mark.parametrize("count", [1, 30])
def test_an_import_costs_the_same_for_one_row_and_for_thirty(
    count: int,
    reference: None,
    make_vendor: MakeVendor,
    rita: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = []
    for number in range(count):
        vendor = make_vendor(f"Known {number}")
        vendor.languages.add(Language.objects.get(code="es"))
        rows += [
            {"name": f"Known {number}", "city": "Vigo", "languages": "en", "service_lines": "FO-01"},
            {"name": f"New {number}", "city": "Vigo", "languages": "en", "service_lines": "FO-01"},
        ]
    content = file_of(*rows)

    with django_assert_num_queries(15):
        write(kind=KIND, content=content, name="a.csv", by=rita, at=NOW)


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn")), max_size=30
)
PLAIN = WORDS.map(lambda text: text.replace(";", ""))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    facts=st.fixed_dictionaries(
        {
            "name": PLAIN.filter(bool),
            "legal_name": PLAIN,
            "city": PLAIN,
            "notes": PLAIN,
            "country": st.sampled_from(["", "ES", "PH"]),
            "founded_year": st.sampled_from(["", "1800", "2026"]),
            "revenue_millions": st.decimals(0, 10**8, places=3).map(str),
            "revenue_currency": st.just("EUR"),
            "revenue_year": st.just("2025"),
        }
    ),
    form=st.sampled_from(["utf-8-sig", "utf-16", "xlsx"]),
)
def test_what_went_in_is_what_is_there(facts: dict[str, str], form: str, rita: User) -> None:
    Vendor.objects.all().delete()
    table = [list(facts), list(facts.values())]
    content = xlsx_bytes(table) if form == "xlsx" else csv_bytes(table, encoding=form)
    name = "a.xlsx" if form == "xlsx" else "a.csv"

    write(kind=KIND, content=content, name=name, by=rita, at=NOW)
    again = make_plan(kind=KIND, content=content, name=name)

    assert [row.kind for row in again.rows] == ["same"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.xlsx", "a.txt"]))
def test_whatever_is_uploaded_is_planned_or_refused(content: bytes, name: str, db: None) -> None:
    try:
        plan = make_plan(kind=KIND, content=content, name=name)
    except ValidationError as refused:
        assert refused.messages[0]
    else:
        assert plan.faults or plan.rows is not None


def test_the_columns_are_those_of_the_shipped_register() -> None:
    shipped = (Path("vendors/data") / "sample_vendors.csv").read_text("utf-8").splitlines()[0].split(",")

    assert set(shipped) <= set(COLUMNS_OF[KIND])


def test_a_file_object_is_named_by_its_file(rita: User) -> None:
    file = BytesIO(b"name\nA\n")
    file.name = "../../a.csv"

    assert import_vendors(file=file, by=rita, at=NOW).count("new") == 1


def test_a_cell_with_an_error_names_its_row_its_column_and_why_and_empties_nothing(
    make_vendor: MakeVendor,
) -> None:
    make_vendor("Acme", employees=104, employees_year=2025)
    cells = (
        f'<row r="1">{cell("A1", "name")}{cell("B1", "employees")}</row>'
        f'<row r="2">{cell("A2", "Acme")}<c r="B2" t="e"><f>C9</f><v>#REF!</v></c></row>'
        f'<row r="3">{cell("A3", "Nueva")}<c r="B3"><f>100+4</f></c></row>'
    )
    content = changed_part(xlsx_bytes([["name"]]), "xl/worksheets/sheet1.xml", sheet_xml(cells))

    plan = make_plan(kind=KIND, content=content, name="file.xlsx")

    assert faults(plan) == [(2, "employees"), (3, "employees")]
    assert "the error #REF!" in plan.faults[0].rule and "a formula without its result" in plan.faults[1].rule


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("fu.example", "https://fu.example"),
        ("http://fu.example/es", "http://fu.example/es"),
        ("", ""),
    ],
)
def test_a_web_site_is_read_as_the_form_reads_it(typed: str, kept: str, rita: User) -> None:
    load(rita, {"name": "Fu", "website": typed})

    assert Vendor.objects.get().website == kept
    assert [row.kind for row in plan_of({"name": "Fu", "website": typed}).rows] == ["same"]


@pytest.mark.parametrize("typed", ["no address", "javascript:alert(1)", "http://[", "fu"])
def test_what_is_no_web_site_is_refused(typed: str, db: None) -> None:
    assert faults(plan_of({"name": "Fu", "website": typed})) == [(2, "website")]


@pytest.mark.parametrize("column", ["founded_year", "employees_year", "revenue_year"])
def test_a_year_that_is_still_to_come_is_refused(column: str, db: None) -> None:
    plan = plan_of({"name": "Fu", column: "2099"})

    assert faults(plan) == [(2, column)]
    assert plan.faults[0].rule == "2099 is still to come: give a year up to this one."


@pytest.mark.parametrize(
    "number", ["ES B-123.456/78", "gb999999973", "NL123456789B01", "FR 1X 234567890", ""]
)
def test_a_vat_number_is_kept_as_it_is_typed(number: str, reference: None) -> None:
    plan = plan_of({"name": "Acme", "vat_number": number})

    assert faults(plan) == []
    assert [new for column, _, new in plan.rows[0].changes if column == "vat_number"] == [number][
        : len(number)
    ]


@pytest.mark.parametrize(
    "number", ["=cmd|' /C calc'!A0", "B12345678", "ES", "ES1", "ES" + "1" * 14, "ÉS123456"]
)
def test_what_has_not_the_form_of_a_vat_number_is_refused(number: str, reference: None) -> None:
    plan = plan_of({"name": "Acme", "vat_number": number})

    assert faults(plan) == [(2, "vat_number")]
    assert "two letters of its country" in plan.faults[0].rule


def test_a_vat_number_of_another_form_that_is_on_record_does_not_stand_in_the_way(
    reference: None, make_vendor: MakeVendor
) -> None:
    make_vendor("Acme", vat_number="B12345678")

    assert faults(plan_of({"name": "Acme", "vat_number": "B12345678", "city": "Vigo"})) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Spain", "ES"),
        ("es", "ES"),
        ("ESP", "ES"),
        ("UNITED KINGDOM", "GB"),
        ("UK", "GB"),
        ("USA", "US"),
        ("United States", "US"),
        ("The Netherlands", "NL"),
        ("Cote d'Ivoire", "CI"),
        ("Czech Republic", "CZ"),
        ("Turkiye", "TR"),
    ],
)
def test_a_country_is_known_by_its_codes_and_english_names(typed: str, code: str, reference: None) -> None:
    plan = plan_of({"name": "Acme", "country": typed, "delivery_countries": f"{typed};PT"})

    told = {column: new for column, _, new in plan.rows[0].changes}
    assert (told["country"], told["delivery_countries"]) == (code, "; ".join(sorted((code, "PT"))))
