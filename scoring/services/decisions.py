"""Decisions, each pinned to the version of the shortlist that it rests on."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from rfp.models import Rfp, RfpStatus

from ..models import Decision, DecisionKind, Shortlist

AWARDED_FROM = (RfpStatus.SHORTLISTED, RfpStatus.DUE_DILIGENCE)
"""When a contract can be awarded: once the shortlist is confirmed, and before the RFP has ended."""


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
    """Keep a decision for good; an award says whom the contract goes to.

    Raises ValidationError where it comes too early or too late, where the version was altered in the database,
    and where this decision has been recorded already.
    """
    rfp = Rfp.objects.locked().get(pk=shortlist.rfp_id)
    if kind == DecisionKind.AWARD and rfp.status not in AWARDED_FROM:
        raise ValidationError("A contract is awarded between the confirmed shortlist and the end of the RFP.")
    if rfp.has_ended:
        raise ValidationError("This RFP has ended: no decision can be added.")
    if shortlist.alterations:
        raise ValidationError("This version was altered in the database: no decision can rest on it.")
    standing = Decision.objects.filter(rfp=rfp, kind=kind).first()
    if standing and standing.shortlist_id == shortlist.pk:
        raise ValidationError("This decision on this version is recorded already.")
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
    decision.full_clean(exclude=["rfp", "shortlist", "decided_by"])
    decision.save()
    return decision
