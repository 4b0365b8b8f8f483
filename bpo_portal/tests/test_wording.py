"""Forms say in the portal's words what they take."""

import pytest
from django.http import QueryDict

from vendors.filters import VendorFilterForm
from vendors.forms.viewpoint import DayAtWorkForm

LISTED = "This is not on the list, or no longer: choose one that is listed."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("valid_on", "2026-02-31", "Give a day of the calendar, as year-month-day."),
        ("status", "99999", LISTED),
        ("industry", "99999", LISTED),
        ("industry", "x", LISTED),
    ],
)
def test_a_filter_says_what_it_takes(field: str, typed: str, words: str) -> None:
    form = VendorFilterForm(QueryDict(mutable=True) | {field: typed})

    assert form.errors[field] == [words]


def test_a_time_says_how_it_is_written() -> None:
    form = DayAtWorkForm({"start": "25:00"})

    assert form.errors["start"] == ["Give a time of the day, as hours:minutes, such as 09:30."]
