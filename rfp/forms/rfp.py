from datetime import datetime
from types import MappingProxyType
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from bpo_portal.currencies import CURRENCIES
from vendors.forms import RecordForm
from vendors.models import ServiceLine

from ..models import Rfp, RfpStatus
from ..walltime import instant, wall_time
from .fields import DayField, WallTimeField, timezone_choices

FIXED_ONCE_PUBLISHED = ("buyer_country", "currency", "timezone")
FIXED_ONCE_CLOSED = (*FIXED_ONCE_PUBLISHED, "deadline")

LAYOUT = Layout(
    "seen",
    Fieldset("What is needed", "title", "need", css_class="card card-body mb-3"),
    Fieldset(
        "Service lines",
        HTML('<p class="form-text mt-0">What kind of work is to be outsourced.</p>'),
        "service_lines",
        css_class="card card-body mb-3 service-lines",
    ),
    Fieldset(
        "Buyer and dates",
        Row(
            Column("buyer_country", css_class="col-md-6"),
            Column("currency", css_class="col-md-2"),
            Column("timezone", css_class="col-md-4"),
        ),
        Row(
            Column("deadline", css_class="col-md-4"),
            Column("contract_starts_on", css_class="col-md-4"),
            Column("contract_ends_on", css_class="col-md-4"),
        ),
        css_class="card card-body mb-3",
    ),
)


class RfpForm(RecordForm):
    """What an RFP is about, and its dates; what must not move any more is shown and cannot be changed."""

    TOGETHER = (("deadline", "timezone"),)
    COLUMNS = MappingProxyType({"deadline": "deadline_at"})

    deadline = WallTimeField(
        label="Deadline for offers", required=False, help_text="As clocks in the RFP's time zone show it."
    )
    timezone = forms.ChoiceField(label="Time zone", choices=timezone_choices)
    currency = forms.ChoiceField(
        choices=[(code, code) for code in CURRENCIES], help_text="All prices are in it."
    )
    service_lines = forms.ModelMultipleChoiceField(
        ServiceLine.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    contract_starts_on = DayField(label="Contract starts on", required=False)
    contract_ends_on = DayField(label="Contract ends on", required=False)

    class Meta:
        model = Rfp
        fields = (
            "title",
            "need",
            "service_lines",
            "buyer_country",
            "currency",
            "timezone",
            "contract_starts_on",
            "contract_ends_on",
        )
        widgets = {"need": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = LAYOUT
        rfp = self.instance
        if rfp.deadline_at:
            self.initial["deadline"] = wall_time(rfp.deadline_at, zone=rfp.timezone)
        for name in self._fixed():
            self.fields[name].disabled = True

    def _fixed(self) -> tuple[str, ...]:
        if self.instance.is_draft:
            return ()
        return FIXED_ONCE_PUBLISHED if self.instance.status == RfpStatus.PUBLISHED else FIXED_ONCE_CLOSED

    def said(self, name: str) -> str:
        return super().said(name)[:16].replace("T", " ") if name == "deadline" else super().said(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.fields["deadline"].disabled and "deadline" in cleaned and "timezone" in cleaned:
            self._clean_deadline(cleaned["deadline"], cleaned["timezone"])
        self._clean_contract(cleaned)
        return cleaned

    def _clean_deadline(self, wall: datetime | None, zone: str) -> None:
        try:
            self.instance.deadline_at = self._deadline(wall, zone)
        except ValidationError as error:
            self.add_error("deadline", error)

    def _deadline(self, wall: datetime | None, zone: str) -> datetime | None:
        """The instant; one that was set before may lie in the past, a new one may not."""
        if wall is None:
            if not self.instance.is_draft:
                raise ValidationError("A published RFP needs a deadline.", code="required")
            return None
        at = instant(wall, zone=zone)
        if at <= self.at and at != self.instance.deadline_at:
            raise ValidationError("This deadline has passed already; choose a later one.", code="past")
        return at

    def _clean_contract(self, cleaned: dict[str, Any]) -> None:
        start, zone = cleaned.get("contract_starts_on"), cleaned.get("timezone")
        if not (start and zone):
            return
        deadline, today = self.instance.deadline_at, wall_time(self.at, zone=zone).date()
        if deadline and start < wall_time(deadline, zone=zone).date():
            self.add_error("contract_starts_on", "The contract cannot start before offers are due.")
        elif start < today and start != self.initial.get("contract_starts_on"):
            self.add_error("contract_starts_on", "This day has passed already; choose a later one.")

    @transaction.atomic
    def save(self, commit: bool = True) -> Rfp:
        """Only what the form asks is written: the status may have moved since the row was read."""
        named = [name for name in self.Meta.fields if name != "service_lines"]
        rfp: Rfp = self.instance
        rfp.save(update_fields=[*named, "deadline_at"])
        rfp.service_lines.set(self.cleaned_data["service_lines"])
        return rfp
