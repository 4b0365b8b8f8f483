"""What the queue of certificates to verify is narrowed to."""

from django import forms
from django.db.models import Q, QuerySet

from accounts.models import Role, User
from bpo_portal.fields import SearchFormField
from bpo_portal.text import searchable
from vendors.models import Certification, CertificationScheme

from .client import SMALL

INPUT = {"class": "form-control form-control-sm", "type": "search", "autocomplete": "off"}
WHOSE = {
    "mine": "Those that I can decide",
    "vendor": "Stated by a vendor's contact",
    "own": "Recorded by me",
}


class CertificateQueueForm(forms.Form):
    """Bind it to `request.GET`; of what is wrong in it nothing is narrowed, and it is said."""

    q = SearchFormField(label="Vendor, number or body", widget=forms.TextInput(INPUT))
    scheme = forms.ModelChoiceField(
        CertificationScheme.objects.all(),
        to_field_name="code",
        required=False,
        empty_label="Any",
        widget=forms.Select(SMALL),
    )
    whose = forms.ChoiceField(
        label="Waiting", choices=[("", "All"), *WHOSE.items()], required=False, widget=forms.Select(SMALL)
    )

    def in_use(self) -> bool:
        return any(field.data for field in self)

    def narrow(self, queue: "QuerySet[Certification]", user: User) -> "QuerySet[Certification]":
        self.is_valid()
        asked = self.cleaned_data
        if scheme := asked.get("scheme"):
            queue = queue.filter(scheme=scheme)
        if text := asked.get("q"):
            queue = queue.filter(
                Q(vendor__search_text__contains=searchable(text))
                | Q(number__icontains=text)
                | Q(body__icontains=text)
            )
        rules = {
            "mine": ~Q(claimed_by=user) | Q(claimed_by=None),
            "vendor": Q(claimed_by__roles__contains=[Role.VENDOR_CONTACT]),
            "own": Q(claimed_by=user),
        }
        return queue.filter(rules.get(asked.get("whose", ""), Q()))
