from typing import Any

from django import forms
from django.utils import timezone

from bpo_portal.fields import LineFormField
from vendors.evidence_files import MAX_BYTES

from .fields import DayField


class EvidenceForm(forms.Form):
    file = forms.FileField(
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        help_text="PDF, PNG or JPEG, at most 10 MB.",
    )
    dated_on = DayField(label="Dated", help_text="The day that the document itself bears.")
    note = LineFormField(
        required=False, max_length=300, help_text="Such as: surveillance audit, statement of applicability."
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("The file is larger than 10 MB.", code="size")
        return file

    def clean_dated_on(self) -> Any:
        day = self.cleaned_data["dated_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("A document cannot bear a day that has not come.", code="future")
        return day

    def deed(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        file = self.cleaned_data["file"]
        return {
            "name": file.name,
            "content": file.read(),
            "dated_on": self.cleaned_data["dated_on"],
            "note": self.cleaned_data["note"],
        }
