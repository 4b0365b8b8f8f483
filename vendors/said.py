"""Stored values in words, as a vendor's page says them: with units, names and their year."""

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django_countries import countries
from django_countries.fields import CountryField

from accounts.models import User

from .facts import figure
from .models import Capability, DeliverySite, ProfileValue, Vendor
from .models.fact_rules import FACTS

Line = tuple[str, str]
WITH_ITS_YEAR: dict[str, Callable[[Vendor], str]] = {
    "employees": lambda vendor: figure(vendor.employees, "", vendor.employees_year),
    "revenue_millions": lambda vendor: figure(vendor.revenue_shown, vendor.revenue_unit, vendor.revenue_year),
    "status": lambda vendor: ": ".join(filter(None, (vendor.get_status_display(), vendor.status_reason))),
}
"""Facts of which several columns are said in one."""
NAMED = {
    "country": "Headquarters, country",
    "city": "Headquarters, city",
    "trading_names": "Also known as",
    "confidence": "How far to trust the facts",
}


def label_of(name: str) -> str:
    """What a column of a vendor is called on its page."""
    called = NAMED.get(name) or (FACTS[name][0] if name in FACTS else "")
    return called or capfirst(str(Vendor._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def said(row: Any, field: Any) -> str:
    """One column of a row, or of an entry of its history."""
    value = field.value_from_object(row)
    if value in (None, "", []):
        return ""
    if isinstance(field, models.ForeignKey):
        return str(getattr(row, field.name))
    if isinstance(field, CountryField):
        codes = getattr(row, field.name) if field.multiple else [getattr(row, field.name)]
        return ", ".join(countries.name(country.code) for country in codes if country.code)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return plain(value, is_year=field.name.endswith("year"))


def plain(value: Any, *, is_year: bool = False) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value))
        case date():
            return str(date_format(value, "j M Y"))
        case time():
            return f"{value:%H:%M}"
        case int() if not is_year:
            return str(intcomma(value))
        case Decimal():
            return str(intcomma(f"{value.normalize():f}"))
    return str(value)


def of_capability(row: Capability) -> Iterator[Line]:
    yield "Years of experience", plain(row.years) if row.years is not None else ""
    if row.annual_volume is not None:
        yield "Volume a year", f"{plain(row.annual_volume)} {row.volume_unit}"


def of_profile_value(row: ProfileValue) -> Iterator[Line]:
    yield row.get_side_display(), f"{row.shown:f} {row.about.unit}"
    yield "Note", row.note


SAID: dict[type[models.Model], tuple[Callable[[Any], Iterator[Line]], set[str]]] = {
    Capability: (of_capability, {"years", "annual_volume", "volume_unit"}),
    ProfileValue: (of_profile_value, {"dimension", "side", "value", "note"}),
}
"""What says several columns of a row better than each by itself, and which these are."""
CALLED = {
    (DeliverySite, "seats"): "Seats",
    (DeliverySite, "people"): "People",
    (DeliverySite, "opens"): "Opens, Monday to Friday",
    (DeliverySite, "closes"): "Closes, Monday to Friday",
}


def in_lines(row: Any, columns: "list[models.Field[Any, Any]]") -> list[Line]:
    """What a row says in those columns and in its lists, a line each; what is not known is left out."""
    together, told = SAID.get(type(row), (None, set()))
    lines = list(together(row)) if together else []
    lines += [
        (CALLED.get((type(row), field.name), capfirst(str(field.verbose_name))), said(row, field))
        for field in columns
        if field.name not in told and not is_bookkeeping(field)
    ]
    lines += [
        (capfirst(str(field.verbose_name)), ", ".join(map(str, getattr(row, field.name).all())))
        for field in row._meta.many_to_many
    ]
    return [(label, value) for label, value in lines if value]


def is_bookkeeping(field: Any) -> bool:
    """Who wrote a row and when, which is not what the row says; who verified it is."""
    by = isinstance(field, models.ForeignKey) and field.related_model is User
    return (by and field.name != "verified_by") or isinstance(field, models.DateTimeField)
