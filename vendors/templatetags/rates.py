"""Exact amounts as a page shows them."""

from decimal import Decimal
from fractions import Fraction

from django import template

from vendors.loaded_rates import money as as_money
from vendors.loaded_rates import plain

register = template.Library()


@register.filter
def money(value: Fraction | None, places: int = 2) -> str:
    return "–" if value is None else as_money(value, places)


@register.filter
def exact(value: Decimal | Fraction | int | None) -> str:
    return "–" if value is None else plain(value)
