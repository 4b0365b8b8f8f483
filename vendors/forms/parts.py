"""Forms of what a vendor has several of; the vendor itself is set by the view before validation."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from bpo_portal.timezones import all_timezones
from vendors.models import Capability, DeliverySite, Vendor
from vendors.models.site import HOURS

from .fields import PastDayField, WholeNumberField
from .records import RecordForm

TIME = {"type": "time"}


class PartForm(RecordForm):
    """A part of one vendor: rules that name the vendor are checked although it is not on the form."""

    RULED = {"vendor"}

    def __init__(self, *args: Any, vendor: Vendor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if vendor:
            self.instance.vendor = vendor
        self.helper = FormHelper()
        self.helper.form_tag = False

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - self.RULED  # type: ignore[misc,no-any-return]


class CapabilityForm(PartForm):
    TOGETHER = (("annual_volume", "volume_unit"),)

    years = WholeNumberField(label="Years of experience", required=False, min_value=0, max_value=200)
    as_of = PastDayField(label="As of", required=False, help_text="The day on which these figures were true.")
    annual_volume = WholeNumberField(label="Volume a year", required=False, min_value=0, max_value=10**15)

    class Meta:
        model = Capability
        fields = ["service_line", "years", "annual_volume", "volume_unit", "industries", "source", "as_of"]
        help_texts = {"volume_unit": "Such as calls, payslips, invoices."}
        widgets = {"industries": forms.CheckboxSelectMultiple}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("annual_volume") is not None and not cleaned.get("volume_unit"):
            self.add_error("volume_unit", "Say what is counted.")
        return cleaned


class SiteForm(PartForm):
    timezone = forms.ChoiceField(
        label="Time zone",
        choices=lambda: [("", "---------"), *((zone, zone) for zone in sorted(all_timezones()))],
    )
    seats = WholeNumberField(required=False, min_value=0, max_value=2_147_483_647)
    people = WholeNumberField(label="Head-count", required=False, min_value=0, max_value=2_147_483_647)
    as_of = PastDayField(label="As of", required=False, help_text="The day on which this was true.")

    class Meta:
        model = DeliverySite
        fields = ["country", "city", "timezone", "seats", "people", *HOURS, "languages", "as_of", "source"]
        widgets = {
            **{name: forms.TimeInput(TIME, format="%H:%M") for name in HOURS},
            "languages": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(Column("country", css_class="col-sm-6"), Column("city", css_class="col-sm-6")),
            "timezone",
            Row(Column("seats", css_class="col-sm-6"), Column("people", css_class="col-sm-6")),
            *(
                Row(Column(opens, css_class="col-sm-6"), Column(closes, css_class="col-sm-6"))
                for opens, closes in zip(HOURS[::2], HOURS[1::2], strict=True)
            ),
            "languages",
            "as_of",
            "source",
            "seen",
        )
