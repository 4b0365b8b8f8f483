from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from rfp.models import Rfp, TeamMember, TeamRole
from rfp.services import (
    add_member,
    change_role,
    remove_member,
)


def test_keys_of_namesakes_differ(draft: Rfp, person: Callable[..., User]) -> None:
    one = person("Eva")
    other = User.objects.create_user("eva.two@example.com", "correct horse battery staple", name="Eva")

    members = [add_member(rfp=draft, user=user, role=TeamRole.EVALUATOR) for user in (one, other)]

    assert [member.key for member in members] == ["eva", "eva-2"]


def test_a_person_is_on_the_team_once(draft: Rfp, bea: User) -> None:
    with pytest.raises(ValidationError, match="on the team already"):
        add_member(rfp=draft, user=bea, role=TeamRole.OBSERVER)


def test_only_a_procurement_lead_can_lead(draft: Rfp, eva: User) -> None:
    with pytest.raises(ValidationError, match="Eva is not a procurement lead"):
        add_member(rfp=draft, user=eva, role=TeamRole.LEAD)


def test_a_vendor_contact_is_on_no_team(draft: Rfp, vic: User) -> None:
    with pytest.raises(ValidationError, match="not on the buyer's side"):
        add_member(rfp=draft, user=vic, role=TeamRole.OBSERVER)


def test_the_last_lead_stays(draft: Rfp) -> None:
    only = draft.team.get()

    with pytest.raises(ValidationError, match="at least one lead"):
        remove_member(member=only)
    with pytest.raises(ValidationError, match="at least one lead"):
        change_role(member=only, role=TeamRole.OBSERVER)

    assert draft.team.get().role == TeamRole.LEAD


def test_a_lead_can_go_when_there_is_another(draft: Rfp, bea: User, xenia: User) -> None:
    add_member(rfp=draft, user=xenia, role=TeamRole.LEAD)

    remove_member(member=draft.team.get(user=bea))

    assert draft.team.get().user == xenia


def test_a_changed_role_keeps_the_key(draft: Rfp, eva: User) -> None:
    member = add_member(rfp=draft, user=eva, role=TeamRole.EVALUATOR)

    change_role(member=member, role=TeamRole.OBSERVER)

    assert TeamMember.objects.filter(pk=member.pk, role=TeamRole.OBSERVER, key="eva").exists()
