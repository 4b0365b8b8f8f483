"""Exact sums, and the one rounding that the method knows."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm


def exact_sum(numbers: Iterable[Fraction]) -> Fraction:
    """The sum over one common denominator: one reduction to lowest terms instead of one for each term."""
    terms = list(numbers)
    common = lcm(*(term.denominator for term in terms))
    return Fraction(sum(term.numerator * (common // term.denominator) for term in terms), common)


def ten_to(decimals: int) -> int:
    """So many units of the last decimal make a whole."""
    units_of_one: int = 10**decimals
    return units_of_one


def units(number: Fraction, decimals: int) -> int:
    """How many units of the last decimal the rounded number has; a half goes away from zero."""
    doubled = 2 * abs(number.numerator) * ten_to(decimals) + number.denominator
    magnitude: int = doubled // (2 * number.denominator)
    return magnitude if number.numerator >= 0 else -magnitude


def rounded(number: Fraction, decimals: int) -> Fraction:
    """To so many decimals."""
    return Fraction(units(number, decimals), ten_to(decimals))


def fixed(number: Fraction, decimals: int) -> str:
    """The rounded number as text with exactly so many decimals; zero has no sign."""
    return fixed_units(units(number, decimals), decimals)


def fixed_units(whole: int, decimals: int) -> str:
    """So many units of the last decimal, as such a text."""
    digits = str(abs(whole)).zfill(decimals + 1)
    cut = len(digits) - decimals
    text = f"{digits[:cut]}.{digits[cut:]}" if decimals else digits
    return f"-{text}" if whole < 0 else text


def plain(number: Fraction) -> str:
    """A number that ends (a sum of decimals) as its shortest decimal text."""
    decimals = 0
    while 10**decimals % number.denominator:
        decimals += 1
    return fixed(number, decimals)
