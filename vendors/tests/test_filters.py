from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from vendors.filters import VendorFilterForm, VendorTableForm
from vendors.models import (
    Capability,
    Certification,
    ClientReference,
    DeliverySite,
    Industry,
    Language,
    ServiceLine,
    Vendor,
)

from .conftest import MakeCertification, MakeVendor


def found(**filters: Any) -> list[str]:
    return [vendor.name for vendor in VendorFilterForm(filters).apply(Vendor.objects.all())]


@pytest.mark.parametrize("text", ["agora", "ÁGORA", "  ágora ", "Ágora  Servicios", "agora serv"])
def test_a_search_forgives_case_and_accents(text: str, make_vendor: MakeVendor) -> None:
    make_vendor("Ágora Servicios")
    make_vendor("Other")

    assert found(q=text) == ["Ágora Servicios"]


@pytest.mark.parametrize("text", ["marvendal sl", "SL marvendal", "contacto marv", "marvendal marvendal"])
def test_the_words_of_a_search_need_not_stand_beside_each_other(text: str, make_vendor: MakeVendor) -> None:
    make_vendor("Marvendal Contacto SL")
    make_vendor("Contacto SL")

    assert found(q=text) == ["Marvendal Contacto SL"]


@pytest.mark.parametrize(("text", "names"), [("%", ["100% BPO"]), ("_", ["A_B"]), ("\\", ["C\\D"])])
def test_signs_of_patterns_are_plain_characters(text: str, names: list[str], make_vendor: MakeVendor) -> None:
    for name in ("100% BPO", "A_B", "C\\D", "Plain"):
        make_vendor(name)

    assert found(q=text) == names


def test_an_alias_is_found_too(make_vendor: MakeVendor) -> None:
    make_vendor("Foundever", trading_names=["Sitel"], legal_name="Foundever Group S.A.")

    assert found(q="sitel") == found(q="group s.a.") == ["Foundever"]


def test_a_certificate_has_to_be_in_force_on_the_day(
    make_vendor: MakeVendor, make_certification: MakeCertification
) -> None:
    held, claimed, ended = make_vendor("Held"), make_vendor("Claimed"), make_vendor("Ended")
    make_certification(held, state="verified", issued_on=date(2026, 1, 1), expires_on=date(2026, 12, 31))
    make_certification(claimed, expires_on=date(2030, 1, 1))
    make_certification(ended, state="verified", expires_on=date(2026, 6, 30))

    assert found(scheme="ISO27001", valid_on="2026-07-01") == ["Held"]
    assert found(scheme="ISO27001", valid_on="2026-06-30") == ["Ended", "Held"]
    assert found(scheme="ISO27001", valid_on="2027-01-01") == []


def test_delivery_counts_declared_countries_and_sites(make_vendor: MakeVendor) -> None:
    make_vendor("Declares", delivery_countries=["PT", "ES"])
    site = make_vendor("Has a site", delivery_countries=["SE"])
    DeliverySite.objects.create(vendor=site, country="ES", city="Vigo", timezone="Europe/Madrid")
    make_vendor("Neither", delivery_countries=["EE", "SE"])

    assert found(delivery="ES") == ["Declares", "Has a site"]


def test_a_language_is_spoken_by_the_vendor_or_at_a_site(reference: None, make_vendor: MakeVendor) -> None:
    catalan = Language.objects.get(code="ca")
    make_vendor("Speaks").languages.add(catalan)
    site = DeliverySite.objects.create(
        vendor=make_vendor("At a site"), country="ES", city="Lleida", timezone="Europe/Madrid"
    )
    site.languages.add(catalan)
    make_vendor("Silent")

    assert found(language="ca") == ["At a site", "Speaks"]


def test_filters_narrow_together(reference: None, make_vendor: MakeVendor) -> None:
    line = ServiceLine.objects.get(code="FO-01")
    for name, country, people, status in (
        ("Right", "ES", 500, "qualified"),
        ("Too small", "ES", 499, "qualified"),
        ("Elsewhere", "PT", 900, "qualified"),
        ("Only registered", "ES", 900, "registered"),
        ("Unknown size", "ES", None, "qualified"),
    ):
        vendor = make_vendor(name, country=country, employees=people, status=status)
        Capability.objects.create(vendor=vendor, service_line=line)
    make_vendor("Other line", country="ES", employees=900, status="qualified")

    chosen = {"service_line": "FO-01", "country": "ES", "employees_min": "500", "status": "qualified"}
    assert found(**chosen) == ["Right"]


def test_samples_and_real_companies_are_told_apart(make_vendor: MakeVendor) -> None:
    make_vendor("Invented", is_sample=True)
    make_vendor("Real")

    assert (found(origin="sample"), found(origin="real")) == (["Invented"], ["Real"])


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["Ärea", "Big", "small"]),
        ("-name", ["small", "Big", "Ärea"]),
        ("-employees", ["Big", "small", "Ärea"]),
        ("employees", ["small", "Big", "Ärea"]),
        ("country", ["Big", "Ärea", "small"]),
    ],
)
def test_the_order_is_as_asked_and_unknown_figures_come_last(
    sort: str, order: list[str], make_vendor: MakeVendor
) -> None:
    make_vendor("small", employees=5, country="PT")
    make_vendor("Big", employees=5000, country="AT")
    make_vendor("Ärea", country="ES")

    assert found(sort=sort) == order


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "XX"),
        ("service_line", "' OR 1=1"),
        ("status", "sleeping"),
        ("scheme", "NONE"),
        ("language", "zz"),
        ("employees_min", "1e3"),
        ("employees_min", "-1"),
        ("employees_min", "9" * 5000),
        ("valid_on", "2026-02-30"),
        ("sort", "password"),
        ("q", "x" * 201),
        ("q", "a\u202eb"),
        ("q", "a\0b"),
    ],
)
def test_a_filter_that_cannot_be_used_shows_nobody_and_says_why(
    field: str, value: str, reference: None, vendor: Vendor
) -> None:
    form = VendorFilterForm({field: value})

    assert list(form.apply(Vendor.objects.all())) == []
    assert field in form.errors


