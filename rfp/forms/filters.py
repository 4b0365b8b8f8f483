from django import forms
from django.db.models import Q

from bpo_portal.fields import SearchFormField

from ..models import ENDED, RfpQuerySet, RfpStatus

GROUPS = {
    "live": ("Not ended", ~Q(status__in=ENDED)),
    "ended": ("Ended", Q(status__in=ENDED)),
    **{status.value: (status.label, Q(status=status)) for status in RfpStatus},
}


class RfpFilterForm(forms.Form):
    """What the list is narrowed to; it lives in the address."""

    q = SearchFormField(label="Search")
    status = forms.ChoiceField(
        required=False,
        choices=[("", "Any status"), *((key, label) for key, (label, _) in GROUPS.items())],
    )

    def narrow(self, rfps: RfpQuerySet) -> RfpQuerySet:
        """Those wanted; a filter that is not understood narrows nothing and says so in the form."""
        self.is_valid()
        _, condition = GROUPS.get(self.cleaned_data.get("status", ""), ("", Q()))
        return rfps.matching(self.cleaned_data.get("q", "")).filter(condition)
