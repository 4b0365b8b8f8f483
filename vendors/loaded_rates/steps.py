"""Numbers and steps as people read them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

PLACES = 4


class NotComparable(Exception):
    """Why a price cannot be converted; instead of a number."""


@dataclass(frozen=True)
class Step:
    """One line of a calculation: the formula in words, the same with its numbers, and what comes out."""

    name: str
    formula: str
    numbers: str
    value: Fraction
    unit: str

    @property
    def shown(self) -> str:
        return f"{plain(self.value)} {self.unit}".strip()


def rounded(value: Fraction, places: int) -> Decimal:
    """Half up, away from zero."""
    scale: int = 10**places
    whole = (abs(value) * scale * 2 + 1) // 2
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def plain(value: Fraction | Decimal | int) -> str:
    """As exactly as four decimals can, with a sign where they cannot."""
    exact = Fraction(value)
    shown = rounded(exact, PLACES)
    text = f"{shown:,f}".rstrip("0").rstrip(".")
    return text if Fraction(shown) == exact else f"≈ {text}"


def money(value: Fraction, places: int = 2) -> str:
    return f"{rounded(value, places):,f}"
