from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.models import Vendor
from vendors.near import MOST_OFFERED, near

from .conftest import MakeVendor

SignIn = Callable[[User], Client]


def names(text: str) -> list[str]:
    return [one.name for one in near(Vendor.objects.all(), text)]


@pytest.mark.parametrize(
    "text",
    [
        "Telperformance",
        "TELEPREFORMANCE",
        "teleperfomance",
        "tele performance",
        "téléperformence",
        "telepreform",
    ],
)
def test_small_misspellings_are_forgiven(text: str, make_vendor: MakeVendor) -> None:
    make_vendor("Teleperformance SE")
    make_vendor("Televox")

    assert names(text) == ["Teleperformance SE"]


def test_another_name_of_the_vendor_may_be_meant(make_vendor: MakeVendor) -> None:
    make_vendor("Foundever", trading_names=["Sitél Group"])

    found = near(Vendor.objects.all(), "sitle")

    assert [(one.name, one.alias) for one in found] == [("Foundever", "Sitél Group")]


def test_the_closest_come_first_and_are_few(make_vendor: MakeVendor) -> None:
    for name in ("Alorica", "Alorixa", "Alorixe", "Aloraxe", "Alorixi", "Alorixo", "Konecta"):
        make_vendor(name)

    found = names("alorixc")

    assert len(found) == MOST_OFFERED
    assert found[:4] == ["Alorica", "Alorixa", "Alorixe", "Alorixi"]


@pytest.mark.parametrize("text", ["", "al", "zzzzzz", "alorica", "a l o r i c a x y z", "'; DROP TABLE"])
def test_what_is_too_short_too_far_or_found_anyway_is_not_offered(text: str, make_vendor: MakeVendor) -> None:
    make_vendor("Alorica")

    assert names(text) == []


def test_the_list_asks_what_was_meant(make_vendor: MakeVendor, bea: User, signed_in: SignIn) -> None:
    vendor = make_vendor("Alorica <b>", country="US")
    client = signed_in(bea)

    html = client.get(reverse("vendor_list"), {"q": "alorcia", "country": "US"}).content.decode()
    elsewhere = client.get(reverse("vendor_list"), {"q": "alorcia", "country": "ES"}).content.decode()

    assert f'<li><a href="{vendor.get_absolute_url()}">Alorica &lt;b&gt;</a></li>' in html
    assert 'href="?q=Alorica+%3Cb%3E&amp;country=US">Alorica &lt;b&gt;</a>?' in html
    assert "0 vendors found" in html
    assert "Did you mean" not in elsewhere


@pytest.mark.parametrize("count", [1, 30])
def test_the_offer_costs_the_same_among_one_and_among_thirty(
    count: int, make_vendor: MakeVendor, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_vendor(f"Alorica {number}")

    with django_assert_num_queries(2):
        assert near(Vendor.objects.all(), "alorcia")
