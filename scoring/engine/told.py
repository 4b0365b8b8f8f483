"""Results as plain data, ready for JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from .arithmetic import fixed

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """Something found out. ``as_dict`` has its fields but those in ``untold``, and the properties in ``also``."""

    also: ClassVar[tuple[str, ...]] = ()
    untold: ClassVar[tuple[str, ...]] = ()

    def as_dict(self) -> dict[str, object]:
        names = (field.name for field in fields(self) if field.name not in self.untold)
        return {name: as_data(getattr(self, name)) for name in (*names, *self.also)}


def as_data(value: object) -> object:
    """Numbers that are not whole as text: fractions and floats with four decimals, decimals as they are."""
    match value:
        case Fraction():
            return fixed(value, DECIMALS)
        case None | str() | int():
            return value
        case list() | tuple():
            return [as_data(item) for item in value]
        case Told():
            return value.as_dict()
        case float():
            return fixed(Fraction(value), DECIMALS)
        case Decimal():
            return f"{value or abs(value):f}"
        case Mapping():
            return {key: as_data(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no place in a result")
