from typing import TYPE_CHECKING, Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateWithCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from bpo_portal.fields import SearchFormField
from bpo_portal.timezones import all_timezones

from .models import Role, User

if TYPE_CHECKING:
    UserForm = forms.ModelForm[User]
else:
    UserForm = forms.ModelForm

REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zones() -> list[tuple[str, str]]:
    """Zones named after places, and UTC."""
    places = sorted(name for name in all_timezones() if name.split("/")[0] in REGIONS)
    return [(name, name.replace("_", " ")) for name in ("UTC", *places)]


class OwnWords:
    """Fields named once: allauth repeats each label as a placeholder, and spells them its own way."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = str(field.label).capitalize() if field.label else field.label
            if name in ("login", "email"):
                field.label = "E-mail address"


class SignInForm(OwnWords, LoginForm):  # type: ignore[misc]
    pass


class PasswordChangeForm(OwnWords, ChangePasswordForm):  # type: ignore[misc]
    pass


class PasswordResetForm(OwnWords, ResetPasswordForm):  # type: ignore[misc]
    pass


class NewPasswordForm(OwnWords, ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ConfirmForm(OwnWords, ReauthenticateForm):  # type: ignore[misc]
    pass


class CodeForm(OwnWords, AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgainForm(OwnWords, ReauthenticateWithCodeForm):  # type: ignore[misc]
    pass


class AppForm(OwnWords, ActivateTOTPForm):  # type: ignore[misc]
    pass


class ProfileForm(UserForm):
    timezone = forms.ChoiceField(
        label="Time zone", choices=zones, help_text="All times that you read are shown in it, and named."
    )

    class Meta:
        model = User
        fields = ["name", "timezone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self._keep_unusual_zone()

    def _keep_unusual_zone(self) -> None:
        """A zone that the list leaves out, such as US/Pacific, stays what it was."""
        field, current = self.fields["timezone"], self.instance.timezone
        if isinstance(field, forms.ChoiceField) and current and current not in dict(zones()):
            field.choices = [(current, current), *zones()]


class PersonForm(ProfileForm):
    """What an administrator says about somebody; also the invitation."""

    roles = forms.MultipleChoiceField(
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role."},
        help_text="What they may do in the whole organisation. An RFP is open only to those in its team.",
    )

    class Meta:
        model = User
        fields = ["name", "email", "roles", "timezone"]
        labels = {"email": "E-mail address"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(Column("name"), Column("email")), "roles", Row(Column("timezone", css_class="col-md-6"))
        )


class PeopleFilter(forms.Form):
    STATES = [("", "Any state"), ("active", "Active"), ("invited", "Invited"), ("deactivated", "Deactivated")]

    q = SearchFormField(label="Name or e-mail")
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any role"), *Role.choices])
    state = forms.ChoiceField(label="State", required=False, choices=STATES)
