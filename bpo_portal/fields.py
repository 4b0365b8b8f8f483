"""Model fields that hold only what was meant: clean text and exact decimals.

Each cleans in the model (`full_clean`), in forms and in the admin alike.
"""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from .text import refuse_hidden_characters, searched, tidy

if TYPE_CHECKING:
    StringField = models.CharField[str, str]
    LongStringField = models.TextField[str, str]
else:
    StringField, LongStringField = models.CharField, models.TextField

PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?\Z")
AMBIGUOUS_NUMBER = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}\Z")
GROUPED_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+((,[0-9]{3})(\.[0-9]+)?|\.[0-9]+)\Z")
"""Commas that can only stand between thousands: two of them or more, or with a decimal point after them."""
MAX_DIGITS_TYPED = 40


def read_decimal(text: str) -> Decimal:
    """The decimal that plain digits with an optional point say.

    Commas between thousands are read where they can be nothing else; one that may be a decimal comma,
    exponents, underscores and NaN are refused (ValidationError), never guessed.
    """
    text = tidy(text)
    if GROUPED_NUMBER.match(text):
        text = text.replace(",", "")
    if AMBIGUOUS_NUMBER.match(text):
        whole, point = text.replace(",", ""), text.replace(",", ".")
        raise ValidationError(
            f"“{text}” could mean {whole} or {point}: write it without a comma.", code="ambiguous"
        )
    if len(text) > MAX_DIGITS_TYPED or not PLAIN_NUMBER.match(text):
        shown = text if len(text) <= MAX_DIGITS_TYPED else text[:20] + "…"
        raise ValidationError(
            f"“{shown}” is not a plain number: use digits and a decimal point.", code="invalid"
        )
    value = Decimal(text)
    return value if value else abs(value)


def with_unix_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class LineFormField(forms.CharField):
    def to_python(self, value: object) -> str:
        text = tidy(super().to_python(value) or "")
        return with_unix_ends(text) or (self.empty_value or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        refuse_hidden_characters(value, multiline=isinstance(self.widget, forms.Textarea))


class SearchFormField(forms.CharField):
    """Words to look for, of any length; characters that no record can hold are passed over."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        return searched(super().to_python(value) or "")


def plainly(limit: Any) -> Any:
    """A limit as a message shows it: without zeros at its end."""
    return Decimal(f"{limit.normalize():f}") if isinstance(limit, Decimal) else limit


class ExactDecimalFormField(forms.DecimalField):
    widget = forms.TextInput

    def __init__(self, *, min_value: Any = None, max_value: Any = None, **kwargs: Any) -> None:
        super().__init__(min_value=plainly(min_value), max_value=plainly(max_value), **kwargs)

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        text = "" if value in self.empty_values else tidy(str(value))
        return read_decimal(text) if text else None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class LineField(StringField):
    """One line of text: NFC, trimmed of invisible ends, free of control and direction marks."""

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        if isinstance(value, str):
            value = tidy(value)
            refuse_hidden_characters(value)
        return super().clean(value, model_instance)

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        if self.choices is None:
            kwargs.setdefault("form_class", LineFormField)
        return super().formfield(**kwargs)


class ProseField(LongStringField):
    """Text of several lines under the same rules, ended as Unix does and not as browsers send them; `max_length` is
    enforced when cleaned."""

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        if isinstance(value, str):
            value = with_unix_ends(tidy(value))
            refuse_hidden_characters(value, multiline=True)
            if self.max_length and len(value) > self.max_length:
                raise ValidationError(
                    f"At most {self.max_length} characters; this has {len(value)}.", code="max_length"
                )
        return super().clean(value, model_instance)

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        kwargs.setdefault("form_class", LineFormField)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        return super().formfield(**kwargs)


class ExactDecimalField(models.DecimalField):  # type: ignore[type-arg]
    """A decimal that keeps what was typed: more digits than it can hold are refused, not rounded."""

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            return read_decimal(value)
        if isinstance(value, float):
            raise ValidationError("A binary fraction is not an exact number.", code="invalid")
        number: Decimal | None = super().to_python(value)
        return number if number is None or number else abs(number)

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        kwargs.setdefault("form_class", ExactDecimalFormField)
        return super().formfield(**kwargs)
