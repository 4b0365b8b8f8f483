"""Exact numbers as people read them."""

from decimal import Decimal


def plain(value: Decimal | None) -> str:
    """Without exponent and without zeros at the end; nothing for a missing one."""
    return "" if value is None else f"{value.normalize():f}"
