from typing import Any

from django import forms

from bpo_portal.fields import LineFormField
from vendors.models import Contact, Document

from .parts import PartForm


class ContactForm(PartForm):
    class Meta:
        model = Contact
        fields = ["name", "position", "email", "phone", "is_primary"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.help_text = "An invitation to the vendor's own pages goes there."
        if self.instance.user:
            email.disabled = True
            email.help_text = "The address that this person signs in with."


class DocumentForm(PartForm):
    class Meta:
        model = Document
        fields = ["kind", "title"]


class DeclineForm(forms.Form):
    reason = LineFormField(max_length=300, help_text="The vendor's contact reads it.")
