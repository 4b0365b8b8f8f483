"""Form fields that take what people type and nothing that only looks like it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django_countries import countries

from bpo_portal.fields import LineFormField, read_decimal
from vendors.models import Vendor
from vendors.past import refuse_later_day, refuse_later_year

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


class WholeNumberField(forms.IntegerField):
    """Digits only: no exponent, no underscore, no thousands separator."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        number = read_decimal(str(value))
        if number != number.to_integral_value():
            raise ValidationError("Use a whole number.", code="invalid")
        return int(number)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class DayField(forms.DateField):
    """A day of the calendar, as a browser's date field sends it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d"])
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise ValidationError(f"Give a year between {EARLIEST.year} and {LATEST.year}.", code="range")


class PastDayField(DayField):
    """The day of something that has happened."""

    default_validators = [refuse_later_day]


class PastYearField(WholeNumberField):
    default_validators = [refuse_later_year]


class CountriesField(forms.MultipleChoiceField):
    """Any number of countries, each by its code."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": lambda: list(countries), **kwargs})

    def prepare_value(self, value: Any) -> list[str]:
        return [str(country) for country in value or ()]


class LinesField(LineFormField):
    """Several texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class VendorNameField(LineFormField):
    """A vendor by its name; thousands do not fit into a list to choose from."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return Vendor.objects.filter(pk=value).values_list("name", flat=True).first()
        return value

    def clean(self, value: Any) -> Vendor | None:
        name = super().clean(value)
        if not name:
            return None
        if vendor := Vendor.objects.current().named(name).first():
            return vendor
        near = ", ".join(Vendor.objects.current().matching(name).values_list("name", flat=True)[:3])
        hint = f" Did you mean {near}?" if near else ""
        raise ValidationError(f"No vendor of this name is in the register.{hint}", code="unknown")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")
