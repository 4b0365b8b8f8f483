"""What the lines of a card come to in one month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

from vendors.models import PricingUnit, RateLine, TierRule

from .steps import NotComparable, Step, plain
from .work import Work, share

Unit = PricingUnit
NAMES = {
    Unit.FTE_MONTH: "FTE",
    Unit.HOUR: "hours",
    Unit.MINUTE: "handled minutes",
    Unit.TRANSACTION: "transactions",
    Unit.CONTACT: "contacts",
    Unit.RESOLVED: "resolved contacts",
    Unit.OUTCOME: "outcomes",
}
MISSING = {
    Unit.TRANSACTION: "The profile does not say how many transactions there are a month.",
    Unit.RESOLVED: "The profile does not say how many contacts are resolved.",
    Unit.OUTCOME: "The profile does not say how many outcomes there are a month.",
}


@dataclass(frozen=True)
class Price:
    """One price with its tiers."""

    lines: tuple[RateLine, ...]

    @property
    def first(self) -> RateLine:
        return self.lines[0]

    @property
    def unit(self) -> PricingUnit:
        return PricingUnit(self.first.unit)

    @property
    def name(self) -> str:
        of = ", ".join(part for part in (self.first.counted, self.first.scope) if part)
        label = self.unit.label[:1].upper() + self.unit.label[1:]
        return f"{label} ({of})" if of else label

    @property
    def share(self) -> Fraction:
        return Fraction(1) if self.first.share is None else share(self.first.share)

    @property
    def minimum(self) -> Fraction:
        return max((Fraction(line.minimum) for line in self.lines if line.minimum), default=Fraction(0))


def prices_of(lines: Iterable[RateLine]) -> list[Price]:
    """Tiers of one price put together, the lowest first."""

    def place(line: RateLine) -> tuple[str, ...]:
        return tuple(str(part or "") for part in line.key)

    ordered = sorted(lines, key=lambda line: (place(line), line.tier_above))
    return [Price(tuple(same)) for _, same in groupby(ordered, key=place)]


def quantity(price: Price, work: Work) -> Fraction:
    """Units a month that the whole of the work comes to."""
    found = {
        Unit.MINUTE: work.minutes,
        Unit.TRANSACTION: work.transactions,
        Unit.CONTACT: work.contacts,
        Unit.RESOLVED: work.resolved,
        Unit.OUTCOME: work.outcomes,
    }
    if price.unit.counts_time:
        hours = billed_hours(price, work)
        return hours / work.hours_of_fte if price.unit == Unit.FTE_MONTH else hours
    value = found[price.unit]
    if value is None:
        raise NotComparable(MISSING[price.unit])
    return value


def billed_hours(price: Price, work: Work) -> Fraction:
    said = {line.bills_shrinkage for line in price.lines}
    if len(said) > 1 or None in said:
        raise NotComparable(
            f"{price.name}: the card does not say whether time not worked (leave, breaks) is billed."
        )
    return work.paid_hours if True in said else work.worked_hours


def month(price: Price, rule: str, work: Work, currency: str) -> list[Step]:
    """The steps to what it costs in a month, or once; the last one is the amount."""
    if price.unit.is_lump:
        return [lump(price, currency)]
    whole = quantity(price, work)
    billed = max(whole * price.share, price.minimum)
    parts = taken(price, rule, billed)
    amount = sum((units * Fraction(line.price) for units, line in parts), Fraction(0))
    sums = " + ".join(f"{plain(units)} × {plain(line.price)}" for units, line in parts)
    return [
        billed_step(price, whole, billed),
        Step(price.name, "billed units × price", sums, amount, f"{currency} a month"),
    ]


def lump(price: Price, currency: str) -> Step:
    amount = sum((Fraction(line.price) for line in price.lines), Fraction(0))
    numbers = " + ".join(plain(line.price) for line in price.lines)
    often = "once" if price.unit == Unit.SETUP else "a month"
    return Step(price.name, "as on the card", numbers, amount, f"{currency} {often}")


def billed_step(price: Price, whole: Fraction, billed: Fraction) -> Step:
    formula, numbers = NAMES[price.unit], plain(whole)
    if price.unit.counts_time:
        formula = f"{'paid' if price.first.bills_shrinkage else 'worked'} hours"
        formula += " ÷ paid hours of one FTE" if price.unit == Unit.FTE_MONTH else ""
    if price.first.share is not None:
        formula, numbers = f"{formula} × share", f"{numbers} × {plain(price.first.share)} %"
    if price.minimum:
        formula, numbers = f"at least the minimum: {formula}", f"max({numbers}; {plain(price.minimum)})"
    return Step("Billed", formula, numbers, billed, f"{NAMES[price.unit]} a month")


def taken(price: Price, rule: str, billed: Fraction) -> Sequence[tuple[Fraction, RateLine]]:
    """Which units are billed at which line; a tier reaches up to and including its end."""
    require_whole_range(price, billed)
    if rule == TierRule.WHOLE:
        return [
            (billed, line) for line in price.lines if Fraction(line.tier_above) < billed <= end(line, billed)
        ]
    return [
        (min(billed, end(line, billed)) - Fraction(line.tier_above), line)
        for line in price.lines
        if Fraction(line.tier_above) < billed
    ]


def end(line: RateLine, billed: Fraction) -> Fraction:
    return billed if line.tier_up_to is None else Fraction(line.tier_up_to)


def overlapping(lines: Sequence[RateLine]) -> bool:
    """Whether two tiers, the lowest first, have a price for the same volume."""
    return any(
        line.tier_up_to is None or line.tier_up_to > following.tier_above
        for line, following in pairwise(lines)
    )


def require_whole_range(price: Price, billed: Fraction) -> None:
    """Every unit has exactly one price."""
    if overlapping(price.lines):
        raise NotComparable(f"{price.name}: two lines have a price for the same volume.")
    reached = Fraction(0)
    for line in price.lines:
        if line.tier_above == reached:
            reached = end(line, billed)
    if reached < billed:
        raise NotComparable(
            f"{price.name}: {plain(billed)} {NAMES[price.unit]} a month are billed, "
            f"and the card has no price above {plain(reached)}."
        )
