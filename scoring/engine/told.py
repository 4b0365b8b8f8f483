"""Results as plain data, ready for JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import ClassVar

from .arithmetic import fixed

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """Something found out. ``as_dict`` has its fields but those in ``untold``, and the properties in ``also``."""

    also: ClassVar[tuple[str, ...]] = ()
    untold: ClassVar[tuple[str, ...]] = ()

    def as_dict(self) -> dict[str, object]:
        names = told(type(self))  # type: ignore[arg-type]  # mypy takes __hash__ of the class for that of its instances
        return {name: as_data(getattr(self, name)) for name in names}


@cache
def told(kind: type[Told]) -> tuple[str, ...]:
    """The names of what results of this kind tell."""
    return (*(field.name for field in fields(kind) if field.name not in kind.untold), *kind.also)


def as_data(value: object) -> object:
    """Numbers that are not whole as text: fractions and floats with four decimals, decimals as they are."""
    match value:
        case None | str() | int():
            return value
        case list() | tuple():
            return [as_data(item) for item in value]
        case Told():
            return value.as_dict()
        case Fraction():
            return fixed(value, DECIMALS)
        case float():
            return fixed(Fraction(value), DECIMALS)
        case Decimal():
            return f"{value or abs(value):f}"
        case Mapping():
            return {key: as_data(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no place in a result")
