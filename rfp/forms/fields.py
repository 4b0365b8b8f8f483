from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from bpo_portal.text import tidy
from bpo_portal.timezones import all_timezones

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
WALL_FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")


class DayField(forms.DateField):
    """A day of this century, picked or typed as 2026-03-29."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(
            input_formats=["%Y-%m-%d"],
            validators=[
                MinValueValidator(EARLIEST, f"Not before {EARLIEST:%Y}."),
                MaxValueValidator(LATEST, f"Not after {LATEST:%Y}."),
            ],
            **kwargs,
        )


class WallTimeField(forms.Field):
    """Day and time as clocks show it, without a zone (naive); another field says which clocks."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime):
            return value
        text = tidy(str(value)) if value else ""
        if not text:
            return None
        for pattern in WALL_FORMATS:
            try:
                wall = datetime.strptime(text, pattern)
            except ValueError:
                continue
            if not EARLIEST <= wall.date() <= LATEST:
                raise ValidationError(f"Choose a day from {EARLIEST:%Y} to {LATEST:%Y}.", code="range")
            return wall
        raise ValidationError(
            "This is not a day and time of the calendar; write it as 2026-03-29T14:00.", code="invalid"
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


def timezone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Time zones by region, places in alphabetical order."""
    names = sorted(name for name in all_timezones() if "/" in name and not name.startswith("Etc/"))
    regions = groupby(names, key=lambda name: name.split("/")[0])
    grouped = [(region, [(name, name.replace("_", " ")) for name in members]) for region, members in regions]
    return [("General", [("UTC", "UTC")]), *grouped]
