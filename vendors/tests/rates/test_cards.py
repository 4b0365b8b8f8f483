"""Rate cards on the record: written down, changed, verified, removed."""

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

from accounts.models import User
from vendors import services
from vendors.history import changes_of
from vendors.models import RateCard, RateLine, Vendor

from ..browser import opened

SignIn = Callable[[User], Client]


def typed(*lines: dict[str, str], **card: str) -> dict[str, str]:
    found = {"name": "Voice", "currency": "EUR", "tier_rule": "graduated", **card}
    found |= {"lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        found |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return found


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
