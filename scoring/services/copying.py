"""The criteria of one RFP for another."""

from typing import Any

from django.db import models, transaction

from rfp.models import Rfp, TeamRole

from ..events import inputs_changed
from ..models import Assignment, CriteriaSet, Criterion, RubricLevel


@transaction.atomic
def copy_criteria(*, source: Rfp, copy: Rfp) -> None:
    """Method, criteria, weights and rubrics, and who of the new team scores what; never an answer or a score."""
    pattern = CriteriaSet.objects.filter(rfp=source).first()
    if pattern is None:
        return
    CriteriaSet.objects.filter(rfp=copy).update(**_facts(pattern, "rfp"))
    criteria_set = CriteriaSet.objects.get(rfp=copy)
    panel = set(copy.team.filter(role=TeamRole.EVALUATOR).values_list("user_id", flat=True))
    for each in pattern.criteria.prefetch_related("rubric", "assignments"):
        criterion = Criterion.objects.create(criteria_set=criteria_set, **_facts(each, "criteria_set"))
        RubricLevel.objects.bulk_create(
            RubricLevel(criterion=criterion, **_facts(level, "criterion")) for level in each.rubric.all()
        )
        Assignment.objects.bulk_create(
            Assignment(criterion=criterion, evaluator_id=one.evaluator_id)
            for one in each.assignments.all()
            if one.evaluator_id in panel
        )
    inputs_changed.publish(rfp_id=copy.pk)


def _facts(row: models.Model, parent: str) -> dict[str, Any]:
    """All that a row says itself, without whose part it is."""
    fields = [each for each in row._meta.concrete_fields if not each.primary_key and each.name != parent]
    return {each.attname: getattr(row, each.attname) for each in fields}
