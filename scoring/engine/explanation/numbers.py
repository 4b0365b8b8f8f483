"""Numbers written so that a reader can follow them on paper."""

from decimal import Decimal
from fractions import Fraction

from ..arithmetic import fixed, plain

DECIMALS_OF_THE_ENDLESS = 6


def ends(number: Fraction) -> bool:
    """True if it has finitely many decimals: its denominator divides a power of ten."""
    return pow(10, number.denominator.bit_length(), number.denominator) == 0


def as_ratio(number: Fraction) -> str:
    """As Python writes and reads a fraction, however long: its own ``str`` refuses more than 4300 digits."""
    numerator, denominator = (f"{Decimal(part):f}" for part in number.as_integer_ratio())
    return numerator if denominator == "1" else f"{numerator}/{denominator}"


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
    text = to_decimals(number, decimals)
    if text.startswith("−"):
        return text
    return f"+{text}" if Fraction(text) else f"±{text}"