def test_a_day_without_a_certificate_asks_for_the_certificate(reference: None) -> None:
    assert "scheme" in VendorFilterForm({"valid_on": "2026-07-01"}).errors


def test_a_vendors_contact_sees_no_vendor(vendor: Vendor, vic: User, person: Callable[..., User]) -> None:
    assert list(VendorFilterForm({}).apply(Vendor.objects.visible_to(vic))) == []


def test_the_certificate_that_ends_next_orders_those_that_hold_one_first(
    make_vendor: MakeVendor, make_certification: MakeCertification
) -> None:
    today = timezone.localdate()
    soon, late, over, none = (make_vendor(name) for name in ("Soon", "Late", "Over", "A claim only"))
    for vendor, days in ((soon, 400), (soon, 3), (late, 90), (over, -1)):
        make_certification(vendor, state="verified", expires_on=today + timedelta(days=days))
    make_certification(none, expires_on=today)

    assert found(sort="expiry") == ["Soon", "Late", "A claim only", "Over"]
    assert found(sort="-expiry") == ["Late", "Soon", "A claim only", "Over"]


def test_a_renewed_certificate_ends_with_its_renewal(
    make_vendor: MakeVendor, make_certification: MakeCertification
) -> None:
    today = timezone.localdate()
    renewed, twice, claimed, soon, endless = (
        make_vendor(name) for name in ("Renewed", "Twice", "Claimed", "Soon", "Endless")
    )

    def renew(old: Certification, days: int | None, state: str = "verified") -> Certification:
        begins = old.expires_on and old.expires_on + timedelta(days=1)
        ends = None if days is None else today + timedelta(days=days)
        return make_certification(old.vendor, state=state, renews=old, issued_on=begins, expires_on=ends)

    held = {
        each: make_certification(each, state="verified", expires_on=today + timedelta(days=3))
        for each in (renewed, twice, claimed, endless)
    }
    make_certification(soon, state="verified", expires_on=today + timedelta(days=90))
    renew(held[renewed], 400)
    renew(renew(held[twice], 200), 600)
    renew(held[claimed], 400, "claimed")
    renew(held[endless], None)

    rows: Any = VendorFilterForm({"sort": "expiry"}).apply(Vendor.objects.all())
    ends = {each.name: each.next_expiry and (each.next_expiry - today).days for each in rows}

    assert list(ends.items()) == [
        ("Claimed", 3),
        ("Soon", 90),
        ("Renewed", 400),
        ("Twice", 600),
        ("Endless", None),
    ]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("founded", ["Old", "New", "B", "C"]),
        ("-founded", ["New", "Old", "B", "C"]),
        ("revenue_year", ["New", "Old", "B", "C"]),
        ("-revenue_year", ["Old", "New", "B", "C"]),
    ],
)
def test_years_order_too_and_names_decide_between_equals(
    sort: str, order: list[str], make_vendor: MakeVendor
) -> None:
    for name in ("C", "B"):
        make_vendor(name)
    make_vendor("New", founded_year=2020, revenue_year=2019)
    make_vendor("Old", founded_year=1950, revenue_year=2024)

    assert found(sort=sort) == order


def shown(address: str) -> VendorTableForm:
    form = VendorTableForm(QueryDict(address))
    assert form.is_valid()
    return form


def test_columns_are_as_usual_unless_the_address_says_others(db: None) -> None:
    usual = ["country", "employees", "service_lines", "certificates", "status"]

    assert list(shown("q=x").shown) == usual
    assert list(shown("columns=status&columns=city").shown) == ["city", "status"]


def test_what_is_shown_has_one_address(db: None) -> None:
    usual = "&".join(f"columns={key}" for key in shown("").shown)

    assert shown(f"sort=country&page=3&q=a+b&status=&{usual}&unknown=1").query == "q=a+b&sort=country"
    assert shown("columns=status&columns=city").query == "columns=city&columns=status"


def test_an_unknown_column_is_told(db: None) -> None:
    form = VendorTableForm(QueryDict("columns=password"))

    assert list(form.rows(Vendor.objects.all())) == []
    assert "columns" in form.errors


def test_years_of_experience_count_in_the_chosen_service_line(
    reference: None, make_vendor: MakeVendor
) -> None:
    calls, messages = (ServiceLine.objects.get(code=code) for code in ("FO-01", "FO-02"))
    for name, line, years in (("Long", calls, 12), ("Short", calls, 3), ("Elsewhere", messages, 20)):
        Capability.objects.create(vendor=make_vendor(name), service_line=line, years=years)

    assert found(years_min="10", service_line="FO-01") == ["Long"]
    assert found(years_min="10") == ["Elsewhere", "Long"]
    assert found(years_min="-1") == []


def test_an_industry_is_served_by_word_by_service_line_or_by_a_client(
    reference: None, make_vendor: MakeVendor
) -> None:
    one, other = Industry.objects.all()[:2]
    make_vendor("Says so").industries.add(one)
    line = ServiceLine.objects.get(code="FO-01")
    Capability.objects.create(vendor=make_vendor("In a line"), service_line=line).industries.add(one)
    ClientReference.objects.create(vendor=make_vendor("For a client"), industry=one)
    make_vendor("Of another").industries.add(other)

    assert found(industry=str(one.pk)) == ["For a client", "In a line", "Says so"]
