"""Who scores what."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from rfp.models import Rfp, RfpStatus, TeamMember, TeamRole

from ..events import inputs_changed
from ..models import Assignment, Criterion, Kind
from .letters import ask_to_score

Pair = tuple[int, int]


@transaction.atomic
def save_assignments(*, rfp: Rfp, pairs: Collection[Pair]) -> int:
    """Exactly these (criterion, evaluator) pairs; how many were added or taken away.

    Scores of a pair that is taken away are kept and no longer count. Raises ValidationError for a pair
    that is not of this RFP, and when the RFP has ended.
    """
    locked = Rfp.objects.locked().get(pk=rfp.pk)
    if locked.has_ended:
        raise ValidationError("This RFP has ended; nothing in it can be changed.")
    possible = possible_pairs(rfp)
    if not possible.issuperset(pairs):
        raise ValidationError("The team or the criteria have changed meanwhile: look again.")
    present = {
        (each.criterion_id, each.evaluator_id): each
        for each in Assignment.objects.filter(criterion__criteria_set__rfp=rfp)
    }
    gone = [each.pk for pair, each in present.items() if pair not in pairs]
    new = sorted(set(pairs) - present.keys())
    Assignment.objects.filter(pk__in=gone).delete()
    Assignment.objects.bulk_create(Assignment(criterion_id=c, evaluator_id=e) for c, e in new)
    if new and locked.status == RfpStatus.EVALUATION:
        ask_to_score(rfp=locked, evaluators={evaluator for _, evaluator in new})
    if gone or new:
        inputs_changed.publish(rfp_id=rfp.pk)
    return len(gone) + len(new)


def assign_everything(*, rfp: Rfp) -> int:
    """Every evaluator of the team scores every criterion of the panel."""
    return save_assignments(rfp=rfp, pairs=possible_pairs(rfp))


def release(*, member: TeamMember) -> None:
    """An evaluator who leaves scores nothing any more."""
    Assignment.objects.filter(criterion__criteria_set__rfp=member.rfp_id, evaluator=member.user_id).delete()


def possible_pairs(rfp: Rfp) -> set[Pair]:
    criteria = Criterion.objects.filter(criteria_set__rfp=rfp, kind=Kind.SCORED).values_list("pk", flat=True)
    evaluators = rfp.team.filter(role=TeamRole.EVALUATOR).values_list("user_id", flat=True)
    return {(criterion, evaluator) for criterion in criteria for evaluator in evaluators}
