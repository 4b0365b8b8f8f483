from typing import Self

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import User
from bpo_portal.fields import LineField, ProseField
from rfp.models import APPROVERS, Rfp

from .shortlist import Shortlist


class DecisionKind(models.TextChoices):
    SHORTLIST = "shortlist", "Shortlist"
    AWARD = "award", "Award"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> Self:
        """Of each RFP and kind the newest: it takes the place of those before it."""
        newer = Decision.objects.filter(rfp=OuterRef("rfp"), kind=OuterRef("kind"))
        later = newer.filter(Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")))
        return self.exclude(Exists(later))

    def standing_of(self, rfp: Rfp, kind: str) -> "Decision | None":
        return self.filter(rfp=rfp, kind=kind).with_names().first()

    def to_approve(self, user: User) -> Self:
        """What this person was asked to approve and can still answer."""
        roles = user.memberships.filter(role__in=APPROVERS)
        rfps = Rfp.objects.live().filter(pk__in=roles.values("rfp"))
        return self.standing().filter(approver=user, approval=None, rfp__in=rfps)

    def with_names(self) -> Self:
        return self.select_related("decided_by", "approver", "approval__by", "shortlist__rfp").defer(
            "shortlist__document", "shortlist__ranking"
        )


@pghistory.track(pghistory.InsertEvent())
class Decision(models.Model):
    """What was decided on the ground of one version, by whom and why. Insert only.

    A later decision of the same kind takes the place of an earlier one, which stays on record. One that
    somebody else is asked to approve is in force once they have.
    """

    rfp = models.ForeignKey(Rfp, on_delete=models.PROTECT, related_name="decisions")
    shortlist = models.ForeignKey(
        Shortlist, on_delete=models.PROTECT, related_name="decisions", verbose_name="version"
    )
    kind = models.CharField(max_length=10, choices=DecisionKind)
    awarded_to = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        verbose_name="awarded to",
        help_text="Of an award: whom the contract goes to, by the names of that version.",
    )
    reasons = ProseField(max_length=5000, help_text="What was decided and why; it cannot be changed later.")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="approval asked of",
    )
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_approved_by_another",
                condition=Q(approver=None) | ~Q(approver=F("decided_by")),
                violation_error_message="Who decides cannot approve it too.",
            )
        ]
        triggers = [pgtrigger.Protect(name="decision_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        if self.awarded_to:
            return f"Award to {' and '.join(self.awarded_to)}"
        return f"{self.get_kind_display()} decision"

    @property
    def answer(self) -> "Approval | None":
        return getattr(self, "approval", None)

    @property
    def waits(self) -> bool:
        return self.approver_id is not None and self.answer is None

    @property
    def is_declined(self) -> bool:
        return self.answer is not None and not self.answer.approves

    @property
    def is_in_force(self) -> bool:
        return not (self.waits or self.is_declined)


@pghistory.track(pghistory.InsertEvent())
class Approval(models.Model):
    """What the person who was asked to approve a decision answered, in their own session. Insert only.

    The database takes it from nobody else.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="approval")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approves = models.BooleanField("approved")
    note = LineField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="approval_declined_with_note",
                condition=Q(approves=True) | ~Q(note=""),
                violation_error_message="Say why it is declined.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="approval_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="approval_of_the_asked",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM scoring_decision d JOIN rfp_teammember t
                            ON t.rfp_id = d.rfp_id AND t.user_id = d.approver_id AND t.role IN ('lead', 'approver')
                        WHERE d.id = NEW.decision_id AND d.approver_id = NEW.by_id
                    ) THEN
                        RAISE EXCEPTION 'Only who was asked to approve a decision answers.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{'Approval' if self.approves else 'Refusal'} of {self.decision}"
