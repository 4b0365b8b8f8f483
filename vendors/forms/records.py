"""What all forms on records share: nobody overwrites unseen what somebody else has written meanwhile."""

import json
from typing import Any, cast

from django import forms
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django.http import QueryDict


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """Carries what the person saw when the form was opened, and compares it with what is there now.

    The view fetches the record with `select_for_update`, so that what is compared is what is overwritten.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = self.told() if self.instance.pk else {}
        self.initial["seen"] = json.dumps(self.current)

    def told(self) -> dict[str, str]:
        return {
            str(field.label or name): readable(self.instance, name, self.initial.get(name))
            for name, field in self.fields.items()
            if name != "seen"
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            self.compare(read_seen(cleaned.get("seen", "")))
        return cleaned

    def compare(self, seen: dict[str, str] | None) -> None:
        if seen == self.current:
            return
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen")] = json.dumps(self.current)
        self.data = data
        if seen is None:
            self.add_error(None, "This page was out of date. Check what you typed, then save again.")
            return
        self.add_error(
            None,
            "Somebody else changed this record while you were editing. Saving again overwrites their change:",
        )
        for label, now in self.current.items():
            if seen.get(label) != now:
                self.add_error(None, f"{label}: “{seen.get(label, '')}” became “{now}”.")

    def saved(self) -> bool:
        """Save; a rule that only the database saw broken becomes an error of this form."""
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError as error:
            self.add_error(None, broken_rule(type(self.instance), error))
            return False
        return True


def readable(instance: Model, name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(sorted(map(str, value)))
    place = instance._meta.get_field(name)
    return str(getattr(instance, name)) if isinstance(place, models.ForeignKey) else str(value)


def read_seen(text: str) -> dict[str, str] | None:
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
