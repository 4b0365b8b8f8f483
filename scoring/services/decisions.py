"""Decisions, each pinned to the version of the shortlist that it rests on, and their approval by somebody else."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from rfp.models import APPROVERS, Rfp, RfpStatus

from ..approvals import approval_in_words
from ..models import Approval, Decision, DecisionKind, Shortlist
from .letters import ask_for_approval, tell_of_approval

AWARDED_FROM = (RfpStatus.SHORTLISTED, RfpStatus.DUE_DILIGENCE)
"""When a contract can be awarded: once the shortlist is confirmed, and before the RFP has ended."""


CONFIRMED_BY_MOVE = "Confirmed as the shortlist of this RFP, as it was ranked then."


@transaction.atomic
def decide(
    *,
    shortlist: Shortlist,
    kind: str,
    reasons: str,
    by: User,
    approver: User | None = None,
    awarded_to: Sequence[str] = (),
    at: datetime,
) -> Decision:
    """Keep a decision for good; an award says whom the contract goes to. `approver` is asked by mail.

    Raises ValidationError where it comes too early or too late, where the version was altered in the database,
    where this decision has been recorded already, and where somebody who was asked to approve is passed over.
    """
    rfp = Rfp.objects.locked().get(pk=shortlist.rfp_id)
    if kind == DecisionKind.AWARD and rfp.status not in AWARDED_FROM:
        raise ValidationError("A contract is awarded between the confirmed shortlist and the end of the RFP.")
    if rfp.has_ended:
        raise ValidationError("This RFP has ended: no decision can be added.")
    if shortlist.alterations:
        raise ValidationError("This version was altered in the database: no decision can rest on it.")
    _require_new(shortlist, kind, approver)
    if approver and not rfp.team.filter(user=approver, role__in=APPROVERS).exists():
        raise ValidationError({"approver": "Only leads and approvers of this RFP can be asked."})
    decision = Decision(
        rfp=rfp,
        shortlist=shortlist,
        kind=kind,
        awarded_to=list(awarded_to) if kind == DecisionKind.AWARD else [],
        reasons=reasons,
        decided_by=by,
        approver=approver,
        at=at,
    )
    decision.full_clean(exclude=["rfp", "shortlist"])
    decision.save()
    ask_for_approval(decision=decision, at=at)
    return decision


def _require_new(shortlist: Shortlist, kind: str, approver: User | None) -> None:
    standing = Decision.objects.filter(rfp=shortlist.rfp_id, kind=kind).with_names().first()
    if standing is None:
        return
    asks_another = standing.waits and approver != standing.approver
    if standing.shortlist_id == shortlist.pk and not (standing.is_declined or asks_another):
        raise ValidationError("This decision on this version is recorded already.")
    if standing.approver and approver is None:
        raise ValidationError(
            {
                "approver": f"{standing.approver} was asked to approve the last one: choose who approves this one."
            }
        )


@transaction.atomic
def answer_decision(*, decision: Decision, approves: bool, note: str, by: User, at: datetime) -> Approval:
    """Approve or decline what one was asked to. Raises ValidationError if it cannot be answered any more."""
    rfp = Rfp.objects.locked().get(pk=decision.rfp_id)
    if rfp.has_ended:
        raise ValidationError("This RFP has ended; nothing in it can be changed.")
    waiting = Decision.objects.to_approve(by).filter(pk=decision.pk).first()
    if waiting is None:
        raise ValidationError(_unanswerable(decision))
    if approves and waiting.shortlist.alterations:
        raise ValidationError("This version was altered in the database: no decision can rest on it.")
    approval = Approval(decision=waiting, by=by, approves=approves, note=note, at=at)
    approval.full_clean()
    approval.save()
    tell_of_approval(approval=approval, at=at)
    return approval


def _unanswerable(decision: Decision) -> str:
    answered = Decision.objects.with_names().filter(pk=decision.pk).exclude(approval=None).first()
    if answered:
        return f"This decision was answered already: {approval_in_words(answered)}."
    return "This decision cannot be answered any more: a later one has taken its place."


def confirm(*, rfp: Rfp, by: User, at: datetime) -> Decision:
    """The newest version becomes the shortlist: a decision, unless that very one is recorded already."""
    newest = Shortlist.objects.filter(rfp=rfp).latest("number")
    standing = Decision.objects.filter(rfp=rfp, kind=DecisionKind.SHORTLIST).first()
    if standing and standing.shortlist_id == newest.pk:
        return standing
    return decide(shortlist=newest, kind=DecisionKind.SHORTLIST, reasons=CONFIRMED_BY_MOVE, by=by, at=at)
