"""Versions of a shortlist: computed again, recognised when altered, carrying decisions; quick however many."""

import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pghistory
import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from rfp.models import Candidate, Rfp, RfpStatus
from scoring.models import Decision, Score, ScoreSheet, Shortlist
from scoring.presentation.authors import authors
from scoring.reports import Report, mail_html
from scoring.services.recompute import recompute
from scoring.services.verification import verify

from .conftest import Newest, SignIn
from .scenes import NOW

Alter = Callable[..., Shortlist]


@pytest.fixture
def alter(newest: Newest) -> Alter:
    """A version that somebody has altered past the rules of the database."""

    def change(**fields: Callable[[Shortlist], str]) -> Shortlist:
        shortlist = newest()
        with pgtrigger.ignore("scoring.Shortlist:shortlist_is_immutable"):
            new = {name: value(shortlist) for name, value in fields.items()}
            Shortlist.objects.filter(pk=shortlist.pk).update(**new)
        return Shortlist.objects.get(pk=shortlist.pk)

    return change


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


def shown(client: Client, rfp: Rfp, name: str, *rest: object, **query: Any) -> str:
    answer = client.get(reverse(name, args=[rfp.number, *rest]), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def cheaper(shortlist: Shortlist) -> str:
    document = shortlist.file
    document["vendors"][2]["price"] = "1000"
    return json.dumps(document, sort_keys=True, separators=(",", ":"))


def promoted(shortlist: Shortlist) -> str:
    ranking = shortlist.result
    ranking["rows"][1] |= {"rank": 1, "total": "99.00"}
    return json.dumps(ranking)


def test_an_old_version_gives_the_same_ranks_and_hash_whatever_changed_since(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    first = newest()
    Candidate.objects.filter(rfp=evaluation).update(price=999)
    newest()

    assert verify(Shortlist.objects.get(pk=first.pk)).is_identical
    assert "Identical ranks and hash." in shown(lead, evaluation, "shortlist_recompute", 1)


def test_an_altered_document_is_recognised_with_what_it_would_give(
    evaluation: Rfp, alter: Alter, lead: Client
) -> None:
    altered = alter(document=cheaper)

    found = verify(altered)

    assert not found.same_hash
    assert ("Cima", "rank") in {(each.of, each.what) for each in found.differences}
    page = shown(lead, evaluation, "shortlist_recompute", 1)
    assert "Identical" not in page
    assert found.sha256 in page


def test_an_altered_ranking_is_recognised_to_the_figure(evaluation: Rfp, alter: Alter) -> None:
    found = verify(alter(ranking=promoted))

    assert found.same_hash
    assert {(each.what, each.stored) for each in found.differences} == {("rank", "1"), ("total", "99.00")}


def test_whoever_alters_the_hashes_too_is_found_out_by_computing_again(evaluation: Rfp, alter: Alter) -> None:
    altered = alter(ranking=promoted, ranking_sha256=lambda each: sha256(promoted(each).encode()).hexdigest())

    assert altered.alterations == []
    assert not verify(altered).is_identical


@pytest.mark.parametrize(
    "fields", [{"document": cheaper}, {"ranking": promoted}, {"sha256": lambda each: "0" * 64}]
)
def test_an_altered_version_is_marked_wherever_it_is_shown(
    evaluation: Rfp, alter: Alter, lead: Client, fields: dict[str, Callable[[Shortlist], str]]
) -> None:
    altered = alter(**fields)

    assert "was altered in the database" in shown(lead, evaluation, "rfp_shortlist")
    assert "was altered in the database" in shown(lead, evaluation, "shortlist_vendor", 1, "acanto")
    assert "Altered" in shown(lead, evaluation, "shortlist_versions")
    assert "Altered:" in mail_html(Report.of(altered), addressed=False)


def test_an_untouched_version_is_marked_nowhere(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    version = newest()

    assert Shortlist.objects.get(pk=version.pk).alterations == []
    for name in ("rfp_shortlist", "shortlist_versions"):
        assert "ltered" not in shown(lead, evaluation, name)


def test_a_document_that_cannot_be_read_says_why(evaluation: Rfp, alter: Alter, lead: Client) -> None:
    alter(document=lambda each: each.document[:-5])

    assert "It cannot be computed again." in shown(lead, evaluation, "shortlist_recompute", 1)


def test_a_version_says_who_changed_what_led_to_it(evaluation: Rfp, lead: Client, emil: User) -> None:
    recompute(rfp_id=evaluation.pk, at=timezone.now() - timedelta(hours=1))
    with pghistory.context(user=emil.pk):
        Candidate.objects.filter(rfp=evaluation, key="acanto").update(price=150_000)
    recompute(rfp_id=evaluation.pk, at=timezone.now() + timedelta(seconds=1))

    assert "<td>Emil</td>" in shown(lead, evaluation, "shortlist_versions")
    assert "<dt>Changed by</dt><dd>Emil</dd>" in shown(lead, evaluation, "rfp_shortlist")


def test_who_only_commented_or_handed_in_changed_nothing_that_led_to_a_version(
    evaluation: Rfp, emil: User, eva: User
) -> None:
    first = recompute(rfp_id=evaluation.pk, at=timezone.now() - timedelta(hours=1))
    score = Score.objects.get(candidate__key="acanto", criterion__key="quality-1", evaluator__name="Nora")
    with pghistory.context(user=eva.pk):
        Score.objects.filter(pk=score.pk).update(comment="Seen twice.")
        ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=timezone.now())
    with pghistory.context(user=emil.pk):
        Score.objects.filter(pk=score.pk).update(value=4)
    second = recompute(rfp_id=evaluation.pk, at=timezone.now() + timedelta(seconds=1))

    assert first and second
    assert authors(evaluation, [second]) == {2: ["Emil"]}


def decide(client: Client, rfp: Rfp, version: int = 1, **data: object) -> Any:
    given = {"kind": "shortlist", "reasons": "Best on all counts."} | data
    return client.post(reverse("shortlist_decide", args=[rfp.number, version]), given)


def test_a_decision_is_pinned_to_a_version_and_shown_with_it(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()

    answer = decide(lead, evaluation)

    assert answer.status_code == 302
    decision = Decision.objects.get()
    assert (decision.shortlist.number, decision.decided_by.name, decision.is_in_force) == (1, "Bea", True)
    assert "Shortlist decision" in shown(lead, evaluation, "shortlist_versions")
    for name in ("rfp_shortlist", "rfp_overview"):
        assert "Best on all counts." in shown(lead, evaluation, name)
    assert "Shortlist" in shown(lead, evaluation, "rfp_history")


def test_after_the_shortlist_the_award_is_the_next_step_and_then_the_end(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.SHORTLISTED)
    page = reverse("shortlist_decide", args=[evaluation.number, 1]) + "?kind=award"
    end = reverse("rfp_move", args=[evaluation.number, "awarded"])

    assert f'href="{page}">Record the award</a>' in shown(lead, evaluation, "rfp_overview")
    assert '<option value="award" selected>' in lead.get(page).content.decode()
    assert "Record the award, on the version" in lead.post(end, follow=True).content.decode()

    assert decide(lead, evaluation, kind="award").status_code == 422
    decide(lead, evaluation, kind="award", awarded_to=["Acanto"])
    overview = shown(lead, evaluation, "rfp_overview")
    assert "Award to Acanto on version 1" in overview
    assert "Record the award</a>" not in overview
    assert f'href="{end}">Mark as awarded</a>' in overview

    lead.post(end)
    evaluation.refresh_from_db()
    assert evaluation.status == RfpStatus.AWARDED
    assert "The contract is awarded." in shown(lead, evaluation, "rfp_overview")
    late = decide(lead, evaluation)
    assert late.status_code == 409
    assert "Best on all counts." in late.content.decode()


def test_due_diligence_is_offered_beside_the_award_and_leads_to_it(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.SHORTLISTED)
    start = reverse("rfp_move", args=[evaluation.number, "due_diligence"])

    offered = shown(lead, evaluation, "rfp_overview")
    assert f'href="{start}">Start due diligence</a>' in offered
    assert "Record the award</a>" in offered
    assert "A contract can be awarded at any time." in lead.get(start).content.decode()

    lead.post(start)
    examined = shown(lead, evaluation, "rfp_overview")
    evaluation.refresh_from_db()
    assert evaluation.status == RfpStatus.DUE_DILIGENCE
    assert 'record-circle" aria-hidden="true"></i>Due diligence' in examined
    assert "Start due diligence</a>" not in examined
    assert "Record the award</a>" in examined
    assert decide(lead, evaluation, kind="award", awarded_to=["Acanto"]).status_code == 302
    assert "Mark as awarded</a>" in shown(lead, evaluation, "rfp_overview")


def test_an_award_comes_after_the_confirmed_shortlist_and_goes_to_somebody_ranked(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    early = decide(lead, evaluation, kind="award", awarded_to=["Acanto"])
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.SHORTLISTED)
    stranger = decide(lead, evaluation, kind="award", awarded_to=["Nobody Ltd"])
    both = decide(lead, evaluation, kind="shortlist", awarded_to=["Acanto"])

    assert "once the shortlist is confirmed" in early.content.decode()
    assert [each.status_code for each in (early, stranger, both)] == [422, 422, 422]
    assert not Decision.objects.exists()


def test_only_a_lead_is_offered_the_award(
    evaluation: Rfp, newest: Newest, signed_in: SignIn, otto: User, eva: User
) -> None:
    newest()
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.SHORTLISTED)

    for person in (otto, eva):
        page = shown(signed_in(person), evaluation, "rfp_overview")
        assert "The award comes next, or due diligence before it." in page
        assert "Start due diligence</a>" not in page
        assert "Record the award" not in page


def test_a_decision_keeps_what_was_typed_when_it_is_refused(
    evaluation: Rfp, newest: Newest, lead: Client, xenia: User
) -> None:
    newest()

    outsider = decide(lead, evaluation, approver=xenia.pk)
    empty = decide(lead, evaluation, reasons=" \u200b")

    assert outsider.status_code == empty.status_code == 422
    assert "Best on all counts." in outsider.content.decode()
    assert not Decision.objects.exists()


def test_a_decision_sent_twice_is_recorded_once(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()

    assert decide(lead, evaluation).status_code == 302
    assert decide(lead, evaluation).status_code == 422
    assert Decision.objects.count() == 1


def test_no_decision_can_rest_on_an_altered_version(evaluation: Rfp, alter: Alter, lead: Client) -> None:
    alter(ranking=promoted)

    assert decide(lead, evaluation).status_code == 422
    assert not Decision.objects.exists()


def test_a_blind_evaluator_reads_no_decision(
    evaluation: Rfp, newest: Newest, signed_in: SignIn, bea: User, eva: User
) -> None:
    newest()
    decide(signed_in(bea), evaluation)
    client = signed_in(eva)

    for name in ("rfp_overview", "rfp_history"):
        assert "Best on all counts." not in shown(client, evaluation, name)


def test_pages_ask_as_little_of_ten_thousand_versions_as_of_thirty(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    first = newest()
    add_versions(first, 2, 31)
    pages = (("shortlist_versions", ()), ("shortlist_version", (5,)), ("rfp_shortlist", ()))
    before = [queries(lead, evaluation, name, *rest) for name, rest in pages]
    add_versions(first, 31, 1500)

    assert [queries(lead, evaluation, name, *rest) for name, rest in pages] == before
    assert "First ranking" in shown(lead, evaluation, "shortlist_versions", page=60)


def queries(client: Client, rfp: Rfp, name: str, *rest: object) -> int:
    shown(client, rfp, name, *rest)
    with CaptureQueriesContext(connection) as captured:
        shown(client, rfp, name, *rest)
    assert not any('COUNT(*) AS "__count" FROM "scoring_shortlist"' in each["sql"] for each in captured)
    return len(captured)


def add_versions(like: Shortlist, first: int, end: int) -> None:
    Shortlist.objects.bulk_create(
        Shortlist(
            rfp=like.rfp,
            number=number,
            inputs_version=10_000 + number,
            as_of=like.as_of,
            document=like.document,
            sha256=like.sha256,
            ranking=like.ranking,
            cause=f"Cause {number}",
            line=like.line,
            provisional=False,
            engine_version="1",
            computed_at=NOW + timedelta(minutes=number),
        )
        for number in range(first, end)
    )
