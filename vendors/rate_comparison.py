"""Rate cards side by side on one volume profile, in one currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .loaded_rates import Costing, Offer, cheapest, cost
from .models import ExchangeRate, RateCard, RateCardState, VolumeProfile


@dataclass(frozen=True)
class Column:
    card: RateCard
    costing: Costing
    state: RateCardState
    lowest: Fraction | None

    @property
    def has_ended(self) -> bool:
        """Nobody can buy at these prices any more: they are shown, and compared with nothing."""
        return self.state == RateCardState.ENDED

    @property
    def is_cheapest(self) -> bool:
        return not self.has_ended and self.costing.total is not None and self.costing.total == self.lowest

    @property
    def above(self) -> Fraction | None:
        """By how much per cent it is dearer than the cheapest."""
        if self.has_ended or self.costing.total is None or not self.lowest:
            return None
        return (self.costing.total / self.lowest - 1) * 100


def compare(cards: Sequence[RateCard], profile: VolumeProfile, currency: str, *, on: date) -> list[Column]:
    needed = {*(card.currency for card in cards), profile.training_currency} - {"", currency}
    rates = ExchangeRate.objects.latest_into(currency, of=needed, on=on)
    costings = [cost(Offer(card, list(card.lines.all()), profile, currency, rates)) for card in cards]
    states = [card.state(on=on) for card in cards]
    on_offer = (each for each, state in zip(costings, states, strict=True) if state != RateCardState.ENDED)
    lowest = cheapest(on_offer)
    columns = zip(cards, costings, states, strict=True)
    return [Column(card, costing, state, lowest) for card, costing, state in columns]
