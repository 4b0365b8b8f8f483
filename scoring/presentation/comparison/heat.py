"""All vendors of a version by all its criteria: how much of each weight was reached."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from ...engine.arithmetic import fixed
from ..explanation import Version, fraction_of
from ..ranking import Column, RankingView
from .cells import NOTHING, Compared

STEPS = 9


@dataclass(frozen=True)
class Heat:
    """A share of a weight; `step` is its place on a scale of nine colours."""

    share: Fraction | None

    @cached_property
    def text(self) -> str:
        return NOTHING if self.share is None else fixed(self.share * 100, 0)

    @property
    def step(self) -> int | None:
        if self.share is None:
            return None
        return max(0, min(STEPS - 1, STEPS * self.share.numerator // self.share.denominator))

    @cached_property
    def colour(self) -> str:
        """As text, since a page with ten thousand of them would have each number put into its reader's format."""
        return "heat-none" if self.step is None else f"heat-{self.step}"


@dataclass(frozen=True)
class HeatRow:
    vendor: Compared
    rank: int | None
    state: str
    total: str | None
    cells: list[Heat]


class HeatMap:
    """Reads nothing but the version."""

    def __init__(self, version: Version, vendors: list[Compared]) -> None:
        self.version, self._vendors = version, {each.key: each for each in vendors}

    @cached_property
    def columns(self) -> list[Column]:
        return RankingView(self.version.shortlist, before=None).columns

    @cached_property
    def rows(self) -> list[HeatRow]:
        return [
            HeatRow(self._vendors[key], row["rank"], row["state"], row["total"], self._cells(key))
            for key, row in self.version.rows.items()
        ]

    @property
    def legend(self) -> list[tuple[int, str]]:
        """The steps of the scale, each with the lowest share in per cent that it stands for."""
        return [(step, f"{-(-100 * step // STEPS)}") for step in range(STEPS)]

    def _cells(self, vendor: str) -> list[Heat]:
        exact = self.version.explainer.rows[vendor].fractions or self._as_far_as_it_goes(vendor)
        return [_heat(exact.get(column.key)) for column in self.columns]

    def _as_far_as_it_goes(self, vendor: str) -> dict[str, Fraction | None]:
        """Of one that is not ranked, the shares that can be told."""
        terms = self.version.explainer.explain(vendor).children
        found = zip(self.version.evaluation.weighted, map(fraction_of, terms), strict=True)
        return {each.key: fraction and fraction.value for each, fraction in found}


@lru_cache(maxsize=10_000)
def _heat(share: Fraction | None) -> Heat:
    """A panel gives few different shares, so most cells are made once."""
    return Heat(share)
