"""The points of ranked vendors: a page has thousands, and a variable in a template costs more than a cell here."""

from functools import lru_cache

from django import template
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from ..presentation.ranking import Row

register = template.Library()

SEGMENT = '<rect class="segment" x="{}" width="{}" height="100%" fill="url(#{})"><title>{}: {}</title></rect>'
CELL = (
    '<td class="num"><a class="plain-link" href="{}#criterion-{}" '
    'aria-label="{}: why these points of {} for {}">{}</a></td>'
)


@register.simple_tag
def bar_segments(row: Row) -> SafeString:
    """Inside the bar of a vendor, what each criterion gave it."""
    parts = (
        (
            _safe(each.x),
            _safe(each.width),
            _safe(each.column.fill),
            _safe(each.column.title),
            _safe(each.points),
        )
        for each in row.segments
    )
    return format_html_join("", SEGMENT, parts)


@register.simple_tag
def points_cells(row: Row, why: str) -> SafeString:
    """The same in figures, each a link to why it is what it is."""
    where, name = _safe(why), _safe(row.title)
    cells = (
        (where, _safe(column.key), _safe(points), name, _safe(column.title), _safe(points))
        for column, points in row.cells
    )
    return format_html_join("", CELL, cells)


@lru_cache(maxsize=4096)
def _safe(text: str) -> SafeString:
    """Escaped once: on a page the same few texts stand in thousands of cells."""
    return escape(text)
