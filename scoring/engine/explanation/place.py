"""How a total becomes a rank: the one rounding, and the tie-break where rounded totals are equal."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..arithmetic import units
from ..document import Evaluation
from ..ranking import Row
from .formulas import Kind
from .node import MOST_LISTED, Node, computed, reference, setting
from .numbers import to_decimals

BEFORE, AFTER, LEVEL = "comes first", "comes second", "level"


class Places:
    """The ranked vendors of one evaluation."""

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
        total = reference("Total", row.total or Fraction(0))
        decimals = setting("Decimals", self.method.decimals)
        shown = computed("Shown", Kind.ROUNDED, (total, decimals), unit="points")
        return shown, self._rank(row)

    def _rank(self, row: Row) -> Node:
        own = units(row.total or Fraction(0), self.method.decimals)
        higher = sum(len(rows) for shown, rows in self.shown.items() if shown > own)
        ties = [self._tie(row, other) for other in self.shown[own] if other is not row]
        lost = sum(tie.outcome == AFTER for tie in ties)
        counts = [reference("With a higher total", Fraction(higher))]
        if ties:
            counts.append(reference("Put before it by the tie-break", Fraction(lost)))
        return computed("Rank", Kind.RANK, tuple(counts), notes=tuple(ties[:MOST_LISTED]))

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
