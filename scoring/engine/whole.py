"""Columns of whole numbers that are always exact.

NumPy is quick with numbers of 64 bits and silent when they overflow. So each column knows a bound that none
of its numbers exceeds, each operation works out the bound of its result before it computes, and where 64
bits could be too few the column holds Python's own integers, which have no limit. Same code, same numbers.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Rows = Array | slice
MOST_IN_64_BITS = 2**63 - 1
MOST_IN_A_DOUBLE = 2**53
"""Up to here every whole number is a double, so sums of doubles that stay below are exact in any order."""


class Whole:
    """A column of whole numbers, none of them beyond ``bound`` in size."""

    __slots__ = ("array", "bound")

    def __init__(self, array: Array, bound: int) -> None:
        self.array = array if bound <= MOST_IN_64_BITS or array.dtype == object else array.astype(object)
        self.bound = bound

    @classmethod
    def of(cls, numbers: Iterable[int]) -> "Whole":
        given = list(numbers)
        bound = max(map(abs, given), default=0)
        return cls(np.array(given, dtype=np.int64 if bound <= MOST_IN_64_BITS else object), bound)

    @classmethod
    def full(cls, number: int, rows: int) -> "Whole":
        """The same number in every row."""
        return cls(
            np.full(rows, number, dtype=np.int64 if abs(number) <= MOST_IN_64_BITS else object), abs(number)
        )

    def __len__(self) -> int:
        return len(self.array)

    def __add__(self, other: "Whole | int") -> "Whole":
        return self._with(np.add, other, self.bound + _bound(other))

    def __sub__(self, other: "Whole | int") -> "Whole":
        if other == 0:
            return self
        return self._with(np.subtract, other, self.bound + _bound(other))

    def __mul__(self, other: "Whole | int") -> "Whole":
        if other == 1:
            return self
        return self._with(np.multiply, other, self.bound * _bound(other))

    def __floordiv__(self, other: "Whole | int") -> "Whole":
        """Rounded down; ``other`` must not be zero."""
        return self._with(np.floor_divide, other, max(self.bound, _bound(other)))

    def __getitem__(self, rows: Rows) -> "Whole":
        return Whole(self.array[rows], self.bound)

    def held(self, low: int, high: "Whole | int") -> "Whole":
        """Numbers beyond an end become that end."""
        return self._with(np.minimum, high, max(self.bound, _bound(high)))._with(
            np.maximum, low, max(self.bound, _bound(high), abs(low))
        )

    def below(self, other: "Whole | int") -> NDArray[np.bool_]:
        left, right = self._beside(other, max(self.bound, _bound(other)))
        return np.array(left < right, dtype=np.bool_)

    def least(self) -> int | None:
        return int(self.array.min()) if self.array.size else None

    def most(self) -> int | None:
        return int(self.array.max()) if self.array.size else None

    def integers(self) -> list[int]:
        numbers: list[int] = self.array.tolist()
        return numbers

    def codes(self) -> tuple[NDArray[np.int64], int]:
        """Numbers of 64 bits from 0 in the same order, and the largest that one of them may be."""
        least, most = self.least() or 0, self.most() or 0
        if self.array.dtype != object and most - least <= MOST_IN_64_BITS:
            return self.array - least, most - least
        codes = np.unique(self.array, return_inverse=True)[1].astype(np.int64)
        return codes, len(codes)

    def _with(self, operation: Callable[..., Array], other: "Whole | int", bound: int) -> "Whole":
        return Whole(operation(*self._beside(other, bound)), bound)

    def _beside(self, other: "Whole | int", bound: int) -> tuple[Array, Any]:
        operand = other.array if isinstance(other, Whole) else other
        if max(bound, self.bound, _bound(other)) <= MOST_IN_64_BITS:
            return self.array, operand
        return self.array.astype(object), operand if isinstance(operand, int) else operand.astype(object)


def _bound(operand: Whole | int) -> int:
    return operand.bound if isinstance(operand, Whole) else abs(operand)


class Shares:
    """For each vendor (row) and criterion (column) how many of ``wholes[column]`` parts were reached: 0 to all."""

    __slots__ = ("matrix", "wholes")

    def __init__(self, reached: Whole, wholes: Sequence[int]) -> None:
        self.wholes = list(wholes)
        fits = max(self.wholes, default=0) <= MOST_IN_A_DOUBLE
        self.matrix: Array = reached.array.astype(np.float64 if fits else object, order="C")

    def __getitem__(self, place: int) -> Whole:
        """One criterion's column."""
        column = self.matrix[:, place]
        return Whole(column if column.dtype == object else column.astype(np.int64), self.wholes[place])

    def weighted(self, coefficients: Sequence[int]) -> Whole:
        """For each vendor the sum of its parts, each times its column's coefficient; none is negative.

        In doubles where all sums that can occur are below 2^53, which is exact and as quick as floats are.
        """
        bound = sum(each * whole for each, whole in zip(coefficients, self.wholes, strict=True))
        if bound > MOST_IN_64_BITS or self.matrix.dtype == object:
            exact = (
                self.matrix if self.matrix.dtype == object else self.matrix.astype(np.int64).astype(object)
            )
            return Whole(exact @ np.array(coefficients, dtype=object), bound)
        if bound > MOST_IN_A_DOUBLE:
            return Whole(self.matrix.astype(np.int64) @ np.array(coefficients, dtype=np.int64), bound)
        return Whole((self.matrix @ np.array(coefficients, dtype=np.float64)).astype(np.int64), bound)
