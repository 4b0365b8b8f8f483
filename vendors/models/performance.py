from collections.abc import Iterable
from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from bpo_portal.fields import LineField, ProseField

from .reference import ServiceLine
from .vendor import Vendor


class Rating(models.TextChoices):
    """How a vendor has performed, and what follows for new RFPs."""

    GOOD = "good", "Good"
    WATCH = "watch", "Watch"
    BLOCKED = "blocked", "Blocked"


class PerformanceQuerySet(models.QuerySet["PerformanceRecord"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_internal else self.none()

    def counting(self, *, on: date) -> Self:
        """Those that still say something: of each vendor and service line the newest, unless it has run out."""
        records = PerformanceRecord.objects.order_by("vendor_id", "service_line_id", "-until", "-pk")
        latest = records.distinct("vendor_id", "service_line_id").values("pk")
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), pk__in=latest)

    def about(self, lines: Iterable[ServiceLine]) -> Self:
        """Of these service lines or of the whole vendor; of everything where no line is named."""
        wanted = list(lines)
        return self.filter(Q(service_line=None) | Q(service_line__in=wanted)) if wanted else self


@pghistory.track()
class PerformanceRecord(models.Model):
    """What was found about a vendor's work in a period; the newest of a service line is its standing.

    *Watch* warns whoever considers the vendor for a new RFP, *blocked* prevents it, until the day it ends.
    """

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="performance")
    service_line = models.ForeignKey(
        ServiceLine,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="None: the vendor as a whole.",
    )
    since = models.DateField("first day")
    until = models.DateField("last day")
    rating = models.CharField(max_length=10, choices=Rating)
    text = ProseField("what was found", max_length=2000)
    source = LineField(
        "evidence", max_length=500, help_text="Where it can be read: an address or a reference."
    )
    valid_until = models.DateField(
        null=True, blank=True, help_text="The rating has no effect after this day; empty: until a newer one."
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PerformanceQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="performance_period_in_order",
                condition=Q(until__gte=F("since")),
                violation_error_message="The period must end after it begins.",
            ),
            models.CheckConstraint(
                name="performance_valid_after_period",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("since")),
                violation_error_message="A rating cannot run out before its period begins.",
            ),
        ]

    def __str__(self) -> str:
        about = f" in {self.service_line}" if self.service_line else ""
        return f"{self.get_rating_display()}{about}"

    @property
    def period(self) -> str:
        return f"{self.since:%-d %b %Y} – {self.until:%-d %b %Y}"

    @property
    def first_line(self) -> str:
        return self.text.splitlines()[0] if self.text else ""

    def has_run_out(self, *, on: date) -> bool:
        return self.valid_until is not None and self.valid_until < on
