from django import template

from ..numbers import plain

register = template.Library()
register.filter("plain", plain)
