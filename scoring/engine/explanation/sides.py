"""The two evaluations between which a change is explained, and where to look something up in them."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .. import Ranking
from ..document import Evaluation, Graded, Measured, Price, Scored, Vendor, Weighted
from ..ranking import State


class Cause(StrEnum):
    """What can change a total."""

    WEIGHTS = "weights"
    SCORES = "scores"
    MEASURES = "measures"
    PRICES = "prices"
    FIELD = "field"
    METHOD = "method"

    @property
    def label(self) -> str:
        words = {Cause.MEASURES: "register facts", Cause.FIELD: "vendors in and out"}
        return words.get(self, self.value)


class Side:
    """One of the two. ``other`` is asked about a vendor or a criterion that this one does not know."""

    other: "Side"

    def __init__(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self.evaluation, self.method = evaluation, evaluation.method
        self.rows = {row.vendor: row for row in ranking.rows}
        self.field = [row.vendor for row in ranking.rows if row.state is not State.EXCLUDED]
        self.vendors = {vendor.key: vendor for vendor in evaluation.vendors}
        self.criteria = {criterion.key: criterion for criterion in evaluation.weighted}
        self.graded = {criterion.key: criterion for criterion in evaluation.graded}
        self.weights = {key: Fraction(criterion.weight) for key, criterion in self.criteria.items()}
        self.settings = {key: self._settings(criterion) for key, criterion in self.criteria.items()}

    def _settings(self, criterion: Weighted) -> tuple[object, ...]:
        """What makes a share of the weight from a value; that of *all* scores, figures or prices."""
        if isinstance(criterion, Price):
            parameters = criterion.cap, criterion.reference, criterion.bounds, criterion.points_decimals
            return criterion.formula, *parameters
        rule = self.method.panel if isinstance(criterion, Scored) else None
        return rule, criterion.low, criterion.high, criterion.lower_is_better

    def weight(self, key: str) -> Fraction:
        return self.weights[key] if key in self.weights else self.other.weights[key]

    def scores(self, vendor: str, key: str) -> tuple[Decimal, ...]:
        """Empty if nobody has scored it."""
        source = self._knowing(vendor, key, Scored)
        return tuple(source.scores.get(key, {}).values()) if source else ()

    def measure(self, vendor: str, key: str) -> Decimal | None:
        source = self._knowing(vendor, key, Measured)
        return source.measures.get(key) if source else None

    def price(self, vendor: str) -> Decimal | None:
        for side in (self, self.other):
            if vendor in side.vendors and side.evaluation.price:
                return side.vendors[vendor].price
        return None

    def _knowing(self, vendor: str, key: str, kind: type[Graded]) -> Vendor | None:
        for side in (self, self.other):
            if vendor in side.vendors and isinstance(side.criteria.get(key), kind):
                return side.vendors[vendor]
        return None
