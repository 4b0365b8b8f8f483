"""The statuses that an RFP went through, as the audit trail kept them: when, by whom, and with which reason."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps

from accounts.models import User

from .models import Rfp, RfpStatus


@dataclass(frozen=True)
class Passage:
    """`by` is empty for what the clock did; `is_early` for an RFP that was closed before its deadline."""

    status: RfpStatus
    at: datetime
    by: str
    reason: str
    is_early: bool = False


def passages(rfp: Rfp) -> list[Passage]:
    """In their order, without the beginning. Two queries."""
    trail = apps.get_model("rfp", "RfpEvent")._default_manager.filter(pgh_obj=rfp)
    events = list(trail.order_by("pgh_id").select_related("pgh_context"))
    reached = [event for before, event in pairwise(events) if before.status != event.status]
    names = dict(User.objects.filter(pk__in={_person(event) for event in reached}).values_list("pk", "name"))
    return [
        Passage(
            status=RfpStatus(event.status),
            at=event.pgh_created_at,
            by=names.get(_person(event) or 0, ""),
            reason=event.status_reason,
            is_early=event.status == RfpStatus.CLOSED and event.pgh_created_at < event.deadline_at,
        )
        for event in reached
    ]


def _person(event: Any) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def was_examined(rfp: Rfp) -> bool:
    """Whether there was a due diligence."""
    trail = apps.get_model("rfp", "RfpEvent")._default_manager.filter(pgh_obj=rfp)
    return bool(trail.filter(status=RfpStatus.DUE_DILIGENCE).exists())
