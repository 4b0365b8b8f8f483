"""Knock-outs waived for one vendor: asked for, decided by somebody else, withdrawn."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from rfp.models import APPROVERS, Candidate, Rfp

from ..events import inputs_changed
from ..models import Criterion, Waiver, WaiverState
from .letters import ask_for_waiver, tell_of_waiver


@transaction.atomic
def request_waiver(
    *, candidate: Candidate, criterion: Criterion, reason: str, by: User, at: datetime
) -> Waiver:
    """Ask that a vendor need not pass a knock-out. Raises ValidationError."""
    _lock(candidate.rfp)
    waiver = Waiver(candidate=candidate, criterion=criterion, reason=reason, requested_by=by, requested_at=at)
    waiver.full_clean()
    waiver.save()
    ask_for_waiver(waiver=waiver, at=at)
    return waiver


@transaction.atomic
def decide_waiver(*, waiver: Waiver, approve: bool, note: str, by: User, at: datetime) -> Waiver:
    """Raises ValidationError if somebody was quicker, or if this person cannot decide it."""
    waiver = _held(waiver)
    if not waiver.is_requested:
        raise ValidationError(f"This waiver is {waiver.get_state_display().lower()} already.")
    if by.pk == waiver.requested_by_id:
        raise ValidationError("Who asked for a waiver cannot decide it.")
    if not waiver.candidate.rfp.team.filter(user=by, role__in=APPROVERS).exists():
        raise ValidationError("Only approvers and procurement leads of this RFP decide waivers.")
    waiver.state = WaiverState.APPROVED if approve else WaiverState.DECLINED
    waiver.decided_by, waiver.decided_at, waiver.note = by, at, note
    waiver.full_clean()
    waiver.save(update_fields=["state", "decided_by", "decided_at", "note"])
    tell_of_waiver(waiver=waiver, at=at)
    inputs_changed.publish(rfp_id=waiver.candidate.rfp_id)
    return waiver


@transaction.atomic
def withdraw_waiver(*, waiver: Waiver) -> Waiver:
    """Take back a request, or end an approved waiver. Raises ValidationError if it has ended already."""
    waiver = _held(waiver)
    if not waiver.is_open:
        raise ValidationError(f"This waiver is {waiver.get_state_display().lower()} already.")
    waiver.state = WaiverState.WITHDRAWN
    waiver.save(update_fields=["state"])
    inputs_changed.publish(rfp_id=waiver.candidate.rfp_id)
    return waiver


def _held(waiver: Waiver) -> Waiver:
    """As it is now, its RFP locked until the transaction ends."""
    _lock(waiver.candidate.rfp)
    return Waiver.objects.with_names().get(pk=waiver.pk)


def _lock(rfp: Rfp) -> None:
    if Rfp.objects.locked().get(pk=rfp.pk).has_ended:
        raise ValidationError("This RFP has ended; nothing in it can be changed.")
