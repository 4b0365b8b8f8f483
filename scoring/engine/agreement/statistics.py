"""The libraries behind the coefficients: floating-point numbers in, floating-point numbers out.

They are imported when first needed, since that takes seconds. Whether there is a value is asked before.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ..quiet import quietly

Table = Sequence[Sequence[float]]


class IntraclassCorrelation(NamedTuple):
    value: float
    low: float
    high: float


class Concordance(NamedTuple):
    value: float
    p: float


def intraclass_correlation(rows: Table) -> IntraclassCorrelation:
    """ICC(2,1) and its 95 % interval; a row for each cell, a column for each evaluator."""
    with quietly():
        import pandas
        import pingouin

        pingouin.options["round.column.CI95"] = None
        long = pandas.DataFrame(_long(rows), columns=["cell", "evaluator", "score"])
        table = pingouin.intraclass_corr(long, targets="cell", raters="evaluator", ratings="score")
    found = table.set_index("Type").loc["ICC(A,1)"]
    low, high = found["CI95"]
    return IntraclassCorrelation(float(found["ICC"]), float(low), float(high))


def concordance(rows: Table) -> Concordance:
    """Kendall's W, corrected for ties, and p by the chi-squared approximation; a row for each evaluator."""
    with quietly():
        import pandas
        import pingouin

        long = pandas.DataFrame(_long(rows), columns=["evaluator", "cell", "score"])
        table = pingouin.friedman(long, dv="score", within="cell", subject="evaluator")
    found = table.iloc[0]
    return Concordance(float(found["W"]), float(found["p_unc"]))


def alpha(columns: Sequence[Sequence[float | None]]) -> float:
    """Krippendorff's alpha for interval data; a row for each evaluator, ``None`` where there is no score."""
    with quietly():
        import krippendorff
        import numpy as np

        return float(krippendorff.alpha(np.array(columns, dtype=float), level_of_measurement="interval"))


def _long(rows: Table) -> list[tuple[int, int, float]]:
    return [(i, j, number) for i, row in enumerate(rows) for j, number in enumerate(row)]
