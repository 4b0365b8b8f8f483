import pghistory
from django.db import models
from django.db.models import Q
from django_countries.fields import CountryField

from accounts.models import validate_timezone
from bpo_portal.fields import LineField

from .reference import Language
from .vendor import Vendor


@pghistory.track()
class DeliverySite(models.Model):
    """A place from which work is done, with its own clock."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="sites")
    country = CountryField()
    city = LineField(max_length=100)
    timezone = models.CharField("time zone", max_length=64, validators=[validate_timezone])
    seats = models.PositiveIntegerField(null=True, blank=True)
    languages = models.ManyToManyField(Language, blank=True, related_name="sites")
    opens = models.TimeField(null=True, blank=True, help_text="Local time.")
    closes = models.TimeField(null=True, blank=True, help_text="Local time; earlier than opening: next day.")
    source = LineField(max_length=500, blank=True)

    class Meta:
        ordering = ["country", "city"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "country", "city"],
                name="site_once_per_city",
                violation_error_message="This vendor has a site in this city already.",
            ),
            models.CheckConstraint(
                name="site_hours_complete",
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
                violation_error_message="Give both opening and closing time, or neither.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city}, {self.country.name}"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class SiteLanguage(DeliverySite.languages.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
