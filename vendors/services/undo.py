"""Taking back what an import did, from what the history says of it, in batches that tell how far it is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError

from vendors import events, hooks
from vendors.imports import Tell, untold
from vendors.imports.planner import BATCH, overwrite
from vendors.imports.run import ANNOUNCED
from vendors.merging import pointing_to
from vendors.models import Distinction, FactSource, Import, ImportRow, Vendor
from vendors.models.fact_rules import FACTS
from vendors.models.vendor import VendorIndustry, VendorLanguage

from .import_deeds import OWNERS, Deeds, deeds_of, vendors_of
from .in_the_way import ALWAYS, ChangedSince, InTheWay, differences, fetched, named

LISTS: dict[Any, str] = {VendorLanguage: "languages", VendorIndustry: "industries"}
MOOT = (FactSource, Distinction, ImportRow)
"""What is looked at apart, and what says nothing once the record is gone."""


@transaction.atomic
def undo(imported: Import, *, at: datetime, tell: Tell = untold) -> None:
    """Take back all that an import did. Raises ChangedSince, and takes nothing back, if anything built on it."""
    deeds = deeds_of(imported, tell)
    touched = vendors_of(deeds)
    list(Vendor.objects.select_for_update().filter(pk__in=touched).order_by("pk").values_list("pk"))
    if since := changed_since(deeds):
        raise ChangedSince(since)
    by: Any = imported.undone_by
    before = dict(Vendor.objects.filter(pk__in=touched).values_list("pk", "status"))
    with pghistory.context(user=by.pk, undone_at=at.isoformat(), undo=imported.file_name):
        take_back(deeds, Share(tell, imported.row_count, deeds))
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


def standing_in_the_way(imported: Import) -> list[InTheWay]:
    """What would have to be as the import left it before that can be taken back."""
    return changed_since(deeds_of(imported))


def changed_since(deeds: Sequence[Deeds]) -> list[InTheWay]:
    """What says something else than the import left, and what was put since on what it added."""
    changed = [
        (now, said)
        for each in deeds
        if each.model not in MOOT
        for pk, now in each.now.items()
        if (said := tuple(changes(each, pk, now)))
    ]
    built = [(row, pk) for each in deeds for row, pk in built_on(each, deeds)]
    sources = list(sourced(deeds))
    pks = (
        {vendor_of(row) for row, _ in changed}
        | {pk for _, pk in built}
        | {each.vendor_id for each in sources}
    )
    vendors = Vendor.objects.in_bulk(pks)
    found = [named(row, vendors[vendor_of(row)], *said) for row, said in changed]
    found += [named(row, vendors[pk]) for row, pk in built]
    found += [named(source, vendors[source.vendor_id]) for source in sources]
    return sorted(found, key=lambda each: each.label)


def changes(deeds: Deeds, pk: int, now: Any) -> Iterator[str]:
    columns = deeds.altered(pk) - deeds.bookkeeping - ALWAYS
    deeds_of_people = {name for name in ALWAYS & {*deeds.columns} if getattr(now, name)}
    return differences(deeds.left[pk], now, columns | deeds_of_people)


def vendor_of(row: Any) -> int:
    return int(row.pk if isinstance(row, Vendor) else row.vendor_id)


def built_on(deeds: Deeds, all_of_them: Iterable[Deeds]) -> Iterator[tuple[Any, int]]:
    """What points to a record that came with the import and did not come with it, and to whose record."""
    inserted = deeds.events._default_manager.filter(pgh_context_id=deeds.context, pgh_label="insert")
    anew = [row.pk for pk, row in deeds.now.items() if row.pk != pk]
    for place in pointing_to(deeds.model) if deeds.added else ():
        if place.model in MOOT:
            continue
        table = place.model._meta.db_table
        own = {pk for each in all_of_them if each.model._meta.db_table == table for pk in each.came}
        rows = place.model._default_manager.filter(**{f"{place.name}__in": inserted.values("id")})
        if anew:
            rows |= place.model._default_manager.filter(**{f"{place.name}__in": anew})
        later = list(fetched(place.model, rows.filter(pk__in={*rows.values_list("pk", flat=True)} - own)))
        parents = deeds.model._default_manager.in_bulk({getattr(row, place.attname) for row in later})
        yield from ((row, vendor_of(parents[getattr(row, place.attname)])) for row in later)


def sourced(deeds: Sequence[Deeds]) -> Iterator[FactSource]:
    """Sources and verifications that facts of the import were given since: with the fact they would go."""
    vendors = next((each for each in deeds if each.model is Vendor), None)
    lists = {LISTS[each.model]: each.vendors() for each in deeds if each.model in LISTS}
    told = FactSource.objects.filter(vendor__in=vendors_of(deeds)).exclude(
        source="", as_of=None, verified_by=None
    )
    for source in told:
        pk, columns = source.vendor_id, {*FACTS[source.field][1]}
        written = vendors.altered(pk) if vendors and pk in vendors.told() else set()
        if pk in lists.get(source.field, ()) or written & columns:
            yield source


def take_back(deeds: Sequence[Deeds], share: Share) -> None:
    """What changes a fact, or a part of it, changes who entered it: that is put right last."""
    sources = [each for each in deeds if each.model is FactSource]
    others = [each for each in deeds if each.model is not FactSource]
    try:
        for each in others:
            gone = each.entries(number for pk, number in each.removed.items() if pk not in each.added)
            for events_ in batches(list(gone.values())):
                put_back(each, events_)
                share(len(events_))
        for each in others:
            for pks in batches(sorted(each.came)):
                each.model._default_manager.filter(pk__in=pks).delete()
                share(len(pks))
        for each in (*reversed(others), *sources):
            restore(each, share)
    except (ProtectedError, RestrictedError) as error:
        held = getattr(error, "protected_objects", None) or getattr(error, "restricted_objects", None) or ()
        raise ChangedSince(InTheWay(label) for label in sorted({str(one) for one in held})) from error
    except IntegrityError as error:
        raise ChangedSince([InTheWay("What is written in the register at this moment; try again")]) from error


def batches(all_of_them: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(all_of_them), BATCH):
        yield all_of_them[start : start + BATCH]


def restore(deeds: Deeds, share: Share) -> None:
    """Give changed records back what the import changed of them, in bulk; whatever else was written since stays."""
    for pks in batches(list(deeds.before)):
        records = deeds.model._default_manager.select_for_update().in_bulk(list(pks))
        touched: set[str] = set()
        for pk, record in records.items():
            columns = restorable(deeds, pk, record)
            for name in columns:
                setattr(record, name, getattr(deeds.before[pk], name))
            touched |= columns
            if isinstance(record, Vendor):
                record.index_names()
        names = {deeds.model._meta.get_field(name).name for name in touched}
        overwrite(list(records.values()), names | ({"search_text"} if deeds.model is Vendor else set()))
        if "entered_by_id" in touched:
            unknown = [pk for pk in records if deeds.before[pk].entered_by_id is None]
            deeds.model._default_manager.filter(pk__in=unknown).update(entered_by=None)
        share(len(pks))


def restorable(deeds: Deeds, pk: int, record: Any) -> set[str]:
    """Who entered and verified it is as before only where nobody has written anything else of it since."""
    by_whom = deeds.bookkeeping | {"verified_by_id"}
    others = {*deeds.columns} - by_whom
    if any(getattr(record, name) != getattr(deeds.left[pk], name) for name in others):
        return deeds.altered(pk) - by_whom
    return deeds.altered(pk) | (by_whom & {*deeds.columns})


def put_back(deeds: Deeds, gone: Sequence[Any]) -> None:
    """Records that the import removed, such as a vendor's languages, if what they are of is still there."""
    owner = next(name for name in OWNERS if name in deeds.columns)
    place: Any = deeds.model._meta.get_field(owner)
    there = set(
        place.related_model._default_manager.filter(
            pk__in={getattr(event, owner) for event in gone}
        ).values_list("pk", flat=True)
    )
    deeds.model._default_manager.bulk_create(
        [
            deeds.model(**{column: getattr(event, column) for column in deeds.columns})
            for event in gone
            if getattr(event, owner) in there
        ],
        ignore_conflicts=True,
    )
