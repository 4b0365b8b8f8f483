from collections import Counter
from typing import Any

from django import forms

from bpo_portal.fields import LineFormField
from vendors.imports import COLUMNS_OF, MAX_BYTES, REQUIRED_OF
from vendors.models import Import, ImportKind

SOURCE_HELP = "Such as “Finance list”. What its columns are is remembered under this name."


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label="What the file holds",
        choices=ImportKind.choices,
        initial=ImportKind.VENDORS,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label="CSV or XLSX file",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text="At most 10 MB and 10,000 rows.",
    )
    source = LineFormField(label="Where it comes from", required=False, max_length=100, help_text=SOURCE_HELP)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("The file is larger than 10 MB.", code="size")
        return file


class ColumnsForm(forms.Form):
    """For each column of a file the one of ours that it is, or that it is left out."""

    source = LineFormField(
        label="Where the file comes from", required=False, max_length=100, help_text=SOURCE_HELP
    )

    def __init__(self, *args: Any, imported: Import, proposed: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.imported = imported
        self.fields["source"].initial = imported.source
        required = REQUIRED_OF[imported.kind]
        labels = [(key, f"{key} (required)" if key in required else key) for key in COLUMNS_OF[imported.kind]]
        for place, title in enumerate(imported.head):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=title or f"Column {place + 1} (no name)",
                choices=[("", "– say which –"), *labels, ("-", "Leave out")],
                initial=proposed[place],
            )

    @property
    def places(self) -> list[forms.BoundField]:
        return [self[f"column_{place}"] for place in range(len(self.imported.head))]

    @property
    def columns(self) -> list[str]:
        """Ours in the order of the file's; nothing for those left out."""
        chosen = [self.cleaned_data[place.name] for place in self.places]
        return ["" if column == "-" else column for column in chosen]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = {place.name: cleaned.get(place.name) for place in self.places}
        times = Counter(column for column in chosen.values() if column and column != "-")
        for name, column in chosen.items():
            if column and times[column] > 1:
                self.add_error(name, f"{times[column]} columns cannot all be {column}.")
        complete = None not in chosen.values()
        for column in REQUIRED_OF[self.imported.kind] if complete else ():
            if column not in times:
                self.add_error(
                    None, f"Say which column of the file is {column}: without it no row can be read."
                )
        return cleaned
