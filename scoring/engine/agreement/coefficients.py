"""Three coefficients of agreement: each with its value and what that means, or why it has none.

They are statistics in floating point, computed by libraries. Which cells they rest on, and whether they are
defined there at all, is decided before, on the exact scores. The libraries then see these scores stretched to
0 … 1 (ICC and alpha do not depend on the unit and the zero of a scale), or as ranks (W looks at nothing else).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isfinite

from .. import libraries
from ..told import Told, as_data
from .spread import Grid, evaluators_of, scored_by, vendors_of

LARGEST_TABLE = 5_000_000
"""The library of alpha holds a table of cells × different scores × different scores."""
WANTED = 30
"""Of how many things the scores should be, as Koo and Li (2016) advise."""

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
Bands = Sequence[tuple[float, str]]
"""From the top: the least value of each band, and its name."""

LOWEST = float("-inf")
KOO_LI: Bands = ((0.9, "excellent"), (0.75, "good"), (0.5, "moderate"), (LOWEST, "poor"))
SCHMIDT: Bands = (
    (0.9, "unusually strong"),
    (0.7, "strong"),
    (0.5, "moderate"),
    (0.3, "weak"),
    (LOWEST, "very weak"),
)
KRIPPENDORFF: Bands = (
    (0.8, "reliable"),
    (0.667, "enough for tentative conclusions only"),
    (LOWEST, "too low to rely on"),
)


def band(value: float, bands: Bands) -> str:
    return next(name for least, name in bands if round(value, 9) >= least)


@dataclass(frozen=True, slots=True)
class Coefficient(Told):
    """Either a ``value`` with its meaning in ``words``, or a ``reason`` why there is no value.

    ``cells`` is how many vendor and criterion pairs it rests on, ``vendors`` how many vendors are among them,
    ``left_out`` how many pairs with a score it could not use. ``interval`` is the 95 % confidence
    interval of an ICC; ``p`` the probability of so large a W if all orders were drawn by lot.
    """

    name: str
    cells: int
    vendors: int
    left_out: int
    value: float | None = None
    words: str | None = None
    reason: str | None = None
    interval: tuple[float, float] | None = None
    p: float | None = None

    def as_dict(self) -> dict[str, object]:
        low, high = self.interval or (None, None)
        return {
            "value": as_data(self.value),
            "low": as_data(low),
            "high": as_data(high),
            "p": as_data(self.p),
            "words": self.words,
            "reason": self.reason,
            "cells": self.cells,
            "vendors": self.vendors,
            "left_out": self.left_out,
        }

    def sentence(self) -> str:
        """For example *ICC(2,1) 0.2898 (95 % interval 0.0188 to 0.7611): poor to good (Koo and Li 2016); 6 vendors.*"""
        if self.value is None:
            return f"{self.name}: no value, because {self.reason}."
        precision = "" if self.p is None else f" (p = {as_data(self.p)})"
        if self.interval:
            low, high = map(as_data, self.interval)
            precision = f" (95 % interval {low} to {high})"
        pairs = "" if self.cells == self.vendors else f"{self.cells} vendor and criterion pairs, "
        left_out = f", {self.left_out} left out for gaps" if self.left_out else ""
        basis = f"{pairs}{self.vendors} vendors{left_out}"
        return f"{self.name} {as_data(self.value)}{precision}: {self.words}; {basis}."


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
    used, blank, reason = _complete("ICC(2,1)", grid)
    rows = [[given[name] for name in sorted(given)] for given in used.values()]
    shares = {share for row in rows for share in row}
    if reason is None and len(shares) == 1:
        reason = ALL_SAME
    elif reason is None and len(rows) == len(rows[0]) == 2:
        reason = FOUR_SCORES
    if reason:
        return replace(blank, reason=reason)
    low, span = min(shares), max(shares) - min(shares)
    stretched = [[float((share - low) / span) for share in row] for row in rows]
    value, *interval = libraries.intraclass_correlation(stretched)
    has_residual = len({tuple(share - row[0] for share in row) for row in rows}) > 1
    known = round(value, 9) >= 0 and isfinite(interval[1] - interval[0]) and has_residual
    ends = dict.fromkeys(band(end, KOO_LI) for end in (interval if known else [value]))
    few = "" if blank.cells >= WANTED else f", a hint only, as they advise at least {WANTED}"
    words = f"{' to '.join(ends)} (Koo and Li 2016{few})"
    return replace(blank, value=value, interval=(interval[0], interval[1]) if known else None, words=words)


def concordance(grid: Grid) -> Coefficient:
    """Kendall's W: how far the evaluators put the vendors in the same order, whatever scores they give.

    With m evaluators, n vendors, R the sums of each vendor's ranks (equal scores share the mean of their ranks)
    and T the sum of t³ - t over all groups of t equal scores of one evaluator:

        W = (12 Σ R² - 3 m² n (n + 1)²) / (m² n (n² - 1) - m T)

    from 0 to 1 (Kendall and Babington Smith 1939). The divisor is zero if every evaluator gives all vendors the
    same score. p is that of Friedman's test, m (n - 1) W as chi-squared with n - 1 degrees of freedom: a rough
    approximation for small panels.
    """
    used, blank, reason = _complete("Kendall's W", grid)
    rows = [[given[name] for given in used.values()] for name in evaluators_of(used)]
    if reason or all(len(set(row)) == 1 for row in rows):
        return replace(blank, reason=reason or ALL_LEVEL)
    value, p = libraries.concordance(list(map(_ranks, rows)))
    return replace(blank, value=value, p=p, words=f"{band(value, SCHMIDT)} (Schmidt 1997)")


def no_concordance(grid: Grid) -> Coefficient:
    """In place of W where the grid has several criteria."""
    return Coefficient("Kendall's W", 0, 0, len(grid), reason=NO_ORDER)


def alpha(grid: Grid) -> Coefficient:
    """Krippendorff's alpha for interval data: 1 - observed / expected disagreement; gaps are allowed.

    Over the n scores of cells with at least two (u is a cell with m(u) scores):

        observed = (1 / n) Σ over cells of Σ over ordered pairs within u of (x - y)² / (m(u) - 1)
        expected = Σ over ordered pairs of all n scores of (x - y)² / (n (n - 1))

    1 is full agreement, 0 what scores dealt at random would give, and less than that is possible
    (Krippendorff 2004, ch. 11). Expected is zero if all scores are the same.
    """
    used = scored_by(2, grid)
    values = {share for given in used.values() for share in given.values()}
    blank = _blank("Krippendorff's alpha", grid, used)
    if reason := _no_alpha(grid, used, values):
        return replace(blank, reason=reason)
    low, span = min(values), max(values) - min(values)
    value = libraries.krippendorff_alpha(
        [
            [float((given[name] - low) / span) if name in given else None for given in used.values()]
            for name in evaluators_of(used)
        ]
    )
    return replace(blank, value=value, words=f"{band(value, KRIPPENDORFF)} (Krippendorff 2004)")


def _no_alpha(grid: Grid, used: Grid, values: set[Fraction]) -> str | None:
    if len(evaluators_of(grid)) < 2:
        return ONE_EVALUATOR
    if len(used) < 2:
        return ONE_CELL if used else NONE_SHARED
    if len(values) == 1:
        return ALL_SAME
    return TOO_LARGE if len(used) * len(values) ** 2 > LARGEST_TABLE else None


def _complete(name: str, grid: Grid) -> tuple[Grid, Coefficient, str | None]:
    """The cells that no evaluator left out, the coefficient without its value, and why these cells cannot give one."""
    everyone = len(evaluators_of(grid))
    used = scored_by(everyone, grid)
    reason = ONE_EVALUATOR if everyone < 2 else FEW_COMPLETE if len(used) < 2 else None
    return used, _blank(name, grid, used), reason


def _blank(name: str, grid: Grid, used: Grid) -> Coefficient:
    return Coefficient(name, len(used), vendors_of(used), len(grid) - len(used))


def _ranks(row: Sequence[Fraction]) -> list[float]:
    """Numbers in the same order, equal where the scores are equal."""
    position = {share: float(place) for place, share in enumerate(sorted(set(row)))}
    return [position[share] for share in row]
