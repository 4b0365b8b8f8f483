"""Three coefficients of agreement.

They are statistics in floating point, computed by libraries. Which cells they rest on, and whether they are
defined there at all, is decided before, on the exact scores. The libraries then see these scores stretched to
0 … 1 (ICC and alpha do not depend on the unit and the zero of a scale), or as ranks (W looks at nothing else).
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import isfinite

from . import statistics
from .coefficient import KOO_LI, KRIPPENDORFF, SCHMIDT, Coefficient, band
from .grid import Grid, evaluators_of, scored_by_all, scored_by_several, vendors_of

LARGEST_TABLE = 5_000_000
WANTED = 30
"""Of how many things the scores should be, as Koo and Li (2016) advise."""
"""The library of alpha holds a table of cells × different scores × different scores."""

ONE_EVALUATOR = "agreement needs at least two evaluators"
FEW_COMPLETE = "fewer than two vendor and criterion pairs have a score from every evaluator"
NONE_SHARED = "no vendor has scores from two evaluators on one criterion"
ONE_CELL = "only one vendor has scores from two evaluators, so there is nothing to compare it with"
ALL_SAME = "all scores are the same, so there is nothing to tell apart"
ALL_LEVEL = "every evaluator puts all vendors level, so there is no order to agree on"
FOUR_SCORES = "two evaluators' scores of two vendors are too few to compare variances"
NO_ORDER = "an order of vendor and criterion pairs is not an order of vendors"
TOO_LARGE = "there are too many different scores of too many vendors to compare in memory"

Rows = Sequence[Sequence[Fraction]]


def intraclass(grid: Grid) -> Coefficient:
    """ICC(2,1): how alike two evaluators' scores of one vendor are, measured by how much vendors differ.

    Two-way random effects, absolute agreement, a single evaluator (Shrout and Fleiss 1979). With n cells, k
    evaluators, and the mean squares between cells (B), between evaluators (J) and of the residual (E):

        ICC = (B - E) / (B + (k - 1) E + k (J - E) / n)

    n times the divisor is n B + ((n - 1)(k - 1) - 1) E + k J. With more than two times two scores it is zero
    only if all are the same; two times two are refused, as the library does. The words are for both ends of the
    interval, as Koo and Li (2016) want it. There is none without a residual, nor below zero, where the degrees
    of freedom that are estimated for it can vanish.
    """
    used = scored_by_all(grid)
    rows = _by_cell(used)
    blank = _blank("ICC(2,1)", grid, used)
    if reason := _no_rows(grid, used) or _no_variance(rows):
        return replace(blank, reason=reason)
    value, low, high = statistics.intraclass_correlation(_stretched(rows))
    has_interval = round(value, 9) >= 0 and isfinite(high - low) and not _without_residual(rows)
    interval = (low, high) if has_interval else None
    ends = dict.fromkeys(band(end, KOO_LI) for end in interval or [value])
    few = "" if blank.cells >= WANTED else f", a hint only, as they advise at least {WANTED}"
    words = f"{' to '.join(ends)} (Koo and Li 2016{few})"
    return replace(blank, value=value, interval=interval, words=words)


def concordance(grid: Grid) -> Coefficient:
    """Kendall's W: how far the evaluators put the vendors in the same order, whatever scores they give.

    With m evaluators, n vendors, R the sums of each vendor's ranks (equal scores share the mean of their ranks)
    and T the sum of t³ - t over all groups of t equal scores of one evaluator:

        W = (12 Σ R² - 3 m² n (n + 1)²) / (m² n (n² - 1) - m T)

    from 0 to 1 (Kendall and Babington Smith 1939). The divisor is zero if every evaluator gives all vendors the
    same score. p is that of Friedman's test, m (n - 1) W as chi-squared with n - 1 degrees of freedom: a rough
    approximation for small panels.
    """
    used = scored_by_all(grid)
    rows = _by_evaluator(used)
    blank = _blank("Kendall's W", grid, used)
    if reason := _no_rows(grid, used) or (ALL_LEVEL if all(len(set(row)) == 1 for row in rows) else None):
        return replace(blank, reason=reason)
    value, p = statistics.concordance([_ranks(row) for row in rows])
    return replace(blank, value=value, p=p, words=f"{band(value, SCHMIDT)} (Schmidt 1997)")


def alpha(grid: Grid) -> Coefficient:
    """Krippendorff's alpha for interval data: 1 - observed / expected disagreement; gaps are allowed.

    Over the n scores of cells with at least two (u is a cell with m(u) scores):

        observed = (1 / n) Σ over cells of Σ over ordered pairs within u of (x - y)² / (m(u) - 1)
        expected = Σ over ordered pairs of all n scores of (x - y)² / (n (n - 1))

    1 is full agreement, 0 what scores dealt at random would give, and less than that is possible
    (Krippendorff 2004, ch. 11). Expected is zero if all scores are the same.
    """
    used = scored_by_several(grid)
    values = {share for given in used.values() for share in given.values()}
    blank = _blank("Krippendorff's alpha", grid, used)
    if reason := _no_alpha(grid, used, values):
        return replace(blank, reason=reason)
    low, span = min(values), max(values) - min(values)
    value = statistics.alpha(
        [
            [float((given[name] - low) / span) if name in given else None for given in used.values()]
            for name in evaluators_of(used)
        ]
    )
    return replace(blank, value=value, words=f"{band(value, KRIPPENDORFF)} (Krippendorff 2004)")


def no_concordance(grid: Grid) -> Coefficient:
    """In place of W where the grid has several criteria."""
    return replace(_blank("Kendall's W", grid, {}), reason=NO_ORDER)


def _blank(name: str, grid: Grid, used: Grid) -> Coefficient:
    return Coefficient(name, len(used), vendors_of(used), len(grid) - len(used))


def _no_rows(grid: Grid, used: Grid) -> str | None:
    if len(evaluators_of(grid)) < 2:
        return ONE_EVALUATOR
    return FEW_COMPLETE if len(used) < 2 else None


def _no_variance(rows: Rows) -> str | None:
    if len({share for row in rows for share in row}) == 1:
        return ALL_SAME
    return FOUR_SCORES if len(rows) == len(rows[0]) == 2 else None


def _no_alpha(grid: Grid, used: Grid, values: set[Fraction]) -> str | None:
    if len(evaluators_of(grid)) < 2:
        return ONE_EVALUATOR
    if not used:
        return NONE_SHARED
    if len(used) == 1:
        return ONE_CELL
    if len(values) == 1:
        return ALL_SAME
    return TOO_LARGE if len(used) * len(values) ** 2 > LARGEST_TABLE else None


def _without_residual(rows: Rows) -> bool:
    """True if evaluators differ by the same amount everywhere: then nothing is left for chance."""
    return len({tuple(share - row[0] for share in row) for row in rows}) == 1


def _by_cell(used: Grid) -> list[list[Fraction]]:
    return [[given[name] for name in sorted(given)] for given in used.values()]


def _by_evaluator(used: Grid) -> list[list[Fraction]]:
    return [[given[name] for given in used.values()] for name in evaluators_of(used)]


def _stretched(rows: Rows) -> list[list[float]]:
    """From the lowest score, 0, to the highest, 1: however close scores lie, no difference is lost."""
    shares = [share for row in rows for share in row]
    low, span = min(shares), max(shares) - min(shares)
    return [[float((share - low) / span) for share in row] for row in rows]


def _ranks(row: Sequence[Fraction]) -> list[float]:
    """Numbers in the same order, equal where the scores are equal."""
    position = {share: float(place) for place, share in enumerate(sorted(set(row)))}
    return [position[share] for share in row]
