"""Exact sums, and the one rounding that the method knows."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm, prod


def over_common(numbers: Iterable[Fraction]) -> tuple[list[int], int]:
    """All numerators over one denominator, and that denominator: whole numbers add and compare quickly."""
    ratios = [number.as_integer_ratio() for number in numbers]
    common = lcm(*[lower for _, lower in ratios])
    return [upper * (common // lower) for upper, lower in ratios], common


def exact_sum(numbers: Iterable[Fraction]) -> Fraction:
    """One reduction to lowest terms instead of one for each term."""
    terms, common = over_common(numbers)
    return Fraction(sum(terms), common)


def product(factors: Iterable[Fraction]) -> Fraction:
    """The same for a product; one of no factors is one."""
    ratios = [factor.as_integer_ratio() for factor in factors]
    return Fraction(prod([upper for upper, _ in ratios]), prod([lower for _, lower in ratios]))


def ten_to(decimals: int) -> int:
    """So many units of the last decimal make a whole."""
    units_of_one: int = 10**decimals
    return units_of_one


def units(number: Fraction, decimals: int) -> int:
    """How many units of the last decimal the rounded number has; a half goes away from zero."""
    upper, lower = number.as_integer_ratio()
    magnitude: int = (2 * abs(upper) * 10**decimals + lower) // (2 * lower)
    return magnitude if upper >= 0 else -magnitude


def rounded(number: Fraction, decimals: int) -> Fraction:
    """To so many decimals."""
    return Fraction(units(number, decimals), ten_to(decimals))


def fixed(number: Fraction, decimals: int) -> str:
    """The rounded number as text with exactly so many decimals; zero has no sign."""
    return fixed_units(units(number, decimals), decimals)


def fixed_units(whole: int, decimals: int) -> str:
    """So many units of the last decimal, as such a text."""
    digits = str(abs(whole)).zfill(decimals + 1)
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if whole < 0 else text


def plain(number: Fraction) -> str:
    """A number that ends (a sum of decimals) as its shortest decimal text."""
    decimals = 0
    while 10**decimals % number.denominator:
        decimals += 1
    return fixed(number, decimals)


def apportioned(parts: Sequence[Fraction], whole: Fraction, decimals: int) -> list[int]:
    """The parts in units of the last decimal, adding up to ``whole``: largest remainder, for parts of either sign.

    Each part is rounded down (−2.5 to −3), and the units then left over go to those that lost most. So each
    is one of the two decimals around the exact one, and one that needs no rounding stays as it is. Among equals,
    positive parts go up in their order before negative ones in the opposite order; thus negating everything
    negates the result.

    ``whole`` must have so many decimals and be less than one unit from the sum of the parts, as the difference
    of two numbers always is that were rounded half up themselves. Raises ``ValueError`` otherwise.
    """
    unit, (exact, common) = ten_to(decimals), over_common(parts)
    downs = [part * unit // common for part in exact]
    losses = [part * unit % common for part in exact]
    needed, rest = divmod(whole.numerator * unit, whole.denominator)
    left = needed - sum(downs)
    if rest or not 0 <= left <= len(losses) - losses.count(0):
        raise ValueError(f"{whole} is not what {decimals} decimals can make of these parts")

    def turn(at: int) -> tuple[int, bool, int]:
        is_negative = downs[at] < 0
        return -losses[at], is_negative, -at if is_negative else at

    ups = set(sorted(range(len(parts)), key=turn)[:left])
    return [down + (at in ups) for at, down in enumerate(downs)]
