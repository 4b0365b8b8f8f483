"""Somebody other than the person who entered a fact says that it is right."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from vendors import events
from vendors.models import Provenance


@transaction.atomic
def verify_fact(*, fact: Provenance, by: User, at: datetime) -> None:
    """ValidationError for the person who entered it, and where somebody has verified it before."""
    fact = locked(fact)
    if fact.is_verified:
        raise ValidationError("This is verified already.")
    fact.require_another(by)
    set_verification(fact, by, at)


@transaction.atomic
def withdraw_verification(*, fact: Provenance) -> None:
    """Take a verification back; the history keeps that there was one."""
    set_verification(locked(fact), None, None)


def locked(fact: Provenance) -> Provenance:
    return type(fact)._default_manager.select_for_update(of=("self",)).get(pk=fact.pk)


def set_verification(fact: Provenance, by: User | None, at: datetime | None) -> None:
    fact.verified_by, fact.verified_at = by, at
    fact.save(update_fields=["verified_by", "verified_at"])
    events.vendor_changed.publish(vendor_id=fact.vendor_id)  # type: ignore[attr-defined]
