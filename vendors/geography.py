"""Which country is near which: the shipped rule, and what an administrator has set in its place."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import models
from django_countries import countries

from .models import NearCountry

REGIONS = Path(__file__).parent / "data" / "un_regions.csv"
NEAR_CLOCKS = timedelta(hours=2)
SEASONS = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))
BUSIEST = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "RU": "Europe/Moscow",
}
"""Where the time zone database names another zone of the country first."""


class Shore(models.TextChoices):
    ONSHORE = "onshore", "Onshore"
    NEARSHORE = "nearshore", "Nearshore"
    OFFSHORE = "offshore", "Offshore"


@dataclass(frozen=True)
class Seen:
    """Where a country lies as seen from the buyer's, and the rule that says so."""

    shore: Shore
    reason: str


@dataclass(frozen=True)
class Region:
    name: str
    neighbours: frozenset[str]


@dataclass(frozen=True)
class Viewpoint:
    """One buyer's country, with what an administrator has set for it: (is near, reason) by country."""

    country: str
    settled: Mapping[str, tuple[bool, str]]

    def see(self, country: str) -> Seen:
        if country == self.country:
            return Seen(Shore.ONSHORE, "The buyer's own country.")
        if country in self.settled:
            is_near, reason = self.settled[country]
            return Seen(Shore.NEARSHORE if is_near else Shore.OFFSHORE, f"Set by an administrator: {reason}")
        return by_rule(self.country, country)

    def countries(self, shore: Shore) -> list[str]:
        return [code for code, _ in countries if self.see(code).shore == shore]

    def shores_of(self, codes: Iterable[str]) -> list[Shore]:
        """The shores of those countries, each once, the nearest first."""
        found = {self.see(code).shore for code in codes}
        return [shore for shore in Shore if shore in found]


def seen_from(country: str) -> Viewpoint:
    settled = NearCountry.objects.filter(buyer_country=country)
    return Viewpoint(country, {each.country.code: (each.is_near, each.reason) for each in settled})


@cache
def by_rule(buyer: str, country: str) -> Seen:
    """Near is the same or a neighbouring region with clocks at most two hours apart."""
    regions = regions_by_country()
    here, there = regions.get(buyer), regions.get(country)
    if here is None or there is None:
        return Seen(Shore.OFFSHORE, "No region is recorded for one of the two countries.")
    if here != there and there.name not in here.neighbours:
        return Seen(Shore.OFFSHORE, f"{there.name} does not adjoin {here.name}.")
    place = f"Same region ({here.name})" if here == there else f"{there.name} adjoins {here.name}"
    apart = clocks_apart(buyer, country)
    near = apart <= NEAR_CLOCKS
    return Seen(
        Shore.NEARSHORE if near else Shore.OFFSHORE,
        f"{place}, {'and' if near else 'but'} clocks are {hours(apart)} apart at best: "
        f"{'at most' if near else 'more than'} two hours.",
    )


def hours(span: timedelta) -> str:
    """Such as 7 h or 7 h 30."""
    whole, rest = divmod(int(span.total_seconds()) // 60, 60)
    return f"{whole} h {rest:02}" if rest else f"{whole} h"


@cache
def regions_by_country() -> dict[str, Region]:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        return {
            code: Region(row["region"], frozenset(row["neighbours"].split(";")))
            for row in csv.DictReader(file)
            for code in row["countries"].split()
        }


def clocks_apart(one: str, other: str) -> timedelta:
    """Between standard times, where two countries are closest."""
    pairs = [(ours, theirs) for ours in standard_times(one) for theirs in standard_times(other)]
    return min((abs(ours - theirs) for ours, theirs in pairs), default=timedelta(days=1))


@cache
def standard_times(country: str) -> frozenset[timedelta]:
    return frozenset(
        min(at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta() for at in SEASONS)
        for zone in zones_by_country().get(country, ())
    )


@cache
def zones_by_country() -> dict[str, list[str]]:
    """From the time zone database, which names the most populous zone of a country first, mostly."""
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    zones: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            code, _, zone, *_ = line.split("\t")
            zones.setdefault(code, []).append(zone)
    return zones


def zone_of(country: str) -> str:
    """The zone in which most of the country lives, as far as known."""
    return BUSIEST.get(country) or next(iter(zones_by_country().get(country, ())), "UTC")


@cache
def country_of(zone: str) -> str:
    """The country whose zone it is; empty for such as UTC."""
    return next((code for code, zones in zones_by_country().items() if zone in zones), "")
