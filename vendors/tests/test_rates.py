"""Rate cards on the record, volume profiles, and offers side by side."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pghistory
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors import services
from vendors.history import changes_of
from vendors.models import ExchangeRate, RateCard, RateLine, Vendor, VolumeProfile

from .browser import opened
from .conftest import MakeVendor

SignIn = Callable[[User], Client]


def typed(*lines: dict[str, str], **card: str) -> dict[str, str]:
    found = {"name": "Voice", "currency": "EUR", "tier_rule": "graduated", **card}
    found |= {"lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        found |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return found


@pytest.fixture
def card(vendor: Vendor) -> RateCard:
    card = RateCard.objects.create(vendor=vendor, name="Voice", currency="EUR", source="Offer of May")
    RateLine.objects.create(card=card, unit="contact", price=Decimal("2.35"))
    return card


@pytest.fixture
def profile(bea: User) -> VolumeProfile:
    return VolumeProfile.objects.create(
        name="City line", owner=bea, contacts=42_000, handling_seconds=330, occupancy=80, shrinkage=30,
        paid_hours=160, term_months=12,
    )  # fmt: skip


def test_a_hybrid_card_is_written_down_with_its_lines(vendor: Vendor, rita: User, signed_in: SignIn) -> None:
    lines = [
        {"unit": "fixed_month", "price": "9000"},
        {"unit": "hour", "price": "21.50", "bills_shrinkage": "False", "includes": "training"},
        {},
    ]

    answer = signed_in(rita).post(reverse("rate_card_create", args=[vendor.pk]), typed(*lines))

    assert answer.status_code == 302
    found = RateCard.objects.get()
    assert [(each.unit, each.price, each.bills_shrinkage) for each in found.lines.all()] == [
        ("fixed_month", 9000, None),
        ("hour", Decimal("21.5"), False),
    ]
    assert found.entered_by == rita
    page = signed_in(rita).get(reverse("vendor_rates", args=[vendor.pk])).content.decode()
    assert "21.5" in page and "fixed per month" in page


@pytest.mark.parametrize(
    ("lines", "card", "said"),
    [
        ([], {}, "Give at least one price."),
        ([{"unit": "hour", "price": "0"}], {}, "At least 0.000001; this is 0."),
        ([{"unit": "hour", "price": "1e3"}], {}, "is not a plain number"),
        ([{"unit": "hour", "price": "1,234"}], {}, "could mean 1234 or 1.234"),
        ([{"unit": "setup", "price": "9", "minimum": "3"}], {}, "A lump sum has no tiers"),
        (
            [
                {"unit": "contact", "price": "3", "tier_up_to": "100"},
                {"unit": "contact", "price": "2", "tier_above": "90"},
            ],
            {},
            "Per contact: two lines have a price for the same volume.",
        ),
        (
            [{"unit": "contact", "price": "3", "tier_above": "100", "tier_up_to": "100"}],
            {},
            "A tier ends above where it begins.",
        ),
        (
            [{"unit": "hour", "price": "9"}],
            {"valid_from": "2026-02-02", "valid_until": "2026-02-01"},
            "It cannot end before it begins.",
        ),
        ([{"unit": "hour", "price": "9"}], {"currency": "XXX"}, "choose one that is listed"),
    ],
)
def test_a_card_that_cannot_be_is_refused_and_kept_as_typed(
    lines: list[dict[str, str]],
    card: dict[str, str],
    said: str,
    vendor: Vendor,
    rita: User,
    signed_in: SignIn,
) -> None:
    answer = signed_in(rita).post(reverse("rate_card_create", args=[vendor.pk]), typed(*lines, **card))

    assert said in answer.content.decode()
    assert 'value="Voice"' in answer.content.decode()
    assert not RateCard.objects.exists()


def test_a_card_is_edited_and_told_in_the_history(card: RateCard, rita: User, signed_in: SignIn) -> None:
    client, address = signed_in(rita), reverse("rate_card_edit", args=[card.pk])
    line = card.lines.get()
    changed = {
        **opened(client, address),
        **typed({"unit": "contact", "price": "2.10"}, name="Voice 2027"),
        "lines-INITIAL_FORMS": "1",
        "lines-0-id": str(line.pk),
        "lines-0-card": str(card.pk),
    }

    assert client.post(address, changed).status_code == 302

    told = [(each.subject, each.field, each.new) for c in changes_of(card.vendor)[:50] for each in c.lines]
    assert ("Rate card Voice", "Name", "Voice 2027") in told or (
        "Rate card Voice 2027",
        "Name",
        "Voice 2027",
    ) in told
    assert any(field == "Price" and "2.1" in (new or "") for _, field, new in told)


def test_a_copy_has_the_prices_and_neither_validity_nor_source(
    card: RateCard, rita: User, signed_in: SignIn
) -> None:
    signed_in(rita).post(reverse("rate_card_copy", args=[card.pk]))

    copy = RateCard.objects.get(name="Copy of Voice")
    assert (copy.source, copy.valid_from, copy.lines.get().price) == ("", None, Decimal("2.35"))
    assert card.lines.count() == 1


def test_another_than_who_entered_a_card_verifies_it(
    vendor: Vendor, rita: User, ada: User, signed_in: SignIn
) -> None:
    signed_in(rita).post(
        reverse("rate_card_create", args=[vendor.pk]), typed({"unit": "contact", "price": "2.35"})
    )
    card = RateCard.objects.get()
    address, page = reverse("rate_card_verify", args=[card.pk]), reverse("vendor_rates", args=[vendor.pk])

    assert address not in signed_in(rita).get(page).content.decode()
    assert "Somebody other than" in signed_in(rita).post(address, follow=True).content.decode()
    assert address in signed_in(ada).get(page).content.decode()
    assert "Verified by Ada" in signed_in(ada).post(address, follow=True).content.decode()
    signed_in(ada).post(address, {"withdraw": "yes"})
    assert "Not verified, entered by Rita" in signed_in(ada).get(page).content.decode()


@pytest.mark.parametrize("deed", ["add", "change", "delete", "nothing"])
def test_a_card_whose_prices_change_is_verified_no_longer(
    deed: str, card: RateCard, rita: User, ada: User
) -> None:
    line = card.lines.get()
    services.verify_fact(fact=card, by=ada, at=timezone.now())

    with pghistory.context(user=rita.pk):
        if deed == "add":
            RateLine.objects.create(card=card, unit="hour", price=20)
        if deed == "change":
            RateLine.objects.filter(pk=line.pk).update(price=3)
        if deed == "delete":
            line.delete()

    card.refresh_from_db()
    expected = (True, None) if deed == "nothing" else (False, rita)
    assert (card.is_verified, card.entered_by) == expected


def test_a_card_saved_as_it_was_stays_verified(
    card: RateCard, rita: User, ada: User, signed_in: SignIn
) -> None:
    services.verify_fact(fact=card, by=ada, at=timezone.now())
    form = signed_in(rita).get(reverse("rate_card_edit", args=[card.pk])).context
    sent = {
        field.html_name: field.value()
        for each in (form["form"], form["lines"].management_form)
        for field in each
    }
    sent |= {field.html_name: field.value() for line in form["lines"] for field in line}

    typed_again = {name: "" if value is None else value for name, value in sent.items()}
    signed_in(rita).post(reverse("rate_card_edit", args=[card.pk]), typed_again)

    card.refresh_from_db()
    assert card.verified_by == ada


def test_removing_a_card_asks_first(card: RateCard, rita: User, signed_in: SignIn) -> None:
    client, address = signed_in(rita), reverse("rate_card_remove", args=[card.pk])

    assert "Remove rate card?" in client.get(address).content.decode()
    assert RateCard.objects.exists()
    client.post(address)
    assert not RateCard.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "on", "state"),
    [
        (None, None, date(2026, 5, 1), "current"),
        (date(2026, 5, 1), date(2026, 5, 31), date(2026, 5, 31), "current"),
        (date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1), "ended"),
        (date(2026, 5, 1), None, date(2026, 4, 30), "future"),
    ],
)
def test_a_card_is_in_force_from_its_first_day_to_its_last(
    first: date | None, last: date | None, on: date, state: str
) -> None:
    assert RateCard(valid_from=first, valid_until=last).state(on=on) == state


@pytest.mark.parametrize("facts", [{"price": 0}, {"tier_up_to": 0}, {"share": 101}, {"minimum": 0}])
def test_the_database_refuses_a_line_that_cannot_be(facts: dict[str, Any], card: RateCard) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RateLine.objects.create(**{"card": card, "unit": "contact", "price": 1} | facts)


# --- Comparison


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


# --- Profiles


def test_a_profile_is_its_owners_until_it_is_shared(
    profile: VolumeProfile, rita: User, signed_in: SignIn
) -> None:
    client, edit = signed_in(rita), reverse("volume_profile_edit", args=[profile.pk])

    assert "City line" not in client.get(reverse("rate_compare")).content.decode()
    VolumeProfile.objects.update(is_shared=True)
    assert "City line" in client.get(reverse("rate_compare")).content.decode()
    assert client.get(edit).status_code == 404


def test_a_profile_is_written_down_and_changed(bea: User, signed_in: SignIn) -> None:
    client = signed_in(bea)
    facts = {
        "name": "Line", "contacts": "900", "handling_seconds": "300", "occupancy": "85", "shrinkage": "30",
        "paid_hours": "160", "term_months": "36", "growth": "-5",
    }  # fmt: skip

    client.post(reverse("volume_profile_create"), facts)
    profile = VolumeProfile.objects.get()
    edit = reverse("volume_profile_edit", args=[profile.pk])
    client.post(edit, opened(client, edit) | {"contacts": "1000"})

    assert (VolumeProfile.objects.get().contacts, profile.owner, profile.resolution_rate) == (1000, bea, None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"occupancy": "0"}, "occupancy"),
        ({"occupancy": "101"}, "occupancy"),
        ({"shrinkage": "100"}, "shrinkage"),
        ({"contacts": "NaN"}, "contacts"),
        ({"term_months": "0"}, "term_months"),
        ({"training_cost": "900"}, "training_currency"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(
    facts: dict[str, str], field: str, bea: User, signed_in: SignIn
) -> None:
    usual = {
        "name": "Line", "contacts": "900", "handling_seconds": "300", "occupancy": "85", "shrinkage": "30",
        "paid_hours": "160", "term_months": "36", "growth": "0",
    }  # fmt: skip

    answer = signed_in(bea).post(reverse("volume_profile_create"), usual | facts)

    assert field in answer.context["form"].errors
    assert not VolumeProfile.objects.exists()
