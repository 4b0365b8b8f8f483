"""What would each vendor need to be first?

Asked of one criterion at a time, everything else as it is: at which value is nobody ahead of the vendor any more?
Totals are compared exactly, before rounding and tie-break.

A vendor needs a certain quality total, whichever criterion brings it (``levels``). If that is n and its total
now is q, a criterion of weight w at which it has the fraction f must bring

    f' = f + (n - q) / w,    at the value    low + f' (high - low)    or, if lower is better,    high - f' (high - low).

Above 1 it cannot be reached. Where lower is better, a value below the minimum would exclude instead of helping.
The price that it needs is derived there, too.

Values are exact. Where one is written it is rounded to the side that suffices, up for *at least* and down for *at
most*, and not beyond the end of the scale or the minimum. A panel's value is meant; with few evaluators not every
value can come out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from ..arithmetic import ten_to, written
from ..document import Evaluation, Graded, Measured, Price
from ..ranking import Ranking
from ..told import Told, as_data
from .field import Entrant, Unavailable, competing_prices, entrants, nobody_to_compare, raw_qualities
from .levels import Reach, needed_price, needed_quality


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
class Need(Told):
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
        (upper, lower), unit = self.value.as_integer_ratio(), ten_to(decimals)
        if self.side is Side.AT_LEAST:
            value = Fraction(-(-upper * unit // lower), unit)
            return value if self.limit is None else min(value, self.limit)
        value = Fraction(upper * unit // lower, unit)
        if value <= 0 < self.value:
            return self.sufficient(decimals + 2)
        return value if self.limit is None else max(value, self.limit)

    def as_dict(self) -> dict[str, object]:
        return {
            "criterion": self.criterion,
            "side": self.side.value,
            "now": written(self.now),
            "value": as_data(self.sufficient(4)),
            "exact": None if self.value is None else written(self.value),
            "overtakes": self.overtakes,
            "cannot": self.cannot,
            "obstacle": self.obstacle and self.obstacle.value,
        }


@dataclass(frozen=True, slots=True)
class VendorNeeds(Told):
    """``gap``: points to the best total of the others. Without one, nothing is needed: only rounding or the tie-break
    keeps the vendor from being first."""

    vendor: str
    gap: Fraction
    needs: tuple[Need, ...]


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
        self.weighted, self.quality_weight = evaluation.weighted, evaluation.quality_weight
        self.field = entrants(ranking)
        self.vendors = {vendor.key: vendor for vendor in evaluation.vendors}
        self.prices = sorted((price, key) for key, price in competing_prices(evaluation, ranking).items())
        self.scales = {each.key: Scale(each) for each in evaluation.graded}
        self.raw = raw_qualities(evaluation, ranking)
        self.totals = sorted((each.total for each in self.field), reverse=True)

    def of(self, entrant: Entrant) -> VendorNeeds:
        best, second, *_ = self.totals
        best = second if entrant.total == best else best
        gap = best - entrant.total
        return VendorNeeds(entrant.vendor, gap, tuple(self._needs(entrant, gap)) if gap > 0 else ())

    def _needs(self, entrant: Entrant, gap: Fraction) -> Iterator[Need]:
        growth = self._growth(entrant, gap)
        for criterion in self.weighted:
            if isinstance(criterion, Price):
                yield self._price_need(criterion, entrant)
            else:
                yield self._graded_need(
                    criterion, entrant, growth if criterion.weight else Obstacle.NO_WEIGHT
                )

    def _growth(self, entrant: Entrant, gap: Fraction) -> Reach | Obstacle:
        """By how much the raw quality total must grow."""
        if not self.raw:
            return Reach(gap, overtakes=True)
        if not any(self.raw.values()):
            return Obstacle.ANY_IS_ENOUGH if gap <= self.quality_weight else Obstacle.NOT_ENOUGH
        others = [other for other in self.field if other is not entrant]
        reach = needed_quality(entrant, others, self.raw, self.quality_weight)
        return reach._replace(value=reach.value - self.raw[entrant.vendor]) if reach else Obstacle.NOT_ENOUGH

    def _graded_need(self, criterion: Graded, entrant: Entrant, growth: Reach | Obstacle) -> Need:
        key, scale = criterion.key, self.scales[criterion.key]
        part, whole = entrant.fractions[key].as_integer_ratio()
        figure = self.vendors[entrant.vendor].measures.get(key) if isinstance(criterion, Measured) else None
        now = scale.value(part, whole) if figure is None else Fraction(figure)
        if isinstance(growth, Obstacle):
            return Need(key, scale.side, now, obstacle=growth)
        part, whole = _grown(part, whole, growth.value, Fraction(criterion.weight))
        if part > whole:
            return Need(key, scale.side, now, obstacle=Obstacle.NOT_ENOUGH)
        value = scale.value(part, whole)
        if criterion.lower_is_better and value < scale.limit:
            return Need(key, scale.side, now, obstacle=Obstacle.MINIMUM)
        return Need(key, scale.side, now, value, growth.overtakes and value != scale.limit, scale.limit)

    def _price_need(self, criterion: Price, entrant: Entrant) -> Need:
        need = Need(criterion.key, Side.AT_MOST, entrant.price)
        if not criterion.weight:
            return replace(need, obstacle=Obstacle.NO_WEIGHT)
        if criterion.points_decimals is not None:
            return replace(need, obstacle=Obstacle.ROUNDED)
        rivals = [each for each in self.field if each is not entrant and each.total >= entrant.total]
        lowest = next((price for price, key in self.prices if key != entrant.vendor), Fraction(0))
        reach = needed_price(criterion, entrant, rivals, lowest)
        if reach is None:
            return replace(need, obstacle=Obstacle.NOT_ENOUGH)
        return replace(need, value=reach.value, overtakes=reach.overtakes)


def _grown(part: int, whole: int, growth: Fraction, weight: Fraction) -> tuple[int, int]:
    """The fraction part / whole + growth / weight, not in lowest terms."""
    (points, cut), (all_points, its) = growth.as_integer_ratio(), weight.as_integer_ratio()
    common = cut * all_points
    return part * common + points * its * whole, whole * common
