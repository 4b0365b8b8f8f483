"""Reads the audit trail that database triggers write: who changed what, when, from where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from .models import User

Shown = Callable[[Any], str]

LABELS = {"insert": "Created", "update": "Changed", "delete": "Deleted"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the trail; `by` is None where no signed-in person was at work (a command, a task)."""

    at: datetime
    label: str
    by: User | None
    address: str
    fields: list[FieldChange] = field(default_factory=list)


def plain(value: object) -> str:
    match value:
        case None | "" | []:
            return "–"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(str(item) for item in value)
    return str(value)


def changes(tracked: models.Model, *, shown: Mapping[str, tuple[str, Shown]]) -> list[Change]:
    """The entries about one object, newest first, in two queries.

    `shown` says which columns matter, what people call them and how a value reads.
    """
    trail_model = apps.get_model(f"{tracked._meta.label}Event")
    entries = trail_model._default_manager.filter(pgh_obj_id=tracked.pk)
    events = list(entries.select_related("pgh_context").order_by("pgh_id"))
    people = User.objects.in_bulk({pk for event in events if (pk := _context(event).get("user"))})
    trail: list[Change] = []
    before: Any = None
    for event in events:
        context = _context(event)
        trail.append(
            Change(
                at=event.pgh_created_at,
                label=LABELS.get(event.pgh_label, event.pgh_label),
                by=people.get(context.get("user")),
                address=context.get("address", ""),
                fields=_differences(before, event, shown) if event.pgh_label == "update" else [],
            )
        )
        before = event
    return trail[::-1]


def _context(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _differences(before: Any, after: Any, shown: Mapping[str, tuple[str, Shown]]) -> list[FieldChange]:
    return [
        FieldChange(name, read(getattr(before, column, None)), read(getattr(after, column)))
        for column, (name, read) in shown.items()
        if before is None or getattr(before, column) != getattr(after, column)
    ]
