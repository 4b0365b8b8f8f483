"""Which price would put a vendor level with the best of all others?

Let w be the weight of price, q the quality points of the vendor and q(u) those of rival u. A lower price never
narrows the lead over a rival, so the lowest of the prices at which it is level with one of those ahead is needed.

*A yardstick fixed in advance.* The points of the rivals stay, so the fraction needed against u is
f = (total(u) - q) / w. It comes from the price high - f (high - low) under ``between_bounds`` and from
reference / f under ``reference_ratio``; above 1 it cannot be reached, unless that formula is not capped.

*p\\* , the lowest price.* Let L be the lowest price of the others, ranked or not, p(u) that of rival u and
r = 1 - (q(u) - q) / w: what u may have at most as its fraction, once the vendor has the whole of w.

- Down to L the fractions of the rivals stay as they are under p\\* = L, say f(u), and the vendor needs
  f = f(u) + 1 - r. If that is not above 1, the price is L / f (``lowest_ratio``) or (2 - f) L
  (``linear_over_lowest``).
- Below L the vendor's own price p is p\\*. Its fraction is 1, and that of u falls with p. It has to fall to r:
  under ``lowest_ratio``, where it is p / p(u), at p = r p(u), if r is above 0;
  under ``linear_over_lowest``, where it is 2 - p(u) / p and not below 0, at p = p(u) / (2 - r), if r is not
  below 0. With r = 0 the rival has nothing left to lose, and no price puts the vendor ahead of it.

Prices stay above zero in all formulas that divide by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..document import Price, PriceFormula
from .benchmark import RELATIVE
from .quality_needs import Reach

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a ranked vendor has: points of quality, total, price."""

    quality: Fraction
    total: Fraction
    price: Fraction


def needed_price(criterion: Price, own: Offer, rivals: Sequence[Offer], lowest: Fraction) -> Reach | None:
    """``rivals``: all that are level or ahead, at least one of them ahead; ``lowest``: the price L. None if no price is
    low enough. The criterion must have a weight, and its points must not be rounded."""
    if criterion.formula in RELATIVE:
        return _against_lowest(criterion, own, rivals, lowest)
    needed = max((rival.total - own.quality) / Fraction(criterion.weight) for rival in rivals)
    uncapped = criterion.formula is PriceFormula.REFERENCE_RATIO and not criterion.cap
    if needed > 1 and not uncapped:
        return None
    return Reach(_price_of(criterion, needed), overtakes=needed < 1 or uncapped)


def _price_of(criterion: Price, fraction: Fraction) -> Fraction:
    """The price with this fraction, above zero, under a yardstick fixed in advance."""
    if criterion.formula is PriceFormula.REFERENCE_RATIO:
        return Fraction(criterion.reference) / fraction
    low, high = map(Fraction, criterion.bounds)
    return high - fraction * (high - low)


def _against_lowest(criterion: Price, own: Offer, rivals: Sequence[Offer], lowest: Fraction) -> Reach | None:
    prices = []
    overtakes = True
    for rival in rivals:
        room = ONE - (rival.quality - own.quality) / Fraction(criterion.weight)
        price = _level_price(criterion.formula, room, rival.price, lowest)
        if price is None:
            return None
        prices.append(price)
        overtakes &= room > 0
    return Reach(min(prices), overtakes)


def _level_price(
    formula: PriceFormula, room: Fraction, theirs: Fraction, lowest: Fraction
) -> Fraction | None:
    """``room`` is r, ``theirs`` p(u)."""
    if formula is PriceFormula.LOWEST_RATIO:
        needed = lowest / theirs + ONE - room
        if needed <= 1:
            return lowest / needed
        return room * theirs if room > 0 else None
    needed = max(2 - theirs / lowest, Fraction(0)) + ONE - room
    if needed <= 1:
        return (2 - needed) * lowest
    return theirs / (2 - room) if room >= 0 else None
