from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User, UserQuerySet
from bpo_portal.fields import LineFormField
from bpo_portal.text import folded

from ..models import Rfp, TeamRole


def people_for(rfp: Rfp) -> UserQuerySet:
    """Who could join the team: active, on the buyer's side, not on it yet."""
    people: UserQuerySet = User.objects.get_queryset()
    return people.active().internal().exclude(memberships__rfp=rfp)


class MemberForm(forms.Form):
    """A person by e-mail address, or by name where only one has it, and a role."""

    person = LineFormField(
        label="Name or e-mail address",
        max_length=254,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(choices=TeamRole, initial=TeamRole.EVALUATOR)

    def __init__(self, *args: Any, rfp: Rfp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people_for(rfp)

    def clean_person(self) -> User:
        wanted = folded(self.cleaned_data["person"])
        found = [user for user in self.people if wanted in (folded(user.email), folded(user.name))]
        if not found:
            raise ValidationError("Nobody who could be added has this name or address.", code="unknown")
        if len(found) > 1:
            raise ValidationError(
                f"{len(found)} people have this name: type the e-mail address.", code="ambiguous"
            )
        return found[0]


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=TeamRole)
