"""Who changed what led to a version, by the events that the database wrote since the version before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from rfp.models import Rfp

from ..history import OF_RFP, events
from ..models import Shortlist

INPUTS = (
    "rfp.CandidateEvent",
    "scoring.CriteriaSetEvent",
    "scoring.CriterionEvent",
    "scoring.AssignmentEvent",
    "scoring.ScoreEvent",
    "scoring.RecordedValueEvent",
)
"""What people edit of an RFP that its ranking is computed from; the register and the clock have no author here."""
OF = {
    "rfp_id": "rfp_id",
    "criteria_set": "criteria_set__rfp_id",
    "criterion": "criterion__criteria_set__rfp_id",
    "candidate": "candidate__rfp_id",
}

JUDGED = "scoring.ScoreEvent"
"""What counts of it is its value: a comment that was written, or a sheet handed in, changes no input."""

Deed = tuple[datetime, int]


def authors(rfp: Rfp, versions: Sequence[Shortlist]) -> dict[int, list[str]]:
    """The names by the number of each version, which come newest first and one after the other.

    A fixed number of queries, however many versions and edits there are.
    """
    if not versions:
        return {}
    oldest = rfp.shortlists.filter(number=versions[-1].number - 1).values_list("computed_at", flat=True)
    bounds = [*(each.computed_at for each in versions), *oldest]
    if len(bounds) < 2:
        return {}
    deeds = _deeds(rfp, after=bounds[-1], until=bounds[0])
    names = dict(User.objects.filter(pk__in={pk for _, pk in deeds}).values_list("pk", "name"))
    return {
        version.number: sorted(
            {names[pk] for at, pk in deeds if since < at <= version.computed_at if pk in names}
        )
        for version, since in zip(versions, bounds[1:], strict=False)
    }


def _of(kind: str) -> QuerySet[Any]:
    found = events(kind)
    if kind != JUDGED:
        return found
    earlier = found.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    was, now = F("was"), Q(value__isnull=False)
    came_or_went = (now & Q(was__isnull=True)) | (~now & Q(was__isnull=False))
    moved = Q(value__lt=was) | Q(value__gt=was) | came_or_went | Q(pgh_label="delete")
    moving: QuerySet[Any] = found.annotate(was=Subquery(earlier.order_by("-pgh_id").values("value")[:1]))
    return moving.filter(moved)


def _deeds(rfp: Rfp, *, after: datetime, until: datetime) -> list[Deed]:
    parts = [
        _of(kind)
        .filter(**{OF[OF_RFP[kind]]: rfp.pk}, pgh_created_at__gt=after, pgh_created_at__lte=until)
        .order_by()
        .values_list("pgh_created_at", "pgh_context__metadata__user")
        for kind in INPUTS
    ]
    found = parts[0].union(*parts[1:])
    return sorted((at, user) for at, user in found if isinstance(user, int))
