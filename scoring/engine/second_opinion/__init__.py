"""A second opinion on the same data: would another method choose another?

Never the record. The record is the ranking; this says whether its first place depends on the way of adding up.
Two methods that work quite differently are asked, in floating point, by a library:

- **TOPSIS** (Hwang and Yoon 1981) with vector normalisation: who is near the best and far from the worst of what
  was offered. Each criterion's values are divided by √(Σ x²) and multiplied by the weight. With D⁺ the distance
  from the best of all criteria and D⁻ that from the worst, the score is D⁻ / (D⁺ + D⁻), from 0 to 1.
- **PROMETHEE II** (Brans and Vincke 1985) with the usual preference function: who is better than whom, on how much
  weight; how much better counts nothing. The score is the net flow, from -1 to 1: over all others, the mean of
  the weight on which a vendor is better less the weight on which the other is. Functions with thresholds would
  need thresholds agreed in advance; the linear one over the whole range gives a weighted sum again.

Both see the ranked vendors only. A scored or measured criterion counts as the share of its scale that the record
used: more is better, and zero is the bad end of the scale, so that no scale's arbitrary zero enters the
normalisation. The price counts as it is, less is better: how the record turns prices into points is part of what
is questioned. Weights are as set and divided by their sum, without criteria that weigh nothing or on which all
are equal (to twelve digits of the largest value): these separate nobody.
"""

from decimal import Decimal
from fractions import Fraction

from ..document import Evaluation, Price, Weighted
from ..ranking import rank
from ..result import Row, State
from .methods import Matrix, promethee, topsis
from .result import Opinion, SecondOpinion, Standing, Verdict, compared

__all__ = ["Opinion", "SecondOpinion", "Standing", "Verdict", "second_opinion"]

DIGITS = 12
MOST_VENDORS = 1000
"""PROMETHEE compares each vendor with each, on each criterion, all at once in memory."""


def second_opinion(evaluation: Evaluation) -> SecondOpinion | None:
    """What TOPSIS and PROMETHEE II make of the ranked vendors.

    None if there is nothing to ask: fewer than two ranked vendors, or no weighted criterion on which they
    differ; nor for more than a thousand. The first call in a process takes seconds, while a library is imported.
    """
    rows = [row for row in rank(evaluation).rows if row.state is State.RANKED]
    if not 2 <= len(rows) <= MOST_VENDORS:
        return None
    matrix = _matrix(evaluation, rows)
    if not matrix.columns:
        return None
    record = {row.vendor: row.rank or 0 for row in rows}
    return SecondOpinion(
        first=tuple(vendor for vendor, place in record.items() if place == 1),
        criteria=matrix.criteria,
        opinions=(
            compared("TOPSIS", "vector normalisation", record, topsis(matrix)),
            compared("PROMETHEE II", "usual preference function", record, promethee(matrix)),
        ),
        vendor_titles={vendor.key: vendor.title for vendor in evaluation.vendors},
    )


def _matrix(evaluation: Evaluation, rows: list[Row]) -> Matrix:
    prices = {vendor.key: vendor.price for vendor in evaluation.vendors}
    found = [
        (criterion, column)
        for criterion in evaluation.weighted
        if criterion.weight and len(set(column := _column(criterion, rows, prices))) > 1
    ]
    weight = sum(Fraction(criterion.weight) for criterion, _ in found)
    return Matrix(
        criteria=tuple(criterion.key for criterion, _ in found),
        columns=[column for _, column in found],
        weights=[float(Fraction(criterion.weight) / weight) for criterion, _ in found],
        less_is_better=[isinstance(criterion, Price) for criterion, _ in found],
    )


def _column(criterion: Weighted, rows: list[Row], prices: dict[str, Decimal | None]) -> list[float]:
    """The vendors' values in units of the largest of them, which neither method minds."""
    values = [
        Fraction(prices[row.vendor] or 0) if isinstance(criterion, Price) else row.fractions[criterion.key]
        for row in rows
    ]
    largest = max(map(abs, values)) or Fraction(1)
    return [float(round(value / largest, DIGITS)) for value in values]
