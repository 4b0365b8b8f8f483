"""Moves of vendors and certifications, as their lifecycles allow."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import User
from vendors import events, hooks
from vendors.lifecycle import CERTIFICATION_MOVES, UNPROVEN, no_move
from vendors.models import Certification, CertificationState, Vendor, VendorStatus
from vendors.standing import stood_before

from .letters import tell_of_certification

NOT_SUSPENDED = "Only a suspended vendor can be reinstated."


@transaction.atomic
def change_status(*, vendor: Vendor, to: VendorStatus, by: User, reason: str = "") -> Vendor:
    """Move a vendor on; ValidationError where its lifecycle has no such move or a reason is missing."""
    vendor = Vendor.objects.select_for_update().get(pk=vendor.pk)
    was = vendor.status
    if why := no_move(was, to):
        raise ValidationError(why)
    vendor.status = to
    vendor.status_reason = reason
    vendor.full_clean()
    vendor.save()
    hooks.tell_moved([hooks.Move(vendor, was)], by=by)
    events.vendor_changed.publish(vendor_id=vendor.pk)
    return vendor


@transaction.atomic
def reinstate(*, vendor: Vendor, by: User, reason: str = "") -> Vendor:
    """End a suspension: the vendor stands where it stood before."""
    vendor = Vendor.objects.select_for_update().get(pk=vendor.pk)
    if vendor.status != VendorStatus.SUSPENDED:
        raise ValidationError(NOT_SUSPENDED)
    return change_status(vendor=vendor, to=stood_before(vendor), by=by, reason=reason)


@transaction.atomic
def decide_certification(
    *, certification: Certification, to: CertificationState, by: User, at: datetime, reason: str = ""
) -> Certification:
    """Verify or reject a claim.

    ValidationError for the person who recorded it, for a second verdict, and where nothing says how it was checked.
    """
    certification = Certification.objects.select_for_update(of=("self",)).get(pk=certification.pk)
    if to not in CERTIFICATION_MOVES[certification.state]:
        raise ValidationError(f"This record is {certification.get_state_display().lower()} already.")
    if to == CertificationState.VERIFIED and not reason and not certification.evidence.exists():
        raise ValidationError({"reason": UNPROVEN})
    certification.state = to
    certification.reason = reason
    certification.decided_by = by
    certification.decided_at = at
    certification.full_clean()
    certification.save()
    events.vendor_changed.publish(vendor_id=certification.vendor_id)
    tell_of_certification(certification)
    return certification


@transaction.atomic
def withdraw_certification(*, certification: Certification, at: datetime) -> None:
    """Take back a claim that nobody has decided: kept as withdrawn where it has evidence, else removed."""
    certification = Certification.objects.select_for_update(of=("self",)).get(pk=certification.pk)
    if CertificationState.WITHDRAWN not in CERTIFICATION_MOVES[certification.state]:
        raise ValidationError(f"This record is {certification.get_state_display().lower()} already.")
    if not certification.evidence.exists():
        remove_part(part=certification)
        return
    certification.state, certification.decided_at = CertificationState.WITHDRAWN, at
    certification.full_clean()
    certification.save()
    events.vendor_changed.publish(vendor_id=certification.vendor_id)


def why_it_stays(part: models.Model) -> str:
    """What keeps a part on the record, or nothing where it can be removed."""
    if isinstance(part, Certification) and part.is_decided:
        return "A certification that was decided stays on the record; reject it instead."
    if isinstance(part, Certification) and part.evidence.exists():
        return "Evidence is on file, and what is on file stays: who claimed it withdraws it, somebody else rejects it."
    return ""


@transaction.atomic
def remove_part(*, part: models.Model) -> None:
    """Take a site, a capability or a claim off the record; what was decided stays as evidence."""
    if why := why_it_stays(part):
        raise ValidationError(why)
    vendor_id: int = part.vendor_id  # type: ignore[attr-defined]
    part.delete()
    events.vendor_changed.publish(vendor_id=vendor_id)
