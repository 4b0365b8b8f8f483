"""What the vendors in the race set for each other: the lowest price, and the best quality."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from ..document import Evaluation, Price, PriceFormula, Vendor
from ..ranking import Row, State
from .formulas import Kind, is_comparable
from .node import MOST_LISTED, Node, computed, given, missing, setting
from .words import enumerated

Found = tuple[str, Fraction]
Quality = Callable[[Vendor], Fraction | None]


class Yardsticks:
    """Of one evaluation, each found once. An excluded vendor sets none of them.

    ``quality`` gives a vendor's quality before it is stretched, None while a value is missing.
    """

    def __init__(self, evaluation: Evaluation, rows: Mapping[str, Row], quality: Quality) -> None:
        self.evaluation, self.rows, self.quality = evaluation, rows, quality
        self.currency = evaluation.currency or ""

    # --- Best quality

    @cached_property
    def stretch(self) -> Node | None:
        """What points of quality are multiplied by; None where they are not."""
        if not self.evaluation.method.quality_relative_to_best:
            return None
        qualities = ((vendor.title, self.quality(vendor)) for vendor in self._in_the_race())
        found = [(title, quality) for title, quality in qualities if quality is not None]
        known = sorted(found, key=lambda pair: -pair[1])
        if not known or not known[0][1]:
            return None
        best = _of_the_race("Best quality", Kind.HIGHEST, known, "points", "reached by")
        weight = setting("Weight of quality", self.evaluation.quality_weight)
        return computed("Stretch", Kind.STRETCH, (weight, best))

    def _in_the_race(self) -> list[Vendor]:
        vendors = self.evaluation.vendors
        return [vendor for vendor in vendors if self.rows[vendor.key].state is not State.EXCLUDED]

    # --- Lowest price

    def price(self, criterion: Price, vendor: Vendor) -> Node:
        """The criterion for one vendor; without a value where its price is missing or is not compared."""
        if vendor.price is None:
            return missing(criterion.title)
        price = given("Price", Fraction(vendor.price), self.currency)
        if self.rows[vendor.key].state is State.EXCLUDED:
            return missing(criterion.title, "not compared, as the vendor is excluded", price)
        if not is_comparable(criterion, vendor.price):
            return missing(criterion.title, "cannot be compared, as the price is not above zero", price)
        factors = setting("Weight", Fraction(criterion.weight)), self._fraction(criterion, price)
        if criterion.points_decimals is None:
            return computed(criterion.title, Kind.POINTS, factors, unit="points")
        exact = computed("Before rounding", Kind.POINTS, factors, unit="points")
        decimals = setting("Decimals", criterion.points_decimals)
        return computed(criterion.title, Kind.ROUNDED, (exact, decimals), unit="points")

    def _fraction(self, criterion: Price, price: Node) -> Node:
        match criterion.formula:
            case PriceFormula.LOWEST_RATIO:
                return _fraction(Kind.LOWEST_RATIO, self._lowest, price)
            case PriceFormula.LINEAR_OVER_LOWEST:
                return _fraction(Kind.LINEAR_OVER_LOWEST, price, self._lowest)
            case PriceFormula.BETWEEN_BOUNDS:
                low, high = map(Fraction, criterion.bounds)
                return _fraction(Kind.BETWEEN_BOUNDS, price, setting("Low", low), setting("High", high))
        ratio = Kind.CAPPED_REFERENCE_RATIO if criterion.cap else Kind.REFERENCE_RATIO
        return _fraction(ratio, setting("Reference", Fraction(criterion.reference)), price)

    @cached_property
    def _lowest(self) -> Node:
        """p*, with a note for each lower price that does not count."""
        compared = self._prices(self._in_the_race())
        ignored = [pair for pair in self._prices(self.evaluation.vendors) if pair[1] < compared[0][1]]
        notes = [given(*pair, self.currency, "not compared, as the vendor is excluded") for pair in ignored]
        return _of_the_race("p*", Kind.LOWEST, compared, self.currency, "set by", notes)

    def _prices(self, vendors: Iterable[Vendor]) -> list[Found]:
        """Those above zero, the lowest first: p* belongs to formulas that divide by a price."""
        found = [
            (vendor.title, Fraction(vendor.price)) for vendor in vendors if vendor.price and vendor.price > 0
        ]
        return sorted(found, key=lambda pair: pair[1])


def _fraction(kind: Kind, *terms: Node) -> Node:
    return computed("Fraction", kind, terms, unit="of the weight")


def _of_the_race(
    title: str, kind: Kind, found: Sequence[Found], unit: str, verb: str, notes: Sequence[Node] = ()
) -> Node:
    """The first of them, whose they are, and the next ones; not all of thousands."""
    setters = [name for name, number in found if number == found[0][1]]
    rest = len(found) - MOST_LISTED
    others = f", {rest} more are not better" if rest > 0 else ""
    return computed(
        title,
        kind,
        tuple(given(*pair, unit) for pair in found[:MOST_LISTED]),
        unit=unit,
        outcome=f"{verb} {enumerated(setters[:MOST_LISTED])}{others}",
        notes=tuple(notes[:MOST_LISTED]),
    )
