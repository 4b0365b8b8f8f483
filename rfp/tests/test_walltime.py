from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from rfp.walltime import instant, wall_time


def test_a_wall_time_is_one_instant() -> None:
    assert instant(datetime(2026, 7, 1, 14, 0), zone="Europe/Madrid") == datetime(
        2026, 7, 1, 12, 0, tzinfo=UTC
    )


def test_a_wall_time_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="29 March 2026, 02:30 does not exist in Europe/Madrid"):
        instant(datetime(2026, 3, 29, 2, 30), zone="Europe/Madrid")


def test_a_wall_time_that_exists_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="25 October 2026, 02:30 exists twice in Europe/Madrid"):
        instant(datetime(2026, 10, 25, 2, 30), zone="Europe/Madrid")


@pytest.mark.parametrize("hour", [1, 3])
def test_the_hours_beside_a_change_of_clocks_are_accepted(hour: int) -> None:
    wall = datetime(2026, 10, 25, hour, 0)

    assert wall_time(instant(wall, zone="Europe/Madrid"), zone="Europe/Madrid") == wall
