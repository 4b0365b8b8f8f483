"""Rows of the register, written without templates: 50 of them are most of what a page of it takes."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template.defaultfilters import date as dated
from django.template.defaultfilters import pluralize
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_countries import countries

from vendors.models import CertificationState, Vendor
from vendors.models.certification import Standing, standing_of
from vendors.reach import countries_of, languages_of

from .vendor_facts import TONES, host, is_old, status_tone

register = template.Library()

NOTHING = format_html('<span class="muted">{}</span>', "–")
LINES_SHOWN, HELD_SHOWN = 2, 3
VERIFIED = CertificationState.VERIFIED.value
PRECEDENCE = {
    Standing.VERIFIED: 0,
    Standing.EXPIRING: 0,
    Standing.CLAIMED: 1,
    Standing.UPCOMING: 2,
    Standing.EXPIRED: 3,
    Standing.REJECTED: 4,
    Standing.WITHDRAWN: 5,
}
YEARS = ' <span class="unit">{} yr</span>'
HELD = (
    '<span class="pill pill-{tone}" title="{name}: {standing}"><i class="bi bi-{icon}" aria-hidden="true"></i>'
    '{name}<span class="visually-hidden">, {standing}</span></span> '
)
NAME = '<th scope="row"><a class="row-title" href="{}">{}</a>{}{}</th>'
SAMPLE = format_html(' <span class="pill pill-neutral">{}</span>', "Sample")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """What the reader wants to know beside the vendor: which service lines come first, and on which day."""

    lines: Container[str]
    on: date


@register.simple_tag
def register_row(vendor: Vendor, columns: Iterable[str], lines: Container[str], on: date) -> SafeString:
    asked = Asked(lines, on)
    written = ((STYLES.get(key, ""), CELLS[key](vendor, asked)) for key in columns)
    return format_html("<tr>{}{}</tr>", name(vendor), format_html_join("", "<td{}>{}</td>", written))


def name(vendor: Vendor) -> SafeString:
    others = vendor.trading_names
    also = format_html('<div class="alias">also {}</div>', ", ".join(others)) if others else ""
    return format_html(NAME, vendor.get_absolute_url(), vendor.name, SAMPLE if vendor.is_sample else "", also)


@register.filter
def headquarters(vendor: Vendor) -> str:
    """The name of the country."""
    return country_names().get(vendor.country.code or "", "–")


@cache
def country_names() -> dict[str, str]:
    return {code: str(called) for code, called in countries}


@register.simple_tag
def figure(value: Any, year: int | None = None, unit: str = "") -> SafeString:
    """A figure with its year; what is old is said to be."""
    if value is None:
        return NOTHING
    measure = format_html(' <span class="unit">{}</span>', unit) if unit else ""
    return format_html('<span class="tabular">{}</span>{}{}', f"{value:,}", measure, of_year(year))


def of_year(year: int | None) -> str:
    if not year:
        return ""
    if is_old(year):
        return format_html(' <span class="unit old-figure">({}, old)</span>', year)
    return format_html(' <span class="unit">({})</span>', year)


@register.simple_tag
def service_lines(lines: Sequence[Row], asked: Container[str] = ()) -> SafeString:
    """Those asked for, then those with the longest experience, and how many more."""
    if not lines:
        return NOTHING
    first = sorted(lines, key=lambda line: line["name"] not in asked)[:LINES_SHOWN]
    named = format_html_join("", "{}", ((service_line(line["name"], line["years"]),) for line in first))
    more = len(lines) - LINES_SHOWN
    return named if more <= 0 else named + more_lines(more)


@lru_cache(maxsize=5000)
def service_line(called: str, years: int | None) -> SafeString:
    return format_html("<div>{}{}</div>", called, "" if years is None else format_html(YEARS, years))


@cache
def more_lines(count: int) -> SafeString:
    return format_html('<div class="unit">and {} more line{}</div>', count, pluralize(count))


@register.simple_tag
def certificates(held: Sequence[Row], on: date) -> SafeString:
    """What is in force first, each with its standing on that day, and how many more."""
    if not held:
        return NOTHING
    renewed = {row["renews_id"]: row for row in held if row["renews_id"] and row["state"] == VERIFIED}
    standings = [(row, standing(row, renewed, on)) for row in held]
    first = sorted(standings, key=lambda told: precedence(told[0], told[1], on))[:HELD_SHOWN]
    pills = ((certificate_pill(row["name"], stands),) for row, stands in first)
    shown = format_html_join("", "{}", pills)
    more = len(held) - HELD_SHOWN
    return shown if more <= 0 else shown + format_html('<span class="unit">+{}</span>', more)


def standing(row: Row, renewed: Mapping[int, Row], on: date) -> Standing:
    """As the row says; one that would end soon ends with its renewal, if that is verified."""
    begins, ends = day(row["issued_on"]), day(row["expires_on"])
    stands = standing_of(row["state"], begins, ends, on=on)
    while stands == Standing.EXPIRING and (renewal := renewed.get(row["id"])):
        row, ends = renewal, day(renewal["expires_on"])
        stands = standing_of(row["state"], begins, ends, on=on)
    return stands


def precedence(row: Row, stands: Standing, on: date) -> int:
    """A claim that begins later stands with what begins later, whatever its label."""
    begins = day(row["issued_on"])
    if stands == Standing.CLAIMED and begins and begins > on:
        stands = Standing.UPCOMING
    return PRECEDENCE[stands]


@lru_cache(maxsize=5000)
def certificate_pill(scheme: str, standing: Standing) -> SafeString:
    tone, icon = TONES[standing]
    return format_html(HELD, tone=tone, icon=icon, name=scheme, standing=standing.label.lower())


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def website(vendor: Vendor) -> str:
    if not vendor.website:
        return "–"
    address = vendor.website
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', address, host(address))


def status(vendor: Vendor) -> SafeString:
    return status_pill(vendor.status, vendor.get_status_display())


@cache
def status_pill(value: str, label: str) -> SafeString:
    return format_html('<span class="pill pill-{}">{}</span>', status_tone(value), label)


def listed(values: Iterable[object]) -> str:
    return ", ".join(map(str, values)) or "–"


CELLS: Mapping[str, Callable[[Any, Asked], object]] = {
    "legal_name": lambda vendor, _: vendor.legal_name or "–",
    "country": lambda vendor, _: headquarters(vendor),
    "city": lambda vendor, _: vendor.city or "–",
    "employees": lambda vendor, _: figure(vendor.employees, vendor.employees_year),
    "revenue": lambda vendor, _: figure(vendor.revenue_shown, vendor.revenue_year, vendor.revenue_unit),
    "revenue_year": lambda vendor, _: vendor.revenue_year or "–",
    "founded": lambda vendor, _: vendor.founded_year or "–",
    "service_lines": lambda vendor, asked: service_lines(vendor.lines, asked.lines),
    "certificates": lambda vendor, asked: certificates(vendor.held, asked.on),
    "expiry": lambda vendor, _: dated(vendor.next_expiry, "j M Y") or "–",
    "delivery": lambda vendor, _: listed(countries_of(vendor).all),
    "languages": lambda vendor, _: listed(languages_of(vendor).all),
    "industries": lambda vendor, _: listed(vendor.industries.all()),
    "status": lambda vendor, _: status(vendor),
    "confidence": lambda vendor, _: vendor.get_confidence_display() or "–",
    "website": lambda vendor, _: website(vendor),
    "updated": lambda vendor, _: render_to_string("components/_time.html", {"at": vendor.updated_at}),
}
"""What stands in each column of the register."""
STYLES: Mapping[str, SafeString] = {
    key: flatatt({"class": css})
    for css, keys in {
        "num": ("employees", "revenue", "revenue_year", "founded"),
        "lines": ("service_lines", "delivery", "languages", "industries"),
        "badges": ("certificates",),
        "text-nowrap": ("expiry", "updated"),
        "site": ("website",),
    }.items()
    for key in keys
}
