from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from ..numbers import plain

register = template.Library()

FINEST = Decimal("0.01")


@register.filter
def at(found: Mapping[str, Any], key: str) -> Any:
    return found.get(key)


@register.filter
def slider_step(total: Decimal) -> str:
    """About a two-hundredth of the whole: half a point of 100."""
    return plain(max(Decimal(5).scaleb(total.adjusted() - 3), FINEST))


@register.filter
def share_of(weight: object, total: Decimal) -> str:
    return f"{100 * Decimal(str(weight)) / total:.3f}%"
