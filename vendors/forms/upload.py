from typing import Any

from django import forms

from vendors.imports import MAX_BYTES
from vendors.models import UploadKind


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label="What the file holds",
        choices=UploadKind.choices,
        initial=UploadKind.VENDORS,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label="CSV or XLSX file",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text="At most 10 MB and 10,000 rows.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("The file is larger than 10 MB.", code="size")
        return file
