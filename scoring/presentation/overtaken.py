"""What others did to weights while somebody was typing theirs: who, when, and what is different now."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User

from ..history import events
from ..services.weights import WeightsConflict

NOBODY = "Somebody"


def overtakings(conflict: WeightsConflict) -> list[str]:
    """A sentence for each criterion that differs, in the order of the criteria; two queries."""
    trails = _trails(conflict.differences)
    deeds = {pk: _deed(trail) for pk, trail in trails.items()}
    names = dict(
        User.objects.filter(pk__in={_user(each) for each in deeds.values()}).values_list("pk", "name")
    )
    return [
        f"{names.get(_user(deeds[pk]), NOBODY)} {_what(trail[-1].title, *conflict.differences[pk])} on "
        f"{_when(deeds[pk].pgh_created_at)}."
        for pk, trail in sorted(trails.items(), key=lambda each: (each[1][-1].position, each[0]))
    ]


def _trails(criteria: Collection[int]) -> dict[int, list[Any]]:
    """All events of each criterion, the oldest first."""
    trails = defaultdict[int, list[Any]](list)
    rows = events("scoring.CriterionEvent").filter(pgh_obj_id__in=criteria).select_related("pgh_context")
    for row in rows.order_by("pgh_id"):
        trails[row.pgh_obj_id].append(row)
    return trails


def _deed(trail: Sequence[Any]) -> Any:
    """The event that took a criterion away, or gave it the weight it has."""
    deed = trail[-1]
    if deed.pgh_label != "delete":
        for row in reversed(trail):
            if row.weight != deed.weight:
                break
            deed = row
    return deed


def _what(title: str, seen: str | None, now: str | None) -> str:
    if now is None:
        return f"deleted “{title}”"
    if seen is None:
        return f"added “{title}” with the weight {now}"
    return f"changed the weight of “{title}” from {seen} to {now}"


def _user(deed: Any) -> int | None:
    user = deed.pgh_context and deed.pgh_context.metadata.get("user")
    return user if isinstance(user, int) else None


def _when(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j M Y, H:i T")
