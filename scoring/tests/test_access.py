"""Blindness: an evaluator sees nothing of the others before handing in."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from rfp.models import Rfp, RfpStatus, TeamMember
from scoring.access import ResultsHidden, may_see_results, require_results
from scoring.models import ScoreSheet

from .conftest import Newest, SignIn
from .scenes import NOW

RESULTS = [
    "shortlist/",
    "shortlist/1/",
    "shortlist/versions/",
    "shortlist/1/file/",
    "shortlist/1/acanto/",
    "shortlist/1/recompute/",
    "shortlist/1/firmness/",
    "shortlist/changes/",
    "shortlist/ranks/",
]
PAGES = [*RESULTS, "shortlist/status/", "compare/", "scoring/given/"]


def hand_in(rfp: Rfp, user: User) -> None:
    ScoreSheet.objects.create(rfp=rfp, evaluator=user, submitted_at=NOW)


def test_lead_and_observer_see_results(evaluation: Rfp, bea: User, otto: User) -> None:
    assert may_see_results(user=bea, rfp=evaluation)
    assert may_see_results(user=otto, rfp=evaluation)


def test_an_outsider_sees_no_results(evaluation: Rfp, xenia: User) -> None:
    assert not may_see_results(user=xenia, rfp=evaluation)


def test_an_evaluator_is_blind_until_the_own_sheet_is_handed_in(
    evaluation: Rfp, eva: User, emil: User
) -> None:
    TeamMember.objects.create(rfp=evaluation, user=emil, role="evaluator", key="emil")
    hand_in(evaluation, emil)

    assert may_see_results(user=emil, rfp=evaluation)
    assert not may_see_results(user=eva, rfp=evaluation)
    with pytest.raises(ResultsHidden):
        require_results(user=eva, rfp=evaluation)


def test_a_reopened_sheet_makes_blind_again(evaluation: Rfp, eva: User) -> None:
    ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=None, reopened_because="Typo")

    assert not may_see_results(user=eva, rfp=evaluation)


@pytest.mark.parametrize("status", [RfpStatus.CONSENSUS, RfpStatus.SHORTLISTED, RfpStatus.AWARDED])
def test_nobody_is_blind_once_scores_cannot_be_given_any_more(
    evaluation: Rfp, eva: User, status: str
) -> None:
    evaluation.status = status

    assert may_see_results(user=eva, rfp=evaluation)


@pytest.mark.parametrize("page", PAGES)
def test_a_blind_evaluator_is_refused_every_result(
    evaluation: Rfp, newest: Newest, signed_in: SignIn, eva: User, page: str
) -> None:
    newest()

    answer = signed_in(eva).get(f"/rfps/{evaluation.number}/{page}")

    assert answer.status_code == 403
    assert "Acanto" not in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_an_evaluator_who_handed_in_sees_every_result(
    evaluation: Rfp, newest: Newest, signed_in: SignIn, eva: User, page: str
) -> None:
    newest()
    hand_in(evaluation, eva)

    assert signed_in(eva).get(f"/rfps/{evaluation.number}/{page}").status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "scoring/", "scoring/submit/", "history/"])
def test_an_outsider_finds_nothing(
    evaluation: Rfp, newest: Newest, signed_in: SignIn, xenia: User, page: str
) -> None:
    newest()

    assert signed_in(xenia).get(f"/rfps/{evaluation.number}/{page}").status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "scoring/", "scoring/submit/", "history/"])
def test_the_anonymous_are_sent_to_sign_in(evaluation: Rfp, client: Client, page: str) -> None:
    answer = client.get(f"/rfps/{evaluation.number}/{page}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_a_colleague_handing_in_moves_no_number_of_a_blind_evaluator(
    evaluation: Rfp, newest: Newest, signed_in: SignIn, eva: User
) -> None:
    newest()
    client = signed_in(eva)
    pages = ["/", f"/rfps/{evaluation.number}/scoring/", f"/rfps/{evaluation.number}/history/"]
    before = [without_tokens(client.get(page)) for page in pages]

    hand_in(evaluation, User.objects.get(name="Nora"))

    assert [without_tokens(client.get(page)) for page in pages] == before


def without_tokens(answer: Any) -> list[str]:
    assert answer.status_code == 200
    lines = answer.content.decode().splitlines()
    return [line for line in lines if "csrf" not in line.lower()]
