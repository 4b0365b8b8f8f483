"""Opening hours of one place, seen from another: pure, and right across daylight saving.

Hours are wall times of the place's own zone. Everything is compared as instants, so a day has 23, 24 or 25
hours, as clocks there have it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cache, cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
WallHours = tuple[time, time]

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
SATURDAY, SUNDAY = 5, 6
ALL_DAY: WallHours = (time(0), time(0))


@dataclass(frozen=True)
class Week:
    """When a place is open: hours that do not end later than they begin end on the next day."""

    zone: str
    weekday: WallHours | None = None
    saturday: WallHours | None = None
    sunday: WallHours | None = None

    @property
    def is_known(self) -> bool:
        return any((self.weekday, self.saturday, self.sunday))

    def hours_on(self, day: date) -> WallHours | None:
        return {SATURDAY: self.saturday, SUNDAY: self.sunday}.get(day.weekday(), self.weekday)

    def spans(self, first: date, last: date) -> list[Span]:
        """The instants between which it is open, of openings that begin on those days."""
        days = (first + DAY * number for number in range((last - first).days + 1))
        return merged(span_of(self.zone, hours, day) for day in days if (hours := self.hours_on(day)))

    def within(self, span: Span) -> list[Span]:
        """When it is open within that span."""
        first, last = (moment.astimezone(ZoneInfo(self.zone)).date() for moment in span)
        return common(self.spans(first - DAY, last), [span])

    def is_open(self, at: datetime) -> bool:
        return bool(self.within((at, at + timedelta(microseconds=1))))


@dataclass(frozen=True)
class Window:
    """The buyer's working day, in the buyer's zone."""

    zone: str
    start: time = time(9)
    end: time = time(17)

    def on(self, day: date) -> Span:
        return span_of(self.zone, (self.start, self.end), day)


@dataclass(frozen=True)
class Change:
    """From that day on, an overlap is another, because one of the clocks was moved."""

    on: date
    hours: timedelta


@dataclass(frozen=True)
class Slot:
    """An hour of somebody's day; the last one may be shorter where clocks move by half an hour."""

    start: datetime
    end: datetime
    label: str

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True)
class Day:
    """A day of the buyer's calendar, cut into its hours."""

    zone: str
    date: date

    @cached_property
    def span(self) -> Span:
        return span_of(self.zone, ALL_DAY, self.date)

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def slots(self) -> list[Slot]:
        start, end = self.span
        starts = [start + HOUR * number for number in range(-((start - end) // HOUR))]
        return [Slot(at, min(at + HOUR, end), f"{at.astimezone(self.clock):%H}") for at in starts]

    def shares(self, spans: Sequence[Span]) -> list[Fraction]:
        """Of each hour, the part that those spans cover."""
        return [share_of(slot, spans) for slot in self.slots]

    def full(self, spans: Sequence[Span]) -> list[bool]:
        """Of each hour, whether those spans, merged, cover the whole of it."""
        return [any(start <= slot.start and slot.end <= end for start, end in spans) for slot in self.slots]

    def stretches(self, flags: Sequence[bool]) -> list[tuple[str, str]]:
        """Neighbouring hours together, from when until when by the clocks there."""
        groups = groupby(zip(self.slots, flags, strict=True), key=lambda pair: pair[1])
        found = [[slot for slot, _ in group] for is_set, group in groups if is_set]
        return [(slots[0].label, f"{slots[-1].end.astimezone(self.clock):%H}") for slots in found]


def share_of(slot: Slot, spans: Sequence[Span]) -> Fraction:
    covered = total(common(spans, [slot.span]))
    return Fraction(covered // SECOND, (slot.end - slot.start) // SECOND)


def overlap(week: Week, window: Window, day: date) -> timedelta:
    """For how long the place is open within the buyer's working day that begins on that day."""
    return total(week.within(window.on(day)))


def changes(week: Week, window: Window, day: date, *, days: int = 366) -> list[Change]:
    """How daylight saving changes the overlap of such a day (a weekday, a Saturday, a Sunday) within a year."""
    found: list[Change] = []
    now = overlap(week, window, day)
    for moved in moves(week.zone, window.zone, day, days):
        then = overlap(week, window, like(day, moved))
        if then != now:
            found.append(Change(moved, then))
            now = then
    return found


@cache
def moves(zone: str, other: str, day: date, days: int) -> tuple[date, ...]:
    """The days on which one clock moves against the other."""
    gaps = [gap(zone, other, day + DAY * number) for number in range(days + 1)]
    return tuple(day + DAY * at for at in range(1, days + 1) if gaps[at] != gaps[at - 1])


def gap(zone: str, other: str, day: date) -> timedelta:
    """How far clocks of one zone are ahead of those of the other, at noon of that day."""
    noon = datetime.combine(day, time(12), UTC)
    ahead, behind = (noon.astimezone(ZoneInfo(name)).utcoffset() for name in (zone, other))
    return (ahead or timedelta()) - (behind or timedelta())


def like(day: date, since: date) -> date:
    """The first day from then on that is of the same kind: a weekday, a Saturday or a Sunday."""
    week = (since + DAY * number for number in range(7))
    return next(each for each in week if kind(each) == kind(day))


def working_day(since: date) -> date:
    """The first day from then on from Monday to Friday."""
    return next(day for number in range(3) if (day := since + DAY * number).weekday() < SATURDAY)


def kind(day: date) -> int:
    return max(day.weekday(), SATURDAY - 1)


def span_of(zone: str, hours: WallHours, day: date) -> Span:
    start, end = hours
    last = day if end > start else day + DAY
    return instant(zone, day, start), instant(zone, last, end)


def instant(zone: str, day: date, wall: time) -> datetime:
    """A wall time that clocks skip is read as if they had not been moved yet."""
    return datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time, without overlaps, in order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif start < end:
            found.append((start, end))
    return found


def common(ours: Iterable[Span], theirs: Sequence[Span]) -> list[Span]:
    """What two lists of spans share; each must be free of overlaps."""
    return [span for our in ours for their in theirs if (span := both(our, their))]


def both(one: Span, other: Span) -> Span | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def total(spans: Iterable[Span]) -> timedelta:
    return sum((end - start for start, end in spans), timedelta())
