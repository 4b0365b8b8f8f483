"""The formulas of the method: each with its symbols, its arithmetic, and how it is written with numbers.

The arithmetic is that of rational numbers, one value at a time, as on paper. The engine ranks with whole
columns of numbers; the tests hold the two against each other.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from ..arithmetic import exact_sum, over_common, product, rounded
from ..document import Price
from .numbers import short

ZERO, ONE = Fraction(0), Fraction(1)
Values = Sequence[Fraction]


class Kind(StrEnum):
    """How the value of a node comes from the values of its children, in their order."""

    # leaves
    GIVEN = "given"
    """A score, a figure or a price of the file."""
    SETTING = "setting"
    """A number of the method: a weight, an end of a scale."""
    REFERENCE = "reference"
    """Computed elsewhere in the tree, or in that of another vendor."""
    MISSING = "missing"
    ANSWER = "answer"
    # arithmetic
    SUM = "sum"
    POINTS = "points"
    STRETCHED_POINTS = "stretched_points"
    STRETCH = "stretch"
    ROUNDED = "rounded"
    RANK = "rank"
    NO_TOTAL = "no_total"
    # a value from scores, a share of the weight from a value
    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED_MEAN = "trimmed_mean"
    HELD = "held"
    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    # a share of the weight from a price
    LOWEST = "lowest"
    HIGHEST = "highest"
    LOWEST_RATIO = "lowest_ratio"
    LINEAR_OVER_LOWEST = "linear_over_lowest"
    BETWEEN_BOUNDS = "between_bounds"
    REFERENCE_RATIO = "reference_ratio"
    CAPPED_REFERENCE_RATIO = "capped_reference_ratio"
    # comparisons, which have an outcome in words
    AT_LEAST = "at_least"
    MORE_FIRST = "more_first"
    LESS_FIRST = "less_first"


class Formula(NamedTuple):
    """``compute`` and ``write`` take the values of the children."""

    symbols: str
    compute: Callable[..., Fraction | None]
    write: Callable[..., str]


def mean(*values: Fraction) -> Fraction:
    terms, common = over_common(values)
    return Fraction(sum(terms), common * len(terms))


def middle(values: Values) -> Values:
    """The middle one of an odd number of values, the middle two of an even number."""
    return sorted(values)[(len(values) - 1) // 2 : len(values) // 2 + 1]


def median(*values: Fraction) -> Fraction:
    return mean(*middle(values))


def trimmed_mean(*values: Fraction) -> Fraction:
    """Without one lowest and one highest."""
    return mean(*sorted(values)[1:-1])


def held(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return min(max(value, low), high)


def upward_share(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """How far up from ``low`` to ``high``: (value − low) / (high − low)."""
    (own, bottom, top), _ = over_common((value, low, high))
    return Fraction(own - bottom, top - bottom)


def downward_share(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """One minus that, which is the share of the way from ``high``."""
    return upward_share(value, high, low)


def ratio(numerator: Fraction, denominator: Fraction) -> Fraction:
    return numerator / denominator


def capped_ratio(numerator: Fraction, denominator: Fraction) -> Fraction:
    return min(ONE, numerator / denominator)


def over_lowest(price: Fraction, lowest: Fraction) -> Fraction:
    return max(ZERO, ONE - (price - lowest) / lowest)


def between_bounds(price: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return held(downward_share(price, low, high), ZERO, ONE)


def is_comparable(criterion: Price, price: Fraction | Decimal) -> bool:
    """A formula that divides by a price can only use one above zero."""
    return price > 0 or not criterion.formula.is_ratio


def nothing(*_: Fraction) -> None:
    return None


def joined(values: Values, sign: str) -> str:
    return sign.join(map(operand, values))


def listed(values: Values) -> str:
    return ", ".join(map(short, values))


def operand(number: Fraction) -> str:
    """In brackets if it would be misread beside another sign."""
    text = short(number)
    return f"({text})" if "/" in text or "−" in text else text


def write_mean(*values: Fraction) -> str:
    total = joined(values, " + ")
    return total if len(values) == 1 else f"({total}) / {len(values)}"


def write_median(*values: Fraction) -> str:
    ordered, halves = f"middle of {listed(sorted(values))}", middle(values)
    return ordered if len(halves) == 1 else f"{ordered} = {write_mean(*halves)}"


def write_trimmed_mean(*values: Fraction) -> str:
    least, *others, most = sorted(values)
    return f"{write_mean(*others)} without {short(least)} and {short(most)}"


def write_share(value: Fraction, low: Fraction, high: Fraction) -> str:
    return f"({operand(value)} − {operand(low)}) / ({operand(high)} − {operand(low)})"


def write_over_lowest(price: Fraction, lowest: Fraction) -> str:
    return f"max(0, 1 − ({operand(price)} − {operand(lowest)}) / {operand(lowest)})"


def write_between(price: Fraction, low: Fraction, high: Fraction) -> str:
    whole = f"({operand(high)} − {operand(low)})"
    return f"min(1, max(0, ({operand(high)} − {operand(price)}) / {whole}))"


def write_product(*values: Fraction) -> str:
    return joined(values, " × ")


def write_ratio(*values: Fraction) -> str:
    return joined(values, " / ")


def write_against(own: Fraction, other: Fraction) -> str:
    return f"{short(own)} against {short(other)}"


FORMULAS: dict[Kind, Formula] = {
    Kind.SUM: Formula(
        "sum of the points",
        lambda *points: exact_sum(points),
        lambda *points: " + ".join(map(short, points)),
    ),
    Kind.POINTS: Formula("weight × fraction", lambda *factors: product(factors), write_product),
    Kind.STRETCHED_POINTS: Formula(
        "weight × fraction × stretch", lambda *factors: product(factors), write_product
    ),
    Kind.STRETCH: Formula("weight of quality / best quality", ratio, write_ratio),
    Kind.ROUNDED: Formula(
        "points, rounded half up",
        lambda points, decimals: rounded(points, int(decimals)),
        lambda points, decimals: f"{short(points)} to {decimals} decimals",
    ),
    Kind.RANK: Formula(
        "1 + those before it",
        lambda *counts: ONE + exact_sum(counts),
        lambda *counts: joined([ONE, *counts], " + "),
    ),
    Kind.MEAN: Formula("mean of the scores", mean, write_mean),
    Kind.MEDIAN: Formula("median of the scores", median, write_median),
    Kind.TRIMMED_MEAN: Formula(
        "mean of the scores but one lowest and one highest", trimmed_mean, write_trimmed_mean
    ),
    Kind.HELD: Formula(
        "figure, held to the ends of its scale",
        held,
        lambda figure, low, high: f"{short(figure)} held to {short(low)} … {short(high)}",
    ),
    Kind.HIGHER_IS_BETTER: Formula("(value − low) / (high − low)", upward_share, write_share),
    Kind.LOWER_IS_BETTER: Formula(
        "1 − (value − low) / (high − low)",
        downward_share,
        lambda *values: f"1 − {write_share(*values)}",
    ),
    Kind.LOWEST: Formula(
        "lowest price compared",
        lambda *prices: min(prices),
        lambda *prices: f"least of {listed(prices)}",
    ),
    Kind.HIGHEST: Formula(
        "highest quality",
        lambda *qualities: max(qualities),
        lambda *qualities: f"most of {listed(qualities)}",
    ),
    Kind.LOWEST_RATIO: Formula("p* / p", ratio, write_ratio),
    Kind.LINEAR_OVER_LOWEST: Formula(
        "max(0, 1 − (p − p*) / p*)",
        over_lowest,
        write_over_lowest,
    ),
    Kind.BETWEEN_BOUNDS: Formula(
        "min(1, max(0, (high − p) / (high − low)))",
        between_bounds,
        write_between,
    ),
    Kind.REFERENCE_RATIO: Formula("reference / p", ratio, write_ratio),
    Kind.CAPPED_REFERENCE_RATIO: Formula(
        "min(1, reference / p)",
        capped_ratio,
        lambda reference, price: f"min(1, {write_ratio(reference, price)})",
    ),
    Kind.AT_LEAST: Formula(
        "value ≥ minimum",
        nothing,
        lambda value, least: f"{short(value)} {'≥' if value >= least else '<'} {short(least)}",
    ),
    Kind.MORE_FIRST: Formula("more comes first", nothing, write_against),
    Kind.LESS_FIRST: Formula("less comes first", nothing, write_against),
}
