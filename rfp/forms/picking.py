from typing import Any

from django import forms
from django.utils.functional import cached_property

from vendors.filters import SMALL_SELECT, FixedChoiceField, VendorFilterForm, choice
from vendors.models import AWAY, Vendor, VendorQuerySet, VendorStatus

from ..models import Rfp

ANY_OF_THEM, WHATEVER = "any", "all"


class PickFilterForm(VendorFilterForm):
    """The filters of the register as far as vendors can be asked, and the service lines of the RFP as one of them."""

    own_lines = FixedChoiceField(
        label="Service lines of this RFP",
        choices=[(WHATEVER, "Not asked for"), (ANY_OF_THEM, "At least one of them")],
        required=False,
        widget=forms.Select(SMALL_SELECT),
    )
    status = choice("Status", [each for each in VendorStatus.choices if each[0] not in AWAY])

    always_shown = ("q", "own_lines", "service_line", "status", "sort")

    def __init__(self, *args: Any, rfp: Rfp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rfp = rfp

    def narrowed(self, vendors: VendorQuerySet, *, but: str = "") -> VendorQuerySet:
        found = super().narrowed(vendors, but=but)
        if self.cleaned_data["own_lines"] != ANY_OF_THEM:
            return found
        lines = self.rfp.service_lines.values("pk")
        able = Vendor.objects.filter(capabilities__service_line__in=lines)
        return found.filter(pk__in=able.values("pk"))

    @cached_property
    def lines_asked(self) -> set[str]:
        """The chosen one alone, where one is chosen; else those of the RFP, if they are asked for."""
        chosen = super().lines_asked
        if chosen or self.cleaned_data.get("own_lines") != ANY_OF_THEM:
            return chosen
        return set(self.rfp.service_lines.values_list("name", flat=True))

    def in_use(self) -> bool:
        others = (field for field in self if field.name not in (*self.no_filters, "own_lines"))
        return self["own_lines"].data == ANY_OF_THEM or any(field.data for field in others)
