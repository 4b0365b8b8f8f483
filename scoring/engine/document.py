"""The evaluation, as values that cannot change. Decimals are as they were written; nothing is rounded."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache

Written = str | int
"""A number as it stands in the file, which is a text or a whole number."""


class PanelRule(StrEnum):
    """How several evaluators' scores of one criterion become one."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED_MEAN = "trimmed_mean"

    @property
    def fewest_scores(self) -> int:
        """So many make a value."""
        return 5 if self is PanelRule.TRIMMED_MEAN else 1


class Answer(StrEnum):
    """A vendor's result at a knock-out."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    WAIVED = "waived"


class PriceFormula(StrEnum):
    LOWEST_RATIO = "lowest_ratio"
    LINEAR_OVER_LOWEST = "linear_over_lowest"
    BETWEEN_BOUNDS = "between_bounds"
    REFERENCE_RATIO = "reference_ratio"

    @property
    def is_ratio(self) -> bool:
        """True if the formula divides by a price, so that only a price above zero can be compared."""
        return self is not PriceFormula.BETWEEN_BOUNDS


@dataclass(frozen=True, slots=True)
class Method:
    weights_total: Decimal
    panel: PanelRule
    quality_minimum: Decimal | None
    quality_relative_to_best: bool
    decimals: int
    tie_break: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knockout:
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Graded:
    """A criterion whose value is read on a scale of its own. ``minimum`` is in units of that scale."""

    key: str
    title: str
    weight: Decimal
    low: Decimal
    high: Decimal
    lower_is_better: bool
    minimum: Decimal | None


@dataclass(frozen=True, slots=True)
class Scored(Graded):
    """Valued by the panel."""


@dataclass(frozen=True, slots=True)
class Measured(Graded):
    """Valued by one figure; a figure beyond the scale counts as the end it passed."""


@dataclass(frozen=True, slots=True)
class Price:
    key: str
    title: str
    weight: Decimal
    formula: PriceFormula
    cap: bool
    reference: Decimal
    bounds: tuple[Decimal, Decimal]
    points_decimals: int | None

    def can_compare(self, price: Fraction | Decimal) -> bool:
        """A formula that divides by a price can only use one above zero."""
        return price > 0 or not self.formula.is_ratio


Weighted = Scored | Measured | Price
Criterion = Knockout | Weighted


@dataclass(frozen=True)
class Vendor:
    """What is known of one vendor, by criterion. What is not known is not there.

    ``panels`` and ``figures`` are as they were written: a ranking reads them by the column. Whoever asks for one
    of them has its numbers in ``scores`` and ``measures``.
    """

    key: str
    title: str
    knockouts: Mapping[str, Answer]
    panels: Mapping[str, Mapping[str, Written]]
    figures: Mapping[str, Written]
    price: Decimal | None

    @cached_property
    def scores(self) -> Mapping[str, Mapping[str, Decimal]]:
        return {key: _numbers(panel) for key, panel in self.panels.items()}

    @cached_property
    def measures(self) -> Mapping[str, Decimal]:
        return _numbers(self.figures)


def _numbers(written: Mapping[str, Written]) -> dict[str, Decimal]:
    return {key: number(each) for key, each in written.items()}


@lru_cache(maxsize=200_000)
def number(written: Written) -> Decimal:
    """One object for all places where the same number is written."""
    return Decimal(written)


@dataclass(frozen=True)
class Evaluation:
    """A valid ``bpo-evaluation/1`` document. ``sha256`` is the hash of its canonical form."""

    sha256: str
    title: str
    currency: str | None
    method: Method
    criteria: tuple[Criterion, ...]
    vendors: tuple[Vendor, ...]

    @cached_property
    def weighted(self) -> tuple[Weighted, ...]:
        return tuple(criterion for criterion in self.criteria if not isinstance(criterion, Knockout))

    @cached_property
    def graded(self) -> tuple[Graded, ...]:
        return tuple(criterion for criterion in self.criteria if isinstance(criterion, Graded))

    @cached_property
    def quality_weight(self) -> Fraction:
        """The weight of all criteria that are not price."""
        return sum((Fraction(criterion.weight) for criterion in self.graded), Fraction(0))

    @cached_property
    def price(self) -> Price | None:
        return next((each for each in self.criteria if isinstance(each, Price)), None)

    @property
    def rounds_price(self) -> bool:
        """True if the points of the price are rounded before they are added."""
        return self.price is not None and self.price.points_decimals is not None
