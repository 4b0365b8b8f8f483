"""Cells of the register, written without templates: 50 rows of them are most of what a page of it takes."""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import pluralize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_countries import countries

from vendors.models import Vendor
from vendors.models.certification import standing_of

from .vendor_facts import TONES, is_old

register = template.Library()

NOTHING = format_html('<span class="muted">{}</span>', "–")
LINES_SHOWN, HELD_SHOWN = 2, 3
YEARS = ' <span class="unit">{} yr</span>'
HELD = (
    '<span class="pill pill-{tone}" title="{name}: {standing}"><i class="bi bi-{icon}" aria-hidden="true"></i>'
    '{name}<span class="visually-hidden">, {standing}</span></span> '
)
Row = Mapping[str, Any]


@register.filter
def headquarters(vendor: Vendor) -> str:
    """The name of the country."""
    return country_names().get(vendor.country.code or "", "–")


@cache
def country_names() -> dict[str, str]:
    return dict(countries)


@register.simple_tag
def figure(value: Any, year: int | None = None, unit: str = "") -> SafeString:
    """A figure with its year; what is old is said to be."""
    if value is None:
        return NOTHING
    old = is_old(year)
    return format_html(
        '<span class="tabular">{}</span>{}{}',
        intcomma(value),
        format_html(' <span class="unit">{}</span>', unit) if unit else "",
        format_html(
            ' <span class="unit{}">({}{})</span>', " old-figure" if old else "", year, ", old" if old else ""
        )
        if year
        else "",
    )


@register.simple_tag
def service_lines(lines: Sequence[Row], asked: Container[str] = ()) -> SafeString:
    """Those asked for, then those with the longest experience, and how many more."""
    named = (
        (line["name"], "" if line["years"] is None else format_html(YEARS, line["years"]))
        for line in sorted(lines, key=lambda line: line["name"] not in asked)[:LINES_SHOWN]
    )
    more = len(lines) - LINES_SHOWN
    rest = (
        format_html('<div class="unit">and {} more line{}</div>', more, pluralize(more)) if more > 0 else ""
    )
    return format_html("{}{}", format_html_join("", "<div>{}{}</div>", named) or NOTHING, rest)


@register.simple_tag
def certificates(held: Sequence[Row], on: date) -> SafeString:
    """What is held or claimed, each with its standing on that day, and how many more."""
    more = len(held) - HELD_SHOWN
    rest = format_html('<span class="unit">+{}</span>', more) if more > 0 else ""
    return format_html(
        "{}{}",
        format_html_join("", "{}", ((certificate(each, on),) for each in held[:HELD_SHOWN])) or NOTHING,
        rest,
    )


def certificate(row: Row, on: date) -> SafeString:
    standing = standing_of(row["state"], day(row["issued_on"]), day(row["expires_on"]), on=on)
    tone, icon = TONES[standing]
    return format_html(HELD, tone=tone, icon=icon, name=row["name"], standing=standing.label.lower())


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
