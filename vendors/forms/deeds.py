"""Moves of a status, each with its reason."""

from typing import Any

from django import forms

from bpo_portal.fields import LineFormField
from vendors.lifecycle import CERTIFICATION_MOVES, REASON_NEEDED, VENDOR_MOVES
from vendors.models import Certification, CertificationState, Vendor, VendorStatus
from vendors.standing import stood_before

DECISIONS = {CertificationState.VERIFIED: "Verify", CertificationState.REJECTED: "Reject"}


class MoveForm(forms.Form):
    """Where to, and why; the reason is required where leaving it out would leave a question."""

    to = forms.ChoiceField(widget=forms.RadioSelect)
    reason = LineFormField(required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("to") in REASON_NEEDED and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Give the reason.")
        return cleaned


class StatusForm(MoveForm):
    def __init__(self, *args: Any, vendor: Vendor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        to.label = "New status"
        moves = [status for status in VendorStatus if status in VENDOR_MOVES[vendor.status]]
        if vendor.status == VendorStatus.SUSPENDED:
            before = stood_before(vendor)
            moves.sort(key=lambda status: status != before)
            to.initial, to.help_text = before, f"Before it was suspended it was {before.label.lower()}."
        to.choices = [(status.value, status.label) for status in moves]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = "Required for suspending and retiring."


class DecisionForm(MoveForm):
    def __init__(self, *args: Any, certification: Certification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to, reason = self.fields["to"], self.fields["reason"]
        to.label = "Decision"
        moves = CERTIFICATION_MOVES[certification.state]
        to.choices = [(state.value, label) for state, label in DECISIONS.items() if state in moves]  # type: ignore[attr-defined]
        reason.help_text = (
            "Required for rejecting, and for verifying without evidence: say how it was checked."
        )
        if certification.is_stated_by_vendor:
            reason.help_text += " The vendor's contact, who stated it, reads why it was rejected."
