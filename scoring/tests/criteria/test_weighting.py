"""Help with weights: everybody answers alone, the answers propose, a lead takes the proposal over."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Rfp, RfpStatus, TeamRole
from rfp.services import add_member
from scoring.models import Criterion, WeightAnswer
from scoring.tests.scenes import NOW, make_rfp
from scoring.tests.world import add_shortlist

from .asking import SignIn, criterion, of, staffed, weights_of


def answer(client: Client, rfp: Rfp, method: str, *figures: str) -> str:
    criteria = Criterion.objects.of_rfp(rfp).weighted()
    typed = {f"answer-{each.pk}": figure for each, figure in zip(criteria, figures, strict=True)}
    return client.post(of("weighting", rfp, method), typed, follow=True).content.decode()


def judge(client: Client, rfp: Rfp, row: str, column: str, **typed: str) -> str:
    pair = f"{criterion(rfp, row).pk}-{criterion(rfp, column).pk}"
    return client.post(of("weighting", rfp, "pairs") + f"?pair={pair}", typed, follow=True).content.decode()


def judge_all(client: Client, rfp: Rfp, *, odd: bool = False) -> str:
    judge(client, rfp, "quality-1", "quality-2", more="row", size="2")
    judge(client, rfp, "quality-1", "price", more="column", size="2")
    return judge(client, rfp, "quality-2", "price", more="row" if odd else "column", size="4")


def test_swings_propose_weights_that_add_up_exactly(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = answer(signed_in(bea), draft, "swing", "60", "40", "100")

    for weight in ("30.00", "20.00", "50.00"):
        assert f"<strong>{weight}</strong>" in page
    assert weights_of(draft) == [30, 30, 40]


def test_a_group_is_the_geometric_mean_of_its_members(
    draft: Rfp, signed_in: SignIn, bea: User, eva: User
) -> None:
    answer(signed_in(eva), draft, "swing", "60", "40", "100")

    page = answer(signed_in(bea), draft, "swing", "100", "25", "75")

    for weight in ("39.58", "16.16", "44.26"):
        assert f"<strong>{weight}</strong>" in page
    assert "10.42 moved" in page
    assert "9.58 moved" in page


def test_an_order_proposes_centroids_and_equals_share_a_place(
    draft: Rfp, signed_in: SignIn, bea: User
) -> None:
    page = answer(signed_in(bea), draft, "order", "2", "2", "1")

    for weight in ("61.11", "19.45", "19.44"):
        assert f"<strong>{weight}</strong>" in page


def test_pairs_are_asked_one_at_a_time_and_fit_together(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)
    first = judge(client, draft, "quality-1", "quality-2", more="row", size="2")
    assert "Pair 2 of 3" in first
    assert "once all pairs are answered" in first

    page = judge_all(client, draft)

    for weight in ("28.57", "14.29", "57.14"):
        assert f"<strong>{weight}</strong>" in page
    assert "Consistency ratio 0.00" in page
    assert "Saaty 1980: random index 0.58" in page
    assert "All judgements fit together." in page


def test_the_odd_judgement_is_pointed_out_with_a_way_to_it(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = judge_all(signed_in(bea), draft, odd=True)

    pair = f"{criterion(draft, 'quality-2').pk}-{criterion(draft, 'price').pk}"
    assert "Above the limit" in page
    assert f'<a href="?pair={pair}#ask">Look again at Quality 2 against Price</a>' in page


@pytest.mark.parametrize(
    ("method", "figures", "words"),
    [
        ("swing", ("60", "", "100"), "Quality 2</a>: This field is required"),
        ("swing", ("60", "-1", "100"), "At least 0;"),
        ("swing", ("60", "NaN", "100"), "plain number"),
        ("swing", ("0", "0", "0"), "at least one swing more than 0"),
        ("swing", ("60", "1e9", "100"), "plain number"),
        ("order", ("1", "2", "4"), "At most 3;"),
        ("order", ("1", "x\x00", "3"), "whole number"),
    ],
)
def test_answers_that_say_nothing_are_refused_and_kept_in_the_form(
    draft: Rfp, signed_in: SignIn, bea: User, method: str, figures: tuple[str, str, str], words: str
) -> None:
    page = answer(signed_in(bea), draft, method, *figures)

    assert words in page
    assert f'value="{figures[0]}"' in page
    assert not WeightAnswer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "This field is required"),
        ({"more": "row"}, "Say how much more it counts."),
        ({"more": "row", "size": "10"}, "choose one that is listed"),
        ({"more": "both"}, "choose one that is listed"),
    ],
)
def test_a_pair_without_a_judgement_is_refused(
    draft: Rfp, signed_in: SignIn, bea: User, typed: dict[str, str], words: str
) -> None:
    assert words in judge(signed_in(bea), draft, "quality-1", "price", **typed)
    assert not WeightAnswer.objects.exists()


def test_nought_points_in_a_group_are_explained(draft: Rfp, signed_in: SignIn, bea: User, eva: User) -> None:
    answer(signed_in(eva), draft, "swing", "60", "40", "100")

    page = answer(signed_in(bea), draft, "swing", "0", "40", "100")

    assert "Bea, Quality 1: 0 points would make the group" in page


def test_others_are_seen_after_ones_own_answer(
    draft: Rfp, signed_in: SignIn, eva: User, emil: User, otto: User
) -> None:
    add_member(rfp=draft, user=emil, role=TeamRole.EVALUATOR)
    answer(signed_in(emil), draft, "swing", "60", "40", "100")

    assert "Answer first" in signed_in(eva).get(of("weighting", draft, "swing")).content.decode()
    assert "<strong>50.00</strong>" in answer(signed_in(eva), draft, "swing", "60", "40", "100")
    assert "<strong>50.00</strong>" in signed_in(otto).get(of("weighting", draft, "swing")).content.decode()


def test_an_answer_waits_while_it_lacks_a_criterion(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)
    answer(client, draft, "swing", "60", "40", "100")
    Criterion.objects.filter(pk=criterion(draft, "quality-2").pk).update(key="renamed")

    page = client.get(of("weighting", draft, "swing")).content.decode()

    assert "Not finished, so not counted yet: Bea." in page


def test_a_proposal_leads_into_the_weights_form_with_its_reason(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    add_shortlist(published)
    client = signed_in(bea)
    page = answer(client, published, "swing", "60", "40", "100")
    assert "Rank 1" in page

    form = client.get(of("rfp_criteria", published) + "?proposal=swing").content.decode()

    assert 'value="Swing weighting: answers of Bea"' in form
    for weight in ("30", "20", "50"):
        assert f'value="{weight}"' in form
    assert "They are not saved yet." in form
    assert weights_of(published) == [30, 30, 40]


def test_without_results_there_is_no_preview(published: Rfp, signed_in: SignIn, eva: User) -> None:
    add_shortlist(published)

    assert "Rank 1" not in answer(signed_in(eva), published, "swing", "60", "40", "100")


def test_answers_can_be_taken_back(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)
    answer(client, draft, "swing", "60", "40", "100")

    client.post(of("weighting", draft, "swing"), {"action": "clear"})

    assert not WeightAnswer.objects.exists()


def test_observers_and_outsiders_answer_nothing(
    draft: Rfp, signed_in: SignIn, otto: User, xenia: User
) -> None:
    address = of("weighting", draft, "swing")

    assert signed_in(otto).post(address).status_code == 404
    assert signed_in(xenia).get(address).status_code == 404
    assert signed_in(otto).get(of("weighting", draft, "guess")).status_code == 404


def test_an_ended_rfp_asks_nobody(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    Rfp.objects.filter(pk=draft.pk).update(status="cancelled", status_reason="Budget cut.")

    assert signed_in(bea).post(of("weighting", draft, "swing"))["Location"] == draft.get_absolute_url()
    assert "Save my answers" not in signed_in(bea).get(of("weighting", draft, "swing")).content.decode()


def test_more_than_fifteen_criteria_are_not_compared_in_pairs(bea: User, signed_in: SignIn) -> None:
    rfp = make_rfp(scored=15, evaluators=(), vendors=("Acanto",))
    add_member(rfp=rfp, user=bea, role=TeamRole.LEAD)

    assert "at most fifteen" in signed_in(bea).get(of("weighting", rfp, "pairs")).content.decode()


@pytest.mark.parametrize("people", [1, 6])
def test_a_page_costs_the_same_for_many_people(
    bea: User,
    otto: User,
    eva: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    people: int,
) -> None:
    rfp = staffed(make_rfp(status=RfpStatus.DRAFT, evaluators=list("abcdef")), bea, otto, eva)
    answers = dict.fromkeys(("quality-1", "quality-2", "price"), "50")
    for member in rfp.team.filter(role=TeamRole.EVALUATOR)[:people]:
        WeightAnswer.objects.create(rfp=rfp, method="swing", person=member.user, answers=answers, at=NOW)
    client = signed_in(bea)

    with django_assert_max_num_queries(11):
        assert client.get(of("weighting", rfp, "swing")).status_code == 200
