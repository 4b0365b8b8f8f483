"""What an import did, as the history tells it: what was before, what it left, and what is there now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from pghistory.models import Event

from vendors.imports import Tell, untold
from vendors.merging import TOGETHER
from vendors.models import Import, Vendor
from vendors.said import is_bookkeeping

from .in_the_way import ALWAYS

OWNERS = ("vendor_id", "deliverysite_id")


Numbers = dict[int, int]
"""By record the number of an entry of the history."""


@dataclass
class Deeds:
    """What an import did to one table: the last entry about each record that it added, changed or removed."""

    events: type[Any]
    context: UUID | None
    added: Numbers = field(default_factory=dict)
    changed: Numbers = field(default_factory=dict)
    removed: Numbers = field(default_factory=dict)
    first: Numbers = field(default_factory=dict)

    @property
    def model(self) -> type[models.Model]:
        tracked: type[models.Model] = self.events.pgh_tracked_model
        return tracked

    @cached_property
    def columns(self) -> list[str]:
        own = {
            place.attname
            for place in self.model._meta.concrete_fields
            if place.name != "id" and not getattr(place, "auto_now_add", False)
        }
        return sorted(own & {place.attname for place in self.events._meta.concrete_fields})

    @cached_property
    def bookkeeping(self) -> set[str]:
        return {place.attname for place in self.model._meta.concrete_fields if is_bookkeeping(place)}

    def told(self) -> Numbers:
        return self.added | self.changed | self.removed

    def vendors(self) -> set[int]:
        if "vendor_id" not in self.columns:
            return set(self.told()) if self.model is Vendor else set()
        own = self.events._default_manager.filter(pgh_context_id=self.context)
        return set(own.values_list("vendor_id", flat=True))

    def entries(self, numbers: Iterable[int]) -> dict[int, Any]:
        """By record what those entries say of it."""
        return {each.id: each for each in self.events._default_manager.in_bulk(list(numbers)).values()}

    @cached_property
    def later(self) -> set[int]:
        """Of what the import left, all that anybody has touched since; whatever else is as it was left."""
        if not self.first:
            return set()
        entries = self.events._default_manager.filter(pgh_id__gt=min(self.first.values()))
        others = entries.exclude(pgh_context_id=self.context).values_list("id", "pgh_id")
        told = self.told()
        return {pk for pk, number in others if number > told.get(pk, number) and pk not in self.removed}

    @cached_property
    def left(self) -> dict[int, Any]:
        """As what the import left the records that it changed or that were touched since."""
        wanted = {*self.changed, *self.later} - {*self.removed}
        return self.entries(number for pk, number in self.told().items() if pk in wanted)

    @cached_property
    def before(self) -> dict[int, Any]:
        """The entry about each changed record before the import; of what the database keeps by itself, such as the
        sources of facts, nothing may be known from before."""
        pks = [pk for pk in self.changed if pk not in self.added]
        entries = self.events._default_manager.filter(id__in=pks).order_by("pgh_id")
        numbers = entries.values_list("id", "pgh_id") if pks else ()
        return self.entries({pk: number for pk, number in numbers if number < self.first[pk]}.values())

    @cached_property
    def now(self) -> dict[int, Any]:
        """What was touched since as it is now: by its number, or added anew with the same words."""
        found = self.model._default_manager.in_bulk(list(self.later))
        missing = [self.left[pk] for pk in self.later if pk in self.added and pk not in found]
        owner = next((name for name in OWNERS if name in self.columns), None)
        if missing and owner:
            owners = {getattr(event, owner) for event in missing}
            rows = self.model._default_manager.filter(**{f"{owner}__in": owners})
            alike = {self.words_of(row): row for row in rows}
            found |= {event.id: row for event in missing if (row := alike.get(self.words_of(event)))}
        return found

    @property
    def came(self) -> set[int]:
        """The numbers under which what the import added is there now."""
        untouched = self.added.keys() - self.removed.keys() - self.later
        return untouched | {row.pk for pk, row in self.now.items() if pk in self.added}

    def words_of(self, row: Any) -> str:
        return repr(
            [str(getattr(row, name)) for name in self.columns if name not in self.bookkeeping | ALWAYS]
        )

    def altered(self, pk: int) -> set[str]:
        """The columns that the import wrote, with those that mean nothing without them."""
        if pk in self.added:
            return set(self.columns)
        if pk not in self.before:
            return set()
        before, left = self.before[pk], self.left[pk]
        names = {name for name in self.columns if getattr(before, name) != getattr(left, name)}
        together = {name for group in TOGETHER if names & {*group} for name in group}
        return names | (together & {*self.columns})


def deeds_of(imported: Import, tell: Tell = untold) -> list[Deeds]:
    found = []
    for model in event_models():
        tell("Looked through", 0)
        deeds = Deeds(model, imported.context)
        kinds = {"insert": deeds.added, "update": deeds.changed, "delete": deeds.removed}
        own = model._default_manager.filter(pgh_context_id=imported.context).order_by("pgh_id")
        for label, pk, number in own.values_list("pgh_label", "id", "pgh_id").iterator():
            kinds[label][pk] = number
            deeds.first.setdefault(pk, number)
        if deeds.told():
            found.append(deeds)
    return sorted(found, key=lambda deeds: deeds.model is Vendor)  # parts go before their vendors


def event_models() -> list[type[Any]]:
    """The histories of the register that keep a number; without one none is of what an import writes."""
    return [
        model
        for model in apps.get_app_config("vendors").get_models()
        if issubclass(model, Event) and "id" in {place.name for place in model._meta.concrete_fields}
    ]


def vendors_of(deeds: Iterable[Deeds]) -> set[int]:
    return {pk for each in deeds for pk in each.vendors()}
