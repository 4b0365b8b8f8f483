"""How firm the first place is, as a page."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from rfp.models import Candidate, Rfp
from scoring.engine import canonical_bytes
from scoring.models import Score, Shortlist
from scoring.presentation.firmness import QUESTIONS, FirmnessView
from scoring.services.recompute import recompute

from .conftest import Newest, SignIn
from .engine.documents import document, scored, vendor
from .scenes import NOW, make_rfp


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


def firmness(client: Client, rfp: Rfp, ask: str = "", **headers: Any) -> str:
    answer = client.get(reverse("shortlist_firmness", args=[rfp.number, 1]), {"ask": ask}, **headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def set_scores(rfp: Rfp, **by_vendor: int) -> None:
    for key, value in by_vendor.items():
        Score.objects.filter(candidate__rfp=rfp, candidate__key=key).update(value=value)


def test_tipping_weights_stand_beside_the_weights_with_who_takes_over(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    set_scores(evaluation, acanto=4, borea=5, cima=1)
    version = newest()

    view, page = FirmnessView(version, evaluators={}), firmness(lead, evaluation)

    stored = {each["criterion"]: each for each in version.result["sensitivity"]["criteria"]}
    tip = next(each for each in view.tips if each.title == "Price")
    assert tip.up == stored["price"]["up"]["at"].rstrip("0").rstrip(".")
    assert tip.up_vendor == "Acanto"
    assert tip.up in page
    assert "lets a vendor draw level with Borea: " in page


def test_with_one_criterion_there_is_no_weight_to_move() -> None:
    rivals = [vendor(key, scores={"x": {"eva": score}}) for key, score in (("a", "8"), ("b", "5"))]
    alone = canonical_bytes(document([scored("x", "100")], rivals)).decode()

    assert FirmnessView(Shortlist(document=alone), evaluators={}).weights == [
        "No weights can put another vendor ahead of A: on every criterion it is at least as good."
    ]


def test_a_leader_that_is_best_everywhere_cannot_be_overtaken_by_weights(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    set_scores(evaluation, acanto=5, borea=4, cima=3)
    newest()

    page = firmness(lead, evaluation)

    assert "No weights can put another vendor ahead of Acanto" in page
    assert "No weights can put Borea first: Acanto is better on every criterion." in page


def test_the_evaluator_on_whom_the_first_place_rests_is_named(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    set_scores(evaluation, acanto=3, borea=3, cima=1)
    Score.objects.filter(candidate__rfp=evaluation, candidate__key="borea", evaluator__name="Nora").update(
        value=5
    )
    Score.objects.filter(candidate__rfp=evaluation, candidate__key="acanto", evaluator__name="Nora").update(
        value=1
    )
    newest()

    page = firmness(lead, evaluation)

    assert "The first place rests on Nora" in page
    assert "would draw level with the best or pass it with" in page


@pytest.mark.parametrize(
    ("ask", "words"),
    [("draws", "A simulation, not a proof"), ("panel", "The harshest is"), ("methods", "TOPSIS puts")],
)
def test_what_takes_long_is_worked_out_when_asked_for_with_and_without_htmx(
    evaluation: Rfp, newest: Newest, lead: Client, ask: str, words: str
) -> None:
    newest()

    fragment = firmness(lead, evaluation, ask, HTTP_HX_REQUEST="true")

    assert words in fragment
    assert "<html" not in fragment
    assert words in firmness(lead, evaluation, ask)
    assert words not in firmness(lead, evaluation)
    assert ask in QUESTIONS


def test_a_question_that_does_not_exist_changes_nothing(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()

    assert "Does it hang on one evaluator?" in firmness(lead, evaluation, "junk")


def test_where_nobody_is_ranked_the_page_says_why(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    Candidate.objects.filter(rfp=evaluation).update(price=None)
    newest()

    assert "No vendor is ranked." in firmness(lead, evaluation)


def test_the_number_of_queries_does_not_depend_on_vendors(
    evaluation: Rfp, newest: Newest, lead: Client, bea: User
) -> None:
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)], scored=5)
    many.team.create(user=bea, role="lead", key="bea")
    counts = []
    for rfp in (evaluation, many):
        recompute(rfp_id=rfp.pk, at=NOW)
        firmness(lead, rfp)
        with CaptureQueriesContext(connection) as captured:
            firmness(lead, rfp)
        counts.append(len(captured))

    assert counts[0] == counts[1]
