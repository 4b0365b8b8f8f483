"""The values of a form as text: as a browser posts them, and in words for a reader."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Model, QuerySet
from django.utils.choices import flatten_choices
from django.utils.formats import date_format

from .fields import LinesField, VendorNameField, WholeNumberField

Text = str | list[str]


def as_text(field: forms.Field, value: Any) -> Text:
    """A value as a browser would post it; the order of what is ticked does not matter."""
    if isinstance(field, LinesField):
        return value if isinstance(value, str) else "\n".join(value or [])
    if isinstance(field, VendorNameField):
        return value.name if isinstance(value, Model) else field.prepare_value(value) or ""  # type: ignore[attr-defined]
    if isinstance(value, list | tuple | set | QuerySet):
        return sorted(plain(each) for each in value)
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return sorted(plain(each) for each in value or [])
    return plain(value)


def plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case Model():
            return str(value.pk)
        case Decimal():
            return format(value.normalize() if value else Decimal(0), "f")
        case datetime():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
    return str(value)


def say(name: str, field: forms.Field, value: Text) -> str:
    if not value:
        return ""
    values = value if isinstance(value, list) else [value]
    if isinstance(field, forms.ModelChoiceField):
        found: Any = field.queryset
        return ", ".join(map(str, found.filter(pk__in=values)))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        flat: Any = flatten_choices(choices)
        labels = {str(key): str(label) for key, label in flat}
        return ", ".join(labels.get(each, each) for each in values)
    if isinstance(field, forms.DateField):
        return str(date_format(date.fromisoformat(values[0]), "j M Y"))
    if isinstance(field, forms.BooleanField):
        return "yes" if values[0] == "True" else "no"
    if isinstance(field, WholeNumberField) and not name.endswith("year"):
        return str(intcomma(values[0]))
    return ", ".join(values[0].splitlines())
