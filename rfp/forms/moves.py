from datetime import datetime
from typing import Any

from django import forms

from bpo_portal.fields import LineFormField

from ..lifecycle import Deed, needs_reason
from ..models import Rfp


class MoveForm(forms.Form):
    """The confirmation of a move, with its reason where one is needed."""

    reason = LineFormField(max_length=500, widget=forms.TextInput)

    def __init__(self, *args: Any, rfp: Rfp, deed: Deed, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason(rfp, to=deed.to, at=at):
            del self.fields["reason"]
