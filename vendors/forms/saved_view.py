from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from vendors.filters import VendorTableForm
from vendors.models import SavedView
from vendors.models.saved_view import MOST_QUERY


class SavedViewForm(forms.ModelForm):  # type: ignore[type-arg]
    """The name of a view and who sees it; what it shows comes from the address."""

    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]

    def __init__(self, *args: Any, query: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query = query

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.query is not None:
            table = VendorTableForm(self.query)
            if not table.is_valid() or len(table.query) > MOST_QUERY:
                raise ValidationError("A filter of this view cannot be used. Go back and change it first.")
            self.instance.query = table.query
        same_name = SavedView.objects.kept().filter(
            owner=self.instance.owner, name__iexact=cleaned.get("name", "")
        )
        if same_name.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "You have a view of this name already.")
        return cleaned
