from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import User
from bpo_portal.fields import LineField, ProseField

from .reference import ServiceLine
from .vendor import AWAY, Vendor, VendorStatus


class VendorListQuerySet(models.QuerySet["VendorList"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_internal else self.none()

    def editable_by(self, user: User) -> Self:
        """Who keeps the register or leads RFPs."""
        return self if user.can_edit_register or user.can_lead_rfps else self.none()

    def with_counts(self, *, on: date) -> Self:
        """Each row carries `approved_count` and `proposed_count`."""
        return self.annotate(
            approved_count=models.Count("members", filter=in_force(on, member="members__", of_list="")),
            proposed_count=models.Count("members", filter=Q(members__state=MemberState.PROPOSED)),
        )


@pghistory.track()
class VendorList(models.Model):
    """Vendors that were found fit for some kind of work before anybody asks for it."""

    name = LineField(max_length=100)
    purpose = ProseField(max_length=2000, help_text="What these vendors are prequalified for, and by what.")
    service_lines = models.ManyToManyField(ServiceLine, blank=True, related_name="vendor_lists")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    valid_until = models.DateField(
        null=True, blank=True, help_text="Nobody can be taken from the list after this day."
    )

    objects = VendorListQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="vendor_list_name_unique",
                violation_error_message="There is a list of this name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("prequalified", args=[self.pk])

    def has_ended(self, *, on: date) -> bool:
        return self.valid_until is not None and self.valid_until < on


class MemberState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"


def in_force(on: date, *, member: str = "", of_list: str = "vendor_list__") -> Q:
    """Approved, within both the member's days and the list's, and of a vendor that is still asked for offers; seen
    from a member, or by other paths."""
    asked = [status for status in VendorStatus if status not in AWAY]
    return (
        Q(**{f"{member}state": MemberState.APPROVED, f"{member}since__lte": on})
        & (Q(**{f"{member}until": None}) | Q(**{f"{member}until__gte": on}))
        & (Q(**{f"{of_list}valid_until": None}) | Q(**{f"{of_list}valid_until__gte": on}))
        & Q(**{f"{member}vendor__status__in": asked})
    )


class MemberQuerySet(models.QuerySet["ListMember"]):
    def approved(self, *, on: date) -> Self:
        return self.filter(in_force(on))


@pghistory.track()
class ListMember(models.Model):
    """A vendor on a list: one person proposes it, another approves or declines."""

    vendor_list = models.ForeignKey(VendorList, on_delete=models.CASCADE, related_name="members")
    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="list_memberships")
    state = models.CharField(max_length=10, choices=MemberState, default=MemberState.PROPOSED)
    reason = LineField(max_length=500, blank=True)
    since = models.DateField("member since", null=True, blank=True)
    until = models.DateField("member until", null=True, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["vendor__search_text", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor_list", "vendor"],
                name="list_member_once",
                violation_error_message="This vendor is on the list already.",
            ),
            models.CheckConstraint(
                name="list_member_decided_by_another",
                condition=Q(decided_by=None) | ~Q(proposed_by=F("decided_by")),
                violation_error_message="Somebody other than the person who proposed it has to decide.",
            ),
            models.CheckConstraint(
                name="list_member_declined_with_reason",
                condition=~Q(state="declined") | ~Q(reason=""),
                violation_error_message="Give the reason for declining.",
            ),
            models.CheckConstraint(
                name="list_member_days_in_order",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="A membership cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="list_member_approved_since",
                condition=~Q(state="approved") | Q(since__isnull=False),
                violation_error_message="Say from which day on the vendor is approved.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor} on {self.vendor_list}"

    def lacks(self, *, on: date) -> str:
        """Why the vendor cannot be taken from the list on that day; nothing if it can."""
        if self.vendor_list.has_ended(on=on):
            return f"The list ended on {self.vendor_list.valid_until:%-d %B %Y}"
        if self.state == MemberState.PROPOSED:
            return "Proposed, not approved yet"
        if self.state == MemberState.DECLINED:
            return f"Declined: {self.reason}"
        if self.since and self.since > on:
            return f"Approved from {self.since:%-d %B %Y} on"
        if self.until and self.until < on:
            return f"Membership ended on {self.until:%-d %B %Y}{f': {self.reason}' if self.reason else ''}"
        if self.vendor.status in AWAY:
            return f"{self.vendor.get_status_display()}: {self.vendor.status_reason}"
        return ""
