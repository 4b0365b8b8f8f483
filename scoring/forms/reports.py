from typing import Any

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


class SendForm(forms.Form):
    """To whom of the recipients one version goes now."""

    recipients: "forms.ModelMultipleChoiceField[ReportSubscription]" = forms.ModelMultipleChoiceField(
        ReportSubscription.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one recipient.",
            "invalid_choice": "One of these recipients is no longer on the list. Choose again.",
            "invalid_pk_value": "One of these recipients is no longer on the list. Choose again.",
        },
    )

    def __init__(self, *args: Any, shortlist: Shortlist, blind: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["recipients"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        sent = shortlist.deliveries.values("recipient")
        listed = ReportSubscription.objects.active().filter(rfp=shortlist.rfp)
        field.queryset = listed.exclude(email__in=sent).exclude(email__in=blind)
        field.initial = field.queryset
        self.is_empty = not field.queryset.exists()
