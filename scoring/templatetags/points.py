"""The points of ranked vendors: a page has thousands, and a variable in a template costs more than a cell here.

Rows of a page differ in nothing but texts, so what the cells have in common is written once, as the form of a row.
Whatever is put into a form, or becomes part of it, is escaped here.
"""

from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from ..presentation.ranking import Column, Row

register = template.Library()

SEGMENT = (
    '<rect class="segment" x="{{:.3f}}%" width="{{:.3f}}%" height="100%" fill="url(#{fill})">'
    "<title>{title}: {{}}</title></rect>"
)
CELL = (
    '<td class="num"><a class="plain-link" href="{{why}}#criterion-{key}" '
    'aria-label="{{{place}}}: why these points of {{name}} for {title}">{{{place}}}</a></td>'
)
Columns = tuple[Column, ...]


@register.simple_tag
def bar_segments(row: Row) -> SafeString:
    """Inside the bar of a vendor, what each criterion gave it."""
    drawn = [part for each in row.segments for part in (each.start, each.length, _safe(each.points))]
    return SafeString(_bar(tuple(each.column for each in row.segments)).format(*drawn))


@register.simple_tag
def points_cells(row: Row, why: str) -> SafeString:
    """The same in figures, each a link to why it is what it is."""
    form = _cells(tuple(row.scale.columns))
    return SafeString(form.format(*map(_safe, row.points), why=_safe(why), name=_safe(row.title)))


@lru_cache(maxsize=16)
def _bar(columns: Columns) -> str:
    return "".join(SEGMENT.format(fill=_fixed(each.fill), title=_fixed(each.title)) for each in columns)


@lru_cache(maxsize=16)
def _cells(columns: Columns) -> str:
    return "".join(
        CELL.format(key=_fixed(each.key), title=_fixed(each.title), place=place)
        for place, each in enumerate(columns)
    )


def _fixed(text: str) -> str:
    """For being part of a form."""
    return _safe(text).replace("{", "{{").replace("}", "}}")


@lru_cache(maxsize=4096)
def _safe(text: str) -> str:
    """Escaped once: on a page the same few texts stand in thousands of cells."""
    return str(escape(text))
