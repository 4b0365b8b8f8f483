"""One volume profile, offers in any unit: exact, explained, and refused where they cannot be converted."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendors.loaded_rates import Costing, Offer, cheapest, cost, explained, money, plain
from vendors.models import ExchangeRate, RateCard, RateLine, VolumeProfile

D = Decimal


def profile(**facts: Any) -> VolumeProfile:
    """42,000 contacts of 330 seconds: 3,850 handled hours, 4,812.5 worked, 6,875 paid, 42.96875 FTE."""
    usual: dict[str, Any] = {
        "contacts": 42_000,
        "handling_seconds": 330,
        "resolution_rate": D(75),
        "occupancy": D(80),
        "shrinkage": D(30),
        "paid_hours": D(160),
        "term_months": 12,
        "growth": D(0),
    }
    return VolumeProfile(**usual | facts)


def line(unit: str, price: str, **facts: Any) -> RateLine:
    return RateLine(unit=unit, price=D(price), **facts)


def costed(*lines: RateLine, on: VolumeProfile | None = None, **facts: Any) -> Costing:
    card = RateCard(name="Card", currency="EUR", **facts.pop("card", {}))
    return cost(Offer(card, lines, on or profile(), facts.pop("currency", "EUR"), **facts))


def test_the_profile_is_explained_step_by_step() -> None:
    steps = explained(profile())

    assert [(step.name, step.numbers, step.shown) for step in steps] == [
        ("Handled hours", "42,000 × 330 ÷ 3,600", "3,850 hours a month"),
        ("Worked hours", "3,850 ÷ 80 %", "4,812.5 hours a month"),
        ("Paid hours", "4,812.5 ÷ (1 − 30 %)", "6,875 hours a month"),
        ("FTE", "6,875 ÷ 160", "≈ 42.9688 FTE"),
        ("Resolved contacts", "42,000 × 75 %", "31,500 a month"),
    ]


@pytest.mark.parametrize(
    ("offered", "month"),
    [
        (line("fte_month", "2400", bills_shrinkage=True), D("103125")),
        (line("fte_month", "2400", bills_shrinkage=False), D("72187.5")),
        (line("hour", "20", bills_shrinkage=True), D("137500")),
        (line("hour", "20", bills_shrinkage=False), D("96250")),
        (line("minute", "0.40"), D("92400")),
        (line("contact", "2.35"), D("98700")),
        (line("resolved", "3"), D("94500")),
        (line("fixed_month", "90000"), D("90000")),
    ],
)
def test_each_unit_becomes_a_month_and_a_price_of_a_contact(offered: RateLine, month: Decimal) -> None:
    found = costed(offered)

    assert found.first_month == month
    assert found.total == 12 * Fraction(month)
    assert found.per_contact == Fraction(month) / 42_000
    assert found.per_resolved == Fraction(month) / 31_500
    assert found.per_hour == Fraction(month) / Fraction("4812.5")


def test_transactions_and_outcomes_are_counted_by_the_profile() -> None:
    on = profile(transactions=5_000, outcomes=900)

    assert costed(line("transaction", "1.5"), on=on).first_month == 7_500
    assert costed(line("outcome", "40", counted="sale"), on=on).first_month == 36_000


def test_a_hybrid_adds_its_lines_and_pays_the_set_up_once() -> None:
    found = costed(line("fixed_month", "10000"), line("contact", "1.10"), line("setup", "25000"))

    assert found.first_month == 56_200
    assert found.once == 25_000
    assert found.total == 12 * 56_200 + 25_000


def test_growth_moves_the_volume_from_year_to_year() -> None:
    on = profile(growth=D(10), term_months=30)

    found = costed(line("contact", "1"), on=on)

    assert found.total == 12 * 42_000 + 12 * 46_200 + 6 * 50_820
    assert [step.name for step in found.steps if "year" in step.name] == [
        "A month in year 2",
        "A month in year 3",
    ]


def test_every_step_leads_to_the_next() -> None:
    steps = costed(line("fixed_month", "10000"), line("contact", "1.10"), line("setup", "25000")).steps

    assert [(step.name, step.numbers, step.shown) for step in steps] == [
        ("Billed", "42,000", "42,000 contacts a month"),
        ("Per contact", "42,000 × 1.1", "46,200 EUR a month"),
        ("Fixed per month", "10,000", "10,000 EUR a month"),
        ("Set-up, once", "25,000", "25,000 EUR once"),
        ("A month", "46,200 + 10,000", "56,200 EUR"),
        ("Over the term", "12 × 56,200 + 25,000", "699,400 EUR"),
        ("A worked hour, loaded", "699,400 ÷ 57,750", "≈ 12.1108 EUR"),
        ("A contact", "699,400 ÷ 504,000", "≈ 1.3877 EUR"),
        ("A resolved contact", "699,400 ÷ 378,000", "≈ 1.8503 EUR"),
    ]


# --- Minimums and tiers

TIERS = (
    line("contact", "3", tier_up_to=D(10_000)),
    line("contact", "2", tier_above=D(10_000), tier_up_to=D(50_000)),
    line("contact", "1", tier_above=D(50_000)),
)


@pytest.mark.parametrize(
    ("contacts", "graduated", "whole"),
    [
        (1, 3, 3),
        (10_000, 30_000, 30_000),
        (10_001, 30_002, 20_002),
        (50_000, 110_000, 100_000),
        (50_001, 110_001, 50_001),
    ],
)
def test_a_tier_reaches_to_its_end_and_the_next_begins_above_it(
    contacts: int, graduated: int, whole: int
) -> None:
    on = profile(contacts=contacts)

    assert costed(*TIERS, on=on, card={"tier_rule": "graduated"}).first_month == graduated
    assert costed(*TIERS, on=on, card={"tier_rule": "whole"}).first_month == whole


def test_a_minimum_is_billed_even_if_less_is_needed() -> None:
    found = costed(line("contact", "2", minimum=D(50_000)))

    assert found.first_month == 100_000
    assert found.steps[0].numbers == "max(42,000; 50,000)"


def test_a_share_of_the_work_has_a_price_of_its_own() -> None:
    found = costed(
        line("contact", "2", role="Standard", share=D(70)), line("contact", "5", role="Expert", share=D(30))
    )

    assert found.first_month == 42_000 * (D("0.7") * 2 + D("0.3") * 5)


# --- What cannot be converted

HOUR = line("hour", "20", bills_shrinkage=True)


@pytest.mark.parametrize(
    ("lines", "on", "reason"),
    [
        ([], {}, "The card has no price for the running work."),
        ([line("setup", "9")], {}, "The card has no price for the running work."),
        (
            [line("hour", "20")],
            {},
            "Per hour: the card does not say whether time not worked (leave, breaks) is billed.",
        ),
        (
            [line("resolved", "3")],
            {"resolution_rate": None},
            "The profile does not say how many contacts are resolved.",
        ),
        (
            [line("transaction", "3")],
            {},
            "The profile does not say how many transactions there are a month.",
        ),
        ([line("outcome", "3")], {}, "The profile does not say how many outcomes there are a month."),
        (
            [line("contact", "3", tier_up_to=D(40_000))],
            {},
            "Per contact: 42,000 contacts a month are billed, and the card has no price above 40,000.",
        ),
        (
            [line("contact", "3", tier_up_to=D(10)), line("contact", "2", tier_above=D(20))],
            {},
            "Per contact: 42,000 contacts a month are billed, and the card has no price above 10.",
        ),
        (
            [line("contact", "3", tier_up_to=D(30)), line("contact", "2", tier_above=D(20))],
            {},
            "Per contact: two lines have a price for the same volume.",
        ),
        (
            [line("contact", "3", role="A"), line("contact", "2", role="B")],
            {},
            "Several prices per contact, without the share of the work that each is for: "
            "Per contact (A); Per contact (B).",
        ),
        ([line("contact", "3", share=D(40))], {}, "Its lines price only 40 % of the work."),
    ],
)
def test_what_cannot_be_converted_says_why_and_has_no_number(
    lines: list[RateLine], on: dict[str, Any], reason: str
) -> None:
    found = costed(*lines, on=profile(**on))

    assert found.reasons == (reason,)
    assert not found.is_comparable
    assert (found.total, found.per_contact, found.per_hour, found.steps) == (None, None, None, ())


def test_growth_out_of_the_last_tier_is_not_comparable() -> None:
    found = costed(line("contact", "1", tier_up_to=D(45_000)), on=profile(growth=D(10), term_months=24))

    assert found.reasons == (
        "Per contact: 46,200 contacts a month are billed, and the card has no price above 45,000.",
    )


# --- Currencies

RATE = ExchangeRate(base="USD", quote="EUR", rate=D("0.8"), dated=date(2026, 11, 2), source="Central bank")


def test_another_currency_is_converted_at_a_dated_rate_that_is_named() -> None:
    found = costed(line("contact", "1"), card={}, currency="USD", rates={"EUR": RATE})

    assert found.total == Fraction(12 * 42_000) / Fraction("0.8")
    step = next(step for step in found.steps if step.name == "In USD")
    assert (step.formula, step.numbers) == ("1 USD = 0.8 EUR on 2 Nov 2026, Central bank", "504,000 ÷ 0.8")


def test_without_a_rate_nothing_is_converted_one_to_one() -> None:
    found = costed(line("contact", "1"), currency="USD")

    assert found.reasons == ("There is no exchange rate from EUR to USD on or before that day.",)
    assert found.total is None


# --- Training that the price does not include

TRAINING = {"training_cost": D(1_000), "training_currency": "EUR", "attrition": D(40)}


def test_training_is_the_buyers_where_the_offer_does_not_include_it() -> None:
    on = profile(paid_hours=D("137.5"), **TRAINING)

    without = costed(line("contact", "1"), on=on)
    included = costed(line("contact", "1", includes=["training"]), on=on)

    assert included.total == 504_000
    assert without.total == 504_000 + (50 + 20) * 1_000
    assert without.notes == (
        "Does not say that it includes training, supervision, quality assurance, technology.",
    )


def test_training_in_a_currency_without_a_rate_is_refused() -> None:
    on = profile(**TRAINING | {"training_currency": "PHP"})

    assert costed(line("contact", "1"), on=on).reasons == (
        "There is no exchange rate from PHP to EUR on or before that day.",
    )


def test_the_cheapest_is_the_lowest_total_among_those_that_can_be_compared() -> None:
    offers = [costed(line("contact", "2")), costed(line("contact", "1.5")), costed(line("outcome", "0.01"))]

    assert cheapest(offers) == offers[1].total
    assert cheapest(offers[2:]) is None


# --- Properties

amounts = st.decimals(D("0.01"), D(5000), places=2)
shares = st.decimals(D(1), D(100), places=2)
profiles = st.builds(
    profile,
    contacts=st.integers(1, 10**6),
    handling_seconds=st.integers(1, 7200),
    occupancy=shares,
    shrinkage=st.decimals(D(0), D(90), places=2),
    paid_hours=st.decimals(D(1), D(300), places=2),
    growth=st.decimals(D(-50), D(50), places=2),
    term_months=st.integers(1, 60),
)


@given(profiles, amounts)
@settings(max_examples=60, deadline=None)
def test_a_price_per_hour_survives_the_way_to_a_contact_and_back(on: VolumeProfile, price: Decimal) -> None:
    hourly = costed(line("hour", str(price), bills_shrinkage=False), on=on)
    assert hourly.per_contact is not None

    hours_of_a_contact = Fraction(on.handling_seconds, 3600) / (Fraction(on.occupancy) / 100)

    assert hourly.per_hour == Fraction(price)
    assert hourly.per_contact / hours_of_a_contact == Fraction(price)


@given(profiles, amounts, st.sampled_from(["fte_month", "hour", "minute", "contact", "resolved"]))
@settings(max_examples=60, deadline=None)
def test_twice_the_volume_costs_twice_as_much(on: VolumeProfile, price: Decimal, unit: str) -> None:
    offered = line(unit, str(price), bills_shrinkage=True)
    once = costed(offered, on=on)

    on.contacts *= 2
    twice = costed(offered, on=on)

    assert once.total and twice.total == 2 * once.total
    assert twice.per_contact == once.per_contact


@given(st.integers(1, 120_000), st.integers(1, 120_000))
@settings(max_examples=60, deadline=None)
def test_graduated_tiers_never_make_more_cost_less(one: int, other: int) -> None:
    less, more = sorted((one, other))

    cheaper = costed(*TIERS, on=profile(contacts=less), card={"tier_rule": "graduated"}).total
    dearer = costed(*TIERS, on=profile(contacts=more), card={"tier_rule": "graduated"}).total

    assert cheaper and dearer and cheaper <= dearer


def test_numbers_are_shown_exactly_or_said_to_be_rounded() -> None:
    assert plain(Fraction(1, 3)) == "≈ 0.3333"
    assert plain(D("1234.50")) == "1,234.5"
    assert money(Fraction("2.345")) == "2.35"
    assert money(Fraction(-5, 1000)) == "-0.01"
