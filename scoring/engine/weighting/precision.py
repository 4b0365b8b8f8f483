"""Roots and eigenvectors: numbers that no fraction holds.

They are worked out in decimal arithmetic, which gives the same digits on every machine, with 60 digits, and
kept with 30 decimals. Between the two lies room for every rounding error, so what is equal by symmetry is
equal to the last digit kept, and the two decimals of a weight never hang on an error.
"""

from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction
from math import prod
from operator import mul

WORKING = Context(prec=60, Emin=MIN_EMIN, Emax=MAX_EMAX)
ROOT = Context(prec=50, Emin=MIN_EMIN, Emax=MAX_EMAX)
KEPT = Decimal("1E-30")
SETTLED = Decimal("1E-40")

Matrix = Sequence[Sequence[Fraction]]


def geometric_mean(numbers: Sequence[Fraction]) -> Fraction:
    """The m-th root of the product of m numbers, none of them negative; to 50 digits."""
    with localcontext(WORKING):
        root = _decimal(prod(numbers, start=Fraction(1))) ** (1 / Decimal(len(numbers)))
        return Fraction(ROOT.plus(root))


def principal(matrix: Matrix) -> tuple[Fraction, list[Fraction]]:
    """The largest eigenvalue of a matrix and its eigenvector, which adds up to 1; to 30 decimals.

    The matrix has a positive diagonal and enough positive entries that some power of it is positive all over.
    By Perron and Frobenius it has one largest eigenvalue with one positive eigenvector, and the row sums of its
    powers, scaled, tend to that vector. Squaring reaches the power 2^k in k steps. Nothing negative is ever
    added, so nothing cancels, and each entry keeps nearly all of its 60 digits.
    """
    with localcontext(WORKING):
        given = power = [[_decimal(entry) for entry in row] for row in matrix]
        vector, settled = _row_shares(given), False
        while not settled:
            power = _squared(power)
            before, vector = vector, _row_shares(power)
            settled = all(abs(new - old) < SETTLED for new, old in zip(vector, before, strict=True))
        value = sum((sum(map(mul, row, vector)) for row in given), Decimal(0))
        return _kept(value), [_kept(share) for share in vector]


def _squared(matrix: list[list[Decimal]]) -> list[list[Decimal]]:
    """The square, scaled so that its entries add up to 1."""
    columns = list(zip(*matrix, strict=True))
    square = [[sum(map(mul, row, column), Decimal(0)) for column in columns] for row in matrix]
    whole = sum(map(sum, square), Decimal(0))
    return [[entry / whole for entry in row] for row in square]


def _row_shares(matrix: list[list[Decimal]]) -> list[Decimal]:
    sums = [sum(row, Decimal(0)) for row in matrix]
    whole = sum(sums, Decimal(0))
    return [each / whole for each in sums]


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator


def _kept(number: Decimal) -> Fraction:
    return Fraction(number.quantize(KEPT))
