from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Rfp, TeamRole
from rfp.services import add_member, create_rfp

from .asking import SignIn, of
from .conftest import NOW


def test_a_lead_adds_changes_and_removes_people(draft: Rfp, signed_in: SignIn, bea: User, eva: User) -> None:
    client = signed_in(bea)

    client.post(of("rfp_team", draft), {"person": "eva@example.com", "role": "evaluator"})
    member = draft.team.get(user=eva)
    client.post(of("member_role", draft, member.pk), {"role": "observer"})
    assert draft.team.get(user=eva).role == TeamRole.OBSERVER

    client.post(of("member_remove", draft, member.pk))
    assert not draft.team.filter(user=eva).exists()


def test_only_leads_change_the_team(
    with_panel: Rfp, signed_in: SignIn, eva: User, otto: User, xenia: User
) -> None:
    member = with_panel.team.get(user=eva)
    for user in (eva, otto, xenia):
        client = signed_in(user)
        data = {"person": "xenia@example.com", "role": "observer"}
        assert client.post(of("rfp_team", with_panel), data).status_code == 404
        assert client.post(of("member_role", with_panel, member.pk), {"role": "observer"}).status_code == 404
    assert with_panel.team.count() == 3


def test_a_refused_change_of_the_team_is_explained(
    draft: Rfp, signed_in: SignIn, bea: User, eva: User
) -> None:
    client, lead = signed_in(bea), draft.team.get()

    unknown = client.post(of("rfp_team", draft), {"person": "nobody", "role": "evaluator"}).content.decode()
    unfit = client.post(of("rfp_team", draft), {"person": "Eva", "role": "lead"}).content.decode()
    last = client.post(of("member_remove", draft, lead.pk), follow=True).content.decode()
    wrong = client.post(of("member_role", draft, lead.pk), {"role": "king"}, follow=True).content.decode()

    assert "Nobody who could be added" in unknown
    assert "Eva is not a procurement lead" in unfit
    assert "at least one lead" in last
    assert "Choose one of the roles." in wrong
    assert draft.team.get() == lead


def test_members_of_another_rfp_are_out_of_reach(
    with_panel: Rfp, signed_in: SignIn, xenia: User, eva: User
) -> None:
    other = create_rfp(rfp=Rfp(title="Other", buyer_country="ES"), by=xenia, at=NOW)
    member, candidate = with_panel.team.get(user=eva), with_panel.candidates.first()
    assert candidate
    client = signed_in(xenia)

    assert client.post(of("member_remove", other, member.pk)).status_code == 404
    assert client.post(of("candidate_remove", other, candidate.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_team_costs_the_same_for_many(
    draft: Rfp,
    signed_in: SignIn,
    bea: User,
    person: Callable[..., User],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        add_member(rfp=draft, user=person(f"Person{number}"), role=TeamRole.OBSERVER)
    client = signed_in(bea)

    for name in ("rfp_team", "rfp_overview"):
        with django_assert_max_num_queries(16):
            client.get(of(name, draft))


def test_people_are_found_by_a_part_of_name_or_address(
    draft: Rfp, signed_in: SignIn, bea: User, eva: User, otto: User
) -> None:
    client, page = signed_in(bea), of("rfp_team", draft)

    def found(words: str) -> list[str]:
        return [user.name for user in client.get(page, {"q": words}).context["search"].shown]

    assert found("EV") == found("va@exam") == ["Eva"]
    assert found("") == ["Eva", "Otto"]
    nobody = client.get(page, {"q": "zz"}).content.decode()
    assert "Nobody who could be added has “zz”" in nobody
    fragment = client.get(page, {"q": "ott"}, headers={"HX-Request": "true"}).content.decode()
    assert "otto@example.com" in fragment
    assert "<html" not in fragment


def test_nobody_chosen_is_said(draft: Rfp, signed_in: SignIn, bea: User, eva: User) -> None:
    page = signed_in(bea).post(of("rfp_team", draft), {"role": "evaluator"})

    assert "Choose a person." in page.content.decode()
