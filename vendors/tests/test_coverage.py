"""Opening hours across zones and daylight saving."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendors.coverage import ALL_DAY, DAY, Change, Day, WallHours, Week, Window, changes, overlap, total

HOUR = timedelta(hours=1)
MADRID, BOGOTA, NEW_YORK, LORD_HOWE = (
    "Europe/Madrid",
    "America/Bogota",
    "America/New_York",
    "Australia/Lord_Howe",
)
ZONES = st.sampled_from([MADRID, BOGOTA, NEW_YORK, LORD_HOWE, "Asia/Kolkata", "Pacific/Auckland", "UTC"])
TIMES = st.times().map(
    lambda moment: moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def every_day(zone: str, hours: WallHours | None) -> Week:
    return Week(zone, hours, hours, hours)


@pytest.mark.parametrize(
    ("hours", "day", "open_for"),
    [
        ((time(8), time(20)), date(2026, 11, 27), 8),
        ((time(12), time(20)), date(2026, 11, 27), 5),
        ((time(20), time(4)), date(2026, 11, 27), 0),
        ((time(22), time(12)), date(2026, 11, 27), 3),
        (ALL_DAY, date(2026, 11, 27), 8),
        ((time(8), time(20)), date(2026, 11, 28), 0),
    ],
)
def test_the_overlap_is_the_time_that_both_are_at_work(hours: WallHours, day: date, open_for: int) -> None:
    assert overlap(Week(MADRID, hours), Window(MADRID), day) == open_for * HOUR


def test_a_night_that_begins_on_friday_reaches_into_saturday_and_no_further() -> None:
    week = Week(MADRID, (time(22), time(6)))

    saturday, sunday, monday = (
        overlap(week, Window(MADRID, *ALL_DAY), date(2026, 11, day)) for day in (28, 29, 30)
    )

    assert (saturday, sunday, monday) == (6 * HOUR, 0 * HOUR, 2 * HOUR)


def test_each_kind_of_day_has_its_own_hours() -> None:
    week = Week(MADRID, (time(8), time(20)), (time(9), time(14)), None)

    found = [overlap(week, Window(MADRID), date(2026, 11, day)) for day in (27, 28, 29)]

    assert found == [8 * HOUR, 5 * HOUR, 0 * HOUR]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (MADRID, date(2027, 3, 28), 23 * HOUR),
        (MADRID, date(2026, 10, 25), 25 * HOUR),
        (MADRID, date(2026, 11, 27), 24 * HOUR),
        (LORD_HOWE, date(2026, 10, 4), 23.5 * HOUR),
    ],
)
def test_a_day_has_as_many_hours_as_its_clocks_show(zone: str, day: date, hours: timedelta) -> None:
    round_the_clock = every_day(BOGOTA, ALL_DAY)

    assert overlap(round_the_clock, Window(zone, *ALL_DAY), day) == hours
    assert len(Day(zone, day).slots) == -(-hours // HOUR)
    assert set(Day(zone, day).shares(round_the_clock.within(Day(zone, day).span))) == {1}


def test_an_hour_that_clocks_skip_is_missing_and_one_that_comes_twice_stands_twice() -> None:
    spring, autumn = (
        [slot.label for slot in Day(MADRID, day).slots] for day in (date(2027, 3, 28), date(2026, 10, 25))
    )

    assert (spring[:4], autumn[:5]) == (["00", "01", "03", "04"], ["00", "01", "02", "02", "03"])


def test_daylight_saving_is_told_with_its_day_and_the_new_overlap() -> None:
    week = Week(BOGOTA, (time(8), time(18)))

    assert overlap(week, Window(MADRID), date(2026, 11, 27)) == 3 * HOUR
    assert changes(week, Window(MADRID), date(2026, 11, 27)) == [
        Change(date(2027, 3, 28), 2 * HOUR),
        Change(date(2027, 10, 31), 3 * HOUR),
    ]


def test_weeks_between_the_changes_of_two_countries_are_told() -> None:
    week = Week(NEW_YORK, (time(8), time(18)))

    assert [change.on for change in changes(week, Window(MADRID), date(2026, 11, 27))] == [
        date(2027, 3, 14),
        date(2027, 3, 28),
        date(2027, 10, 31),
        date(2027, 11, 7),
    ]


def test_zones_that_move_together_change_nothing() -> None:
    assert changes(Week("Europe/Lisbon", (time(8), time(18))), Window(MADRID), date(2026, 11, 27)) == []


@settings(max_examples=40)
@given(zone=ZONES, buyer=ZONES, opens=TIMES, closes=TIMES, start=TIMES, end=TIMES, day=DAYS)
def test_no_overlap_is_longer_than_the_working_day(
    zone: str, buyer: str, opens: time, closes: time, start: time, end: time, day: date
) -> None:
    window = Window(buyer, start, end)

    found = overlap(every_day(zone, (opens, closes)), window, day)

    assert timedelta() <= found <= total([window.on(day)])


@settings(max_examples=40)
@given(zone=ZONES, buyer=ZONES, opens=TIMES, closes=TIMES, day=DAYS)
def test_the_hours_of_a_day_add_up_to_its_overlap(
    zone: str, buyer: str, opens: time, closes: time, day: date
) -> None:
    week, calendar = every_day(zone, (opens, closes)), Day(buyer, day)

    spans = week.within(calendar.span)
    shares = calendar.shares(spans)
    lengths = [slot.end - slot.start for slot in calendar.slots]
    covered = sum(
        (length * share for length, share in zip(lengths, map(float, shares), strict=True)),
        timedelta(),
    )

    whole = overlap(week, Window(buyer, *ALL_DAY), day)
    assert abs(covered - whole) < timedelta(seconds=1)
    assert sum(lengths, timedelta()) == calendar.span[1] - calendar.span[0]
    assert calendar.full(spans) == [share == 1 for share in shares]


@settings(max_examples=40)
@given(opens=TIMES, closes=TIMES, start=TIMES, end=TIMES, day=DAYS, shift=st.integers(-10, 10))
def test_clocks_that_are_shifted_together_leave_the_overlap(
    opens: time, closes: time, start: time, end: time, day: date, shift: int
) -> None:
    """Zones named Etc/GMT±n never move; their sign is the other way round."""
    here, there = "Etc/GMT", f"Etc/GMT{-shift:+d}" if shift else "Etc/GMT"
    moved = datetime.combine(day, opens, UTC) + timedelta(hours=shift)
    moved_end = datetime.combine(day, closes, UTC) + timedelta(hours=shift)

    home = overlap(every_day(here, (opens, closes)), Window(here, start, end), day)
    away = overlap(every_day(there, (moved.time(), moved_end.time())), Window(here, start, end), day)

    assert home == away


@settings(max_examples=40)
@given(zone=ZONES, buyer=ZONES, ours=st.tuples(TIMES, TIMES), theirs=st.tuples(TIMES, TIMES))
def test_who_looks_at_whom_does_not_matter_over_a_week(
    zone: str, buyer: str, ours: WallHours, theirs: WallHours
) -> None:
    """Every day alike and no clock moving, so a day gives the same from either side."""
    day = date(2026, 1, 14)

    one = overlap(every_day(zone, ours), Window(buyer, *theirs), day)
    other = sum(
        (overlap(every_day(buyer, theirs), Window(zone, *ours), day + DAY * number) for number in range(7)),
        timedelta(),
    )

    assert other == one * 7
