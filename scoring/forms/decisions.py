from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms

from accounts.models import User
from rfp.models import Rfp

from ..models import Decision


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What was decided on a version, and who of the team approved it."""

    class Meta:
        model = Decision
        fields = ["kind", "reasons", "approver"]

    def __init__(self, *args: Any, rfp: Rfp, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approver = cast("forms.ModelChoiceField[User]", self.fields["approver"])
        approver.queryset = User.objects.filter(memberships__rfp=rfp).exclude(pk=by.pk).order_by("name")
        approver.empty_label = "Nobody else"
        self.helper = FormHelper()
        self.helper.form_tag = False
