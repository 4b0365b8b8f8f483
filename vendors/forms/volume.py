"""The work that offers are compared on."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row

from accounts.models import User
from vendors.models import VolumeProfile

from .fields import WholeNumberField
from .rates import currency_field
from .records import RecordForm

MOST = 10**9


def group(title: str, *rows: tuple[str, ...]) -> Fieldset:
    width = {1: "col-12", 2: "col-md-6", 3: "col-md-4"}
    return Fieldset(title, *(Row(*(Column(name, css_class=width[len(row)]) for name in row)) for row in rows))


class VolumeProfileForm(RecordForm):
    contacts = WholeNumberField(label="Contacts a month", min_value=1, max_value=MOST)
    handling_seconds = WholeNumberField(
        label="Average handling time, seconds",
        min_value=1,
        max_value=86_400,
        help_text="Talk, hold and wrap-up of one contact.",
    )
    transactions = WholeNumberField(
        label="Transactions a month",
        required=False,
        min_value=1,
        max_value=MOST,
        help_text="Needed for prices per transaction.",
    )
    outcomes = WholeNumberField(
        label="Outcomes a month",
        required=False,
        min_value=1,
        max_value=MOST,
        help_text="Needed for prices per outcome: sales closed, debts settled.",
    )
    term_months = WholeNumberField(label="Term in months", min_value=1, max_value=120)
    training_currency = currency_field(label="Currency", required=False)

    class Meta:
        model = VolumeProfile
        fields = [
            "name",
            "is_shared",
            "contacts",
            "handling_seconds",
            "resolution_rate",
            "transactions",
            "outcomes",
            "occupancy",
            "shrinkage",
            "paid_hours",
            "term_months",
            "growth",
            "attrition",
            "training_cost",
            "training_currency",
        ]

    def __init__(self, *args: Any, owner: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if owner:
            self.instance.owner = owner
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "seen",
            "name",
            group(
                "Volume",
                ("contacts", "handling_seconds", "resolution_rate"),
                ("transactions", "outcomes"),
            ),
            group("Time", ("occupancy", "shrinkage", "paid_hours")),
            group("Term", ("term_months", "growth")),
            group("Training", ("attrition", "training_cost", "training_currency")),
            group("Who may use it", ("is_shared",)),
        )

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"owner"}  # type: ignore[misc,no-any-return]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("training_cost") is not None and not cleaned.get("training_currency"):
            self.add_error("training_currency", "Say in which currency the training cost is.")
        return cleaned
