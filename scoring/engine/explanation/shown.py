"""Parts of a difference as decimals that add up to the difference as it is shown."""

from collections.abc import Sequence
from fractions import Fraction

from ..arithmetic import apportioned, ten_to


def apportion_signed(parts: Sequence[Fraction], whole: Fraction, decimals: int) -> list[Fraction]:
    unit = ten_to(decimals)
    return [Fraction(units, unit) for units in apportioned(parts, whole, decimals)]
