"""The History tab."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Candidate, Rfp
from scoring.history import History
from scoring.models import CriteriaSet, Criterion, ReportSubscription, Score, ScoreSheet
from scoring.numbers import plain
from scoring.presentation.changes import Line, told
from vendors.models import Language
from vendors.tests.browser import opened

from .conftest import SignIn
from .scenes import NOW, make_rfp


def lines(rfp: Rfp, user: User) -> list[Line]:
    entries = History(rfp=rfp, user=user)
    return [line for change in told(entries[:500]) for line in change.lines]


def words(rfp: Rfp, user: User) -> list[str]:
    return [
        " ".join(
            [line.subject, line.deed, *(f"{each.field}: {each.old} → {each.new}" for each in line.fields)]
        )
        for line in lines(rfp, user)
    ]


def test_a_changed_score_is_told_with_old_and_new_value(evaluation: Rfp, bea: User) -> None:
    score = Score.objects.filter(criterion__key="quality-1", candidate__key="acanto").earliest("pk")
    score.value, old = Decimal("4.5"), plain(score.value)
    score.save()

    expected = f"Score by Nora: “Quality 1” of Acanto changed value: {old} → 4.5"
    assert expected in words(evaluation, bea)


def test_what_is_deleted_keeps_its_name(evaluation: Rfp, bea: User) -> None:
    Candidate.objects.get(rfp=evaluation, key="cima").delete()
    Criterion.objects.filter(key="quality-2").update(title="Training")
    with_criterion = words(evaluation, bea)

    assert "Vendor Cima removed" in with_criterion
    assert "Criterion “Training” changed title: Quality 2 → Training" in with_criterion
    assert any(line.startswith("Score by Nora: “Training” of Cima removed") for line in with_criterion)


def test_the_demand_is_told_in_words_with_what_was_and_is(
    evaluation: Rfp, bea: User, signed_in: SignIn
) -> None:
    for code, name in (("spa", "Spanish"), ("cat", "Catalan"), ("por", "Portuguese")):
        Language.objects.create(code=code, name=name)
    page = reverse("rfp_demand_edit", args=[evaluation.number])
    first = {
        "weekday": "8-20: 100",
        "handling_seconds": "300",
        "occupancy": "85",
        "languages": "Spanish 80; Catalan 20",
    }
    first |= {f"season_{month}": "100" for month in range(12)}
    client = signed_in(bea)
    client.post(page, opened(client, page) | first)
    begun = words(evaluation, bea)

    again = {
        "weekday": "8-22: 90",
        "season_11": "140",
        "languages": "Spanish 70; Portuguese 30",
        "ramp_up": "50",
    }
    client.post(page, opened(client, page) | first | again)
    found = words(evaluation, bea)
    client.post(page, opened(client, page))

    assert (
        "Demand added contacts an hour, Monday to Friday:  → 8-20: 100 handling time:  → 300 seconds" in begun
    )
    assert "Demand in Catalan added share:  → 20 %" in begun
    assert sorted(set(found) - set(begun)) == [
        "Demand changed contacts an hour, Monday to Friday: 8-20: 100 → 8-22: 90 "
        "season: all months alike → Dec 140 % ramp up: nothing → 50 %",
        "Demand in Catalan removed",
        "Demand in Portuguese added share:  → 30 %",
        "Demand in Spanish changed share: 80 % → 70 %",
    ]
    assert words(evaluation, bea) == found


def test_prices_weights_team_and_line_are_told(evaluation: Rfp, bea: User) -> None:
    Candidate.objects.filter(key="acanto").update(price=None)
    CriteriaSet.objects.filter(rfp=evaluation).update(shortlist_size=3)

    found = words(evaluation, bea)

    assert "Vendor Acanto changed price: 100000 → nothing" in found
    assert "Method changed top: nothing → 3" in found
    assert "Team: Bea added role:  → Procurement lead" in found


def test_a_vendor_that_nobody_has_scored_yet_has_its_name(bea: User) -> None:
    rfp = make_rfp("RFP-2027-009", evaluators=())

    found = words(rfp, bea)

    assert any(line.startswith("Vendor Borea added") for line in found)
    assert not [line for line in found if "somebody" in line]


def test_a_reopened_sheet_is_told_with_its_reason(evaluation: Rfp, bea: User, eva: User) -> None:
    sheet = ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=NOW)
    sheet.submitted_at, sheet.reopened_because = None, "A page was missing"
    sheet.save()

    told_now = [each for each in words(evaluation, bea) if each.startswith("Sheet of Eva changed")]
    assert len(told_now) == 1
    assert "A page was missing" in told_now[0]


def test_who_and_from_where_is_told(evaluation: Rfp, signed_in: SignIn, eva: User, bea: User) -> None:
    criterion = Criterion.objects.get(key="quality-1")
    candidate = Candidate.objects.get(key="acanto")
    address = reverse("score_save", args=[evaluation.number, criterion.pk, candidate.pk])
    signed_in(eva).post(address, {"value": "4", "comment": "Good", "revision": "0"})

    by_eva = [change for change in told(History(rfp=evaluation, user=bea)[:100]) if change.who == "Eva"]

    assert [(change.address, change.lines[0].subject) for change in by_eva] == [
        ("127.0.0.1", "Score by Eva: “Quality 1” of Acanto")
    ]


def test_a_blind_evaluator_sees_only_own_scores(evaluation: Rfp, eva: User, bea: User) -> None:
    Score.objects.create(
        candidate=Candidate.objects.get(key="acanto"),
        criterion=Criterion.objects.get(key="quality-1"),
        evaluator=eva,
        value=Decimal(2),
        comment="Mine",
        changed_at=NOW,
    )
    ScoreSheet.objects.create(rfp=evaluation, evaluator=User.objects.get(name="Nora"), submitted_at=NOW)

    seen = [line.subject for line in lines(evaluation, eva) if line.subject.startswith(("Score", "Sheet"))]

    assert seen == ["Score by Eva: “Quality 1” of Acanto"]
    assert len([line for line in lines(evaluation, bea) if line.subject.startswith("Score")]) == 19


def test_another_rfp_is_not_in_it(evaluation: Rfp, bea: User) -> None:
    make_rfp("RFP-2027-002", vendors=["Duero"], evaluators=["Olga"])

    assert not any("Duero" in each or "Olga" in each for each in words(evaluation, bea))


@pytest.mark.parametrize("page", ["1", "2", "last", "0", "-3", "junk", "9" * 30])
def test_every_page_opens(evaluation: Rfp, signed_in: SignIn, bea: User, page: str) -> None:
    answer = signed_in(bea).get(reverse("rfp_history", args=[evaluation.number]), {"page": page})

    assert answer.status_code == 200


def test_the_number_of_queries_does_not_depend_on_the_entries(
    evaluation: Rfp, signed_in: SignIn, bea: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)], scored=5)
    many.team.create(user=bea, role="lead", key="bea")
    client = signed_in(bea)

    for rfp in (evaluation, many):
        with django_assert_max_num_queries(34):
            assert client.get(reverse("rfp_history", args=[rfp.number])).status_code == 200


def test_evaluators_do_not_read_who_gets_reports(evaluation: Rfp, bea: User, eva: User) -> None:
    evaluation.subscriptions.create(email="ann@example.com", added_by=bea)

    assert any("ann@example.com" in each for each in words(evaluation, bea))
    assert not any("ann@example.com" in each for each in words(evaluation, eva))


def test_a_recipient_who_stops_the_reports_is_named(
    evaluation: Rfp, board: ReportSubscription, client: Client, bea: User
) -> None:
    client.post(board.stop_address, {"List-Unsubscribe": "One-Click"})

    entries = History(rfp=evaluation, user=bea)[:500]
    stopped = [each for each in entries if each.kind == "scoring.ReportSubscriptionEvent" and each.before]

    assert told(stopped)[0].who == "The board, through the link in a mail"
