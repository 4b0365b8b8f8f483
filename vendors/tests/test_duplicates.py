"""Records that are found alike, with the rule that finds them so."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.duplicates import Known, Lookalikes, all_pairs, core
from vendors.models import Distinction, Vendor
from vendors.services import tell_apart

from .conftest import MakeVendor

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
LIST = "duplicate_list"


def reasons(first: Known, second: Known) -> list[str]:
    return [reason.text for each in Lookalikes([first]).like(second) for reason in each.reasons]


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Acme ＢＰＯ", "ACME  bpo", "is a name of both"),
        ("Atención Plus", "Atencion Plus", "Same name but for accents or look-alike letters"),
        ("Acme", "Асме", "Same name but for accents or look-alike letters"),
        ("Tele-Service", "Teleservice", "Same name but for spaces or punctuation"),
        ("Acme, S.L.", "Acme GmbH", "Same name but for the legal form"),
        ("Acme", "Acme S.p.A.", "Same name but for the legal form"),
        ("Acme S. A.", "Acme B.V.", "Same name but for the legal form"),
        ("Müller GmbH & Co. KG", "Muller AG", "Same name but for the legal form"),
        ("Kestravia sp. z o.o.", "Kestravia", "Same name but for the legal form"),
        ("ООО Ромашка", "Ромашка", "Same name but for the legal form"),
        ("Kestravia Response", "Kestravai Response", "Nearly the same spelling"),
        ("Vesprelle Assistance", "Vesprele Asistance", "Nearly the same spelling"),
    ],
)
def test_names_are_alike_by_the_strictest_rule_that_fits(one: str, other: str, rule: str) -> None:
    found = reasons(Known(1, (one,)), Known(2, (other,)))

    assert len(found) == 1
    assert rule in found[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Centre 24 Services", "Centre 25 Services"),
        ("ABC", "ABD"),
        ("Infosys", "Infosys BPM"),
        ("SA", "GmbH"),
        ("Nordic Services", "Baltic Services"),
    ],
)
def test_other_companies_are_not_alike(one: str, other: str) -> None:
    assert reasons(Known(1, (one,)), Known(2, (other,))) == []


@pytest.mark.parametrize("name", ["", " ", "GmbH", "S.A.", "…", "株式会社", "\u202e"])
def test_any_name_has_a_core(name: str) -> None:
    assert isinstance(core(name), str)


def test_an_alias_of_one_is_the_name_of_the_other(make_vendor: MakeVendor) -> None:
    make_vendor("Acanto", trading_names=["Línea Clara"])
    make_vendor("Linea Clara SL")

    (_, alike), *others = all_pairs()

    assert not others
    assert "“Línea Clara” and “Linea Clara SL”" in alike.reasons[0].text


def test_numbers_and_websites_make_records_alike(make_vendor: MakeVendor) -> None:
    make_vendor("One", vat_number="ES B-123.456", website="https://www.acme.example/es", duns="123456789")
    make_vendor("Two", vat_number="esb123456", website="http://acme.example", duns="123456789")

    ((_, alike),) = all_pairs()

    assert [reason.text for reason in alike.reasons] == [
        "Same D-U-N-S number", "Same VAT number", "Same website, acme.example"
    ]  # fmt: skip


def test_a_parent_and_its_subsidiary_may_share_a_website(make_vendor: MakeVendor) -> None:
    parent = make_vendor("One", website="https://acme.example")
    make_vendor("Two", website="https://acme.example", parent=parent)
    make_vendor("Three", website="https://linkedin.com/company/three")
    make_vendor("Four", website="https://www.linkedin.com/company/four")

    assert all_pairs() == []


def test_a_pair_told_apart_is_not_offered_again_until_that_is_withdrawn(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    one, other = make_vendor("Acme SL"), make_vendor("Acme GmbH")
    client = signed_in(rita)

    client.post(reverse("vendor_apart", args=[other.pk, one.pk]), {"reason": "Spain and Germany"})
    quiet = client.get(reverse(LIST))
    client.post(reverse("distinction_withdraw", args=[Distinction.objects.get().pk]))

    assert quiet.context["pairs"] == []
    assert "Spain and Germany" in quiet.content.decode()
    assert len(all_pairs()) == 1


def test_telling_two_apart_needs_a_reason(make_vendor: MakeVendor, rita: User, signed_in: SignIn) -> None:
    one, other = make_vendor("Acme SL"), make_vendor("Acme GmbH")

    answer = signed_in(rita).post(reverse("vendor_apart", args=[one.pk, other.pk]), {"reason": "\0"})

    assert answer.context["form"].errors
    assert not Distinction.objects.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_pair_and_for_many(
    count: int,
    make_vendor: MakeVendor,
    rita: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        one, other = make_vendor(f"V{number}"), make_vendor(f"V{number} Ltd")
        if number % 2:
            tell_apart(one=one, other=other, reason="Two", by=rita, at=NOW)
    client = signed_in(rita)

    with django_assert_max_num_queries(16):
        client.get(reverse(LIST))
    with django_assert_max_num_queries(10):
        client.get(reverse(LIST))


def test_the_register_is_compared_again_only_after_a_change(
    make_vendor: MakeVendor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_vendor("Acme SL")
    other = make_vendor("Other")
    assert all_pairs() == []

    with django_assert_num_queries(4):
        assert all_pairs() == []
    Vendor.objects.filter(pk=other.pk).update(name="Acme GmbH")
    renamed = all_pairs()
    other.delete()

    assert len(renamed) == 1
    assert all_pairs() == []


def test_whoever_adds_a_lookalike_is_warned_and_not_stopped(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    make_vendor("Acme <b>GmbH</b>")

    answer = signed_in(rita).post(
        reverse("vendor_create"), {"name": "Acme B GmbH B", "status": "registered"}, follow=True
    )

    assert Vendor.objects.count() == 2
    assert "looks like" in answer.content.decode()
    assert "<b>GmbH" not in answer.content.decode()
