"""What all lists of the register's admin share."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bpo_portal.fields import LineFormField
from vendors.forms.fields import WholeNumberField

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
else:
    AnyModelAdmin = admin.ModelAdmin


class RegisterAdmin(AnyModelAdmin):
    """Takes what is typed as the pages do: clean text, plain digits, and only rows that a list offered."""

    list_per_page = 50
    empty_value_display = "–"
    formfield_overrides = {
        models.CharField: {"form_class": LineFormField},
        models.PositiveSmallIntegerField: {"form_class": WholeNumberField},
    }

    def tallies(self) -> dict[str, Coalesce]:
        """Numbers that the list shows beside each record."""
        return {}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(**self.tallies())
        return rows

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return super().changelist_view(request, extra_context)
        self.message_user(request, "Choose rows of this list.", messages.ERROR)
        return redirect(request.path)


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def tally(rows: "QuerySet[Any]", *, of: str = "vendor") -> Coalesce:
    """How many rows belong to each record of a list: one column of its query, not one query a row."""
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).values(count=Count("pk"))
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
