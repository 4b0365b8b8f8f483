"""Wall times of a named zone as instants: each that does not exist, or exists twice, is refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError


def instant(wall: datetime, *, zone: str) -> datetime:
    """The one instant at which clocks of the zone show that (naive) time; ValidationError when it is not one."""
    first = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    shown = f"{wall:%d %B %Y, %H:%M}"
    if first.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        raise ValidationError(
            f"{shown} does not exist in {zone}: clocks are put forward then. Choose another time.",
            code="nonexistent",
        )
    raise ValidationError(
        f"{shown} exists twice in {zone}: clocks are put back then. Choose a time outside that hour.",
        code="ambiguous",
    )


def wall_time(at: datetime, *, zone: str) -> datetime:
    """What clocks of the zone show at that instant (naive)."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
