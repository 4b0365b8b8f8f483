"""Statistics and methods that others have written: floating-point numbers in, floating-point numbers out.

No ranking needs them. They are imported when first asked, since that takes seconds; whether there is anything
to ask is decided before.
"""

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

Table = Sequence[Sequence[float]]


@contextmanager
def quietly() -> Iterator[None]:
    """While a library is imported or at work, its warnings go nowhere.

    Some of them bring a drawing library along, which logs where it keeps its fonts. Whoever calls them checks
    that what comes back is a finite number.
    """
    drawing = logging.getLogger("matplotlib")
    level = drawing.level
    drawing.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        drawing.setLevel(level)


def intraclass_correlation(rows: Table) -> tuple[float, float, float]:
    """ICC(2,1) and the ends of its 95 % interval; a row for each cell, a column for each evaluator."""
    with quietly():
        import pandas
        import pingouin

        pingouin.options["round.column.CI95"] = None
        long = pandas.DataFrame(_long(rows), columns=["cell", "evaluator", "score"])
        table = pingouin.intraclass_corr(long, targets="cell", raters="evaluator", ratings="score")
    found = table.set_index("Type").loc["ICC(A,1)"]
    low, high = found["CI95"]
    return float(found["ICC"]), float(low), float(high)


def concordance(rows: Table) -> tuple[float, float]:
    """Kendall's W, corrected for ties, and p by the chi-squared approximation; a row for each evaluator."""
    with quietly():
        import pandas
        import pingouin

        long = pandas.DataFrame(_long(rows), columns=["evaluator", "cell", "score"])
        found = pingouin.friedman(long, dv="score", within="cell", subject="evaluator").iloc[0]
    return float(found["W"]), float(found["p_unc"])


def krippendorff_alpha(rows: Sequence[Sequence[float | None]]) -> float:
    """For interval data; a row for each evaluator, ``None`` where there is no score."""
    with quietly():
        import krippendorff

        return float(krippendorff.alpha(np.array(rows, dtype=float), level_of_measurement="interval"))


def topsis(columns: Table, weights: Sequence[float], signs: Sequence[float]) -> list[float]:
    """Each vendor's closeness to the best, 0 to 1. Values by criterion; signs are -1 where less is better, else 1."""
    with quietly():
        from pymcdm.methods import TOPSIS
        from pymcdm.normalizations import vector_normalization

        return _asked(TOPSIS(vector_normalization), columns, weights, signs)


def promethee(columns: Table, weights: Sequence[float], signs: Sequence[float]) -> list[float]:
    """Each vendor's net flow, from -1 to 1; the same arguments."""
    with quietly():
        from pymcdm.methods import PROMETHEE_II

        return _asked(PROMETHEE_II("usual"), columns, weights, signs)


def _long(rows: Table) -> list[tuple[int, int, float]]:
    return [(i, j, number) for i, row in enumerate(rows) for j, number in enumerate(row)]


def _asked(
    method: Callable[..., Iterable[float]], columns: Table, weights: Sequence[float], signs: Sequence[float]
) -> list[float]:
    by_vendor = list(zip(*columns, strict=True))
    return list(map(float, method(*map(np.array, (by_vendor, weights, signs)), validation=False)))
