from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import User
from bpo_portal.fields import ExactDecimalFormField, LineFormField
from vendors.forms.records import last_writers
from vendors.models import VendorList

from ..models import Candidate
from ..services import Offer


class OfferForm(forms.Form):
    """The price of one vendor's offer: empty is missing, zero is kept and called not comparable."""

    price = ExactDecimalFormField(required=False, min_value=0, max_digits=17, decimal_places=2)
    note = LineFormField(required=False, max_length=300)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, candidate: Candidate) -> None:
        super().__init__(data, prefix=str(candidate.pk))
        self.typed = data
        self.candidate = candidate
        self.initial = {
            "price": candidate.price,
            "note": candidate.price_note,
            "seen": candidate.offer_mark,
        }
        for name, word in (("price", "Price"), ("note", "What the price covers")):
            invalid = " is-invalid" if self.is_bound and name in self.errors else ""
            self.fields[name].widget.attrs |= {
                "class": f"form-control form-control-sm{' num' if name == 'price' else ''}{invalid}",
                "aria-label": f"{word}, {candidate.vendor.name}",
            }

    def overtaken_by(self, now: Candidate) -> None:
        """Somebody else has changed this offer: say so, keep what was typed, let it be saved again."""
        price = "no price" if now.price is None else f"{now.price:,}"
        note = f" (“{now.price_note}”)" if now.price_note else ""
        who = " and ".join(last_writers(now, ["price", "price_note"])) or "Somebody else"
        self.add_error(
            "price",
            f"{who} changed this to {price}{note} while you were editing. Save again to replace it by what you typed.",
        )
        if self.typed is not None:
            self.data = again = self.typed.copy()
            again[self.add_prefix("seen")] = now.offer_mark

    @property
    def offer(self) -> Offer:
        cleaned = self.cleaned_data
        return Offer(price=cleaned["price"], note=cleaned["note"], seen=cleaned["seen"])


def offer_forms(candidates: Iterable[Candidate], data: QueryDict | None = None) -> list[OfferForm]:
    """A form for each candidate; of what was sent, only for those who were on the page that sent it."""
    if data is None:
        return [OfferForm(candidate=each) for each in candidates]
    return [OfferForm(data if f"{each.pk}-seen" in data else None, candidate=each) for each in candidates]


class OverrideForm(forms.Form):
    """Why vendors that their track record blocks are considered all the same."""

    override = LineFormField(
        label="Reason to consider blocked vendors all the same",
        required=False,
        max_length=500,
        help_text="Needed only for vendors marked as blocked; it is kept with them.",
        widget=forms.TextInput,
    )


class ListChoiceForm(forms.Form):
    """Which prequalified list to choose from; it lives in the address."""

    list = forms.ModelChoiceField(
        VendorList.objects.none(),
        label="Prequalified list",
        empty_label="Choose a list",
        required=False,
        widget=forms.Select({"class": "form-select"}),
        error_messages={"invalid_choice": "There is no such list, or no longer."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list"].queryset = VendorList.objects.visible_to(user)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> VendorList | None:
        return self.cleaned_data.get("list") if self.is_valid() else None


class RemovalForm(forms.Form):
    """Why something is taken out of an RFP; asked once it is published."""

    reason = LineFormField(max_length=500, widget=forms.TextInput)

    def __init__(self, *args: Any, is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_draft:
            del self.fields["reason"]
