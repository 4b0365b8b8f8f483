"""Moves of vendors and certifications, as their lifecycles allow."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import User
from vendors import events
from vendors.lifecycle import CERTIFICATION_MOVES, VENDOR_MOVES
from vendors.models import Certification, CertificationState, Vendor, VendorStatus

from .letters import tell_of_certification


@transaction.atomic
def change_status(*, vendor: Vendor, to: VendorStatus, reason: str = "") -> Vendor:
    """Move a vendor on; ValidationError where its lifecycle has no such move or a reason is missing."""
    vendor = Vendor.objects.select_for_update().get(pk=vendor.pk)
    if to not in VENDOR_MOVES[vendor.status]:
        raise ValidationError(
            f"{vendor.name} is {vendor.get_status_display().lower()}: no move to {to.label.lower()}."
        )
    vendor.status = to
    vendor.status_reason = reason
    vendor.full_clean()
    vendor.save()
    events.vendor_changed.publish(vendor_id=vendor.pk)
    return vendor


@transaction.atomic
def decide_certification(
    *, certification: Certification, to: CertificationState, by: User, at: datetime, reason: str = ""
) -> Certification:
    """Verify or reject a claim; ValidationError for the person who recorded it, and for a second verdict."""
    certification = Certification.objects.select_for_update(of=("self",)).get(pk=certification.pk)
    if to not in CERTIFICATION_MOVES[certification.state]:
        raise ValidationError(f"This record is {certification.get_state_display().lower()} already.")
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
def remove_part(*, part: models.Model) -> None:
    """Take a site, a capability or a claim off the record; what was decided stays as evidence."""
    if isinstance(part, Certification) and part.is_decided:
        raise ValidationError("A certification that was decided stays on the record; reject it instead.")
    if isinstance(part, Certification) and part.evidence.exists():
        raise ValidationError("Evidence is on file, and what is on file stays; reject the claim instead.")
    vendor_id: int = part.vendor_id  # type: ignore[attr-defined]
    part.delete()
    events.vendor_changed.publish(vendor_id=vendor_id)
