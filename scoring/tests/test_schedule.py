"""At which moments a daily or weekly report is due, also where clocks change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from scoring.schedule import last_slot, next_slot

MADRID = "Europe/Madrid"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "moment", "expected"),
    [
        (MADRID, 8, "2027-03-27T06:59", "2027-03-27T07:00"),
        (MADRID, 8, "2027-03-27T07:00", "2027-03-28T06:00"),
        (MADRID, 2, "2027-03-27T12:00", "2027-03-28T01:00"),
        (MADRID, 2, "2027-10-30T12:00", "2027-10-31T00:00"),
        (MADRID, 2, "2027-10-31T00:30", "2027-11-01T01:00"),
        ("Asia/Kathmandu", 0, "2027-01-01T12:00", "2027-01-01T18:15"),
        ("Pacific/Kiritimati", 23, "2027-01-01T08:59", "2027-01-01T09:00"),
    ],
)
def test_the_next_moment_keeps_to_the_clock_on_the_readers_wall(
    zone: str, hour: int, moment: str, expected: str
) -> None:
    assert next_slot(hour=hour, weekday=None, zone=zone, at=at(moment)) == at(expected)


def test_once_a_week_it_is_that_day_where_the_reader_is() -> None:
    sunday_in_utc = at("2027-03-07T20:00")

    assert next_slot(hour=7, weekday=0, zone="Asia/Tokyo", at=sunday_in_utc) == at("2027-03-07T22:00")
    assert next_slot(hour=7, weekday=0, zone="America/Bogota", at=sunday_in_utc) == at("2027-03-08T12:00")


@pytest.mark.parametrize("weekday", [None, 0, 6])
@pytest.mark.parametrize("zone", [MADRID, "America/St_Johns", "Australia/Lord_Howe", "UTC"])
@pytest.mark.parametrize("hour", [0, 2, 23])
def test_every_day_or_week_of_a_year_has_one_moment(zone: str, hour: int, weekday: int | None) -> None:
    moment, slots = at("2027-01-01T00:00"), []
    while moment < at("2028-01-01T00:00"):
        moment = next_slot(hour=hour, weekday=weekday, zone=zone, at=moment)
        slots.append(moment)

    days = 1 if weekday is None else 7
    gaps = {later - earlier for earlier, later in pairwise(slots)}
    assert gaps <= {timedelta(days=days, hours=hours) for hours in (-1, -0.5, 0, 0.5, 1)}
    assert all(last_slot(hour=hour, weekday=weekday, zone=zone, at=slot) == slot for slot in slots)
    assert len(slots) in (364, 365, 366) if weekday is None else len(slots) in (52, 53)
