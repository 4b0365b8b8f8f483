from django import template

from ..presentation.criteria import difference, scale_of, ties, where_from

register = template.Library()
register.filter("where_from", where_from)
register.filter("scale_of", scale_of)
register.filter("difference", difference)
register.filter("ties", ties)
