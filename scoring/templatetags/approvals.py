from django import template

from .. import approvals

register = template.Library()

register.filter("approval_in_words", approvals.approval_in_words)
