"""From where a buyer looks at sites: the country, its working day, and the day of the calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django_countries import countries

from accounts.models import User
from bpo_portal.timezones import all_timezones
from bpo_portal.widgets import LongSelect
from vendors.coverage import SATURDAY, Day, Window, like, working_day
from vendors.filters import SMALL_INPUT, SMALL_SELECT
from vendors.geography import country_of, zone_of

from .fields import DayField

START, END = time(9), time(17)
KEPT = "seen_from"


@dataclass(frozen=True)
class Buyer:
    """Where the buyer is, when work is done there, and on which day this is asked."""

    country: str
    window: Window
    day: date

    @property
    def hours(self) -> Day:
        return Day(self.window.zone, self.day)

    @property
    def kinds_of_day(self) -> list[tuple[str, date]]:
        """The next weekday, Saturday and Sunday from that day on."""
        week = [date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 7)]
        return [(name, like(each, self.day)) for name, each in zip(KINDS, week, strict=True)]

    @property
    def kind_of_day(self) -> str:
        return KINDS[max(self.day.weekday() - SATURDAY + 1, 0)]

    @property
    def days_alike(self) -> str:
        """What days of that kind are called within a sentence."""
        return "weekdays" if self.day.weekday() < SATURDAY else f"{self.kind_of_day}s"


KINDS = ("Weekday", "Saturday", "Sunday")


def zone_choices() -> list[tuple[str, str]]:
    return [("", "The usual one of the country"), *((zone, zone) for zone in sorted(all_timezones()))]


class DayAtWorkForm(forms.Form):
    """The buyer's working day on a day of the calendar; what is left empty is as usual."""

    start = forms.TimeField(
        label="Working day from",
        required=False,
        widget=forms.TimeInput({**SMALL_INPUT, "type": "time"}, "%H:%M"),
    )
    end = forms.TimeField(
        label="to", required=False, widget=forms.TimeInput({**SMALL_INPUT, "type": "time"}, "%H:%M")
    )
    on = DayField(
        label="On", required=False, widget=forms.DateInput({**SMALL_INPUT, "type": "date"}, "%Y-%m-%d")
    )

    def window(self, zone: str) -> Window:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        return Window(zone, START if start is None else start, END if end is None else end)


class ViewpointForm(DayAtWorkForm):
    country = forms.ChoiceField(
        label="Seen from",
        choices=lambda: [("", "Nowhere yet"), *countries],
        required=False,
        widget=LongSelect(SMALL_SELECT),
    )
    zone = forms.ChoiceField(
        label="Buyer's time zone", choices=zone_choices, required=False, widget=LongSelect(SMALL_SELECT)
    )

    field_order = ["country", "zone", "start", "end", "on"]

    def buyer(self, *, usual_zone: str, today: date) -> Buyer:
        """What was chosen; where it cannot be used, as if nothing had been."""
        self.is_valid()
        chosen: dict[str, Any] = self.cleaned_data
        country = chosen.get("country") or ""
        return Buyer(
            country,
            self.window(chosen.get("zone") or zone_in(country, usual_zone)),
            chosen.get("on") or working_day(today),
        )


def zone_in(country: str, usual: str) -> str:
    """The person's own zone, if that is in the country."""
    return usual if not country or country_of(usual) == country else zone_of(country)


def viewpoint(
    given: dict[str, str],
    session: Any,
    *,
    user: User,
    today: date,
    form: Callable[[Any], ViewpointForm] = ViewpointForm,
) -> tuple[ViewpointForm, Buyer]:
    """What the address says, else what this person chose last, else the country of their time zone.

    The day is the next working day, unless one is given.
    """
    start = {"country": country_of(user.timezone), "start": f"{START:%H:%M}", "end": f"{END:%H:%M}"}
    kept = session.get(KEPT, {}) if not given else {}
    bound = form({**start, "on": working_day(today).isoformat(), **kept, **given})
    buyer = bound.buyer(usual_zone=user.timezone, today=today)
    if given and bound.is_valid():
        session[KEPT] = {
            name: value for name, value in given.items() if name in bound.fields and name != "on"
        }
    return bound, buyer
