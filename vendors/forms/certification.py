"""Forms of certifications: the claim, and the claim that renews another."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from vendors.models import Certification, CertificationState
from vendors.timeline import written

from .fields import DayField
from .parts import PartForm
from .records import RecordForm

TELLING = ("scheme", "edition", "number", "scope", "issued_on", "expires_on")
"""What tells one certification of a vendor from another."""


class DayForm(forms.Form):
    """The day whose state is shown."""

    on = DayField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["class"] = "form-control form-control-sm"


class CertificationForm(PartForm):
    issued_on = DayField(label="Issued on", required=False)
    expires_on = DayField(label="Runs until", required=False, help_text="In force to the end of this day.")

    class Meta:
        model = Certification
        fields = [
            "scheme",
            "edition",
            "number",
            "body",
            "scope",
            "sites",
            "issued_on",
            "expires_on",
            "source",
            "note",
        ]
        help_texts = {
            "edition": "Such as 2022 or Type 2.",
            "scope": "Which work it covers.",
            "sites": "Delivery sites that it names; none ticked: it names none of those on record.",
        }
        widgets = {"sites": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sites" in self.fields:
            self.offer_sites()

    def offer_sites(self) -> None:
        """The vendor's own; without any there is nothing to tick."""
        sites = self.instance.vendor.sites.all()
        if sites:
            self.fields["sites"].queryset = sites  # type: ignore[attr-defined]
        else:
            del self.fields["sites"]

    def clean(self) -> dict[str, Any]:
        if self.instance.pk and self.instance.is_decided and self.has_changed():
            raise ValidationError(
                f"This record is {self.instance.get_state_display().lower()} and can no longer be edited. "
                "Reject it with a reason, or record its renewal."
            )
        cleaned = super().clean()
        if not self.errors and (not self.instance.pk or set(TELLING) & set(self.changed_data)):
            self.refuse_double(cleaned)
        return cleaned

    def refuse_double(self, cleaned: dict[str, Any]) -> None:
        said = Certification(**{name: cleaned[name] for name in TELLING if name in cleaned})
        held = self.instance.vendor.certifications.held()
        same = held.filter(scheme=said.scheme_id, issued_on=said.issued_on, expires_on=said.expires_on)
        for one in same.exclude(pk=self.instance.pk).select_related("scheme"):
            if one.content == said.content:
                state = one.get_state_display().lower()
                raise ValidationError(
                    f"This is on record already, {state}: {one.in_words}. Add to that one instead.",
                    code="double",
                )


class RenewalForm(CertificationForm):
    """A claim that continues a verified record: same vendor, same scheme, days of its own."""

    RULED = {"vendor", "renews", "state"}

    def __init__(self, *args: Any, renews: Certification, **kwargs: Any) -> None:
        same = {name: getattr(renews, name) for name in ("scheme", "edition", "number", "body", "scope")}
        initial = {**same, "sites": list(renews.sites.all())}
        super().__init__(*args, vendor=renews.vendor, initial=initial, **kwargs)
        self.instance.renews, self.instance.owner = renews, renews.owner
        self.fields["scheme"].disabled = True
        self.fields["issued_on"].required = True
        self.fields["issued_on"].label = "Begins on"
        self.fields["expires_on"].help_text = usual_term(renews)

    def clean_issued_on(self) -> date | None:
        begins: date | None = self.cleaned_data["issued_on"]
        before = self.instance.renews.issued_on
        if begins and before and begins <= before:
            raise ValidationError(f"The record that it renews began on {written(before)}: later than that.")
        return begins

    def clean_expires_on(self) -> date | None:
        ends: date | None = self.cleaned_data["expires_on"]
        before = self.instance.renews.expires_on
        if ends and before and ends <= before:
            raise ValidationError(f"The record that it renews runs until {written(before)}: later than that.")
        return ends

    def clean(self) -> dict[str, Any]:
        if self.instance.renews.state != CertificationState.VERIFIED:
            raise ValidationError("Only a verified record can be renewed.")
        return super().clean()


class OwnerForm(RecordForm):
    """Who is reminded; that may change as long as the record stands, decided or not."""

    class Meta:
        model = Certification
        fields = ["owner"]
        labels = {"owner": "Reminders go to"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        owner.queryset = User.objects.active().internal()  # type: ignore[attr-defined]
        owner.empty_label = "All register managers"  # type: ignore[attr-defined]


def usual_term(old: Certification) -> str:
    """When a renewal without a gap ends, if it runs for as long as the scheme's certificates do."""
    years = old.scheme.validity_years
    if not years:
        return "In force to the end of this day."
    term = f"{old.scheme} usually runs {years} year{'s' if years > 1 else ''}"
    if not old.expires_on:
        return f"In force to the end of this day. {term}."
    begins = old.expires_on + timedelta(days=1)
    ends = same_day(begins, years) - timedelta(days=1)
    return f"{term}: from {written(begins)}, the day after the record it renews, until {written(ends)}."


def same_day(day: date, years: int) -> date:
    """That many years later; the day after February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
