"""Who works for a vendor, level by level."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.models import ServiceLine, Subcontractor, Vendor
from vendors.subcontracting import DEEPEST, tree

from .browser import opened
from .conftest import MakeVendor

SignIn = Callable[[User], Client]

VOICE, SCANNING = "FO-01", "BO-12"


def engage(vendor: Vendor, who: Vendor | str, line: str = "") -> Subcontractor:
    told: dict[str, Vendor | str] = {"name": who} if isinstance(who, str) else {"company": who}
    service_line = ServiceLine.objects.get(code=line) if line else None
    return Subcontractor.objects.create(vendor=vendor, service_line=service_line, task="Nights", **told)


def shape(vendor: Vendor) -> list[tuple[int, str]]:
    return [(branch.level, branch.subcontractor.title) for branch in tree(vendor)]


def test_below_a_subcontractor_stand_its_own_of_the_same_service_line(
    reference: None, make_vendor: MakeVendor
) -> None:
    top, middle = make_vendor("Top"), make_vendor("Middle")
    engage(top, middle, VOICE)
    engage(middle, "Voice at night", VOICE)
    engage(middle, "Scanners", SCANNING)
    engage(middle, "Hosting")

    assert shape(top) == [(1, "Middle"), (2, "Hosting"), (2, "Voice at night")]


def test_a_ring_ends_where_it_closes(reference: None, make_vendor: MakeVendor) -> None:
    one, two = make_vendor("One"), make_vendor("Two")
    engage(one, two)
    engage(two, one)

    assert [(branch.subcontractor.title, branch.is_ring) for branch in tree(one)] == [
        ("Two", False),
        ("One", True),
    ]


def test_a_long_chain_is_followed_to_its_stated_depth(reference: None, make_vendor: MakeVendor) -> None:
    chain = [make_vendor(f"Link {number}") for number in range(DEEPEST + 3)]
    for above, below in pairwise(chain):
        engage(above, below)

    assert [level for level, _ in shape(chain[0])] == [1, 2, 3, 4, 5]


def test_many_take_as_many_queries_as_one(
    reference: None, make_vendor: MakeVendor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    small, large, below = make_vendor("Small"), make_vendor("Large"), make_vendor("Below")
    engage(small, below)
    engage(below, "Deep")
    with CaptureQueriesContext(connection) as few:
        tree(small)
    engage(large, below)
    for number in range(30):
        engage(large, f"Company {number}")
        engage(below, f"Deep {number}")

    with django_assert_num_queries(len(few)):
        assert len(tree(large)) == 31 + 31


def test_a_subcontractor_is_added_edited_verified_and_removed(
    vendor: Vendor, reference: None, make_vendor: MakeVendor, rita: User, ada: User, signed_in: SignIn
) -> None:
    other, client = make_vendor("Zeta Voz"), signed_in(rita)

    client.post(reverse("subcontractor_create", args=[vendor.pk]), {"company": "zeta voz", "task": "Nights"})
    found = Subcontractor.objects.get()
    assert (found.company, found.entered_by, found.is_verified) == (other, rita, False)
    address = reverse("subcontractor_edit", args=[found.pk])
    client.post(address, opened(client, address) | {"company": "", "name": "Zeta S.L."})
    found.refresh_from_db()
    assert (found.company, found.title) == (None, "Zeta S.L.")

    signed_in(ada).post(reverse("subcontractor_verify", args=[found.pk]))
    found.refresh_from_db()
    assert found.verified_by == ada

    signed_in(rita).post(reverse("subcontractor_remove", args=[found.pk]))
    assert not Subcontractor.objects.exists()
    history = signed_in(rita).get(reverse("vendor_history", args=[vendor.pk])).content.decode()
    assert "Subcontractor Zeta S.L." in history


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "__all__"),
        ({"company": "Zeta Voz", "name": "Zeta too"}, "__all__"),
        ({"company": "Nobody of this name"}, "company"),
        ({"company": "Itself"}, "__all__"),
        ({"name": "Known here"}, "__all__"),
        ({"name": "A\x00B"}, "name"),
        ({"name": "Fine", "task": ""}, "task"),
        ({"name": "Fine", "country": "XX"}, "country"),
        ({"name": "Fine", "service_line": "1000000"}, "service_line"),
    ],
)
def test_what_cannot_be_is_refused(
    typed: dict[str, str],
    field: str,
    reference: None,
    make_vendor: MakeVendor,
    rita: User,
    signed_in: SignIn,
) -> None:
    vendor, _ = make_vendor("Itself"), make_vendor("Zeta Voz")
    engage(vendor, "Known here")

    answer = signed_in(rita).post(
        reverse("subcontractor_create", args=[vendor.pk]), {"task": "Nights", **typed}
    )

    assert field in answer.context["form"].errors
    assert Subcontractor.objects.count() == 1


def test_the_database_refuses_a_vendor_that_works_for_itself(vendor: Vendor, reference: None) -> None:
    with pytest.raises(IntegrityError, match="subcontractor_is_another"):
        engage(vendor, vendor)


def test_the_record_shows_both_directions(
    reference: None, make_vendor: MakeVendor, bea: User, signed_in: SignIn
) -> None:
    top, below = make_vendor("Top <script>"), make_vendor("Below")
    engage(top, below, VOICE)
    client = signed_in(bea)

    of_top, of_below = (
        client.get(reverse("vendor_expertise", args=[each.pk])).content.decode() for each in (top, below)
    )

    assert "Below</a>" in of_top
    assert "Works for" in of_below
    assert "Top &lt;script&gt;" in of_below
