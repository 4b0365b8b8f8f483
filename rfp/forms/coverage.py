from collections.abc import Sequence
from typing import Any

from django import forms

from vendors.filters import SMALL_SELECT
from vendors.forms.viewpoint import DayAtWorkForm
from vendors.grid import Block
from vendors.models import Language

from ..models import Candidate


class CoverageForm(DayAtWorkForm):
    """Which language, hour, vendor and day are asked about; all may be left open."""

    start = end = None  # type: ignore[assignment]
    language = forms.ModelChoiceField(
        Language.objects.all(),
        to_field_name="code",
        required=False,
        empty_label="All",
        widget=forms.Select(SMALL_SELECT),
    )
    hour = forms.TypedChoiceField(
        choices=[("", "All"), *((f"{hour:02}", f"{hour:02}:00") for hour in range(24))],
        required=False,
        widget=forms.Select(SMALL_SELECT),
    )
    vendor = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, widget=forms.Select(SMALL_SELECT)
    )

    field_order = ["language", "hour", "vendor", "on"]

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["vendor"]
        field.choices = [("", "All candidates"), *((each.vendor_id, each.vendor.name) for each in candidates)]

    def answer(self, blocks: Sequence[Block]) -> str:
        """Such as: Portuguese at 03:00: Vesprelle Assistance."""
        language, hour = self.cleaned_data.get("language"), self.cleaned_data.get("hour")
        if not language or not hour:
            return ""
        names = [
            row.title
            for block in blocks
            for row in block.rows
            if any(
                cell.share == 1
                for slot, cell in zip(row.day.slots, row.cells, strict=True)
                if slot.label == hour
            )
        ]
        return f"{language} at {hour}:00: {', '.join(names) if names else 'nobody'}."
