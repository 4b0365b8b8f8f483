"""The points of ranked vendors: a page has thousands, and a variable in a template costs more than a cell here."""

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
    parts = ((each.x, each.width, each.column.fill, each.column.title, each.points) for each in row.segments)
    return format_html_join("", SEGMENT, parts)


@register.simple_tag
def points_cells(row: Row, why: str) -> SafeString:
    """The same in figures, each a link to why it is what it is."""
    where, name = escape(why), escape(row.title)
    cells = ((where, column.key, points, name, column.title, points) for column, points in row.cells)
    return format_html_join("", CELL, cells)
