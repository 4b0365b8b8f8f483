"""One coefficient of agreement: its value and what that means, or why it has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..arithmetic import fixed

DECIMALS = 4
FEW_VENDORS = 5

Bands = Sequence[tuple[float, str]]
"""From the top: the least value of each band, and its name."""

KOO_LI: Bands = ((0.9, "excellent"), (0.75, "good"), (0.5, "moderate"), (float("-inf"), "poor"))
SCHMIDT: Bands = (
    (0.9, "unusually strong"),
    (0.7, "strong"),
    (0.5, "moderate"),
    (0.3, "weak"),
    (float("-inf"), "very weak"),
)
KRIPPENDORFF: Bands = (
    (0.8, "reliable"),
    (0.667, "enough for tentative conclusions only"),
    (float("-inf"), "too low to rely on"),
)


def band(value: float, bands: Bands) -> str:
    return next(name for least, name in bands if round(value, 9) >= least)


@dataclass(frozen=True, slots=True)
class Coefficient:
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
            "value": _shown(self.value),
            "low": _shown(low),
            "high": _shown(high),
            "p": _shown(self.p),
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
        return f"{self.name} {_shown(self.value)}{self._precision()}: {self.words}; {self._basis()}."

    def _precision(self) -> str:
        if self.interval:
            low, high = self.interval
            return f" (95 % interval {_shown(low)} to {_shown(high)})"
        return "" if self.p is None else f" (p = {_shown(self.p)})"

    def _basis(self) -> str:
        left_out = f", {self.left_out} left out for gaps" if self.left_out else ""
        if self.cells == self.vendors:
            return f"{self.vendors} vendors{left_out}"
        return f"{self.cells} vendor and criterion pairs, {self.vendors} vendors{left_out}"


def _shown(number: float | None) -> str | None:
    return None if number is None else fixed(Fraction(number), DECIMALS)
