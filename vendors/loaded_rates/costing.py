"""What one card costs on a profile, over its term and by contact and hour."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from vendors.models import ExchangeRate, Included, PricingUnit, RateCard, RateLine, VolumeProfile

from .prices import Price, month, prices_of
from .steps import NotComparable, Step, plain
from .work import YEAR, Work, share, work_of


@dataclass(frozen=True)
class Offer:
    """A card and its lines, put on a profile in a currency with the rates of exchange that were found."""

    card: RateCard
    lines: Sequence[RateLine]
    profile: VolumeProfile
    currency: str
    rates: Mapping[str, ExchangeRate] = field(default_factory=dict)

    @property
    def prices(self) -> list[Price]:
        return prices_of(self.lines)

    @property
    def included(self) -> set[str]:
        return {kind for line in self.lines for kind in line.includes}

    @property
    def missing(self) -> list[str]:
        return [str(kind.label).lower() for kind in Included if kind not in self.included]


@dataclass(frozen=True)
class Costing:
    """The figures of an offer in the currency of the comparison, or why there are none."""

    offer: Offer
    reasons: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    first_month: Fraction | None = None
    once: Fraction | None = None
    total: Fraction | None = None
    per_contact: Fraction | None = None
    per_resolved: Fraction | None = None
    per_hour: Fraction | None = None

    @property
    def is_comparable(self) -> bool:
        return not self.reasons


def cost(offer: Offer) -> Costing:
    """Everything that stands in the way is told, not only the first of it."""
    reasons = list(dict.fromkeys([*in_the_way(offer), *without_rate(offer)]))
    if reasons:
        return Costing(offer, tuple(reasons))
    return figures(offer)


def cheapest(costings: Iterable[Costing]) -> Fraction | None:
    """The lowest total over the term among those that can be compared."""
    return min((each.total for each in costings if each.total is not None), default=None)


def in_the_way(offer: Offer) -> Iterator[str]:
    prices = offer.prices
    if not any(price.unit != PricingUnit.SETUP for price in prices):
        yield "The card has no price for the running work."
        return
    yield from unknown_shares(prices)
    for work in work_of(offer.profile):
        for price in prices:
            try:
                month(price, offer.card.tier_rule, work, offer.card.currency)
            except NotComparable as reason:
                yield str(reason)


def unknown_shares(prices: Iterable[Price]) -> Iterator[str]:
    by_unit: dict[PricingUnit, list[Price]] = defaultdict(list)
    for price in prices:
        if not price.unit.is_lump:
            by_unit[price.unit].append(price)
    for unit, several in by_unit.items():
        if len(several) > 1 and any(price.first.share is None for price in several):
            names = "; ".join(price.name for price in several)
            yield f"Several prices {unit.label}, without the share of the work that each is for: {names}."
    whole = sum((price.share for each in by_unit.values() for price in each), Fraction(0))
    if by_unit and whole < 1:
        yield f"Its lines price only {plain(whole * 100)} % of the work."


def without_rate(offer: Offer) -> Iterator[str]:
    needed = [offer.card.currency]
    if counts_training(offer):
        needed.append(offer.profile.training_currency)
    for currency in needed:
        if currency != offer.currency and currency not in offer.rates:
            yield f"There is no exchange rate from {currency} to {offer.currency} on or before that day."


def counts_training(offer: Offer) -> bool:
    """Training is the buyer's where the offer does not include it and the profile says what it costs."""
    return bool(Included.TRAINING not in offer.included and offer.profile.training_cost)


def figures(offer: Offer) -> Costing:
    works = work_of(offer.profile)
    own = in_own_currency(offer, works)
    factor = Fraction(1)
    steps = own.steps
    if offer.card.currency != offer.currency:
        factor = offer.rates[offer.card.currency].into(offer.currency)
        steps = [*steps, converted(own.total, offer)]
    total = own.total * factor
    if counts_training(offer):
        training = training_steps(offer, works)
        steps = [*steps, *training, with_training(total, training[-1].value, offer.currency)]
        total = steps[-1].value
    ratios = list(ratio_steps(total, works, offer.currency))
    hourly, contact, *resolved = (step.value for step in ratios)
    return Costing(
        offer,
        steps=(*steps, *ratios),
        notes=tuple(notes(offer)),
        first_month=own.first_month * factor,
        once=own.once * factor,
        total=total,
        per_contact=contact,
        per_resolved=resolved[0] if resolved else None,
        per_hour=hourly,
    )


@dataclass(frozen=True)
class OwnCurrency:
    """What the card's lines come to, before any conversion."""

    steps: list[Step]
    first_month: Fraction
    once: Fraction
    total: Fraction


