from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms

from accounts.validators import validate_mail_address
from bpo_portal.fields import LineFormField

from ..models import ReportSubscription, Shortlist


class RecipientForm(forms.Form):
    """Who else gets the report."""

    email = LineFormField(
        label="E-mail address",
        max_length=254,
        validators=[validate_mail_address],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = LineFormField(
        max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class RecipientsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: ReportSubscription) -> str:
        return f"{obj.name}, {obj.email}" if obj.name else obj.email


class SendForm(forms.Form):
    """To whom of the recipients one version goes now."""

    recipients = RecipientsField(
        ReportSubscription.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={
            "required": "Choose at least one recipient.",
            "invalid_choice": "One of these recipients is no longer on the list. Choose again.",
            "invalid_pk_value": "One of these recipients is no longer on the list. Choose again.",
        },
    )

    def __init__(self, *args: Any, shortlist: Shortlist, blind: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(RecipientsField, self.fields["recipients"])
        sent = shortlist.deliveries.values("recipient")
        listed = ReportSubscription.objects.active().filter(rfp=shortlist.rfp)
        field.queryset = listed.exclude(email__in=sent).exclude(email__in=blind)
        field.initial = field.queryset
        self.is_empty = not field.queryset.exists()
