from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

Choice = tuple[int, datetime]


class SpanForm(forms.Form):
    """Two different versions of one shortlist; the earlier one counts as the first, however they were chosen."""

    def __init__(self, data: Any, *, newest: int, offered: Iterable[Choice]) -> None:
        super().__init__(data)
        choices = [(number, _label(number, at)) for number, at in offered]
        for name, label in (("from", "From"), ("to", "To")):
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=1,
                max_value=newest,
                widget=forms.Select(choices=choices, attrs={"class": "form-select"}),
                error_messages={
                    "required": f"{label}: choose a version.",
                    "invalid": f"{label}: there is no such version.",
                    "min_value": f"{label}: versions begin with 1.",
                    "max_value": f"{label}: the newest version is {newest}.",
                },
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if len(cleaned) == 2 and cleaned["from"] == cleaned["to"]:
            raise forms.ValidationError("Choose two different versions.")
        return cleaned

    @property
    def span(self) -> tuple[int, int]:
        """The numbers of the earlier and the later version."""
        chosen = self.cleaned_data
        return min(chosen["from"], chosen["to"]), max(chosen["from"], chosen["to"])


def _label(number: int, at: datetime) -> str:
    return f"Version {number}, {date_format(timezone.localtime(at), 'j M Y, H:i')}"
