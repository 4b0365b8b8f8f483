"""What the vendors in the race are to each other: the lowest price, the best quality, who comes before whom."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from ..arithmetic import to_decimals, units
from ..document import Evaluation, Price, Vendor
from ..ranking import Row, State
from .formulas import Kind, price_terms
from .node import MOST_LISTED, Node, computed, given, missing, reference, setting
from .words import enumerated

BEFORE, AFTER, LEVEL = "comes first", "comes second", "level"

Found = tuple[str, Fraction]
Quality = Callable[[Vendor], Fraction | None]


class Yardsticks:
    """Of one evaluation, each found once. An excluded vendor sets none of them.

    ``quality`` gives a vendor's quality before it is stretched, None while a value is missing.
    """

    def __init__(self, evaluation: Evaluation, rows: Mapping[str, Row], quality: Quality) -> None:
        self.evaluation, self.rows, self.quality = evaluation, rows, quality
        self.currency = evaluation.currency or ""

    @cached_property
    def _in_the_race(self) -> list[Vendor]:
        vendors = self.evaluation.vendors
        return [vendor for vendor in vendors if self.rows[vendor.key].state is not State.EXCLUDED]

    @cached_property
    def stretch(self) -> Node | None:
        """What points of quality are multiplied by; None where they are not."""
        if not self.evaluation.method.quality_relative_to_best:
            return None
        qualities = ((vendor.title, self.quality(vendor)) for vendor in self._in_the_race)
        found = [(title, quality) for title, quality in qualities if quality is not None]
        known = sorted(found, key=lambda pair: -pair[1])
        if not known or not known[0][1]:
            return None
        best = _of_the_race("Best quality", Kind.HIGHEST, known, "points", "reached by")
        weight = setting("Weight of quality", self.evaluation.quality_weight)
        return computed("Stretch", Kind.STRETCH, (weight, best))

    def price(self, criterion: Price, vendor: Vendor) -> Node:
        """The criterion for one vendor; without a value where its price is missing or is not compared."""
        if vendor.price is None:
            return missing(criterion.title)
        price = given("Price", Fraction(vendor.price), self.currency)
        if self.rows[vendor.key].state is State.EXCLUDED:
            return missing(criterion.title, "not compared, as the vendor is excluded", price)
        if not criterion.can_compare(vendor.price):
            return missing(criterion.title, "cannot be compared, as the price is not above zero", price)
        kind, terms = price_terms(criterion, price, lambda: self._lowest, setting)
        fraction = computed("Fraction", kind, terms, unit="of the weight")
        factors = setting("Weight", Fraction(criterion.weight)), fraction
        if criterion.points_decimals is None:
            return computed(criterion.title, Kind.POINTS, factors, unit="points")
        exact = computed("Before rounding", Kind.POINTS, factors, unit="points")
        decimals = setting("Decimals", criterion.points_decimals)
        return computed(criterion.title, Kind.ROUNDED, (exact, decimals), unit="points")

    @cached_property
    def _lowest(self) -> Node:
        """p*, with a note for each lower price that does not count."""
        compared = self._prices(self._in_the_race)
        ignored = [pair for pair in self._prices(self.evaluation.vendors) if pair[1] < compared[0][1]]
        notes = [given(*pair, self.currency, "not compared, as the vendor is excluded") for pair in ignored]
        return _of_the_race("p*", Kind.LOWEST, compared, self.currency, "set by", notes)

    def _prices(self, vendors: Iterable[Vendor]) -> list[Found]:
        """Those above zero, the lowest first: p* belongs to formulas that divide by a price."""
        found = [
            (vendor.title, Fraction(vendor.price)) for vendor in vendors if vendor.price and vendor.price > 0
        ]
        return sorted(found, key=lambda pair: pair[1])


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


class Places:
    """How totals become ranks: the one rounding, and the tie-break where rounded totals are equal."""

    def __init__(self, evaluation: Evaluation, rows: Sequence[Row]) -> None:
        self.method = evaluation.method
        self.titles = {vendor.key: vendor.title for vendor in evaluation.vendors}
        self.criteria = {criterion.key: criterion.title for criterion in evaluation.criteria}
        self.prices = {vendor.key: vendor.price for vendor in evaluation.vendors}
        self.shown: dict[int, list[Row]] = {}
        for row in rows:
            if row.total is not None:
                self.shown.setdefault(units(row.total, self.method.decimals), []).append(row)

    def notes(self, row: Row) -> tuple[Node, Node]:
        """Of a ranked vendor: its total as it is shown, and the rank with the ties it took part in."""
        total = row.total or Fraction(0)
        terms = reference("Total", total), setting("Decimals", self.method.decimals)
        shown = computed("Shown", Kind.ROUNDED, terms, unit="points")
        own = units(total, self.method.decimals)
        higher = sum(len(rows) for level, rows in self.shown.items() if level > own)
        ties = [self._tie(row, other) for other in self.shown[own] if other is not row]
        counts = [reference("With a higher total", Fraction(higher))]
        if ties:
            lost = sum(tie.outcome == AFTER for tie in ties)
            counts.append(reference("Put before it by the tie-break", Fraction(lost)))
        return shown, computed("Rank", Kind.RANK, tuple(counts), notes=tuple(ties[:MOST_LISTED]))

    def _tie(self, row: Row, other: Row) -> Node:
        """The first rule of the tie-break that separates them decides."""
        total = to_decimals(row.total or Fraction(0), self.method.decimals)
        title = f"Tie at {total} with {self.titles[other.vendor]}"
        for rule, kind, own, theirs in self._compared(row, other):
            if own != theirs:
                first = theirs is None or (own is not None and (own > theirs) == (kind is Kind.MORE_FIRST))
                terms = Node("Own", Kind.REFERENCE, own), Node("Other", Kind.REFERENCE, theirs)
                return computed(f"{title}, by {rule}", kind, terms, outcome=BEFORE if first else AFTER)
        return Node(f"{title}, which no rule separates", Kind.ANSWER, outcome=LEVEL)

    def _compared(self, row: Row, other: Row) -> Iterator[tuple[str, Kind, Fraction | None, Fraction | None]]:
        for key in self.method.tie_break:
            if key == "quality":
                yield "quality (more comes first)", Kind.MORE_FIRST, row.quality, other.quality
            elif key == "price":
                prices = (self.prices[each.vendor] for each in (row, other))
                own, theirs = (None if price is None else Fraction(price) for price in prices)
                yield "price (less comes first)", Kind.LESS_FIRST, own, theirs
            else:
                rule = f"points of {self.criteria[key]} (more comes first)"
                yield rule, Kind.MORE_FIRST, row.points[key], other.points[key]
