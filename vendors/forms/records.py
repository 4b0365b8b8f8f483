"""What all forms on records share: nobody overwrites unseen what somebody else has written meanwhile."""

import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.forms.utils import pretty_name
from django.http import QueryDict
from django.utils.functional import cached_property

from accounts.models import User

from .texts import Text, as_text, say

RECENT = 50
NOT_YET = "Nothing is saved yet: somebody else saved this record while you were editing it."


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """Carries what the person saw when the form was opened, and merges what was written since, field by field.

    A field that this person left alone takes the other's value; one that both changed, and one whose meaning
    hangs on a field that the other changed, is shown again before anything is saved. The view fetches the
    record with `select_for_update`, so that what is compared is what is overwritten.
    """

    TOGETHER: tuple[tuple[str, ...], ...] = ()
    """Fields that mean something only beside each other, such as a figure and its year."""
    COLUMNS: Mapping[str, str] = {}
    """Where a field is kept, if not under its own name."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: list[str] = []
        self.clashes: list[tuple[str | None, str]] = []

    @cached_property
    def on_record(self) -> dict[str, Text]:
        """What the record says, as the form would post it."""
        return {name: as_text(field, self.get_initial_for_field(field, name)) for name, field in self.facts}

    @property
    def facts(self) -> list[tuple[str, forms.Field]]:
        return [(name, field) for name, field in self.fields.items() if name != "seen"]

    def beyond(self) -> dict[str, str]:
        """What is saved with the form but is no field of it, by what it is called."""
        return {}

    @cached_property
    def mark(self) -> str:
        return json.dumps({**self.on_record, **self.beyond()}) if self.instance.pk else "{}"

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        return self.mark if field_name == "seen" else super().get_initial_for_field(field, field_name)

    def full_clean(self) -> None:
        if self.is_bound and self.instance.pk:
            self.merge(read_seen(self.data.get(self.add_prefix("seen"), "")))
        super().full_clean()
        if self.clashes:
            self.add_error(None, NOT_YET)
        for name, message in self.clashes:
            self.add_error(name, message)
        if self.kept and self.errors:
            self.add_error(None, self.beside)

    def clean(self) -> dict[str, Any]:
        return super().clean() or self.cleaned_data

    def merge(self, seen: dict[str, Text] | None) -> None:
        now = json.loads(self.mark)
        if seen == now:
            return
        self.data = cast(QueryDict, self.data).copy()
        self.data[self.add_prefix("seen")] = self.mark
        if seen is None:
            self.clashes = [(None, "This page was out of date. Check what you typed, then save again.")]
            return
        typed = {name: self.typed(name) for name in self.on_record}
        mine = {name for name, text in typed.items() if text not in (seen.get(name), now[name])}
        theirs = [name for name, text in self.on_record.items() if seen.get(name) != text]
        self.kept = [name for name in theirs if typed[name] == seen.get(name)]
        for name in self.kept:
            self.put(name, self.on_record[name])
        self.clashes = [(name, self.clash(name)) for name in theirs if name in mine]
        self.clashes += [(None, self.mixture(group)) for group in self.mixed(mine)]
        self.clashes += [
            (None, f"{what} became “{now[what]}” meanwhile. Saving again overwrites that.")
            for what in self.beyond()
            if seen.get(what) != now[what]
        ]

    def typed(self, name: str) -> Text:
        """What was posted, in the spelling in which the record is told."""
        field = self.fields[name]
        if field.disabled:
            return self.on_record[name]
        raw = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        try:
            return as_text(field, field.clean(raw))
        except ValidationError:
            return raw if isinstance(raw, list) else str(raw)

    def put(self, name: str, text: Text) -> None:
        data = cast(QueryDict, self.data)
        data.setlist(self.add_prefix(name), text if isinstance(text, list) else [text])

    def mixed(self, mine: set[str]) -> list[tuple[str, ...]]:
        return [group for group in self.TOGETHER if mine.intersection(group) and set(self.kept) & set(group)]

    def clash(self, name: str) -> str:
        now = self.said(name)
        return (
            f"{self.writers([name])} {f'changed this to “{now}”' if now else 'emptied this'} while you were "
            "editing. Save again to keep what you typed, or put theirs in its place."
        )

    def mixture(self, group: tuple[str, ...]) -> str:
        names = [name for name in self.kept if name in group]
        labels = " and ".join(f"“{self.label(name)}”" for name in group if name in self.fields)
        return (
            f"{labels} belong together, and {self.writers(names, begins=False)} changed "
            f"{self.told(names)} while you were editing. Check them side by side, then save again."
        )

    @property
    def beside(self) -> str:
        """What somebody else changed meanwhile and this form leaves as it is, for the person who saves."""
        if not self.kept:
            return ""
        return (
            f"{self.writers(self.kept)} changed {self.told(self.kept)} while you were editing; that is kept."
        )

    def report(self, said: str) -> str:
        """What was saved, and what somebody else had changed meanwhile."""
        return f"{said} {self.beside}".rstrip()

    def told(self, names: Iterable[str]) -> str:
        return ", ".join(f"“{self.label(name)}” to “{self.said(name) or 'nothing'}”" for name in names)

    def label(self, name: str) -> str:
        return str(self.fields[name].label or pretty_name(name))

    def said(self, name: str) -> str:
        return say(name, self.fields[name], self.on_record[name])

    def writers(self, names: Iterable[str], *, begins: bool = True) -> str:
        found = last_writers(self.instance, [self.COLUMNS.get(name, name) for name in names])
        return " and ".join(found) or ("Somebody else" if begins else "somebody else")

    def saved(self) -> bool:
        """Save; a rule that only the database saw broken becomes an error of this form."""
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError as error:
            self.add_error(None, broken_rule(type(self.instance), error))
            return False
        return True


def last_writers(record: Model, names: Iterable[str]) -> list[str]:
    """Who last changed these fields of its own row, as far as the history knows."""
    history = getattr(record, "events", None)
    if history is None:
        return []
    events = list(history.order_by("-pgh_id").select_related("pgh_context")[:RECENT])
    known = {field.name: field.attname for field in events[0]._meta.concrete_fields} if events else {}
    pks = {writer_of(events, known[name]) for name in names if name in known}
    return [str(user) for user in User.objects.filter(pk__in=pks - {None}).order_by("pk")]


def writer_of(events: list[Any], column: str) -> int | None:
    """The user of the newest event, newest first, that left another value than the one before it."""
    for event, earlier in pairwise(events):
        if getattr(event, column) != getattr(earlier, column):
            return event.pgh_context.metadata.get("user") if event.pgh_context else None
    return None


def read_seen(text: str) -> dict[str, Any] | None:
    try:
        seen = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return seen if isinstance(seen, dict) else None


def broken_rule(model: type[Model], error: IntegrityError) -> str:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for constraint in model._meta.constraints:
        if constraint.name == name:
            return str(constraint.get_violation_error_message())
    return "This contradicts a record that was saved at the same moment. Reload the page and try again."
