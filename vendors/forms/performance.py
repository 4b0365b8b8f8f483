from vendors.models import PerformanceRecord

from .fields import DayField, PastDayField
from .parts import PartForm


class PerformanceForm(PartForm):
    since = PastDayField(label="First day of the period")
    until = PastDayField(label="Last day of the period")
    valid_until = DayField(
        label="Rating counts until",
        required=False,
        help_text="It has no effect after this day. Empty: until a newer record of the same service line.",
    )

    class Meta:
        model = PerformanceRecord
        fields = ["since", "until", "service_line", "rating", "text", "source", "valid_until"]
        help_texts = {
            "rating": "Watch warns whoever considers the vendor for a new RFP; blocked prevents it.",
            "service_line": "None: the vendor as a whole.",
        }
