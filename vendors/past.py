"""Facts have happened: no day and no year of theirs lies ahead."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format


def refuse_later_day(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(
            f"{date_format(day, 'j M Y')} is still to come: give a day up to today.", code="future"
        )


def refuse_later_year(year: int) -> None:
    if year > timezone.localdate().year:
        raise ValidationError(f"{year} is still to come: give a year up to this one.", code="future")
