"""Which rate cards are put side by side, on which work, in which currency."""

from typing import Any

from django import forms

from accounts.models import User
from bpo_portal.fields import LineFormField
from vendors.models import RateCard, VolumeProfile

from .fields import DayField
from .rates import currency_field

FEWEST, MOST = 2, 8


class RateComparisonForm(forms.Form):
    """What is missing is not an error: the page says what to choose next."""

    card = forms.ModelMultipleChoiceField(RateCard.objects.none(), required=False, label="Rate cards")
    profile = forms.ModelChoiceField(
        VolumeProfile.objects.none(), required=False, label="Volume profile", empty_label="Choose a profile"
    )
    currency = currency_field(required=False, label="Currency")
    on = DayField(required=False, label="Exchange rates as of")
    q = LineFormField(required=False, max_length=100, label="Vendor")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cards = RateCard.objects.visible_to(user).with_prices()
        self.fields["card"].queryset = cards  # type: ignore[attr-defined]
        self.fields["profile"].queryset = VolumeProfile.objects.visible_to(user)  # type: ignore[attr-defined]
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = (
                "form-select form-select-sm" if select else "form-control form-control-sm"
            )

    def clean_card(self) -> list[RateCard]:
        cards = list(self.cleaned_data["card"])
        if len(cards) > MOST:
            raise forms.ValidationError(f"Choose at most {MOST} rate cards; these are {len(cards)}.")
        return cards

    @property
    def cards(self) -> list[RateCard]:
        return self.cleaned_data.get("card") or [] if self.is_bound else []
