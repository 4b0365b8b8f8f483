"""Taking back what an import did, from what the history says of it, in batches that tell how far it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from pghistory.models import Event

from vendors import events, hooks
from vendors.imports import Tell, untold
from vendors.imports.planner import BATCH, overwrite
from vendors.imports.run import ANNOUNCED
from vendors.models import Import, Vendor

Record = tuple[Any, ...]


class ChangedSince(ValidationError):
    """What the import wrote is no longer as it left it; the messages say where."""


@dataclass
class Deeds:
    """What an import did to one table: the last event of each record that it added, changed or removed."""

    events: type[Any]
    added: dict[Record, Any] = field(default_factory=dict)
    changed: dict[Record, Any] = field(default_factory=dict)
    removed: dict[Record, Any] = field(default_factory=dict)

    @property
    def model(self) -> type[models.Model]:
        tracked: type[models.Model] = self.events.pgh_tracked_model
        return tracked

    @property
    def columns(self) -> list[str]:
        own = {
            place.attname
            for place in self.model._meta.concrete_fields
            if place.name != "id" and not getattr(place, "auto_now_add", False)
        }
        return sorted(own & {place.attname for place in self.events._meta.concrete_fields})

    def told(self) -> dict[Record, Any]:
        return self.added | self.changed | self.removed


@transaction.atomic
def undo(imported: Import, *, at: datetime, tell: Tell = untold) -> None:
    """Take back all that an import did. Raises ChangedSince, and takes nothing back, if anything built on it."""
    deeds = deeds_of(imported, tell)
    touched = vendors_of(deeds)
    list(Vendor.objects.select_for_update().filter(pk__in=touched).order_by("pk").values_list("pk"))
    if since := changed_since(imported, deeds):
        raise ChangedSince(since)
    by: Any = imported.undone_by
    before = dict(Vendor.objects.filter(pk__in=touched).values_list("pk", "status"))
    with pghistory.context(user=by.pk, undone_at=at.isoformat(), undo=imported.file_name):
        take_back(deeds, imported.context, Share(tell, imported.row_count, deeds))
    hooks.tell_moved(hooks.moves_since(before), by=by)
    for vendor_id in sorted(Vendor.objects.filter(pk__in=touched).values_list("pk", flat=True))[:ANNOUNCED]:
        events.vendor_changed.publish(vendor_id=vendor_id)


class Share:
    """Tells of records in rows of the file, as one row can have written several."""

    def __init__(self, tell: Tell, rows: int, deeds: Iterable[Deeds]) -> None:
        self.tell, self.rows = tell, rows
        self.all, self.done = sum(len(each.told()) for each in deeds), 0

    def __call__(self, records: int) -> None:
        self.done += records
        self.tell("Taken back", min(self.rows, self.rows * self.done // max(self.all, 1)))


def deeds_of(imported: Import, tell: Tell = untold) -> list[Deeds]:
    found = []
    for model in event_models(having="id"):
        tell("Looked through", 0)
        deeds = Deeds(model)
        kinds = {"insert": deeds.added, "update": deeds.changed, "delete": deeds.removed}
        own = model._default_manager.filter(pgh_context_id=imported.context).order_by("pgh_id")
        for event in own.iterator(BATCH):
            kinds[event.pgh_label][(event.id,)] = event
        if deeds.told():
            found.append(deeds)
    return sorted(found, key=lambda deeds: deeds.model is Vendor)  # parts go before their vendors


def event_models(*, having: str) -> list[type[Any]]:
    """The histories of the register that keep this column; without an id none is of what an import writes."""
    return [
        model
        for model in apps.get_app_config("vendors").get_models()
        if issubclass(model, Event) and having in {place.name for place in model._meta.concrete_fields}
    ]


def vendors_of(deeds: Iterable[Deeds]) -> set[int]:
    return {
        pk
        for each in deeds
        for event in each.told().values()
        if (pk := event.id if each.model is Vendor else getattr(event, "vendor_id", None))
    }


def changed_since(imported: Import, deeds: Sequence[Deeds]) -> list[str]:
    """What has happened to those records since, and to what the vendors that came with the import have now."""
    found: list[tuple[type[models.Model], Any]] = []
    for each in deeds:
        last = {key[0]: event.pgh_id for key, event in each.told().items()}
        later = each.events._default_manager.filter(id__in=last).exclude(pgh_context_id=imported.context)
        found += [(each.model, event) for event in later if event.pgh_id > last[event.id]]
    found += built_on(imported, {key[0] for each in deeds if each.model is Vendor for key in each.added})
    return labels_of(found)


def built_on(imported: Import, added: set[int]) -> list[tuple[type[models.Model], Any]]:
    """Parts that somebody has given since to the vendors that the import added."""
    return [
        (model.pgh_tracked_model, event)
        for model in event_models(having="vendor")
        if added
        for event in model._default_manager.filter(vendor_id__in=added).exclude(
            pgh_context_id=imported.context
        )
    ]


def labels_of(found: Sequence[tuple[type[models.Model], Any]]) -> list[str]:
    """Which records, in words: a vendor by its name, a part with that of its vendor."""
    pks = {getattr(event, "vendor_id", None) for _, event in found}
    names = dict(Vendor.objects.filter(pk__in=pks).values_list("pk", "name"))
    labels = {
        str(event.name)
        if model is Vendor
        else f"{names.get(getattr(event, 'vendor_id', 0), 'a vendor')}: {model._meta.verbose_name}"
        for model, event in found
    }
    return sorted(labels)


def take_back(deeds: Sequence[Deeds], context: UUID | None, share: Share) -> None:
    for each in reversed(deeds):
        for pks in batches([key[0] for key in each.changed if key not in each.added]):
            restore(each, pks, context)
            share(len(pks))
        for events_ in batches([event for key, event in each.removed.items() if key not in each.added]):
            put_back(each, events_)
            share(len(events_))
    try:
        for each in deeds:
            for pks in batches([key[0] for key in each.added if key not in each.removed]):
                each.model._default_manager.filter(pk__in=pks).delete()
                share(len(pks))
    except (ProtectedError, RestrictedError) as error:
        held = getattr(error, "protected_objects", None) or getattr(error, "restricted_objects", None) or ()
        raise ChangedSince(sorted({str(one) for one in held})) from error


def batches(all_of_them: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(all_of_them), BATCH):
        yield all_of_them[start : start + BATCH]


def restore(deeds: Deeds, pks: Sequence[int], context: UUID | None) -> None:
    """Give changed records the values that they had before, in bulk.

    Of what the database keeps by itself, such as the sources of facts, nothing may be known from before.
    """
    before = deeds.events._default_manager.filter(id__in=pks).exclude(pgh_context_id=context)
    earlier = {event.id: event for event in before.order_by("id", "-pgh_id").distinct("id")}
    records = deeds.model._default_manager.in_bulk(list(earlier))
    for pk, record in records.items():
        for column in deeds.columns:
            setattr(record, column, getattr(earlier[pk], column))
        if isinstance(record, Vendor):
            record.index_names()
    columns = {deeds.model._meta.get_field(column).name for column in deeds.columns}
    overwrite(list(records.values()), columns | ({"search_text"} if deeds.model is Vendor else set()))
    if "entered_by" in columns:
        unknown = [pk for pk in records if earlier[pk].entered_by_id is None]
        deeds.model._default_manager.filter(pk__in=unknown).update(entered_by=None)


def put_back(deeds: Deeds, gone: Sequence[Any]) -> None:
    """Records that the import removed, such as a vendor's languages."""
    deeds.model._default_manager.bulk_create(
        [deeds.model(**{column: getattr(event, column) for column in deeds.columns}) for event in gone],
        ignore_conflicts=True,
    )
