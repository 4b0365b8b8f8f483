"""At which moments a report is due that comes at an hour of its reader's day, or of one day in the week."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = 7


def next_slot(*, hour: int, weekday: int | None, zone: str, at: datetime) -> datetime:
    """The first moment after `at`; `weekday` counts from Monday, 0, and None is every day."""
    return next(slot for slot in _slots(hour, weekday, zone, at, step=1) if slot > at)


def last_slot(*, hour: int, weekday: int | None, zone: str, at: datetime) -> datetime:
    """The last moment that is not after `at`."""
    return next(slot for slot in _slots(hour, weekday, zone, at, step=-1) if slot <= at)


def _slots(hour: int, weekday: int | None, zone: str, at: datetime, *, step: int) -> Iterator[datetime]:
    place = ZoneInfo(zone)
    today = at.astimezone(place).date()
    for days in range(WEEK + 2):
        day = today + step * timedelta(days=days)
        if weekday is None or day.weekday() == weekday:
            yield _instant(day, hour, place)


def _instant(day: date, hour: int, place: ZoneInfo) -> datetime:
    """Once a day also when clocks change: an hour that is left out comes one later, of two the first counts."""
    return datetime.combine(day, time(hour), place).astimezone(UTC)
