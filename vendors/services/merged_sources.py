"""Where facts come from, when two records become one and when they part again.

The database forgets the source of a fact that changes; here the fact brings its own along.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from vendors.models import FactSource, Provenance, Vendor
from vendors.models.fact_rules import FACTS

WHO = ("entered_by_id", "verified_by_id", "verified_at")
TOLD = ("source", "as_of", *WHO)
Sources = dict[str, dict[str, dict[str, Any]]]


def overwrite(rows: "models.QuerySet[Any]", values: dict[str, Any]) -> None:
    """Write exactly this: the database takes a fact that changes for entered by whoever acts, so that who
    entered and verified it is written once the fact stands."""
    who = {name: values[name] for name in WHO if name in values}
    if not issubclass(rows.model, Provenance) or not who:
        rows.update(**values)
        return
    rows.update(**values | {"verified_by_id": None, "verified_at": None})
    rows.update(**who)


def sources_of(*vendors: Vendor) -> Sources:
    """By vendor and fact, in a form that JSON keeps."""
    found: Sources = {str(vendor.pk): {} for vendor in vendors}
    for row in FactSource.objects.filter(vendor__in=vendors).values("vendor_id", "field", *TOLD):
        found[str(row.pop("vendor_id"))][row.pop("field")] = row
    plain: Sources = json.loads(json.dumps(found, cls=DjangoJSONEncoder))
    return plain


def put(vendor_id: int, field: str, told: dict[str, Any]) -> None:
    rows = FactSource.objects.filter(vendor=vendor_id, field=field)
    if not rows.exists():
        FactSource.objects.create(vendor_id=vendor_id, field=field)
    overwrite(rows, dict(told))


def carry_sources(*, survivor: Vendor, was: Vendor, merged: Vendor, sources: Sources) -> None:
    """A fact that the survivor took over as a whole is told as it was there."""
    ours, theirs = sources[str(survivor.pk)], sources[str(merged.pk)]
    for field, (_, columns) in FACTS.items():
        if field not in theirs:
            continue
        now, before, there = (
            [getattr(vendor, name) for name in columns] for vendor in (survivor, was, merged)
        )
        if (columns and now != before and now == there) or (not columns and field not in ours):
            put(survivor.pk, field, theirs[field])


def restore_sources(sources: Sources, facts: dict[str, set[str]]) -> None:
    """Of these facts; the database itself keeps those that are in columns from having one without a value."""
    for pk, fields in sources.items():
        vendor = Vendor.objects.get(pk=int(pk))
        for field in facts[pk]:
            if field in fields:
                put(vendor.pk, field, fields[field])
            elif not FACTS[field][1] and not getattr(vendor, field).exists():
                FactSource.objects.filter(vendor=vendor, field=field).delete()
