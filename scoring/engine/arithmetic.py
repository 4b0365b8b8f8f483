"""Exact sums, the one rounding that the method knows, and numbers as text."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm, prod


def over_common(numbers: Iterable[Fraction | Decimal]) -> tuple[list[int], int]:
    """All numerators over one denominator, and that denominator: whole numbers add and compare quickly."""
    ratios = [number.as_integer_ratio() for number in numbers]
    common = lcm(*[lower for _, lower in ratios])
    return [upper * (common // lower) for upper, lower in ratios], common


def exact_sum(numbers: Iterable[Fraction]) -> Fraction:
    """One reduction to lowest terms instead of one for each term."""
    terms, common = over_common(numbers)
    return Fraction(sum(terms), common)


def product(*factors: Fraction) -> Fraction:
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


def apportioned(parts: Sequence[Fraction], whole: Fraction, decimals: int) -> list[Fraction]:
    """The parts to so many decimals, adding up to ``whole``: largest remainder, for parts of either sign.

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
    return [Fraction(down + (at in ups), unit) for at, down in enumerate(downs)]


# --- As text


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
    return fixed(number, decimals_of(number))


def decimals_of(number: Fraction) -> int:
    """How many decimals a number has that ends."""
    decimals = 0
    while 10**decimals % number.denominator:
        decimals += 1
    return decimals


def as_ratio(number: Fraction) -> str:
    """As Python writes and reads a fraction, however long: its own ``str`` refuses more than 4300 digits."""
    upper, lower = number.as_integer_ratio()
    return f"{Decimal(upper):f}" if lower == 1 else f"{Decimal(upper):f}/{Decimal(lower):f}"


def ends(number: Fraction) -> bool:
    """True if it has finitely many decimals: its denominator divides a power of ten."""
    lower = number.denominator
    return pow(10, lower.bit_length(), lower) == 0


def written(number: Fraction) -> str:
    """Exactly: the decimals if they end, else the fraction; ``4.5``, ``40/3``."""
    return plain(number) if ends(number) else as_ratio(number)


def short(number: Fraction) -> str:
    """The same for people, with a true minus."""
    return written(number).replace("-", "−")


def exactly(number: Fraction) -> str:
    """The same, and what it is near to: ``4.5``, ``40/3 ≈ 13.333333``."""
    return short(number) if ends(number) else f"{short(number)} ≈ {to_decimals(number, 6)}"


def to_decimals(number: Fraction, decimals: int) -> str:
    """Rounded half up, with exactly so many decimals and a true minus."""
    return fixed(number, decimals).replace("-", "−")


def signed(number: Fraction, decimals: int) -> str:
    """The same with its sign, for a difference: ``+6.00``, ``−10.00``, ``±0.00``."""
    whole = units(number, decimals)
    sign = "+" if whole > 0 else "−" if whole else "±"
    return sign + fixed_units(abs(whole), decimals)
