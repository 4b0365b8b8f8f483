import pghistory
from django.db import models
from django.db.models import F, Q
from django_countries.fields import CountryField

from bpo_portal.fields import LineField

from .provenance import Provenance, provenance_rules
from .reference import ServiceLine
from .vendor import Vendor


@pghistory.track()
class Subcontractor(Provenance):
    """Who does a part of a vendor's work; one with a record of its own shows whom it engages in turn."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="subcontractors")
    service_line = models.ForeignKey(
        ServiceLine,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: for all its work.",
    )
    company = models.ForeignKey(
        Vendor, null=True, blank=True, on_delete=models.PROTECT, related_name="engagements"
    )
    name = LineField("company without a record", max_length=200, blank=True)
    country = CountryField(verbose_name="works from", blank=True)
    task = LineField("what it does", max_length=200, help_text="Such as night shift, hosting, translation.")
    handles_personal_data = models.BooleanField(
        "handles personal data", default=False, help_text="It is a sub-processor then."
    )

    class Meta(Provenance.Meta):
        ordering = [F("service_line__code").asc(nulls_first=True), "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="subcontractor_named_once",
                condition=Q(company=None) & ~Q(name="") | Q(company__isnull=False, name=""),
                violation_error_message="Name a vendor of the register, or a company without a record.",
            ),
            models.CheckConstraint(
                name="subcontractor_is_another",
                condition=Q(company=None) | ~Q(company=F("vendor")),
                violation_error_message="A vendor is not its own subcontractor.",
            ),
            models.UniqueConstraint(
                fields=["vendor", "service_line", "company", "name"],
                nulls_distinct=False,
                name="subcontractor_once_per_line",
                violation_error_message="This subcontractor is recorded for this service line already.",
            ),
            *provenance_rules("subcontractor"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.company.name if self.company else self.name
