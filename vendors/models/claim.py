from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from bpo_portal.fields import LineField

from .vendor import Vendor


class ClaimTarget(models.TextChoices):
    """What a contact can say something about."""

    VENDOR = "vendor", "Company"
    SITE = "site", "Site"
    CAPABILITY = "capability", "Service line"


class ClaimDeed(models.TextChoices):
    ADD = "add", "Add"
    CHANGE = "change", "Change"
    REMOVE = "remove", "Remove"


class ClaimState(models.TextChoices):
    PENDING = "pending", "Pending"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ProfileClaimQuerySet(models.QuerySet["ProfileClaim"]):
    def decidable_by(self, user: User) -> Self:
        return self if user.can_edit_register else self.none()

    def pending(self) -> Self:
        return self.filter(state=ClaimState.PENDING)


@pghistory.track(
    fields=["vendor", "title", "deed", "state", "reason", "claimed_by", "decided_by"],
    model_name="ProfileClaimEvent",
)
class ProfileClaim(models.Model):
    """What a vendor's contact says should be on record; it is once somebody on the buyer's side accepts it.

    `old` and `new` hold the fields of a form as text, so that accepting goes through the same form as an
    edit does; `lines` tells them to a reader: label, old, new. `topic` says which facts belong together.
    Whenever the record moves on under a pending claim, `old` follows and `revision` grows: nobody accepts
    what they have not seen.
    """

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="claims")
    target = models.CharField(max_length=10, choices=ClaimTarget)
    target_id = models.PositiveBigIntegerField(null=True, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    title = LineField(max_length=300)
    deed = models.CharField(max_length=6, choices=ClaimDeed)
    old = models.JSONField(default=dict, blank=True)
    new = models.JSONField(default=dict, blank=True)
    lines = models.JSONField(default=list, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=ClaimState, default=ClaimState.PENDING)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = LineField(max_length=300, blank=True)

    objects = ProfileClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-claimed_at", "-pk"]
        indexes = [models.Index(fields=["vendor", "state"], name="claim_by_vendor")]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "target_id"],
                name="claim_pending_once_of_part",
                condition=Q(state="pending", target_id__isnull=False),
                violation_error_message="A change of this waits already.",
            ),
            models.UniqueConstraint(
                fields=["vendor", "topic"],
                name="claim_pending_once_of_company",
                condition=Q(state="pending", target="vendor"),
                violation_error_message="A change of this waits already.",
            ),
            models.CheckConstraint(
                name="claim_of_something",
                condition=Q(target_id=None, deed="add")
                | Q(target_id=None, target="vendor", deed="change")
                | (Q(target_id__isnull=False) & ~Q(target="vendor") & ~Q(deed="add")),
            ),
            models.CheckConstraint(
                name="claim_decided_by_another",
                condition=Q(decided_by=None) | ~Q(claimed_by=F("decided_by")),
                violation_error_message="Somebody other than the person who claimed it has to decide.",
            ),
            models.CheckConstraint(
                name="claim_decision_complete",
                condition=Q(state__in=("pending", "withdrawn"), decided_by=None, decided_at=None)
                | Q(state__in=("accepted", "declined"), decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_declined_with_reason",
                condition=~Q(state="declined") | ~Q(reason=""),
                violation_error_message="Give the reason for declining it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_deed_display()} {self.title}"

    @property
    def key(self) -> str:
        """What a decision names: this claim, as it was shown."""
        return f"{self.pk}-{self.revision}"

    @property
    def changes(self) -> list[list[str]]:
        """The lines in which the two differ; what stands beside a fact may be claimed with it as it is."""
        return [line for line in self.lines if line[1] != line[2]]

    @property
    def is_pending(self) -> bool:
        return self.state == ClaimState.PENDING
