"""Decisions, each pinned to the version of the shortlist that it rests on."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from rfp.models import Rfp

from ..models import Decision, Shortlist


@transaction.atomic
def decide(
    *, shortlist: Shortlist, kind: str, reasons: str, by: User, approver: User | None = None, at: datetime
) -> Decision:
    """Keep a decision for good.

    Raises ValidationError where the version was altered in the database, and where this decision has
    been recorded already.
    """
    rfp = Rfp.objects.locked().get(pk=shortlist.rfp_id)
    if shortlist.alterations:
        raise ValidationError("This version was altered in the database: no decision can rest on it.")
    standing = Decision.objects.filter(rfp=rfp, kind=kind).first()
    if standing and standing.shortlist_id == shortlist.pk:
        raise ValidationError("This decision on this version is recorded already.")
    decision = Decision(
        rfp=rfp,
        shortlist=shortlist,
        kind=kind,
        reasons=reasons,
        decided_by=by,
        approver=approver,
        at=at,
    )
    decision.full_clean(exclude=["rfp", "shortlist", "decided_by"])
    decision.save()
    return decision
