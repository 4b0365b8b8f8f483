from typing import Any

from django.urls import reverse_lazy

from vendors.models import Subcontractor

from .fields import PastDayField, VendorNameField
from .parts import PartForm


class SubcontractorForm(PartForm):
    company = VendorNameField(
        label="Vendor of the register",
        required=False,
        max_length=200,
        help_text="Its own subcontractors then show below it.",
    )
    as_of = PastDayField(label="As of", required=False, help_text="The day on which this was true.")

    class Meta:
        model = Subcontractor
        fields = [
            "company",
            "name",
            "service_line",
            "country",
            "task",
            "handles_personal_data",
            "source",
            "as_of",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].widget.attrs.update(suggestions())


def suggestions() -> dict[str, Any]:
    """Names of the register while one types."""
    return {
        "list": "vendor-names",
        "autocomplete": "off",
        "hx-get": reverse_lazy("vendor_names"),
        "hx-trigger": "input changed delay:250ms",
        "hx-target": "#vendor-names",
        "data-quiet": "",
    }
