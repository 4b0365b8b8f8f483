"""How far the scores of one vendor on one criterion lie apart. Exact."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from ..arithmetic import exact_sum, fixed
from ..document import Scored
from .grid import Grid, scored_by_several

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class VendorSpread:
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
            "spread": fixed(self.units, DECIMALS),
            "share": fixed(self.share, DECIMALS),
            "deviation": fixed(Fraction(self.deviation), DECIMALS),
        }


@dataclass(frozen=True, slots=True)
class Spread:
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
        largest = max((each.share for each in self.vendors), default=None)
        return {
            "mean": _in_units(self.mean, self.span),
            "mean_share": _in_units(self.mean, Fraction(1)),
            "max": _in_units(largest, self.span),
            "max_share": _in_units(largest, Fraction(1)),
            "widest": self.widest and self.widest.vendor,
            "vendors": [each.as_dict() for each in self.vendors],
        }


def spread(criterion: Scored, grid: Grid) -> Spread:
    span = Fraction(criterion.high) - Fraction(criterion.low)
    several = scored_by_several(grid)
    vendors = [_of(vendor, list(given.values()), span) for (vendor, _), given in several.items()]
    return Spread(span, tuple(vendors))


def _of(vendor: str, shares: list[Fraction], span: Fraction) -> VendorSpread:
    mean = exact_sum(shares) / len(shares)
    variance = exact_sum((share - mean) ** 2 for share in shares) / len(shares)
    return VendorSpread(vendor, len(shares), max(shares) - min(shares), variance, span)


def _in_units(share: Fraction | None, span: Fraction) -> str | None:
    return None if share is None else fixed(share * span, DECIMALS)
