from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from bpo_portal.fields import LineField

from .provenance import Part, Provenance, provenance_rules
from .reference import Industry, ServiceLine
from .vendor import YEAR, Vendor


class ClientReferenceQuerySet(models.QuerySet["ClientReference"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_internal else self.none()


@pghistory.track()
class ClientReference(Provenance):
    """A client that a vendor works or worked for; a confidential one has no name here."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="references")
    client = LineField(
        "client", max_length=200, blank=True, help_text="Leave it empty where the name is confidential."
    )
    industry = models.ForeignKey(
        Industry, null=True, blank=True, on_delete=models.PROTECT, related_name="references"
    )
    service_lines = models.ManyToManyField(ServiceLine, related_name="references")
    since_year = models.PositiveSmallIntegerField("since", null=True, blank=True, validators=YEAR)
    until_year = models.PositiveSmallIntegerField(
        "until", null=True, blank=True, validators=YEAR, help_text="Empty while the work goes on."
    )
    contact = LineField(
        max_length=200, blank=True, help_text="Who at the client can tell, as far as we know."
    )
    may_be_called = models.BooleanField("may be called", default=False)

    objects = ClientReferenceQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = [F("until_year").desc(nulls_first=True), F("since_year").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="reference_years_in_order",
                condition=Q(since_year=None) | Q(until_year=None) | Q(until_year__gte=F("since_year")),
                violation_error_message="The work cannot end before it began.",
            ),
            models.CheckConstraint(
                name="reference_called_by_name",
                condition=Q(may_be_called=False) | ~Q(client=""),
                violation_error_message="A client that may be called has a name.",
            ),
            models.UniqueConstraint(
                fields=["vendor", "client", "since_year"],
                condition=~Q(client=""),
                nulls_distinct=False,
                name="reference_once",
                violation_error_message="This client is listed with this first year already.",
            ),
            *provenance_rules("reference"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.client or "Confidential client"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class ReferenceServiceLine(ClientReference.service_lines.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
        triggers = [Part(of="clientreference")]
