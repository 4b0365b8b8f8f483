from datetime import datetime

import pghistory
from django.db import transaction

from accounts.models import User

from .. import hooks, readiness
from ..events import rfp_changed
from ..lifecycle import RefusedMove, needs_reason, require_move
from ..models import Rfp, RfpStatus

STAMPS = {RfpStatus.PUBLISHED: "published_at", RfpStatus.OPENED: "opened_at"}


@transaction.atomic
def move_rfp(*, rfp: Rfp, to: RfpStatus, by: User | None, at: datetime, reason: str = "") -> Rfp:
    """Take an RFP to its next status; nobody (`by=None`) is the clock.

    Raises RefusedMove with all that is missing.
    """
    locked = Rfp.objects.locked().get(pk=rfp.pk)
    require_move(locked.status, to)
    missing = readiness.missing(locked, to=to, at=at)
    if needs_reason(locked, to=to, at=at) and not reason:
        missing.append("Give the reason.")
    if missing:
        raise RefusedMove(" ".join(missing))
    locked.status, locked.status_reason = to, reason
    if stamp := STAMPS.get(to):
        setattr(locked, stamp, at)
    with pghistory.context(**({"user": by.pk} if by else {"clock": True})):
        locked.save(update_fields=["status", "status_reason", "published_at", "opened_at"])
    for follow in hooks.moved[to]:
        follow(locked, by, at)
    rfp_changed.publish(rfp_id=locked.pk)
    return locked


def close_due(*, at: datetime) -> int:
    """Close every published RFP whose deadline has come; how many that were. Safe to run at any time."""
    return sum(_close(rfp, at=at) for rfp in Rfp.objects.past_deadline(at=at))


def _close(rfp: Rfp, *, at: datetime) -> bool:
    """Someone may have moved the RFP, or its deadline, since it was looked up."""
    try:
        move_rfp(rfp=rfp, to=RfpStatus.CLOSED, by=None, at=at)
    except RefusedMove:
        return False
    return True
