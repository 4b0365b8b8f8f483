"""What would each vendor need to be first?

Asked of one criterion at a time, everything else as it is: at which value is nobody ahead of the vendor any more?
Totals are compared exactly, before rounding and tie-break.

A vendor needs a certain quality total, whichever criterion brings it (``quality_needs``). If that is n and its total
now is q, a criterion of weight w at which it has the fraction f must bring

    f' = f + (n - q) / w,    at the value    low + f' (high - low)    or, if lower is better,    high - f' (high - low).

Above 1 it cannot be reached. Where lower is better, a value below the minimum would exclude instead of helping.
For the price see ``price_needs``.

Values are exact. Where one is written it is rounded to the side that suffices, up for *at least* and down for *at
most*, and not beyond the end of the scale or the minimum. A panel's value is meant; with few evaluators not every
value can come out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from ..arithmetic import fixed, ten_to, written
from ..document import Evaluation, Graded, Measured, Price
from ..ranking import Ranking
from .benchmark import Fractions, competing_prices, competing_quality, weighed
from .field import Entrant, Unavailable, entrants, nobody_to_compare
from .price_needs import Offer, needed_price
from .quality_needs import Reach, Yardstick, needed_quality

ZERO = Fraction(0)


class Side(StrEnum):
    AT_LEAST = "at least"
    AT_MOST = "at most"


class Obstacle(StrEnum):
    """Why no value is given. The last two are not known to be impossible."""

    NO_WEIGHT = "no weight"
    NOT_ENOUGH = "not enough"
    MINIMUM = "minimum"
    ROUNDED = "points rounded"
    ANY_IS_ENOUGH = "any is enough"


IMPOSSIBLE = (Obstacle.NO_WEIGHT, Obstacle.NOT_ENOUGH, Obstacle.MINIMUM)


@dataclass(frozen=True, slots=True)
class Need:
    """The value of one criterion, in units of its scale or of money, at which the vendor is level with the best.

    ``now`` is what it has. Beyond the value it is ahead if it ``overtakes``; if not, level is the best it
    can do. ``limit`` is the last value that counts. Either ``value`` or ``obstacle`` is there.
    """

    criterion: str
    side: Side
    now: Fraction
    value: Fraction | None = None
    overtakes: bool = False
    limit: Fraction | None = None
    obstacle: Obstacle | None = None

    @property
    def cannot(self) -> bool:
        return self.obstacle in IMPOSSIBLE

    def sufficient(self, decimals: int) -> Fraction | None:
        """The value rounded so that it suffices; with more decimals if only so it stays above zero."""
        if self.value is None:
            return None
        scaled = self.value * ten_to(decimals)
        if self.side is Side.AT_LEAST:
            value = Fraction(ceil(scaled), ten_to(decimals))
            return value if self.limit is None else min(value, self.limit)
        value = Fraction(floor(scaled), ten_to(decimals))
        if value <= 0 < self.value:
            return self.sufficient(decimals + 2)
        return value if self.limit is None else max(value, self.limit)

    def as_dict(self) -> dict[str, object]:
        value = self.sufficient(4)
        return {
            "criterion": self.criterion,
            "side": self.side.value,
            "now": written(self.now),
            "value": None if value is None else fixed(value, 4),
            "exact": None if self.value is None else written(self.value),
            "overtakes": self.overtakes,
            "cannot": self.cannot,
            "obstacle": self.obstacle and self.obstacle.value,
        }


@dataclass(frozen=True, slots=True)
class VendorNeeds:
    """``gap``: points to the best total of the others. Without one, nothing is needed: only rounding or the tie-break
    keeps the vendor from being first."""

    vendor: str
    gap: Fraction
    needs: tuple[Need, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "vendor": self.vendor,
            "gap": fixed(self.gap, 4),
            "needs": [need.as_dict() for need in self.needs],
        }


def needs(
    evaluation: Evaluation, ranking: Ranking, *, most: int | None = None
) -> tuple[VendorNeeds, ...] | Unavailable:
    """Of each ranked vendor that is not first, first to last, by criterion in the file's order.

    Only ``most`` vendors are looked at, those that are first among them; all are rivals in any case.
    """
    nobody = nobody_to_compare(ranking)
    if nobody:
        return nobody
    pursuit = Pursuit(evaluation, ranking)
    return tuple(pursuit.of(entrant) for entrant in pursuit.field[:most] if entrant.rank > 1)


class Scale:
    """The scale of a criterion from its worst to its best end, in so many ``parts`` of one, and the last value that
    counts: the better end, or the minimum if that comes first."""

    def __init__(self, criterion: Graded) -> None:
        (low, own), (high, its) = criterion.low.as_integer_ratio(), criterion.high.as_integer_ratio()
        self.side = Side.AT_MOST if criterion.lower_is_better else Side.AT_LEAST
        ends = (high * own, low * its) if criterion.lower_is_better else (low * its, high * own)
        (self.worst, self.best), self.parts = ends, own * its
        self.limit = Fraction(self.best, self.parts)
        if criterion.lower_is_better and criterion.minimum is not None:
            self.limit = max(self.limit, Fraction(criterion.minimum))

    def value(self, part: int, whole: int) -> Fraction:
        """The value with the fraction part / whole, worst + fraction (best - worst), in lowest terms."""
        return Fraction(self.worst * (whole - part) + self.best * part, self.parts * whole)


class Pursuit:
    """Everything that the needs of all vendors are worked out from."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self.weighted = evaluation.weighted
        self.field = entrants(ranking)
        self.vendors = {vendor.key: vendor for vendor in evaluation.vendors}
        self.offers = {each.vendor: self._offer(each) for each in self.field}
        self.prices = sorted((price, key) for key, price in competing_prices(evaluation, ranking).items())
        self.weights = {each.key: Fraction(each.weight) for each in self.weighted}
        self.scales = {each.key: Scale(each) for each in self.weighted if not isinstance(each, Price)}
        self.yardstick = self._yardstick(competing_quality(evaluation, ranking))
        self.totals = sorted((each.total for each in self.field), reverse=True)

    def _yardstick(self, known: Mapping[str, Fractions]) -> Yardstick | None:
        if not known:
            return None
        weights = {key: self.weights[key] for key in self.scales}
        qualities = {vendor: weighed(fractions, weights) for vendor, fractions in known.items()}
        return Yardstick(qualities, sum(weights.values(), ZERO))

    def of(self, entrant: Entrant) -> VendorNeeds:
        best, second, *_ = self.totals
        best = second if entrant.total == best else best
        gap = best - entrant.total
        return VendorNeeds(entrant.vendor, gap, tuple(self._needs(entrant, best)) if gap > 0 else ())

    def _needs(self, entrant: Entrant, best: Fraction) -> Iterator[Need]:
        growth = self._growth(entrant, best)
        for criterion in self.weighted:
            if isinstance(criterion, Price):
                yield self._price_need(criterion, entrant)
            elif not criterion.weight:
                yield self._graded_need(criterion, entrant, Obstacle.NO_WEIGHT)
            else:
                yield self._graded_need(criterion, entrant, growth)

    def _growth(self, entrant: Entrant, best: Fraction) -> Reach | Obstacle:
        """By how much the raw quality total must grow."""
        if self.yardstick is None:
            return Reach(best - entrant.total, overtakes=True)
        if self.yardstick.is_untouched():
            reachable = best - entrant.total <= self.yardstick.weight
            return Obstacle.ANY_IS_ENOUGH if reachable else Obstacle.NOT_ENOUGH
        reach = needed_quality(
            entrant, [other for other in self.field if other is not entrant], self.yardstick
        )
        if reach is None:
            return Obstacle.NOT_ENOUGH
        return reach._replace(value=reach.value - self.yardstick.qualities[entrant.vendor])

    def _graded_need(self, criterion: Graded, entrant: Entrant, growth: Reach | Obstacle) -> Need:
        key, scale = criterion.key, self.scales[criterion.key]
        part, whole = entrant.fractions[key].as_integer_ratio()
        figure = self.vendors[entrant.vendor].measures.get(key) if isinstance(criterion, Measured) else None
        now = scale.value(part, whole) if figure is None else Fraction(figure)
        if isinstance(growth, Obstacle):
            return Need(key, scale.side, now, obstacle=growth)
        part, whole = _grown(part, whole, growth.value, self.weights[key])
        if part > whole:
            return Need(key, scale.side, now, obstacle=Obstacle.NOT_ENOUGH)
        value = scale.value(part, whole)
        if criterion.lower_is_better and value < scale.limit:
            return Need(key, scale.side, now, obstacle=Obstacle.MINIMUM)
        return Need(key, scale.side, now, value, growth.overtakes and value != scale.limit, scale.limit)

    def _price_need(self, criterion: Price, entrant: Entrant) -> Need:
        own = self.offers[entrant.vendor]
        need = Need(criterion.key, Side.AT_MOST, own.price)
        if not criterion.weight:
            return replace(need, obstacle=Obstacle.NO_WEIGHT)
        if criterion.points_decimals is not None:
            return replace(need, obstacle=Obstacle.ROUNDED)
        rivals = [
            self.offers[other.vendor]
            for other in self.field
            if other is not entrant and other.total >= entrant.total
        ]
        lowest = next((price for price, key in self.prices if key != entrant.vendor), ZERO)
        reach = needed_price(criterion, own, rivals, lowest)
        if reach is None:
            return replace(need, obstacle=Obstacle.NOT_ENOUGH)
        return replace(need, value=reach.value, overtakes=reach.overtakes)

    def _offer(self, entrant: Entrant) -> Offer:
        return Offer(entrant.quality, entrant.total, Fraction(self.vendors[entrant.vendor].price or 0))


def _grown(part: int, whole: int, growth: Fraction, weight: Fraction) -> tuple[int, int]:
    """The fraction part / whole + growth / weight, not in lowest terms."""
    (points, cut), (all_points, its) = growth.as_integer_ratio(), weight.as_integer_ratio()
    common = cut * all_points
    return part * common + points * its * whole, whole * common
