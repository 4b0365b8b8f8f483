"""How many seats a demand needs, and how far a vendor's sites meet it: open arithmetic, no queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil

from django.utils.formats import date_format

from vendors.coverage import Day, Week, like
from vendors.models import DeliverySite, Language

from .models import Rfp
from .models.demand import KINDS, DemandProfile

MONDAY_TO_SUNDAY = dict(zip(KINDS, (date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 7)), strict=True))
ANY = "any language"
Able = list[list[int]]
"""The places of the sites that speak each language asked for, and last those that speak any of them."""


@dataclass(frozen=True)
class Month:
    """A month of the contract's first year: which it is, and the parts of the volume that come in it."""

    number: int
    first: date
    factor: Fraction

    @property
    def name(self) -> str:
        return date_format(self.first, "F Y")

    def day(self, kind: str) -> date:
        """A day of that kind in its middle."""
        return like(MONDAY_TO_SUNDAY[kind], self.first.replace(day=15))


@dataclass(frozen=True)
class Demand:
    """A profile with its languages, from the day on which the contract starts."""

    profile: DemandProfile
    starts_on: date
    zone: str

    @classmethod
    def of(cls, rfp: Rfp, *, on: date) -> "Demand | None":
        """From that day on, if the RFP does not say when its contract starts."""
        profile = DemandProfile.objects.filter(rfp=rfp).prefetch_related("languages__language").first()
        return cls(profile, rfp.contract_starts_on or on, rfp.timezone) if profile else None

    @cached_property
    def shares(self) -> list[tuple[Language | None, Fraction]]:
        rows = self.profile.languages.all()
        return [*((each.language, Fraction(each.share, 100)) for each in rows)] or [(None, Fraction(1))]

    @cached_property
    def months(self) -> list[Month]:
        return [
            Month(number, first, self.factor(number, first)) for number, first in enumerate(self._firsts())
        ]

    def _firsts(self) -> list[date]:
        months = (self.starts_on.year * 12 + self.starts_on.month - 1 + number for number in range(12))
        return [date(month // 12, month % 12 + 1, 1) for month in months]

    @cached_property
    def days(self) -> dict[tuple[int, str], Day]:
        """One of each kind in each month."""
        return {
            (month.number, kind): Day(self.zone, month.day(kind)) for month in self.months for kind in KINDS
        }

    def factor(self, number: int, first: date) -> Fraction:
        ramp = self.profile.ramp_up[number] if number < len(self.profile.ramp_up) else 100
        return Fraction(self.profile.season[first.month - 1] * ramp, 10_000)

    def seats(self, volume: int, factor: Fraction) -> int:
        """Volume × handling time / (3600 × occupancy), up to the next whole seat."""
        work = Fraction(volume) * factor * self.profile.handling_seconds
        return ceil(work / (3600 * Fraction(self.profile.occupancy, 100)))

    def peak(self, month: Month) -> int:
        """Seats of the busiest hour of a month, all languages together."""
        return max(self.seats(max(self.profile.volume(kind)), month.factor) for kind in KINDS)

    @cached_property
    def required(self) -> dict[tuple[int, str], list[tuple[int, list[tuple[Language | None, int]]]]]:
        """By month and kind of day: the seats of each hour with volume, by language and for all together."""
        return {
            (month.number, kind): [
                (
                    hour,
                    [(language, self.seats(volume, month.factor * share)) for language, share in self.parts],
                )
                for hour, volume in enumerate(self.profile.volume(kind))
                if volume
            ]
            for month in self.months
            for kind in KINDS
        }

    @property
    def parts(self) -> list[tuple[Language | None, Fraction]]:
        return [*self.shares, (None, Fraction(1))]

    @cached_property
    def asked_hours(self) -> dict[str, int]:
        return {kind: sum(1 for volume in self.profile.volume(kind) if volume) for kind in KINDS}


@dataclass(frozen=True)
class Shortage:
    month: Month
    seats: int
    language: str


@dataclass(frozen=True)
class Fit:
    """How far the recorded sites of one vendor meet a demand."""

    covered: dict[str, int]
    asked: dict[str, int]
    worst: Shortage | None
    unknown_seats: int
    unknown_hours: int
    has_sites: bool

    @property
    def is_met(self) -> bool:
        return self.has_sites and self.worst is None and self.covered == self.asked

    @property
    def words(self) -> str:
        if not self.has_sites:
            return "No delivery site is recorded."
        return f"{self.hours}; {self.shortage}."

    @property
    def hours(self) -> str:
        names = {"weekday": "on weekdays", "saturday": "on Saturdays", "sunday": "on Sundays"}
        parts = [
            f"{self.covered[kind]} of {asked} hours {names[kind]}"
            for kind, asked in self.asked.items()
            if asked
        ]
        return f"Covers {', '.join(parts)}" if parts else "No volume is asked for"

    @property
    def shortage(self) -> str:
        if self.worst is None:
            return "enough seats in every month"
        seats = "1 seat" if self.worst.seats == 1 else f"{self.worst.seats:,} seats"
        return f"{seats} short in {self.worst.month.name} ({self.worst.language})"


def fit(demand: Demand, sites: Sequence[DeliverySite]) -> Fit:
    """Sites need their `languages` fetched; seats that are not recorded count as none."""
    weeks = [site.week for site in sites]
    open_hours = {when: [hours_open(week, day) for week in weeks] for when, day in demand.days.items()}
    by_language = [speakers(sites, language) for language, _ in demand.shares]
    able = [*by_language, sorted({at for each in by_language for at in each})]
    shortages = [
        Shortage(month, short, str(language or ANY))
        for month in demand.months
        for kind in KINDS
        for language, short in shortages_of(demand, month, kind, able, sites, open_hours[month.number, kind])
        if short > 0
    ]
    return Fit(
        {kind: covered_hours(demand, kind, sites, open_hours[0, kind]) for kind in KINDS},
        demand.asked_hours,
        max(shortages, key=lambda each: each.seats, default=None),
        sum(site.seats is None for site in sites),
        sum(not week.is_known for week in weeks),
        bool(sites),
    )


@lru_cache(maxsize=20_000)
def hours_open(week: Week, day: Day) -> list[bool]:
    """Remembered, as many sites have the same hours."""
    return day.full(week.within(day.span))


def speaks(site: DeliverySite, language: Language | None) -> bool:
    return language is None or language in site.languages.all()


def speakers(sites: Sequence[DeliverySite], language: Language | None) -> list[int]:
    return [at for at, site in enumerate(sites) if speaks(site, language)]


def shortages_of(
    demand: Demand,
    month: Month,
    kind: str,
    able: Able,
    sites: Sequence[DeliverySite],
    open_hours: list[list[bool]],
) -> Iterable[tuple[Language | None, int]]:
    """By language, and for all together: a seat is counted once there, however many languages it speaks."""
    for hour, needs in demand.required[month.number, kind]:
        for place, (language, need) in enumerate(needs):
            yield language, need - seats_at(hour, able[place], sites, open_hours)


def seats_at(
    hour: int, which: Iterable[int], sites: Sequence[DeliverySite], open_hours: list[list[bool]]
) -> int:
    return sum(sites[at].seats or 0 for at in which if open_hours[at][hour])


def covered_hours(
    demand: Demand, kind: str, sites: Sequence[DeliverySite], open_hours: list[list[bool]]
) -> int:
    """Hours with volume in which every language asked for is spoken at an open site."""
    able = [speakers(sites, language) for language, _ in demand.shares]
    return sum(
        all(any(open_hours[at][hour] for at in which) for which in able)
        for hour, volume in enumerate(demand.profile.volume(kind))
        if volume
    )
