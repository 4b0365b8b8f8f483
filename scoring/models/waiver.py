from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from bpo_portal.fields import LineField
from rfp.models import APPROVERS, Candidate, Rfp

from .criteria import Criterion


class WaiverState(models.TextChoices):
    REQUESTED = "requested", "Requested"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LAPSED = "lapsed", "Lapsed"


OPEN = (WaiverState.REQUESTED, WaiverState.APPROVED)
DECIDED = (WaiverState.APPROVED, WaiverState.DECLINED)


class WaiverQuerySet(models.QuerySet["Waiver"]):
    def of_rfp(self, rfp: Rfp) -> Self:
        return self.filter(candidate__rfp=rfp)

    def approved(self) -> Self:
        return self.filter(state=WaiverState.APPROVED)

    def open(self) -> Self:
        """Requested or approved: not ended in any way."""
        return self.filter(state__in=OPEN)

    def to_decide(self, user: User) -> Self:
        """What this person can decide: requests of others in RFPs that they lead or approve."""
        roles = user.memberships.filter(role__in=APPROVERS)
        rfps = Rfp.objects.live().filter(pk__in=roles.values("rfp"))
        waiting = self.filter(state=WaiverState.REQUESTED, candidate__rfp__in=rfps)
        return waiting.exclude(requested_by=user)

    def with_names(self) -> Self:
        return self.select_related("candidate__vendor", "criterion", "requested_by", "decided_by")


@pghistory.track()
class Waiver(models.Model):
    """One vendor need not pass one knock-out: asked for by one person, decided by another.

    The database lets nobody decide who does not lead or approve this RFP, nor who asked. It ends a waiver
    when its criterion asks for something else; with its candidate or its criterion it goes.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="waivers")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="waivers")
    reason = LineField(max_length=500, help_text="Printed wherever this vendor is ranked.")
    state = models.CharField(max_length=10, choices=WaiverState, default=WaiverState.REQUESTED)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = LineField("note of the approver", max_length=500, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "criterion"],
                condition=Q(state__in=("requested", "approved")),
                name="one_open_waiver",
                violation_error_message="This knock-out is waived for this vendor already, or a waiver was asked for.",
            ),
            models.CheckConstraint(
                name="waiver_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                violation_error_message="Who asked for a waiver cannot decide it.",
            ),
            models.CheckConstraint(
                name="waiver_decision_complete",
                condition=Q(state="requested", decided_by=None, decided_at=None)
                | Q(state__in=("approved", "declined"), decided_by__isnull=False, decided_at__isnull=False)
                | Q(state__in=("withdrawn", "lapsed")),
                violation_error_message="A decision needs a person and a time.",
            ),
            models.CheckConstraint(
                name="waiver_declined_with_note",
                condition=~Q(state="declined") | ~Q(note=""),
                violation_error_message="Say why it is declined.",
            ),
        ]

    def __str__(self) -> str:
        return f"Waiver of {self.criterion} for {self.candidate}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_requested(self) -> bool:
        return self.state == WaiverState.REQUESTED
