"""Making one record of two."""

import json
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction

from accounts.models import User
from vendors import events
from vendors.merging import (
    TOGETHER,
    Clash,
    Plan,
    Rule,
    names_after,
    own_columns,
    pointing_to,
    rule_for,
    unique_with,
)
from vendors.models import Certification, Distinction, Merge, Vendor, VendorStatus

from .merged_sources import carry_sources, overwrite, sources_of


class Ledger:
    """Every row that is about to change, as it was; nothing else is needed to change it back."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, int], dict[str, Any]] = {}

    def change(self, rows: "models.QuerySet[Any]", **values: Any) -> None:
        for pk, state in states(rows.model, rows.values_list("pk", flat=True)).items():
            self.rows.setdefault((rows.model._meta.label, pk), state)
        overwrite(rows, values)

    def closed(self) -> list[dict[str, Any]]:
        found: dict[str, list[int]] = {}
        for label, pk in self.rows:
            found.setdefault(label, []).append(pk)
        after = {label: states(apps.get_model(label), pks) for label, pks in found.items()}
        return [
            {"model": label, "pk": pk, "before": before, "after": after[label][pk]}
            for (label, pk), before in self.rows.items()
        ]


def states(model: type[models.Model], pks: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What rows hold, in a form that JSON keeps; without files, which never change, and the time of the last save."""
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if not isinstance(field, models.BinaryField) and not getattr(field, "auto_now", False)
    ]
    rows = model._default_manager.filter(pk__in=list(pks)).values(*names)
    return {row["id"]: json.loads(json.dumps(row, cls=DjangoJSONEncoder)) for row in rows}


@transaction.atomic
def merge_vendors(
    *, survivor: Vendor, merged: Vendor, choices: Mapping[str, str], by: User, at: datetime, mark: str = ""
) -> Merge:
    """Make one record of two; ValidationError where they cannot be one, or are not those that were shown.

    `choices` says of a fact, or of a row that both have, whether ours, theirs or both count.
    """
    survivor, merged = locked(survivor.pk, merged.pk)
    plan = Plan(survivor, merged)
    if plan.obstacles:
        raise ValidationError(plan.obstacles)
    if mark and mark != plan.mark:
        raise ValidationError("One of the two records has changed meanwhile. Look at both again.")
    ledger, was, before = Ledger(), copy(survivor), sources_of(survivor, merged)
    try:
        with transaction.atomic():
            for move in plan.moves:
                for clash in move.clashes:
                    settle(clash, ledger, swap=choices.get(clash.key, clash.choice.default) == "theirs")
                if rule_for(move.field) == Rule.BESIDE:
                    stand_beside(move.rows, survivor, ledger)
                rows = move.field.model._default_manager.filter(pk__in=[row.pk for row in move.rows])
                ledger.change(rows, **{move.field.name: survivor.pk})
            retire(plan, ledger, choices)
            carry_sources(survivor=survivor, was=was, merged=merged, sources=before)
            sources = {"before": before, "after": sources_of(survivor, merged)}
            made = Merge.objects.create(
                survivor=survivor,
                merged=merged,
                rows=ledger.closed(),
                sources=sources,
                merged_by=by,
                merged_at=at,
            )
    except IntegrityError as error:
        rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        raise ValidationError(
            f"These records cannot be one: what they hold breaks the rule “{rule}”."
        ) from error
    announce(survivor, merged)
    return made


def locked(*pks: int) -> tuple[Vendor, ...]:
    found = {
        each.pk: each
        for each in Vendor.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    }
    if len(found) < 2:
        raise ValidationError("A record is merged with another one.")
    for vendor in found.values():
        if vendor.merged_into_id:
            raise ValidationError(f"“{vendor}” was merged into “{vendor.merged_into}” already.")
    return tuple(found[pk] for pk in pks)


def stand_beside(rows: Iterable[Certification], survivor: Vendor, ledger: Ledger) -> None:
    """Certifications that the survivor has as well get a number of their own, as twins."""
    held = {one.content for one in survivor.certifications.held()}
    for row in rows:
        if row.is_held and row.content in held:
            ledger.change(Certification.objects.filter(pk=row.pk), twin=row.pk)


def settle(clash: Clash, ledger: Ledger, *, swap: bool) -> None:
    """One row stays with each record; `swap` exchanges what they say. Whatever names theirs names ours now."""
    ours, theirs = clash.ours, clash.theirs
    model, own = type(ours), {field.remote_field.through for field in type(ours)._meta.many_to_many}
    if swap:
        values = [
            {field.attname: field.value_from_object(row) for field in own_columns(row)}
            for row in (ours, theirs)
        ]
        ledger.change(model._default_manager.filter(pk=ours.pk), **values[1])
        ledger.change(model._default_manager.filter(pk=theirs.pk), **values[0])
    for field in pointing_to(model):
        if field.model not in own:
            repoint(field, theirs.pk, ours.pk, ledger)
        elif swap:
            exchange(field, ours.pk, theirs.pk, ledger)


