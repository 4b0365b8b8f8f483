from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django_countries.fields import CountryField

from accounts.models import validate_timezone
from bpo_portal.fields import LineField
from vendors.coverage import WallHours, Week

from .provenance import Part, Provenance, provenance_rules
from .reference import Language
from .vendor import Vendor

HOURS = ("opens", "closes", "saturday_opens", "saturday_closes", "sunday_opens", "sunday_closes")
"""Pairs: when a site opens and closes by its own clock."""


def wall_time(label: str, help_text: str = "") -> "models.TimeField[Any, Any]":
    return models.TimeField(label, null=True, blank=True, help_text=help_text)


def both_or_neither(day: str) -> models.CheckConstraint:
    opens, closes = f"{day}opens", f"{day}closes"
    return models.CheckConstraint(
        name=f"site_{day}hours_complete",
        condition=Q(**{opens: None, closes: None})
        | Q(**{f"{opens}__isnull": False, f"{closes}__isnull": False}),
        violation_error_message="Give both opening and closing time, or neither.",
    )


@pghistory.track()
class DeliverySite(Provenance):
    """A place from which work is done, with its own clock and its hours by it."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="sites")
    country = CountryField()
    city = LineField(max_length=100)
    timezone = models.CharField("time zone", max_length=64, validators=[validate_timezone])
    seats = models.PositiveIntegerField(null=True, blank=True)
    languages = models.ManyToManyField(Language, blank=True, related_name="sites")
    people = models.PositiveIntegerField("head-count", null=True, blank=True)
    opens = wall_time("opens, Monday to Friday", "Local time, as all hours here.")
    closes = wall_time(
        "closes, Monday to Friday", "Not later than it opens: on the next day. Equal: open round the clock."
    )
    saturday_opens = wall_time("opens on Saturdays", "Leave empty where it is closed.")
    saturday_closes = wall_time("closes on Saturdays")
    sunday_opens = wall_time("opens on Sundays")
    sunday_closes = wall_time("closes on Sundays")

    class Meta(Provenance.Meta):
        ordering = ["country", "city"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "country", "city"],
                name="site_once_per_city",
                violation_error_message="This vendor has a site in this city already.",
            ),
            *(both_or_neither(day) for day in ("", "saturday_", "sunday_")),
            *provenance_rules("site"),
        ]

    def __str__(self) -> str:
        return f"{self.city}, {self.country.name}"

    @property
    def week(self) -> Week:
        return Week(self.timezone, self._hours(""), self._hours("saturday_"), self._hours("sunday_"))

    def _hours(self, day: str) -> WallHours | None:
        opens, closes = getattr(self, f"{day}opens"), getattr(self, f"{day}closes")
        return (opens, closes) if opens is not None and closes is not None else None


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class SiteLanguage(DeliverySite.languages.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
        triggers = [Part(of="deliverysite")]
