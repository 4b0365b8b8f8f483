"""Which price, and which quality total, would put a vendor level with the best of all others?

**A price.** Let w be the weight of price, q the quality points of the vendor and q(u) those of rival u. A lower price
never narrows the lead over a rival, so the lowest of the prices at which it is level with one of those ahead is needed.

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

**Quality, where the best counts as full quality.** Let q be the vendor's raw quality total, M the best raw one of the
others (ranked or not), Q the weight of quality, and d(u) what rival u has more points of price. Up to M the vendor's
quality counts q Q / M and that of the rivals stays, so it is level with u at q = q(u) + d(u) M / Q. Beyond M
it sets the yardstick: its quality counts Q, that of u counts Q q(u) / q, and they are level at
q = Q q(u) / (Q - d(u)), or never if d(u) is Q or more. The lead over a rival never falls as q grows, so the largest of
these is needed. It grows all the way but in one case: a rival without any quality and with d(u) = Q stays level.
If the others have no quality (M = 0), any at all counts Q, and it is enough where d(u) is Q or less; if
the vendor has none either, there is no least one.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ..document import Price, PriceFormula
from .field import RELATIVE, Entrant, Fractions


class Reach(NamedTuple):
    """The value at which a vendor is level, and whether it is ahead beyond."""

    value: Fraction
    overtakes: bool


def needed_price(criterion: Price, own: Entrant, rivals: Sequence[Entrant], lowest: Fraction) -> Reach | None:
    """``rivals``: all that are level or ahead, at least one of them ahead; ``lowest``: the price L. None if no price is
    low enough. The criterion must have a weight, and its points must not be rounded."""
    weight = Fraction(criterion.weight)
    if criterion.formula in RELATIVE:
        rooms = [1 - (rival.quality - own.quality) / weight for rival in rivals]
        found = [
            _level_price(criterion.formula, room, rival.price, lowest)
            for room, rival in zip(rooms, rivals, strict=True)
        ]
        prices = [price for price in found if price is not None]
        return Reach(min(prices), min(rooms) > 0) if len(prices) == len(found) else None
    needed = max((rival.total - own.quality) / weight for rival in rivals)
    uncapped = criterion.formula is PriceFormula.REFERENCE_RATIO and not criterion.cap
    if needed > 1 and not uncapped:
        return None
    if criterion.formula is PriceFormula.REFERENCE_RATIO:
        return Reach(Fraction(criterion.reference) / needed, overtakes=needed < 1 or uncapped)
    low, high = map(Fraction, criterion.bounds)
    return Reach(high - needed * (high - low), overtakes=needed < 1)


def _level_price(
    formula: PriceFormula, room: Fraction, theirs: Fraction, lowest: Fraction
) -> Fraction | None:
    """Under a formula with p*; ``room`` is r, ``theirs`` p(u)."""
    if formula is PriceFormula.LOWEST_RATIO:
        needed = lowest / theirs + 1 - room
        if needed <= 1:
            return lowest / needed
        return room * theirs if room > 0 else None
    needed = max(2 - theirs / lowest, Fraction(0)) + 1 - room
    if needed <= 1:
        return (2 - needed) * lowest
    return theirs / (2 - room) if room >= 0 else None


def needed_quality(own: Entrant, others: Sequence[Entrant], raw: Fractions, whole: Fraction) -> Reach | None:
    """As a raw quality total; ``raw`` are those of everybody who may have the best one, ``whole`` is Q. None if no
    quality is enough. Somebody must have some quality."""
    best = max((quality for key, quality in raw.items() if key != own.vendor), default=Fraction(0))
    needed, overtakes = Fraction(0), True
    for rival in others:
        theirs = raw[rival.vendor]
        ahead = (rival.total - rival.quality) - (own.total - own.quality)
        level = _level_quality(theirs, ahead, best, whole)
        if level is None:
            return None
        needed = max(needed, level)
        overtakes &= bool(theirs) or ahead != whole
    return Reach(needed, overtakes)


def _level_quality(theirs: Fraction, ahead: Fraction, best: Fraction, whole: Fraction) -> Fraction | None:
    """``theirs`` is q(u), ``ahead`` d(u), ``best`` M."""
    if not best:
        return Fraction(0) if ahead <= whole else None
    below_best = theirs + ahead * best / whole
    if below_best <= best:
        return below_best
    return whole * theirs / (whole - ahead) if ahead < whole else None
