"""The confirmed shortlist: pinned to its version, shown where the RFP is, and what has become of the ranking."""

from collections.abc import Callable
from datetime import timedelta

import pgtrigger
import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from rfp.lifecycle import RefusedMove
from rfp.models import Rfp, RfpStatus, TeamMember, TeamRole
from rfp.services import move_rfp
from scoring.models import CriteriaSet, Decision, DecisionKind, ScoreSheet, Shortlist
from scoring.services.decisions import answer_decision, decide
from scoring.services.recompute import recompute

from .conftest import Newest, SignIn
from .scenes import NOW, make_rfp

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


@pytest.fixture
def ready(evaluation: Rfp, newest: Newest, eva: User) -> Rfp:
    """All sheets handed in, and two of three vendors above the line."""
    CriteriaSet.objects.filter(rfp=evaluation).update(shortlist_size=2)
    eva.assignments.all().delete()
    for member in evaluation.team.filter(role=TeamRole.EVALUATOR):
        ScoreSheet.objects.create(rfp=evaluation, evaluator=member.user, submitted_at=NOW)
    newest()
    return evaluation


def confirm(rfp: Rfp, by: User) -> Decision:
    move_rfp(rfp=rfp, to=RfpStatus.SHORTLISTED, by=by, at=LATER)
    return Decision.objects.get(rfp=rfp, kind=DecisionKind.SHORTLIST)


def shown(client: Client, rfp: Rfp, name: str = "rfp_shortlist") -> str:
    return " ".join(client.get(reverse(name, args=[rfp.number])).content.decode().split())


def test_confirming_pins_the_newest_version_with_who_and_when(ready: Rfp, bea: User) -> None:
    decision = confirm(ready, bea)

    assert (decision.shortlist.number, decision.decided_by, decision.at) == (1, bea, LATER)


def test_a_decision_recorded_before_on_that_version_is_the_one(ready: Rfp, bea: User) -> None:
    recorded = decide(
        shortlist=ready.shortlists.get(), kind=DecisionKind.SHORTLIST, reasons="The board.", by=bea, at=NOW
    )

    assert confirm(ready, bea) == recorded


def test_it_is_shown_on_the_shortlist_and_on_every_page_of_the_rfp(
    ready: Rfp, bea: User, lead: Client
) -> None:
    assert "Confirmed:" not in shown(lead, ready)
    confirm(ready, bea)

    page = shown(lead, ready)

    assert "version 1</a>, 2 vendors</strong> (Acanto, Borea), by Bea" in page
    assert "The ranking has since moved" not in page
    for name in ("rfp_overview", "rfp_criteria", "rfp_shortlist"):
        assert "Confirmed: version 1, 2 vendors</a>, by Bea, 1 Mar 2027" in shown(lead, ready, name)


def test_once_the_ranking_moves_both_pages_say_who_stands_elsewhere(
    ready: Rfp, newest: Newest, bea: User, lead: Client
) -> None:
    confirm(ready, bea)
    ready.candidates.filter(key="cima").update(price="20000")
    newest()

    page = shown(lead, ready)

    assert "version 1</a>, 2 vendors</strong> (Acanto, Borea)" in page
    assert "The ranking has since moved: Cima from 3 to 1, Acanto from 1 to 3." in page
    assert "?from=1&amp;to=2" in page
    assert "the ranking has since moved" in shown(lead, ready, "rfp_overview")


def test_a_newer_version_with_the_same_ranks_is_no_move(
    ready: Rfp, newest: Newest, bea: User, lead: Client
) -> None:
    confirm(ready, bea)
    ready.candidates.filter(key="acanto").update(price="100001")
    newest()

    page = shown(lead, ready)

    assert "Version 2 is the newest and ranks everybody the same." in page
    assert "since moved" not in page


def test_nothing_is_confirmed_on_an_altered_version(ready: Rfp, bea: User) -> None:
    with pgtrigger.ignore("scoring.Shortlist:shortlist_is_immutable"):
        Shortlist.objects.filter(rfp=ready).update(document=Concat("document", Value(" ")))

    with pytest.raises(RefusedMove, match="altered"):
        move_rfp(rfp=ready, to=RfpStatus.SHORTLISTED, by=bea, at=LATER)

    ready.refresh_from_db()
    assert ready.status == RfpStatus.EVALUATION


def test_a_rail_costs_the_same_for_many_vendors(
    ready: Rfp, bea: User, lead: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)])
    many.team.create(user=bea, role="lead", key="bea")
    recompute(rfp_id=many.pk, at=NOW)
    for rfp in (ready, many):
        Rfp.objects.filter(pk=rfp.pk).update(status=RfpStatus.SHORTLISTED)
        decide(shortlist=rfp.shortlists.get(), kind=DecisionKind.SHORTLIST, reasons="So.", by=bea, at=NOW)
    shown(lead, ready)

    with CaptureQueriesContext(connection) as few:
        shown(lead, ready, "rfp_criteria")
    with django_assert_num_queries(len(few)):
        shown(lead, many, "rfp_criteria")


def test_what_was_approved_is_confirmed_and_nothing_newer(
    ready: Rfp, newest: Newest, bea: User, person: Callable[..., User]
) -> None:
    clara = person("Clara", Role.APPROVER)
    TeamMember.objects.create(rfp=ready, user=clara, role=TeamRole.APPROVER, key="clara")
    asked = decide(
        shortlist=ready.shortlists.get(),
        kind=DecisionKind.SHORTLIST,
        reasons="The board.",
        by=bea,
        approver=clara,
        at=NOW,
    )
    answer_decision(decision=asked, approves=True, note="", by=clara, at=NOW)
    ready.candidates.filter(key="acanto").update(price="100001")
    newest()

    with pytest.raises(RefusedMove, match="Clara approved version 1, and version 2 is the newest"):
        confirm(ready, bea)
