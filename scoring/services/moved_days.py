"""Days on which certificates count and that somebody moved: the register has not changed then, the RFP has."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps

from accounts.models import User
from rfp.models import Rfp

from ..certificates import written
from ..inputs.facts import local_day


def moved_days(rfp: Rfp, *, since: datetime) -> Iterator[str]:
    """Of the contract's start and the deadline, in sentences with who moved them; the audit trail is what knows."""
    trail: Any = apps.get_model("rfp", "RfpEvent")._default_manager.filter(pgh_obj=rfp)
    before = trail.filter(pgh_created_at__lte=since).order_by("-pgh_id").first()
    if before is None:
        return
    for what, was, now in (
        ("Contract start", before.contract_starts_on, rfp.contract_starts_on),
        ("Deadline", _day(rfp, before.deadline_at), _day(rfp, rfp.deadline_at)),
    ):
        if was != now:
            field = "contract_starts_on" if what == "Contract start" else "deadline_at"
            yield f"{what} {_written(was)} → {_written(now)}{_by(trail, before, field)}"


def _day(rfp: Rfp, at: datetime | None) -> date | None:
    return local_day(rfp, at=at) if at else None


def _written(day: date | None) -> str:
    return written(day) if day else "none"


def _by(trail: Any, before: Any, field: str) -> str:
    """Whoever moved it last."""
    later = trail.filter(pgh_id__gt=before.pgh_id).order_by("pgh_id").select_related("pgh_context")
    value, who = getattr(before, field), None
    for event in later:
        if getattr(event, field) != value:
            value, who = getattr(event, field), event
    person = who.pgh_context.metadata.get("user") if who and who.pgh_context else None
    name = User.objects.filter(pk=person).values_list("name", flat=True).first() if person else None
    return f" by {name}" if name else ""
