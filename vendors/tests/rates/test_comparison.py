"""Offers side by side, for one volume profile."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.models import ExchangeRate, RateCard, RateLine, VolumeProfile

from ..conftest import MakeVendor

SignIn = Callable[[User], Client]


def compared(client: Client, cards: list[RateCard], profile: VolumeProfile, **more: str) -> str:
    chosen: dict[str, Any] = {"card": [card.pk for card in cards], "profile": profile.pk, **more}
    return " ".join(client.get(reverse("rate_compare"), chosen).content.decode().split())


@pytest.fixture
def cards(card: RateCard, make_vendor: MakeVendor) -> list[RateCard]:
    other = RateCard.objects.create(vendor=make_vendor("Beta BPO"), name="Team", currency="USD")
    RateLine.objects.create(card=other, unit="fte_month", price=2500, bills_shrinkage=True)
    return [card, other]


def test_a_price_per_fte_and_one_per_contact_stand_side_by_side(
    cards: list[RateCard], profile: VolumeProfile, bea: User, signed_in: SignIn
) -> None:
    ExchangeRate.objects.create(base="USD", quote="EUR", rate="0.8", dated=date(2026, 1, 2), source="Bank")

    page = compared(signed_in(bea), cards, profile, currency="EUR", on="2026-03-01")

    assert "1,184,400.00" in page  # 42,000 × 2.35 × 12
    assert "1,031,250.00" in page  # 42.96875 FTE × 2,500 USD × 12 × 0.8
    assert page.count(">cheapest<") == 1
    assert "14.9 % above the cheapest" in page
    assert "1 USD = 0.8 EUR on 2 Jan 2026, Bank" in page


def test_a_card_that_has_ended_is_marked_and_no_yardstick(
    cards: list[RateCard], profile: VolumeProfile, bea: User, signed_in: SignIn
) -> None:
    ended, current = cards
    RateCard.objects.filter(pk=current.pk).update(currency="EUR")
    RateCard.objects.filter(pk=ended.pk).update(valid_until=date(2026, 2, 28))
    RateLine.objects.filter(card=ended).update(price=1)

    on_the_last_day = compared(signed_in(bea), cards, profile, currency="EUR", on="2026-02-28")
    after_it = compared(signed_in(bea), cards, profile, currency="EUR", on="2026-03-01")

    assert "above the cheapest" in on_the_last_day
    assert "Ended" not in on_the_last_day
    assert after_it.index("Ended</span>") < after_it.index(">cheapest<")
    assert "above the cheapest" not in after_it
    assert "ended on 28 Feb 2026" in after_it


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (None, date(2026, 2, 8), "ended on 8 Feb 2026"),
        (date(2026, 3, 2), None, "begins on 2 Mar 2026"),
    ],
)
def test_a_card_that_is_not_in_force_says_since_or_until_when(
    cards: list[RateCard],
    profile: VolumeProfile,
    bea: User,
    signed_in: SignIn,
    first: date | None,
    last: date | None,
    why: str,
) -> None:
    RateCard.objects.filter(pk=cards[1].pk).update(valid_from=first, valid_until=last)

    page = compared(signed_in(bea), cards, profile, currency="EUR", on="2026-03-01")

    assert page.count(f"not in force on 1 Mar 2026: {why}") == 1


def test_without_a_rate_of_that_day_there_is_a_reason_and_no_number(
    cards: list[RateCard], profile: VolumeProfile, bea: User, signed_in: SignIn
) -> None:
    ExchangeRate.objects.create(base="USD", quote="EUR", rate="0.8", dated=date(2026, 1, 2), source="Bank")

    page = compared(signed_in(bea), cards, profile, currency="EUR", on="2026-01-01")

    assert "Not comparable" in page
    assert "There is no exchange rate from USD to EUR on or before that day." in page


def test_the_newest_rate_of_either_direction_counts(db: None) -> None:
    for day, base, quote, rate in (
        (1, "USD", "EUR", "0.8"),
        (5, "EUR", "USD", "1.6"),
        (9, "USD", "EUR", "0.5"),
    ):
        ExchangeRate.objects.create(
            base=base, quote=quote, rate=rate, dated=date(2026, 1, day), source="Bank"
        )

    found = ExchangeRate.objects.latest_into("EUR", of=["USD", "GBP"], on=date(2026, 1, 8))

    assert {code: rate.into("EUR") for code, rate in found.items()} == {"USD": Decimal("0.625")}


@pytest.mark.parametrize(
    "query", ["?card=x", "?profile=9", "?on=2026-02-30&card=1", "?currency=EU", "?q=%25"]
)
def test_what_cannot_be_chosen_is_no_failure(query: str, bea: User, signed_in: SignIn) -> None:
    assert signed_in(bea).get(reverse("rate_compare") + query).status_code == 200


@pytest.mark.parametrize("count", [2, 8])
def test_the_comparison_costs_the_same_for_two_cards_and_for_eight(
    count: int,
    make_vendor: MakeVendor,
    profile: VolumeProfile,
    bea: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    cards = []
    for number in range(count):
        cards.append(RateCard.objects.create(vendor=make_vendor(f"V{number}"), name="Card", currency="EUR"))
        RateLine.objects.create(card=cards[-1], unit="contact", price=number + 1)
    client = signed_in(bea)

    with django_assert_max_num_queries(12):
        page = compared(client, cards, profile)

    assert page.count("Why this number") == count
