"""What is near: the shipped rule, what an administrator sets in its place, and the filter that follows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django_countries import countries

from vendors.filters import VendorFilterForm
from vendors.geography import (
    Seen,
    Shore,
    by_rule,
    clocks_apart,
    country_of,
    regions_by_country,
    seen_from,
    zone_of,
)
from vendors.models import DeliverySite, NearCountry, Vendor

from .conftest import MakeVendor


def test_every_country_has_a_region_and_a_clock() -> None:
    known = {code for code, _ in countries} - {"AQ", "BV", "HM", "XK"}

    assert known <= set(regions_by_country())
    assert {code for code in known if zone_of(code) == "UTC"} == set()


def test_regions_adjoin_each_other() -> None:
    regions = {region.name: region for region in regions_by_country().values()}

    assert [
        (region.name, other)
        for region in regions.values()
        for other in region.neighbours
        if region.name not in regions[other].neighbours
    ] == []


@pytest.mark.parametrize(
    ("buyer", "country", "shore", "said"),
    [
        ("ES", "ES", "onshore", "The buyer's own country."),
        (
            "ES",
            "PT",
            "nearshore",
            "Same region (Southern Europe), and clocks are 0 h apart at best: at most two hours.",
        ),
        (
            "ES",
            "MA",
            "nearshore",
            "Northern Africa adjoins Southern Europe, and clocks are 0 h apart at best: at most two hours.",
        ),
        ("ES", "CO", "offshore", "South America does not adjoin Southern Europe."),
        (
            "US",
            "CO",
            "nearshore",
            "South America adjoins Northern America, and clocks are 0 h apart at best: at most two hours.",
        ),
        (
            "IN",
            "PH",
            "offshore",
            "South-eastern Asia adjoins Southern Asia, but clocks are 2 h 30 apart at best: more than two hours.",
        ),
        ("ES", "AQ", "offshore", "No region is recorded for one of the two countries."),
    ],
)
def test_the_rule_says_where_a_country_lies_and_why(
    buyer: str, country: str, shore: str, said: str, db: None
) -> None:
    assert seen_from(buyer).see(country) == Seen(Shore(shore), said)


def test_the_rule_reads_the_same_in_both_directions() -> None:
    codes = sorted(regions_by_country())[::7]

    assert all(by_rule(one, other).shore == by_rule(other, one).shore for one in codes for other in codes)


def test_clocks_are_compared_in_standard_time() -> None:
    assert clocks_apart("FR", "IE") == timedelta(hours=1)
    assert clocks_apart("AU", "NZ") == timedelta(hours=1, minutes=30)


def test_the_country_of_a_zone_is_known_where_it_has_one() -> None:
    assert [country_of(zone) for zone in ("Europe/Madrid", "America/Sao_Paulo", "UTC")] == ["ES", "BR", ""]


def test_what_an_administrator_sets_comes_before_the_rule(db: None) -> None:
    NearCountry.objects.create(buyer_country="ES", country="MA", is_near=False, reason="Outside the EU.")
    NearCountry.objects.create(buyer_country="ES", country="CO", reason="Same language.")
    view = seen_from("ES")

    assert view.see("MA") == Seen(Shore.OFFSHORE, "Set by an administrator: Outside the EU.")
    assert view.see("CO") == Seen(Shore.NEARSHORE, "Set by an administrator: Same language.")
    assert seen_from("PT").see("CO").shore == Shore.OFFSHORE


def found(**chosen: str) -> list[str]:
    form = VendorFilterForm(chosen)
    return [vendor.name for vendor in form.apply(Vendor.objects.all())]


@pytest.fixture
def vendors(make_vendor: MakeVendor) -> None:
    make_vendor("At home", delivery_countries=["ES"])
    make_vendor("Everywhere", delivery_countries=["CO", "PT", "ES"])
    site = make_vendor("Far, with a site near", delivery_countries=["PH"])
    DeliverySite.objects.create(vendor=site, country="MA", city="Tangier", timezone="Africa/Casablanca")
    make_vendor("Unknown", country="ES")


@pytest.mark.parametrize(
    ("shore", "names"),
    [
        ("onshore", ["At home", "Everywhere"]),
        ("nearshore", ["Everywhere", "Far, with a site near"]),
        ("offshore", ["Everywhere", "Far, with a site near"]),
    ],
)
def test_the_register_is_narrowed_by_distance_from_the_buyer(
    shore: str, names: list[str], vendors: None
) -> None:
    assert found(shore=shore, seen_from="ES") == names


def test_the_filter_follows_what_an_administrator_sets(vendors: None) -> None:
    NearCountry.objects.create(buyer_country="ES", country="MA", is_near=False, reason="Outside the EU.")

    assert found(shore="nearshore", seen_from="ES") == ["Everywhere"]


def test_a_distance_without_a_country_asks_for_the_country(db: None) -> None:
    form = VendorFilterForm(QueryDict("shore=onshore"))

    assert form.errors == {"seen_from": ["Choose the country from which that is seen."]}


@pytest.mark.parametrize("count", [1, 30])
def test_distance_costs_the_same_for_many_vendors(count: int, make_vendor: MakeVendor) -> None:
    for number in range(count):
        make_vendor(f"V{number}", delivery_countries=["PT"])

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(found(shore="nearshore", seen_from="ES")) == count

    assert len(queries) == 2