def repoint(field: Any, old: int, new: int, ledger: Ledger) -> None:
    rows = field.model._default_manager.filter(**{field.name: old})
    for columns, condition in unique_with(field):
        if columns:
            held = field.model._default_manager.filter(condition, **{field.name: new})
            rows = rows.exclude(**{f"{columns[0]}__in": held.values(columns[0])})
    ledger.change(
        field.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))),
        **{field.name: new},
    )


def exchange(field: Any, ours: int, theirs: int, ledger: Ledger) -> None:
    """Two rows exchange a list, such as the languages of a site."""
    manager, places = field.model._default_manager, field.model._meta.concrete_fields
    listed = next(each.attname for each in places if isinstance(each, models.ForeignKey) and each != field)
    lists = [dict(manager.filter(**{field.name: pk}).values_list(listed, "pk")) for pk in (ours, theirs)]
    first, second = lists
    for mine, their, to in ((first, second, theirs), (second, first, ours)):
        only = [pk for key, pk in mine.items() if key not in their]
        ledger.change(manager.filter(pk__in=only), **{field.name: to})


def retire(plan: Plan, ledger: Ledger, choices: Mapping[str, str]) -> None:
    """The survivor takes the facts that were chosen and every name; the other points to it."""
    survivor, merged = plan.survivor, plan.merged
    values = dict(chosen(plan, choices))
    name = values.get("name", survivor.name)
    away = {
        "name": f"{merged.name[:170]} (merged record {merged.pk})" if name == merged.name else merged.name,
        "parent": None,
        "status": VendorStatus.RETIRED,
        "status_reason": f"Merged into {name}",
        "merged_into": survivor.pk,
    }
    values["trading_names"] = names_after(
        survivor, merged, name=name, legal_name=values.get("legal_name", survivor.legal_name)
    )
    if away["name"] != merged.name:
        index(merged, away)
    ledger.change(Vendor.objects.filter(pk=merged.pk), **away)
    for attname, value in values.items():
        setattr(survivor, attname, value)
    survivor.full_clean()
    refuse_cycle(survivor)
    survivor.index_names()
    ledger.change(Vendor.objects.filter(pk=survivor.pk), **values, search_text=survivor.search_text)


def index(merged: Vendor, away: dict[str, Any]) -> None:
    renamed = Vendor(name=away["name"], legal_name=merged.legal_name, trading_names=merged.trading_names)
    renamed.index_names()
    away["search_text"] = renamed.search_text


def chosen(plan: Plan, choices: Mapping[str, str]) -> Iterable[tuple[str, Any]]:
    survivor, merged = plan.survivor, plan.merged
    groups = {group[0]: group for group in TOGETHER}
    for choice in plan.choices:
        picked = choices.get(choice.key, choice.default)
        if choice.key == "parent":
            yield "parent_id", plan.outside((merged if picked == "theirs" else survivor).parent_id)
        elif picked == "both" and choice.both:
            yield choice.key, joined(getattr(survivor, choice.key), getattr(merged, choice.key))
        elif picked == "theirs":
            yield from ((name, getattr(merged, name)) for name in groups.get(choice.key, (choice.key,)))


def joined(ours: Any, theirs: Any) -> Any:
    """Lines or countries of both, each once."""
    if isinstance(ours, str):
        return "\n".join(dict.fromkeys([*ours.splitlines(), *theirs.splitlines()]))
    return list(dict.fromkeys(country.code for country in (*ours, *theirs)))


def refuse_cycle(vendor: Vendor) -> None:
    parents = dict(Vendor.objects.exclude(parent=None).values_list("pk", "parent_id"))
    pk, seen = vendor.parent_id, set[int]()
    while pk is not None and pk not in seen:
        if pk == vendor.pk:
            raise ValidationError(f"“{vendor}” would belong to its own subsidiary. Choose another parent.")
        seen.add(pk)
        pk = parents.get(pk)


def announce(*vendors: Vendor) -> None:
    for vendor in vendors:
        events.vendor_changed.publish(vendor_id=vendor.pk)


@transaction.atomic
def tell_apart(*, one: Vendor, other: Vendor, reason: str, by: User, at: datetime) -> Distinction:
    """Remember that two records are of two companies, so that nobody is asked again."""
    first, second = sorted((one, other), key=lambda vendor: vendor.pk)
    told, _ = Distinction.objects.update_or_create(
        first=first, second=second, defaults={"reason": reason, "told_by": by, "told_at": at}
    )
    return told
