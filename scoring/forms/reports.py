from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from accounts.forms import zones
from accounts.validators import validate_mail_address
from bpo_portal.fields import LineFormField, SearchFormField
from outbox.models import MailState

from ..models import ReportSubscription, Rhythm, Shortlist, Weekday

PLAN = ("rhythm", "weekday", "hour", "timezone")
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class PlanForm(forms.Form):
    """When a recipient gets the report."""

    rhythm = forms.ChoiceField(label="When", choices=Rhythm.choices, initial=Rhythm.EACH)
    weekday = forms.TypedChoiceField(label="Day of the week", choices=Weekday.choices, coerce=int)
    hour = forms.TypedChoiceField(label="Hour", choices=HOURS, coerce=int, initial=8)
    timezone = forms.ChoiceField(label="Time zone of the hour", choices=zones)

    def __init__(self, *args: Any, subscription: ReportSubscription, **kwargs: Any) -> None:
        plan = {name: getattr(subscription, name) for name in PLAN}
        super().__init__(*args, **{"initial": plan, **kwargs})
        self.fields["weekday"].help_text = "Counts for once a week."
        self.fields["hour"].help_text = "Counts for once a day and once a week."
        zone = cast(forms.ChoiceField, self.fields["timezone"])
        if subscription.timezone not in dict(zones()):
            zone.choices = [(subscription.timezone, subscription.timezone), *zones()]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.layout

    @property
    def layout(self) -> Layout:
        return Layout("rhythm", Row(Column("weekday"), Column("hour")), "timezone")

    @property
    def plan(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLAN}


class RecipientForm(PlanForm):
    """Who else gets the report, and when."""

    email = LineFormField(
        label="E-mail address",
        max_length=254,
        validators=[validate_mail_address],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = LineFormField(
        max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    @property
    def layout(self) -> Layout:
        return Layout("email", "name", *super().layout.fields)


class LogFilter(forms.Form):
    """Which deliveries are shown."""

    recipient = SearchFormField(label="Recipient contains")
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any state"), *MailState.choices])


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
