"""Prequalified lists and who is on them."""

from typing import Any

from django import forms

from accounts.models import User
from bpo_portal.fields import LineFormField
from vendors.models import MemberState, VendorList

from .fields import DayField
from .records import RecordForm


class VendorListForm(RecordForm):
    valid_until = DayField(
        label="Valid until",
        required=False,
        help_text="Nobody can be taken from the list after this day. Empty: no end.",
    )

    class Meta:
        model = VendorList
        fields = ["name", "purpose", "service_lines", "owner", "valid_until"]
        widgets = {"service_lines": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = User.objects.active().internal()  # type: ignore[attr-defined]


class MemberDecisionForm(forms.Form):
    """Approve with its days, or decline with a reason."""

    to = forms.ChoiceField(
        label="Decision",
        choices=[(MemberState.APPROVED, "Approve"), (MemberState.DECLINED, "Decline")],
        widget=forms.RadioSelect,
    )
    since = DayField(label="Member since", required=False, help_text="Required for approving.")
    until = DayField(label="Member until", required=False, help_text="Empty: as long as the list is valid.")
    reason = LineFormField(
        required=False,
        max_length=500,
        help_text="Required for declining; for approving, say what was checked.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        approves = cleaned.get("to") == MemberState.APPROVED
        if approves and not cleaned.get("since") and "since" not in self.errors:
            self.add_error("since", "Say from which day on.")
        if (
            cleaned.get("to") == MemberState.DECLINED
            and not cleaned.get("reason")
            and "reason" not in self.errors
        ):
            self.add_error("reason", "Give the reason.")
        since, until = cleaned.get("since"), cleaned.get("until")
        if approves and since and until and until < since:
            self.add_error("until", "A membership cannot end before it begins.")
        return cleaned


class MembershipEndForm(forms.Form):
    until = DayField(label="Last day as a member")
    reason = LineFormField(max_length=500)
