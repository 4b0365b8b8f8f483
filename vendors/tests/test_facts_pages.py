"""Sources of figures, profiles and expertise as people see and change them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors import services
from vendors.dimensions import ALL
from vendors.models import (
    Capability,
    ClientReference,
    FactSource,
    Industry,
    ProfileValue,
    ServiceLine,
    Vendor,
)
from vendors.profiles import profiles_of

from .browser import opened
from .conftest import MakeVendor

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
REPORT = {"source": "Annual report", "as_of": "2026-03-31"}


def page(client: Client, name: str, vendor: Vendor, query: str = "") -> str:
    return client.get(reverse(name, args=[vendor.pk]) + query).content.decode()


def value(vendor: Vendor, dimension: str, side: str, number: str) -> ProfileValue:
    return ProfileValue.objects.create(
        vendor=vendor, dimension=dimension, side=side, value=Decimal(number), as_of=date(2026, 3, 31)
    )


def test_a_figure_is_verified_by_another_than_the_person_who_entered_it(
    vendor: Vendor, rita: User, rosa: User, signed_in: SignIn
) -> None:
    FactSource.objects.update(entered_by=rita)
    fact = vendor.fact_sources.get(field="employees")
    address = reverse("fact_verify", args=[fact.pk])

    answer = signed_in(rita).post(address, follow=True)
    assert "Somebody other than the person who entered it" in answer.content.decode()
    signed_in(rosa).post(address)

    fact.refresh_from_db()
    assert fact.verified_by == rosa
    assert "Verified by Rosa" in page(signed_in(rita), "vendor_facts", vendor)
    assert "Verified by Rosa" in page(signed_in(rita), "vendor_detail", vendor)


def test_a_verification_can_be_taken_back(vendor: Vendor, rosa: User, signed_in: SignIn) -> None:
    fact = vendor.fact_sources.get(field="employees")
    services.verify_fact(fact=fact, by=rosa, at=NOW)

    signed_in(rosa).post(reverse("fact_verify", args=[fact.pk]), {"withdraw": "yes"})

    fact.refresh_from_db()
    assert not fact.is_verified


def test_the_source_of_a_figure_is_written_down(vendor: Vendor, rita: User, signed_in: SignIn) -> None:
    fact = vendor.fact_sources.get(field="employees")
    client, address = signed_in(rita), reverse("fact_edit", args=[fact.pk])

    client.post(address, opened(client, address) | REPORT | {"as_of": "2019-03-31"})

    fact.refresh_from_db()
    assert (fact.source, fact.as_of, fact.entered_by) == ("Annual report", date(2019, 3, 31), rita)
    assert "old-figure" in page(client, "vendor_facts", vendor)


@pytest.mark.parametrize(
    ("dimension", "side", "number"), [("communication", "assessed", "4"), ("attrition", "claimed", "12.5")]
)
def test_one_side_of_a_dimension_is_written_down_and_changed(
    dimension: str, side: str, number: str, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("profile_value_edit", args=[vendor.pk, dimension, side])

    client.post(address, REPORT | {"value": "2"})
    client.post(address, opened(client, address) | {"value": number})

    found = ProfileValue.objects.get()
    assert (found.dimension, found.side, found.value) == (dimension, side, Decimal(number))
    assert (found.entered_by, found.as_of) == (rita, date(2026, 3, 31))


@pytest.mark.parametrize(
    ("dimension", "typed", "field"),
    [
        ("communication", {"value": "6"}, "value"),
        ("communication", {"value": "3.5"}, "value"),
        ("attrition", {"value": "301"}, "value"),
        ("attrition", {"value": "-1"}, "value"),
        ("attrition", {"value": "1e1"}, "value"),
        ("attrition", {"value": "1,234"}, "value"),
        ("peak_multiple", {"value": "0"}, "value"),
        ("attrition", {"value": "12", "source": ""}, "source"),
        ("attrition", {"value": "12", "as_of": "2026-02-30"}, "as_of"),
        ("attrition", {}, "value"),
    ],
)
def test_a_value_out_of_range_or_without_source_is_refused(
    dimension: str, typed: dict[str, str], field: str, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    address = reverse("profile_value_edit", args=[vendor.pk, dimension, "claimed"])

    answer = signed_in(rita).post(address, REPORT | typed)

    assert field in answer.context["form"].errors
    assert not ProfileValue.objects.exists()


def test_the_database_refuses_a_value_out_of_range(vendor: Vendor) -> None:
    with pytest.raises(IntegrityError, match="profile_value_in_range"):
        value(vendor, "communication", "claimed", "6")


def test_a_dimension_that_is_not_in_the_table_does_not_exist(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    for dimension, side in (("charm", "claimed"), ("attrition", "guessed")):
        address = reverse("profile_value_edit", args=[vendor.pk, dimension, side])
        assert signed_in(rita).get(address).status_code == 404


def test_what_was_assessed_stands_beside_what_is_claimed(vendor: Vendor) -> None:
    for side, level, leaving in (("claimed", "5", "12"), ("assessed", "3", "18.5")):
        value(vendor, "communication", side, level)
        value(vendor, "attrition", side, leaving)

    told = {line.dimension.key: line for _, lines in profiles_of(vendor) for line in lines}

    assert told.keys() == {each.key for each in ALL}
    assert (told["communication"].difference_shown, told["communication"].is_worse) == ("−2", True)
    assert (told["attrition"].difference_shown, told["attrition"].is_worse) == ("+6.5", True)
    assert told["feedback"].difference is None


def test_earlier_values_stay_readable(vendor: Vendor, bea: User, signed_in: SignIn) -> None:
    found = value(vendor, "attrition", "claimed", "12")
    found.value = Decimal(30)
    found.save()

    html = page(signed_in(bea), "vendor_profiles", vendor)

    assert "claimed 12, 31 Mar 2026" in html
    assert "claimed 30" not in html


@pytest.fixture
def lines(reference: None) -> list[ServiceLine]:
    return list(ServiceLine.objects.filter(code__in=("FO-01", "FO-02", "BO-05")))


@pytest.fixture
def expert(vendor: Vendor, lines: list[ServiceLine]) -> Vendor:
    """Long in calls, short in messages; a client that may be called speaks for calls and for payroll."""
    calls, messages, payroll = (next(each for each in lines if each.code == code) for code in CODES)
    Capability.objects.create(
        vendor=vendor, service_line=calls, years=18, annual_volume=9, volume_unit="calls"
    )
    Capability.objects.create(vendor=vendor, service_line=messages, years=2)
    reference = ClientReference.objects.create(
        vendor=vendor,
        client="City of Vigo",
        industry=Industry.objects.get(name="Public sector"),
        may_be_called=True,
    )
    reference.service_lines.set([calls, payroll])
    return vendor


CODES = ("FO-01", "FO-02", "BO-05")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"FO-01", "FO-02", "BO-05"}),
        ("?years_min=10", {"FO-01"}),
        ("?service_line=FO-02", {"FO-02"}),
        ("?referenced=on", {"FO-01", "BO-05"}),
        ("?years_min=10&service_line=FO-02", set()),
        ("?industry=1000000", {"FO-01", "FO-02", "BO-05"}),
        ("?years_min=many", {"FO-01", "FO-02", "BO-05"}),
    ],
)
def test_expertise_is_narrowed_by_the_address(
    query: str, expected: set[str], expert: Vendor, bea: User, signed_in: SignIn
) -> None:
    answer = signed_in(bea).get(reverse("vendor_expertise", args=[expert.pk]) + query)

    assert {row.service_line.code for row in answer.context["rows"]} == expected
    assert ("These filters cannot be used" in answer.content.decode()) == (
        "1000000" in query or "many" in query
    )


def test_expertise_is_narrowed_by_industry(expert: Vendor, bea: User, signed_in: SignIn) -> None:
    public, retail = (Industry.objects.get(name=name) for name in ("Public sector", "Retail and e-commerce"))
    capability = expert.capabilities.get(service_line__code="FO-02")
    capability.industries.add(retail)
    client, address = signed_in(bea), reverse("vendor_expertise", args=[expert.pk])

    of_public = client.get(address, {"industry": public.pk}).context
    of_retail = client.get(address, {"industry": retail.pk}).context

    assert [row.service_line.code for row in of_public["rows"]] == ["FO-01", "BO-05"]
    assert [row.service_line.code for row in of_retail["rows"]] == ["FO-02"]
    assert (len(of_public["references"]), len(of_retail["references"])) == (1, 0)


def test_a_client_reference_is_added_edited_and_removed(
    vendor: Vendor, lines: list[ServiceLine], rita: User, signed_in: SignIn
) -> None:
    client = signed_in(rita)
    typed = {"client": "", "service_lines": [lines[0].pk], "since_year": "2019", **REPORT}

    client.post(reverse("reference_create", args=[vendor.pk]), typed)
    found = ClientReference.objects.get()
    assert (found.title, found.entered_by) == ("Confidential client", rita)
    address = reverse("reference_edit", args=[found.pk])
    client.post(address, opened(client, address) | {"client": "City of Vigo", "may_be_called": "on"})
    found.refresh_from_db()
    assert (found.title, found.may_be_called) == ("City of Vigo", True)

    client.post(reverse("reference_remove", args=[found.pk]))
    assert not ClientReference.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"since_year": "2020", "until_year": "2019"}, "__all__"),
        ({"client": "", "may_be_called": "on"}, "client"),
        ({"service_lines": []}, "service_lines"),
        ({"service_lines": ["1000000"]}, "service_lines"),
        ({"since_year": "20"}, "since_year"),
        ({"client": "A\x00B"}, "client"),
        ({"client": "City of Vigo", "since_year": ""}, "__all__"),
    ],
)
def test_a_client_reference_that_cannot_be_is_refused(
    typed: dict[str, object],
    field: str,
    vendor: Vendor,
    lines: list[ServiceLine],
    rita: User,
    signed_in: SignIn,
) -> None:
    ClientReference.objects.create(vendor=vendor, client="City of Vigo")
    sent = {"client": "Metro", "service_lines": [lines[0].pk], **typed}

    answer = signed_in(rita).post(reverse("reference_create", args=[vendor.pk]), sent)

    assert field in answer.context["form"].errors
    assert ClientReference.objects.count() == 1


def test_reading_takes_as_many_queries_for_much_as_for_little(
    make_vendor: MakeVendor,
    reference: None,
    bea: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    small, large = make_vendor("Small"), make_vendor("Large")
    fill(small, lines=1, dimensions=1)
    fill(large, lines=30, dimensions=len(ALL))
    client = signed_in(bea)

    for name in ("vendor_expertise", "vendor_profiles", "vendor_facts"):
        with CaptureQueriesContext(connection) as few:
            page(client, name, small)
        with django_assert_num_queries(len(few)):
            page(client, name, large)


def fill(vendor: Vendor, *, lines: int, dimensions: int) -> None:
    industry = Industry.objects.earliest("pk")
    for line in ServiceLine.objects.all()[:lines]:
        Capability.objects.create(vendor=vendor, service_line=line, years=5).industries.add(industry)
        ClientReference.objects.create(vendor=vendor, industry=industry).service_lines.add(line)
    for each in ALL[:dimensions]:
        value(vendor, each.key, "claimed", "2")
