from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from accounts.models import User, UserQuerySet
from bpo_portal.fields import LineFormField, SearchFormField
from bpo_portal.text import folded

from ..models import Rfp, TeamRole

MOST_FOUND = 12


def people_for(rfp: Rfp) -> UserQuerySet:
    """Who could join the team: active, on the buyer's side, not on it yet."""
    people: UserQuerySet = User.objects.get_queryset()
    return people.active().internal().exclude(memberships__rfp=rfp)


class PeopleSearch(forms.Form):
    """Who could join the team, by a part of the name or of the e-mail address."""

    q = SearchFormField(label="Part of a name or e-mail address", widget=forms.TextInput({"type": "search"}))

    def __init__(self, *args: Any, rfp: Rfp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people_for(rfp)

    @cached_property
    def found(self) -> list[User]:
        wanted = folded(self.cleaned_data["q"]) if self.is_valid() else ""
        return [user for user in self.people if wanted in folded(user.name) or wanted in folded(user.email)]

    @property
    def shown(self) -> list[User]:
        return self.found[:MOST_FOUND]

    @property
    def more(self) -> int:
        return len(self.found) - len(self.shown)


class MemberForm(forms.Form):
    """A person by e-mail address, or by name where only one has it, and a role."""

    person = LineFormField(max_length=254, error_messages={"required": "Choose a person."})
    role = forms.ChoiceField(choices=TeamRole, initial=TeamRole.EVALUATOR)

    def __init__(self, *args: Any, rfp: Rfp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rfp, self.people = rfp, people_for(rfp)

    def clean_person(self) -> User:
        wanted = self.cleaned_data["person"]
        found = [user for user in self.people if is_called(user, wanted)]
        if not found:
            self.refuse_members(wanted)
            raise ValidationError("Nobody who could be added has this name or address.", code="unknown")
        if len(found) > 1:
            raise ValidationError(
                f"{len(found)} people have this name: type the e-mail address.", code="ambiguous"
            )
        return found[0]

    def refuse_members(self, wanted: str) -> None:
        for member in self.rfp.team.select_related("user"):
            if is_called(member.user, wanted):
                role = member.get_role_display().lower()
                raise ValidationError(f"{member.user} is on the team already, as {role}.", code="member")


def is_called(user: User, wanted: str) -> bool:
    return folded(wanted) in (folded(user.email), folded(user.name))


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=TeamRole)
