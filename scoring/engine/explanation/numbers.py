"""Numbers written so that a reader can follow them on paper."""

from decimal import Decimal
from fractions import Fraction

from ..arithmetic import fixed, fixed_units, plain, units

DECIMALS_OF_THE_ENDLESS = 6


def ends(number: Fraction) -> bool:
    """True if it has finitely many decimals: its denominator divides a power of ten."""
    lower = number.denominator
    return pow(10, lower.bit_length(), lower) == 0


def as_ratio(number: Fraction) -> str:
    """As Python writes and reads a fraction, however long: its own ``str`` refuses more than 4300 digits."""
    upper, lower = number.as_integer_ratio()
    return f"{Decimal(upper):f}" if lower == 1 else f"{Decimal(upper):f}/{Decimal(lower):f}"


def short(number: Fraction) -> str:
    """The decimals if they end, else the fraction: ``4.5``, ``40/3``."""
    text = plain(number) if ends(number) else as_ratio(number)
    return text.replace("-", "−")


def exactly(number: Fraction) -> str:
    """The same, and what it is near to: ``4.5``, ``40/3 ≈ 13.333333``."""
    near = "" if ends(number) else f" ≈ {to_decimals(number, DECIMALS_OF_THE_ENDLESS)}"
    return short(number) + near


def to_decimals(number: Fraction, decimals: int) -> str:
    """Rounded half up, with exactly so many decimals."""
    return fixed(number, decimals).replace("-", "−")


def signed(number: Fraction, decimals: int) -> str:
    """The same with its sign, for a difference: ``+6.00``, ``−10.00``, ``±0.00``."""
    whole = units(number, decimals)
    sign = "+" if whole > 0 else "−" if whole else "±"
    return sign + fixed_units(abs(whole), decimals)
