"""What vendors are judged by: criteria from a template, added, changed, moved, deleted."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q

from accounts.models import User
from rfp.keys import free_key
from rfp.models import Rfp, RfpTemplate
from vendors.models import CertificationScheme, ServiceLine

from ..events import inputs_changed
from ..models import CriteriaSet, Criterion, Kind, RubricLevel
from ..numbers import plain
from .changes import open_for_change

WORDS_OF_TIE_BREAKS = frozenset({"quality", "price"})
START_LINE = 3
EDITABLE = (
    "title",
    "description",
    "source",
    "scale_low",
    "scale_high",
    "direction",
    "minimum",
    "scheme",
    "valid_on",
    "service_line",
    "dimension",
    "claimed_counts",
    "formula",
    "bound_low",
    "bound_high",
    "reference",
    "cap",
    "points_decimals",
)
"""What a change of a criterion writes: not its kind, key or place, and its weight only with all others."""

Rubric = Sequence[tuple[Decimal, str]]


@transaction.atomic
def start_criteria(*, rfp: Rfp) -> CriteriaSet:
    """The criteria set of a new RFP, filled from its template if it has one."""
    criteria_set = CriteriaSet.objects.create(
        rfp=rfp, tie_break=["quality", "price"], shortlist_size=START_LINE
    )
    if rfp.template:
        apply_template(criteria_set=criteria_set, template=rfp.template)
    return criteria_set


@transaction.atomic
def apply_template(*, criteria_set: CriteriaSet, template: RfpTemplate) -> list[Criterion]:
    """Fill an empty set with the criteria of a template. Raises ValidationError where it is not empty."""
    if criteria_set.criteria.exists():
        raise ValidationError("A template can only be applied where there are no criteria yet.")
    schemes = {scheme.code: scheme for scheme in CertificationScheme.objects.all()}
    lines = {line.code: line for line in ServiceLine.objects.all()}
    criteria = []
    for position, entry in enumerate(template.criteria):
        criterion = Criterion(criteria_set=criteria_set, position=position, **_facts(entry, schemes, lines))
        criterion.full_clean()
        criterion.save()
        _keep_rubric(
            criterion, [(Decimal(level["value"]), level["text"]) for level in entry.get("rubric", ())]
        )
        criteria.append(criterion)
    inputs_changed.publish(rfp_id=criteria_set.rfp_id)
    return criteria


PLAIN = (
    "key", "title", "kind", "source", "description", "direction", "valid_on", "dimension", "claimed_counts",
    "formula", "cap",
)  # fmt: skip
NUMBERS = ("weight", "minimum", "reference")
PAIRS = {"scale": ("scale_low", "scale_high"), "bounds": ("bound_low", "bound_high")}


def _facts(
    entry: dict[str, Any], schemes: dict[str, CertificationScheme], lines: dict[str, ServiceLine]
) -> dict[str, Any]:
    facts = {name: entry[name] for name in PLAIN if entry.get(name) is not None}
    facts |= {name: Decimal(entry[name]) for name in NUMBERS if entry.get(name) is not None}
    for name, ends in PAIRS.items():
        facts |= zip(ends, map(Decimal, entry.get(name) or ()), strict=False)
    if "scheme" in entry:
        facts["scheme"] = schemes[entry["scheme"]]
    if "service_line" in entry:
        facts["service_line"] = lines[entry["service_line"]]
    return facts


@transaction.atomic
def save_criterion(
    *, rfp: Rfp, criterion: Criterion, by: User, at: datetime, rubric: Rubric = (), reason: str = ""
) -> Criterion:
    """Add a criterion (at the end, without weight) or keep a changed one, with its rubric.

    Raises ValidationError by field.
    """
    criterion.criteria_set = open_for_change(rfp=rfp, by=by, at=at, reason=reason)
    is_new = criterion.pk is None
    if is_new:
        _place(criterion)
    criterion.full_clean()
    _require_scores_on_scale(criterion)
    criterion.save(update_fields=None if is_new else EDITABLE)
    _keep_rubric(criterion, rubric)
    inputs_changed.publish(rfp_id=rfp.pk)
    return criterion


@transaction.atomic
def delete_criterion(*, criterion: Criterion, by: User, at: datetime, reason: str = "") -> None:
    """Judge by a criterion no longer; its scores go with it, and the audit trail keeps them.

    Raises ValidationError while it carries weight in a published RFP.
    """
    criteria_set = open_for_change(rfp=criterion.criteria_set.rfp, by=by, at=at, reason=reason)
    criterion = criteria_set.criteria.get(pk=criterion.pk)
    if criterion.weight and not criteria_set.rfp.is_draft:
        raise ValidationError("Give its weight to other criteria first: the sum must stay exact.")
    if criterion.key in criteria_set.tie_break:
        criteria_set.tie_break = [key for key in criteria_set.tie_break if key != criterion.key]
        criteria_set.save(update_fields=["tie_break"])
    criterion.delete()
    inputs_changed.publish(rfp_id=criteria_set.rfp_id)


@transaction.atomic
def move_criterion(*, criterion: Criterion, up: bool, by: User, at: datetime) -> None:
    """One place up or down among those it is shown with. Raises ValidationError once published."""
    rfp = criterion.criteria_set.rfp
    if not Rfp.objects.locked().get(pk=rfp.pk).is_draft:
        raise ValidationError("The order is fixed once the RFP is published.")
    criteria_set = open_for_change(rfp=rfp, by=by, at=at)
    order = list(criteria_set.criteria.all())
    shown = [each for each in order if each.is_knockout == criterion.is_knockout]
    place = shown.index(criterion) + (-1 if up else 1)
    if not 0 <= place < len(shown):
        return
    here, there = order.index(criterion), order.index(shown[place])
    order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order):
        each.position = position
    Criterion.objects.bulk_update(order, ["position"])
    inputs_changed.publish(rfp_id=rfp.pk)


def _place(criterion: Criterion) -> None:
    """A key of its own, for ever, and the last position."""
    others = criterion.criteria_set.criteria.all()
    taken = set(others.values_list("key", flat=True))
    if criterion.kind != Kind.PRICE:
        taken |= WORDS_OF_TIE_BREAKS
    criterion.key = free_key(criterion.title, taken=taken, fallback="criterion")
    last = others.aggregate(last=Max("position"))["last"]
    criterion.position = 0 if last is None else last + 1


def _require_scores_on_scale(criterion: Criterion) -> None:
    if criterion.pk is None or not criterion.is_scored:
        return
    off = Q(value__lt=criterion.scale_low) | Q(value__gt=criterion.scale_high)
    count = criterion.scores.filter(off).count()
    if count:
        scale = f"{plain(criterion.scale_low)} to {plain(criterion.scale_high)}"
        raise ValidationError({"scale_high": f"Scores given already lie outside {scale}: {count} of them."})


def _keep_rubric(criterion: Criterion, rubric: Rubric) -> None:
    """Exactly these levels; those that stay the same are not written again."""
    present = {level.value: level for level in criterion.rubric.all()}
    wanted = dict(rubric)
    for value in present.keys() - wanted.keys():
        present[value].delete()
    for value, anchor in wanted.items():
        level = present.get(value) or RubricLevel(criterion=criterion, value=value)
        if level.anchor != anchor:
            level.anchor = anchor
            level.full_clean(exclude=["criterion"])
            level.save()
