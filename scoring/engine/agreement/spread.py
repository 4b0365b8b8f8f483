"""How far the scores of a panel lie apart, and who scores higher or lower than the colleagues. Exact."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from ..arithmetic import exact_sum
from ..document import Evaluation, Scored
from ..told import Told, as_data

Grid = Mapping[tuple[str, str], Mapping[str, Fraction]]
"""For each cell that was scored (a vendor and a criterion, by their keys), by evaluator: the share of the scale
reached, from 0 (worst) to 1 (best), so that criteria with different scales can stand together. Who abstained is not
there."""


def grid_of(evaluation: Evaluation, criterion: Scored) -> Grid:
    """All scores given on a criterion; those of vendors that are excluded or incomplete too."""
    low, high = Fraction(criterion.low), Fraction(criterion.high)
    worst, best = (high, low) if criterion.lower_is_better else (low, high)
    return {
        (vendor.key, criterion.key): {
            name: (Fraction(score) - worst) / (best - worst) for name, score in given.items()
        }
        for vendor in evaluation.vendors
        if (given := vendor.scores.get(criterion.key))
    }


def evaluators_of(grid: Grid) -> tuple[str, ...]:
    """In alphabetical order."""
    return tuple(sorted({name for given in grid.values() for name in given}))


def vendors_of(grid: Grid) -> int:
    return len({vendor for vendor, _ in grid})


def scored_by(least: int, grid: Grid) -> Grid:
    """The cells with at least so many scores."""
    return {cell: given for cell, given in grid.items() if len(given) >= least}


@dataclass(frozen=True, slots=True)
class VendorSpread(Told):
    """The spread of at least two scores. ``share`` is highest - lowest as a share of the scale, whose whole
    length is ``span``; ``variance`` is the mean squared distance from their mean, in shares squared."""

    vendor: str
    scores: int
    share: Fraction
    variance: Fraction
    span: Fraction

    @property
    def units(self) -> Fraction:
        """Highest - lowest, in units of the scale."""
        return self.share * self.span

    @property
    def deviation(self) -> float:
        """The standard deviation in units of the scale, of these scores as a whole (divided by their number,
        not by one less: the panel is not a sample of itself)."""
        return sqrt(self.variance) * float(self.span)

    def as_dict(self) -> dict[str, object]:
        return {
            "vendor": self.vendor,
            "scores": self.scores,
            "spread": as_data(self.units),
            "share": as_data(self.share),
            "deviation": as_data(self.deviation),
        }


@dataclass(frozen=True, slots=True)
class Spread(Told):
    """The spreads of one criterion, of the vendors with at least two scores, in the file's order."""

    span: Fraction
    vendors: tuple[VendorSpread, ...]

    @property
    def mean(self) -> Fraction | None:
        """The mean spread of a vendor, as a share of the scale."""
        shares = [each.share for each in self.vendors]
        return exact_sum(shares) / len(shares) if shares else None

    @property
    def widest(self) -> VendorSpread | None:
        """The first of the vendors with the largest spread; none if all evaluators agree."""
        widest = max(self.vendors, key=lambda each: each.share, default=None)
        return widest if widest and widest.share else None

    def as_dict(self) -> dict[str, object]:
        mean, most = self.mean, max((each.share for each in self.vendors), default=None)
        return {
            "mean": None if mean is None else as_data(mean * self.span),
            "mean_share": as_data(mean),
            "max": None if most is None else as_data(most * self.span),
            "max_share": as_data(most),
            "widest": self.widest and self.widest.vendor,
            "vendors": [each.as_dict() for each in self.vendors],
        }


def spread(criterion: Scored, grid: Grid) -> Spread:
    span, vendors = Fraction(criterion.high) - Fraction(criterion.low), []
    for (vendor, _), given in scored_by(2, grid).items():
        shares = list(given.values())
        mean = exact_sum(shares) / len(shares)
        variance = exact_sum((share - mean) ** 2 for share in shares) / len(shares)
        vendors.append(VendorSpread(vendor, len(shares), max(shares) - min(shares), variance, span))
    return Spread(span, tuple(vendors))


@dataclass(frozen=True, slots=True)
class Severity(Told):
    """``above`` is how much more of the scale an evaluator grants than the colleagues do, on the mean of the
    ``cells`` that at least one colleague scored too. Below zero is harsher, above zero more lenient."""

    evaluator: str
    above: Fraction
    cells: int


def severities(grid: Grid) -> tuple[Severity, ...]:
    """Of all evaluators who share a cell with a colleague, by name.

    On a cell with m scores that add up to s, one of x lies x - (s - x) / (m - 1) above the colleagues' mean.
    The m distances add up to zero, so the severities, each times its number of cells, do too.
    """
    distances: dict[str, list[Fraction]] = defaultdict(list)
    for given in scored_by(2, grid).values():
        total = exact_sum(given.values())
        for evaluator, share in given.items():
            distances[evaluator].append(share - (total - share) / (len(given) - 1))
    return tuple(
        Severity(evaluator, exact_sum(found) / len(found), len(found))
        for evaluator, found in sorted(distances.items())
    )
