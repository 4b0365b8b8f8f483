"""Rate cards: the card, and its lines below it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from bpo_portal.currencies import CURRENCIES
from vendors.loaded_rates.prices import overlapping, prices_of
from vendors.models import Included, PricingUnit, RateCard, RateLine

from .fields import DayField, PastDayField
from .parts import PartForm

NO_CURRENCY = ("", "---------")
SHRINKAGE = [("", "The card does not say"), ("True", "Yes, on top"), ("False", "No, it is in the price")]
LINES_MAX = 60
VOLUME = ("tier_above", "tier_up_to", "minimum", "share")
DETAILS = (*VOLUME, "role", "language", "shift")


def currency_field(**options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[NO_CURRENCY, *((code, code) for code in CURRENCIES)], **options)


class RateCardForm(PartForm):
    currency = currency_field()
    valid_from = DayField(label="Valid from", required=False)
    valid_until = DayField(label="Valid until", required=False, help_text="To the end of this day.")
    as_of = PastDayField(label="As of", required=False, help_text="The day on which this was true.")

    class Meta:
        model = RateCard
        fields = [
            "name",
            "currency",
            "valid_from",
            "valid_until",
            "service_line",
            "country",
            "site",
            "tier_rule",
            "source",
            "as_of",
            "note",
        ]
        help_texts = {
            "name": "Such as “Voice, standard hours, 2026”.",
            "tier_rule": "Counts only where a price has tiers.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = self.instance.vendor.sites.all()  # type: ignore[attr-defined]

    def beyond(self) -> dict[str, str]:
        """The lines count too: nobody overwrites prices that they have not seen."""
        return {"Prices": "; ".join(map(str, self.instance.lines.all()))}


class RateLineForm(forms.ModelForm):  # type: ignore[type-arg]
    bills_shrinkage = forms.TypedChoiceField(
        label="Time not worked is billed",
        choices=SHRINKAGE,
        required=False,
        coerce=lambda value: value == "True",
        empty_value=None,
        help_text="Leave, illness, breaks. For prices per FTE and per hour.",
    )
    includes = forms.MultipleChoiceField(
        label="Includes", choices=Included.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RateLine
        fields = [
            "unit",
            "price",
            "counted",
            "tier_above",
            "tier_up_to",
            "minimum",
            "bills_shrinkage",
            "role",
            "language",
            "shift",
            "share",
            "includes",
        ]
        help_texts = {
            "counted": "For transactions and outcomes: such as invoice, sale closed.",
            "share": "Where several prices of one unit share the work.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier_above"].required = False
        for name in ("price", "share", "tier_above", "tier_up_to", "minimum"):
            value = self.initial.get(name)
            self.initial[name] = f"{value.normalize():f}" if value else None

    def clean_tier_above(self) -> Decimal:
        return self.cleaned_data["tier_above"] or Decimal(0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        unit = cleaned.get("unit")
        if unit and PricingUnit(unit).is_lump and any(cleaned.get(name) for name in VOLUME):
            self.add_error("unit", "A lump sum has no tiers, no minimum and no share of the work.")
        return cleaned

    @property
    def details(self) -> list[forms.BoundField]:
        """What most prices do without."""
        return [self[name] for name in DETAILS]

    @property
    def has_details(self) -> bool:
        return any(field.value() or field.errors for field in self.details)


if TYPE_CHECKING:
    LineForms = forms.BaseInlineFormSet[RateLine, RateCard, RateLineForm]
else:
    LineForms = forms.BaseInlineFormSet


class BaseRateLines(LineForms):
    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        lines = self.kept
        if not lines:
            raise ValidationError("Give at least one price.")
        for price in prices_of(lines):
            if not price.unit.is_lump and overlapping(price.lines):
                raise ValidationError(
                    f"{price.name}: two lines have a price for the same volume. Let one end where the next "
                    "begins, or say what each is for (role, language, shift)."
                )

    @property
    def kept(self) -> list[RateLine]:
        """The lines that will be there after saving."""
        return [
            form.instance
            for form in self.forms
            if (form.has_changed() or form.instance.pk) and not form.cleaned_data.get("DELETE")
        ]


RateLines: type[BaseRateLines] = forms.inlineformset_factory(  # type: ignore[assignment]
    RateCard,
    RateLine,
    form=RateLineForm,
    formset=BaseRateLines,
    extra=2,
    max_num=LINES_MAX,
    absolute_max=LINES_MAX + 10,
    validate_max=True,
)
