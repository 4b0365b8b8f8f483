"""One vendor against all others, as a game in whole numbers: rows are rivals, columns criteria, entries leads."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import sub

import numpy as np
from numpy.typing import NDArray

from .game import Row

MODEST = 2**512
FEW = 40

Number = int | Fraction


class Table:
    """Fractions of all vendors, each column times a unit of its own.

    The unit clears the column's denominators, as long as it stays modest. Prices have denominators that share
    nothing, so a column of them is left as it is, and cleared for two vendors at a time.
    """

    def __init__(self, columns: Sequence[Sequence[Fraction]]) -> None:
        self.units = [_unit(column) for column in columns]
        self.columns = [_times(column, unit) for column, unit in zip(columns, self.units, strict=True)]
        self.lines = list(zip(*self.columns, strict=True))
        self.bound = 1 + max(map(_width, self.columns, self.units))

    def totals(self, weights: Mapping[int, int]) -> list[Number]:
        """Of each vendor, under weights by column and per unit."""
        totals: list[Number] = [0] * len(self.lines)
        for column, weight in weights.items():
            totals = [
                total + weight * number for total, number in zip(totals, self.columns[column], strict=True)
            ]
        return totals

    @cached_property
    def doubles(self) -> NDArray[np.float64]:
        """The fractions themselves, nearly."""
        rows = [
            [number / unit for number in column]
            for column, unit in zip(self.columns, self.units, strict=True)
        ]
        return np.array(rows, dtype=np.float64)


class Duel:
    """The game of the vendor at a place of the table; its rivals are named by their places."""

    def __init__(self, table: Table, place: int) -> None:
        self.units, self.bound = table.units, table.bound
        self.table, self.place = table, place
        self.known: dict[int, Row] = {}
        self.rivals = [rival for rival in range(len(table.lines)) if rival != place]

    def row(self, name: int) -> Row:
        if name not in self.known:
            leads = list(map(sub, self.table.lines[self.place], self.table.lines[name]))
            scale = lcm(*(lead.denominator for lead in leads))
            self.known[name] = Row(scale, [lead.numerator * (scale // lead.denominator) for lead in leads])
        return self.known[name]

    def likely(self, weights: Mapping[int, int]) -> int:
        """By floating point where there are many; who is good at everything, while there are no weights."""
        if weights and len(self.rivals) <= FEW:
            return self.strongest(weights)
        whole = sum(weight * self.units[column] for column, weight in weights.items())
        shares = [
            weights.get(column, 0) * unit / whole if whole else 1.0 for column, unit in enumerate(self.units)
        ]
        totals = np.array(shares) @ self.table.doubles
        totals[self.place] = -np.inf
        return int(totals.argmax())

    def strongest(self, weights: Mapping[int, int]) -> int:
        return max(self.rivals, key=self.table.totals(weights).__getitem__)


def _width(column: Sequence[Number], unit: int) -> int:
    """Between the ends of a column of so many parts, rounded down."""
    return int((max(column) - min(column)) // unit)


def _unit(column: Sequence[Fraction]) -> int:
    common = lcm(*(fraction.denominator for fraction in column))
    return common if common <= MODEST else 1


def _times(column: Sequence[Fraction], unit: int) -> list[Number]:
    if unit == 1:
        return list(column)
    return [fraction.numerator * (unit // fraction.denominator) for fraction in column]
