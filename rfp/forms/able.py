from django.http import QueryDict

from vendors.filters import VendorFilterForm, choice

LACKING = [("0", "Nothing"), ("1", "At most one thing"), ("2", "At most two things")]


class AbleForm(VendorFilterForm):
    """The filters of the register, seen from the buyer's country; the order is by what is lacking."""

    sort = None  # type: ignore[assignment]
    lacking = choice("Lacks", LACKING, "Whatever")

    always_shown = ("q", "lacking", "shore", "status")
    no_filters = ("seen_from",)

    def __init__(self, data: QueryDict, *, buyer_country: str) -> None:
        data = data.copy()
        data.setdefault("seen_from", buyer_country)
        super().__init__(data)

    @property
    def at_most(self) -> int | None:
        lacking = self.cleaned_data["lacking"]
        return int(lacking) if lacking else None
