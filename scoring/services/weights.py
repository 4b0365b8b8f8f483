"""How much each criterion counts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from rfp.models import Rfp

from ..events import inputs_changed
from ..models import Criterion
from ..numbers import plain
from .changes import open_for_change


class WeightsConflict(Exception):
    """The weights are not those that the writer saw: somebody else has changed them.

    `differences` are the weights seen and now by criterion, None where the criterion was not or is not there.
    """

    def __init__(self, *, seen: str, now: str) -> None:
        super().__init__("Weights have been changed meanwhile.")
        self.mark = now
        before, after = _weights_in(seen), _weights_in(now)
        self.differences = {
            pk: (before.get(pk), after.get(pk)) for pk in before | after if before.get(pk) != after.get(pk)
        }


@transaction.atomic
def save_weights(
    *,
    rfp: Rfp,
    weights: Mapping[int, Decimal],
    by: User,
    at: datetime,
    reason: str = "",
    seen: str | None = None,
) -> int:
    """Give criteria, by primary key, these weights; how many were changed.

    A draft may be saved with any sum; from publication on the sum must be the total. `seen` is the
    `weights_mark` that the writer had before their eyes: with it, WeightsConflict is raised if others
    have changed weights since. Raises ValidationError.
    """
    criteria = list(Criterion.objects.of_rfp(Rfp.objects.locked().get(pk=rfp.pk)).weighted())
    if seen is not None and seen != (now := weights_mark(criteria)):
        raise WeightsConflict(seen=seen, now=now)
    changed = [each for each in criteria if weights.get(each.pk, each.weight) != each.weight]
    if not changed:
        return 0
    criteria_set = open_for_change(rfp=rfp, by=by, at=at, reason=reason)
    for criterion in changed:
        criterion.weight = weights[criterion.pk]
        criterion.clean_fields(exclude=["criteria_set", "key"])
        if criterion.weight < 0:
            raise ValidationError("A weight cannot be negative.")
    found, total = sum((each.weight for each in criteria), Decimal(0)), criteria_set.weights_total
    if found != total and not criteria_set.rfp.is_draft:
        raise ValidationError(f"The weights add up to {plain(found)}, not to {plain(total)}.", code="sum")
    Criterion.objects.bulk_update(changed, ["weight"])
    inputs_changed.publish(rfp_id=rfp.pk)
    return len(changed)


def weights_mark(criteria: Iterable[Criterion]) -> str:
    """All these weights by criterion, as a form sends them back that showed them."""
    return " ".join(f"{each.pk}:{plain(each.weight)}" for each in sorted(criteria, key=lambda each: each.pk))


def _weights_in(mark: str) -> dict[int, str]:
    pairs = (part.partition(":") for part in mark.split())
    return {int(pk): weight for pk, _, weight in pairs if pk.isascii() and pk.isdigit() and len(pk) < 19}
