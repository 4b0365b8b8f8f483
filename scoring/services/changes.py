"""When criteria, weights and method may be changed, and how a change after publication is kept."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max

from accounts.models import User
from rfp.models import Rfp

from ..models import CriteriaChange, CriteriaSet


def open_for_change(*, rfp: Rfp, by: User, at: datetime, reason: str = "") -> CriteriaSet:
    """The criteria set, its RFP locked until the transaction ends: first step of every change.

    After publication the change gets a number and its reason. Raises ValidationError when there is no
    reason, or when the RFP has ended.
    """
    locked = Rfp.objects.locked().get(pk=rfp.pk)
    if locked.has_ended:
        raise ValidationError("This RFP has ended; nothing in it can be changed.", code="ended")
    criteria_set, _ = CriteriaSet.objects.select_related("rfp").get_or_create(rfp=locked)
    if not locked.is_draft:
        _number(criteria_set, by=by, at=at, reason=reason)
    return criteria_set


def _number(criteria_set: CriteriaSet, *, by: User, at: datetime, reason: str) -> None:
    if not reason:
        raise ValidationError({"reason": "The RFP is published: give the reason of this change."})
    last = criteria_set.changes.aggregate(last=Max("number"))["last"] or 0
    change = CriteriaChange(criteria_set=criteria_set, number=last + 1, reason=reason, by=by, at=at)
    change.full_clean(exclude=["criteria_set", "by"])
    change.save()
