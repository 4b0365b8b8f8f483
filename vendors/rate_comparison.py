"""Rate cards side by side on one volume profile, in one currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format

from .loaded_rates import Costing, Offer, cheapest, cost
from .models import ExchangeRate, RateCard, RateCardState, VolumeProfile


@dataclass(frozen=True)
class Column:
    card: RateCard
    costing: Costing
    lapse: str
    lowest: Fraction | None

    @property
    def is_cheapest(self) -> bool:
        return self.costing.total is not None and self.costing.total == self.lowest

    @property
    def above(self) -> Fraction | None:
        """By how much per cent it is dearer than the cheapest."""
        if self.costing.total is None or not self.lowest:
            return None
        return (self.costing.total / self.lowest - 1) * 100


def compare(cards: Sequence[RateCard], profile: VolumeProfile, currency: str, *, on: date) -> list[Column]:
    needed = {*(card.currency for card in cards), profile.training_currency} - {"", currency}
    rates = ExchangeRate.objects.latest_into(currency, of=needed, on=on)
    costings = [cost(Offer(card, list(card.lines.all()), profile, currency, rates)) for card in cards]
    lowest = cheapest(costings)
    return [
        Column(card, costing, lapse(card, on=on), lowest)
        for card, costing in zip(cards, costings, strict=True)
    ]


def lapse(card: RateCard, *, on: date) -> str:
    """Why it is not in force on that day; nothing if it is."""
    match card.state(on=on):
        case RateCardState.FUTURE:
            why = f"begins on {date_format(card.valid_from, 'j M Y')}"
        case RateCardState.ENDED:
            why = f"ended on {date_format(card.valid_until, 'j M Y')}"
        case _:
            return ""
    return f"not in force on {date_format(on, 'j M Y')}: {why}"