def in_own_currency(offer: Offer, works: Sequence[Work]) -> OwnCurrency:
    currency = offer.card.currency
    prices = offer.prices
    running = [price for price in prices if price.unit != PricingUnit.SETUP]
    setup = [price for price in prices if price.unit == PricingUnit.SETUP]
    groups = [month(price, offer.card.tier_rule, works[0], currency) for price in running]
    once_steps = [step for price in setup for step in month(price, "", works[0], currency)]
    once = sum((step.value for step in once_steps), Fraction(0))
    months = [sum_of(offer, running, work) for work in works]
    steps = [*(step for group in groups for step in group), *once_steps]
    if len(groups) > 1:
        numbers = " + ".join(plain(group[-1].value) for group in groups)
        steps.append(Step("A month", "the running prices together", numbers, months[0], currency))
    steps += [later_year(work, amount, currency) for work, amount in zip(works[1:], months[1:], strict=True)]
    steps.append(over_the_term(works, months, once, currency))
    return OwnCurrency(steps, months[0], once, steps[-1].value)


def sum_of(offer: Offer, prices: Iterable[Price], work: Work) -> Fraction:
    currency, rule = offer.card.currency, offer.card.tier_rule
    return sum((month(price, rule, work, currency)[-1].value for price in prices), Fraction(0))


def later_year(work: Work, amount: Fraction, currency: str) -> Step:
    return Step(
        f"A month in year {work.year}",
        "the same with the volume of that year",
        f"{plain(work.contacts)} contacts",
        amount,
        currency,
    )


def over_the_term(works: Sequence[Work], months: Sequence[Fraction], once: Fraction, currency: str) -> Step:
    parts = [f"{work.months} × {plain(amount)}" for work, amount in zip(works, months, strict=True)]
    total = sum((work.months * amount for work, amount in zip(works, months, strict=True)), once)
    formula, numbers = "months × a month", " + ".join(parts)
    if once:
        formula, numbers = f"{formula} + once", f"{numbers} + {plain(once)}"
    return Step("Over the term", formula, numbers, total, currency)


def converted(total: Fraction, offer: Offer) -> Step:
    rate = offer.rates[offer.card.currency]
    numbers = f"{plain(total)} {'×' if rate.quote == offer.currency else '÷'} {plain(rate.rate)}"
    return Step(
        f"In {offer.currency}", told(rate), numbers, total * rate.into(offer.currency), offer.currency
    )


def told(rate: ExchangeRate) -> str:
    return f"{rate} on {rate.dated:%-d %b %Y}, {rate.source}"


def training_steps(offer: Offer, works: Sequence[Work]) -> list[Step]:
    """The first team and whoever joins it later or replaces somebody; by people, then in money."""
    profile = offer.profile
    joining = [max(after.fte - before.fte, Fraction(0)) for before, after in pairwise(works)]
    left = [work.fte * share(profile.attrition or 0) * work.months / YEAR for work in works]
    people = sum([*joining, *left], works[0].fte)
    cost = Fraction(profile.training_cost or 0)
    formula, rate = "people × training of one person", Fraction(1)
    if profile.training_currency != offer.currency:
        exchange = offer.rates[profile.training_currency]
        formula, rate = f"{formula}; {told(exchange)}", exchange.into(offer.currency)
    return [
        Step(
            "People to train",
            "first team + growth + replaced over the term",
            f"{plain(works[0].fte)} + {plain(sum(joining, Fraction(0)))} + {plain(sum(left, Fraction(0)))}",
            people,
            "people",
        ),
        Step(
            "Training, not in the price",
            formula,
            f"{plain(people)} × {plain(cost * rate)}",
            people * cost * rate,
            offer.currency,
        ),
    ]


def with_training(total: Fraction, training: Fraction, currency: str) -> Step:
    return Step(
        "Total", "over the term + training", f"{plain(total)} + {plain(training)}", total + training, currency
    )


def ratio_steps(total: Fraction, works: Sequence[Work], currency: str) -> Iterator[Step]:
    hours = over_months(works, [work.worked_hours for work in works])
    contacts = over_months(works, [work.contacts for work in works])
    yield ratio("A worked hour, loaded", "worked hours", total, hours, currency)
    yield ratio("A contact", "contacts", total, contacts, currency)
    resolved = [work.resolved for work in works if work.resolved is not None]
    if resolved:
        yield ratio("A resolved contact", "resolved contacts", total, over_months(works, resolved), currency)


def over_months(works: Sequence[Work], amounts: Sequence[Fraction]) -> Fraction:
    return sum((work.months * amount for work, amount in zip(works, amounts, strict=True)), Fraction(0))


def ratio(name: str, of: str, total: Fraction, amount: Fraction, currency: str) -> Step:
    return Step(
        name, f"total ÷ {of} over the term", f"{plain(total)} ÷ {plain(amount)}", total / amount, currency
    )


def notes(offer: Offer) -> Iterator[str]:
    """What a reader must know before comparing the number with another."""
    if offer.missing:
        yield f"Does not say that it includes {', '.join(offer.missing)}."
    if Included.TRAINING not in offer.included and offer.profile.training_cost is None:
        yield "Training is not counted: the profile does not say what it costs."
    elif counts_training(offer) and offer.profile.attrition is None:
        yield "Training of replacements is not counted: the profile does not say the attrition."
    for price in offer.prices:
        if price.unit in (PricingUnit.OUTCOME, PricingUnit.TRANSACTION):
            counted = price.first.counted or "something it does not name"
            yield f"Counts {counted}: make sure the profile counts the same."
