"""The formulas of the method: each with its symbols, its arithmetic, and how it is written with numbers.

The arithmetic is that of rational numbers, one value at a time, as on paper. The engine ranks with whole
columns of numbers; the tests hold the two against each other.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeVar

from ..arithmetic import exact_sum, over_common, product, rounded, short
from ..document import PanelRule, Price, PriceFormula
from ..grading import counted, mean

Term = TypeVar("Term")


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


def price_terms(
    criterion: Price, price: Term, lowest: Callable[[], Term], setting: Callable[[str, Fraction], Term]
) -> tuple[Kind, tuple[Term, ...]]:
    """The formula of a price criterion and what it takes: the price, p* or what the method has set, by its name."""
    match criterion.formula:
        case PriceFormula.LOWEST_RATIO:
            return Kind.LOWEST_RATIO, (lowest(), price)
        case PriceFormula.LINEAR_OVER_LOWEST:
            return Kind.LINEAR_OVER_LOWEST, (price, lowest())
        case PriceFormula.BETWEEN_BOUNDS:
            low, high = map(Fraction, criterion.bounds)
            return Kind.BETWEEN_BOUNDS, (price, setting("Low", low), setting("High", high))
    kind = Kind.CAPPED_REFERENCE_RATIO if criterion.cap else Kind.REFERENCE_RATIO
    return kind, (setting("Reference", Fraction(criterion.reference)), price)


# --- Arithmetic that more than one formula needs


def held(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return min(max(value, low), high)


def share(value: Fraction, start: Fraction, end: Fraction) -> Fraction:
    """How far from ``start`` to ``end``, which may be below: (value − start) / (end − start)."""
    (own, bottom, top), _ = over_common((value, start, end))
    return Fraction(own - bottom, top - bottom)


def nothing(*_: Fraction) -> None:
    return None


# --- Writing


def operand(number: Fraction) -> str:
    """In brackets if it would be misread beside another sign."""
    text = short(number)
    return f"({text})" if "/" in text or "−" in text else text


def joined(sign: str, numbers: Iterable[Fraction]) -> str:
    return sign.join(map(operand, numbers))


def listed(numbers: Iterable[Fraction]) -> str:
    return ", ".join(map(short, numbers))


def write_mean(*scores: Fraction) -> str:
    total = joined(" + ", scores)
    return total if len(scores) == 1 else f"({total}) / {len(scores)}"


def write_median(*scores: Fraction) -> str:
    ordered, middle = f"middle of {listed(sorted(scores))}", counted(PanelRule.MEDIAN, scores)
    return ordered if len(middle) == 1 else f"{ordered} = {write_mean(*middle)}"


def write_trimmed_mean(*scores: Fraction) -> str:
    least, *others, most = sorted(scores)
    return f"{write_mean(*others)} without {short(least)} and {short(most)}"


def write_share(value: Fraction, low: Fraction, high: Fraction) -> str:
    return f"({operand(value)} − {operand(low)}) / ({operand(high)} − {operand(low)})"


def write_product(*factors: Fraction) -> str:
    return joined(" × ", factors)


def write_ratio(*pair: Fraction) -> str:
    return joined(" / ", pair)


def write_over_lowest(price: Fraction, lowest: Fraction) -> str:
    return f"max(0, 1 − ({operand(price)} − {operand(lowest)}) / {operand(lowest)})"


def write_between(price: Fraction, low: Fraction, high: Fraction) -> str:
    whole = f"({operand(high)} − {operand(low)})"
    return f"min(1, max(0, ({operand(high)} − {operand(price)}) / {whole}))"


def write_against(own: Fraction, other: Fraction) -> str:
    return f"{short(own)} against {short(other)}"


class Formula(NamedTuple):
    """``compute`` and ``write`` take the values of the children."""

    symbols: str
    compute: Callable[..., Fraction | None]
    write: Callable[..., str]


FORMULAS: dict[Kind, Formula] = {
    Kind.SUM: Formula(
        "sum of the points",
        lambda *points: exact_sum(points),
        lambda *points: " + ".join(map(short, points)),
    ),
    Kind.POINTS: Formula("weight × fraction", product, write_product),
    Kind.STRETCHED_POINTS: Formula("weight × fraction × stretch", product, write_product),
    Kind.STRETCH: Formula("weight of quality / best quality", Fraction, write_ratio),
    Kind.ROUNDED: Formula(
        "points, rounded half up",
        lambda points, decimals: rounded(points, int(decimals)),
        lambda points, decimals: f"{short(points)} to {decimals} decimal{'' if decimals == 1 else 's'}",
    ),
    Kind.RANK: Formula(
        "1 + those before it",
        lambda *counts: 1 + exact_sum(counts),
        lambda *counts: joined(" + ", [Fraction(1), *counts]),
    ),
    Kind.MEAN: Formula("mean of the scores", lambda *scores: mean(scores), write_mean),
    Kind.MEDIAN: Formula(
        "median of the scores", lambda *scores: mean(counted(PanelRule.MEDIAN, scores)), write_median
    ),
    Kind.TRIMMED_MEAN: Formula(
        "mean of the scores but one lowest and one highest",
        lambda *scores: mean(counted(PanelRule.TRIMMED_MEAN, scores)),
        write_trimmed_mean,
    ),
    Kind.HELD: Formula(
        "figure, held to the ends of its scale",
        held,
        lambda figure, low, high: f"{short(figure)} held to {short(low)} … {short(high)}",
    ),
    Kind.HIGHER_IS_BETTER: Formula("(value − low) / (high − low)", share, write_share),
    Kind.LOWER_IS_BETTER: Formula(
        "1 − (value − low) / (high − low)",
        lambda value, low, high: share(value, high, low),
        lambda *values: f"1 − {write_share(*values)}",
    ),
    Kind.LOWEST: Formula(
        "lowest price compared", lambda *prices: min(prices), lambda *prices: f"least of {listed(prices)}"
    ),
    Kind.HIGHEST: Formula(
        "highest quality", lambda *totals: max(totals), lambda *totals: f"most of {listed(totals)}"
    ),
    Kind.LOWEST_RATIO: Formula("p* / p", Fraction, write_ratio),
    Kind.LINEAR_OVER_LOWEST: Formula(
        "max(0, 1 − (p − p*) / p*)",
        lambda price, lowest: max(Fraction(0), 1 - (price - lowest) / lowest),
        write_over_lowest,
    ),
    Kind.BETWEEN_BOUNDS: Formula(
        "min(1, max(0, (high − p) / (high − low)))",
        lambda price, low, high: held(share(price, high, low), Fraction(0), Fraction(1)),
        write_between,
    ),
    Kind.REFERENCE_RATIO: Formula("reference / p", Fraction, write_ratio),
    Kind.CAPPED_REFERENCE_RATIO: Formula(
        "min(1, reference / p)",
        lambda reference, price: min(Fraction(1), reference / price),
        lambda *pair: f"min(1, {write_ratio(*pair)})",
    ),
    Kind.AT_LEAST: Formula(
        "value ≥ minimum",
        nothing,
        lambda value, least: f"{short(value)} {'≥' if value >= least else '<'} {short(least)}",
    ),
    Kind.MORE_FIRST: Formula("more comes first", nothing, write_against),
    Kind.LESS_FIRST: Formula("less comes first", nothing, write_against),
}
