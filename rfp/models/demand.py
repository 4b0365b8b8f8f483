import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from vendors.models import Language

from .rfp import Rfp

KINDS = ("weekday", "saturday", "sunday")


def no_volume() -> list[int]:
    return [0] * 24


def every_month_alike() -> list[int]:
    return [100] * 12


def volumes(label: str) -> "ArrayField[list[int], list[int]]":
    return ArrayField(models.PositiveIntegerField(), size=24, default=no_volume, verbose_name=label)


@pghistory.track()
class DemandProfile(models.Model):
    """The work that an RFP asks for: contacts in each hour of the buyer's day, in an ordinary month.

    `season` scales each calendar month, `ramp_up` the first months of the contract, both in per cent.
    """

    rfp = models.OneToOneField(Rfp, on_delete=models.CASCADE, related_name="demand")
    weekday = volumes("contacts an hour, Monday to Friday")
    saturday = volumes("contacts an hour on Saturdays")
    sunday = volumes("contacts an hour on Sundays")
    handling_seconds = models.PositiveIntegerField(
        "handling time", validators=[MinValueValidator(1), MaxValueValidator(86_400)]
    )
    occupancy = models.PositiveSmallIntegerField(
        default=85, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    season = ArrayField(models.PositiveSmallIntegerField(), size=12, default=every_month_alike)
    ramp_up = ArrayField(models.PositiveSmallIntegerField(), size=24, default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="demand_occupancy_in_range", condition=Q(occupancy__gte=1, occupancy__lte=100)
            ),
            models.CheckConstraint(name="demand_handling_takes_time", condition=Q(handling_seconds__gte=1)),
        ]

    def __str__(self) -> str:
        return f"Demand of {self.rfp}"

    def volume(self, kind: str) -> list[int]:
        found: list[int] = getattr(self, kind)
        return found


@pghistory.track()
class DemandLanguage(models.Model):
    """The part of the volume that comes in one language, in per cent."""

    profile = models.ForeignKey(DemandProfile, on_delete=models.CASCADE, related_name="languages")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])

    class Meta:
        ordering = ["-share", "language__name"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "language"], name="demand_language_once"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.share} %"
