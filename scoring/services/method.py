"""How points become a ranking, and where the line of the shortlist is drawn."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User

from ..events import inputs_changed
from ..models import CriteriaSet
from .changes import open_for_change

METHOD_FIELDS = (
    "weights_total",
    "panel",
    "decimals",
    "quality_minimum",
    "quality_relative_to_best",
    "tie_break",
    "shortlist_size",
    "shortlist_threshold",
)


@transaction.atomic
def save_method(*, criteria_set: CriteriaSet, by: User, at: datetime, reason: str = "") -> CriteriaSet:
    """Keep what is set on `criteria_set`. Raises ValidationError by field."""
    present = open_for_change(rfp=criteria_set.rfp, by=by, at=at, reason=reason)
    if present.weights_total != criteria_set.weights_total and not present.rfp.is_draft:
        raise ValidationError({"weights_total": "The total is fixed once the RFP is published."})
    criteria_set.full_clean(exclude=["rfp"])
    criteria_set.save(update_fields=METHOD_FIELDS)
    inputs_changed.publish(rfp_id=criteria_set.rfp_id)
    return criteria_set
