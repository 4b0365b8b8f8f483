"""A vendor's certifications over time: by scheme, on one axis, as they stand on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from django.utils.formats import date_format

from .models import Certification, CertificationScheme, CertificationState, Standing

REACH_YEARS = 5
"""What lies further from the day than this is off the axis; the words beside it say all."""
DAY = timedelta(days=1)
IN_FORCE = (Standing.VERIFIED, Standing.EXPIRING)


@dataclass(frozen=True)
class Gap:
    """Days without a certificate between a record and the one that renews it."""

    first: date
    last: date

    @classmethod
    def before(cls, renewal: Certification) -> "Gap | None":
        """None where there is none, and where it cannot be known because a date is missing."""
        old = renewal.renews
        if old is None or old.expires_on is None or renewal.issued_on is None:
            return None
        gap = cls(old.expires_on + DAY, renewal.issued_on - DAY)
        return gap if gap.first <= gap.last else None

    def __str__(self) -> str:
        days = (self.last - self.first).days + 1
        if days == 1:
            return f"Gap of 1 day: {written(self.first)}"
        return f"Gap of {days} days: {written(self.first)} to {written(self.last)}"


def written(day: date) -> str:
    return date_format(day, "j M Y")


@dataclass(frozen=True)
class Axis:
    """From the first of January of one year to the last of December of another."""

    first: date
    last: date

    @classmethod
    def around(cls, on: date, days: Iterable[date]) -> "Axis":
        near = [day for day in days if abs(day.year - on.year) <= REACH_YEARS]
        years = [day.year for day in (*near, on)]
        return cls(date(min(years), 1, 1), date(max(years), 12, 31))

    @cached_property
    def years(self) -> list[tuple[int, str]]:
        """Each with where it begins."""
        return [(year, self.at(date(year, 1, 1))) for year in range(self.first.year, self.last.year + 1)]

    def share(self, day: date) -> float:
        """How far along the axis a day begins, in per cent."""
        along = (day - self.first).days / ((self.last - self.first).days + 1)
        return 100 * min(max(along, 0.0), 1.0)

    def at(self, day: date) -> str:
        return f"{self.share(day):.2f}%"

    def bar(self, begins: date | None, ends: date | None) -> "Bar":
        """Both days are part of it; without a first or last day it runs off the axis."""
        start = self.share(begins or self.first)
        end = self.share((ends or self.last) + DAY)
        return Bar(f"{start:.2f}%", f"{max(end - start, 0.4):.2f}%")


@dataclass(frozen=True)
class Bar:
    x: str
    width: str


@dataclass(frozen=True)
class Entry:
    """One record on the timeline."""

    certification: Certification
    standing: Standing
    bar: Bar
    gap: Gap | None
    renewal: Certification | None
    """What renews it, unless that was rejected or withdrawn."""

    @property
    def can_be_renewed(self) -> bool:
        return self.certification.state == CertificationState.VERIFIED and self.renewal is None


@dataclass(frozen=True)
class SchemeLine:
    """All records of one scheme, the latest first."""

    scheme: CertificationScheme
    entries: Sequence[Entry]

    @property
    def is_in_force(self) -> bool:
        return any(entry.standing in IN_FORCE for entry in self.entries)


@dataclass(frozen=True)
class Timeline:
    on: date
    axis: Axis
    lines: Sequence[SchemeLine]

    @property
    def now(self) -> str:
        return self.axis.at(self.on)


def timeline_of(certifications: Iterable[Certification], *, on: date) -> Timeline:
    """Of one vendor's records, fetched with scheme and predecessor; in the order in which they come."""
    records = list(certifications)
    axis = Axis.around(on, (day for each in records for day in (each.issued_on, each.expires_on) if day))
    renewals = {each.renews_id: each for each in records if each.renews_id and each.is_held}
    lines = [
        SchemeLine(scheme, [entry_of(each, axis, renewals.get(each.pk), on=on) for each in together])
        for scheme, together in groupby(records, key=lambda each: each.scheme)
    ]
    return Timeline(on, axis, lines)


def entry_of(certification: Certification, axis: Axis, renewal: Certification | None, *, on: date) -> Entry:
    return Entry(
        certification=certification,
        standing=certification.standing(on=on),
        bar=axis.bar(certification.issued_on, certification.expires_on),
        gap=Gap.before(certification) if certification.is_held else None,
        renewal=renewal,
    )
