from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """One choice of many, such as all countries, written at once and remembered.

    A template for each option takes half of the time of a page with three lists of countries. Options are
    not grouped.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> "LongSelect":
        """Each form has widgets of its own; they share the list of choices."""
        copied: LongSelect = forms.Widget.__deepcopy__(self, memo)
        return copied

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        chosen = frozenset(self.format_value(value))
        options = tuple((str("" if key is None else key), str(label)) for key, label in self.choices)
        attributes = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, attributes, written(options, chosen))


@lru_cache(maxsize=200)
def written(options: tuple[tuple[str, str], ...], chosen: frozenset[str]) -> SafeString:
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((key, " selected" if key in chosen else "", label) for key, label in options),
    )
