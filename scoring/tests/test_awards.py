"""An award: what speaks against it is said before it is recorded, approved and acted upon; then it is named."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from rfp.models import Rfp, RfpStatus, TeamRole
from rfp.services import add_member, move_rfp
from scoring.dossier.readme import readme
from scoring.dossier.scope import Scope
from scoring.models import CriteriaSet, Decision, DecisionKind, Shortlist
from scoring.services.decisions import answer_decision, decide

from .conftest import Newest, SignIn
from .scenes import NOW

LATER = NOW + timedelta(hours=1)
OUTDATED = "Version 1 is not the newest: in version 2, Cima is first."
BELOW = "Cima is not on the confirmed shortlist (version 1: Acanto, Borea)."
SECOND = "Borea is ranked 2 in version 1, where Acanto is first."


@pytest.fixture
def confirmed(evaluation: Rfp, newest: Newest, bea: User) -> Rfp:
    """Version 1 is the shortlist: Acanto and Borea of three."""
    CriteriaSet.objects.filter(rfp=evaluation).update(shortlist_size=2)
    decide(shortlist=newest(), kind=DecisionKind.SHORTLIST, reasons="The board.", by=bea, at=NOW)
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.SHORTLISTED)
    evaluation.refresh_from_db()
    return evaluation


@pytest.fixture
def overtaken(confirmed: Rfp, newest: Newest) -> Rfp:
    """Cima leads in version 2."""
    confirmed.candidates.filter(key="cima").update(price="20000")
    newest()
    return confirmed


@pytest.fixture
def clara(person: Callable[..., User], evaluation: Rfp) -> User:
    user = person("Clara", Role.APPROVER)
    add_member(rfp=evaluation, user=user, role=TeamRole.APPROVER)
    return user


def record(client: Client, rfp: Rfp, winner: str, *, version: int = 1, **more: str) -> Any:
    given = {"kind": "award", "awarded_to": winner, "reasons": "As the board wished."} | more
    return client.post(reverse("shortlist_decide", args=[rfp.number, version]), given)


def read(response: Any) -> str:
    return " ".join(response.content.decode().split())


def award(shortlist: Shortlist, winner: str, by: User, approver: User | None = None) -> Decision:
    return decide(
        shortlist=shortlist,
        kind=DecisionKind.AWARD,
        reasons="Best.",
        by=by,
        approver=approver,
        awarded_to=[winner],
        at=LATER,
    )


def test_an_outdated_version_is_recorded_once_the_warning_was_read(
    overtaken: Rfp, bea: User, signed_in: SignIn
) -> None:
    client = signed_in(bea)
    assert OUTDATED in read(client.get(reverse("shortlist_decide", args=[overtaken.number, 1])))

    warned = record(client, overtaken, "Acanto")

    assert warned.status_code == 422 and OUTDATED in read(warned)
    assert "As the board wished." in read(warned)
    assert not Decision.objects.filter(kind=DecisionKind.AWARD)
    assert record(client, overtaken, "Acanto", read=warned.context["cautions"].token).status_code == 302
    assert Decision.objects.get(kind=DecisionKind.AWARD).awarded_to == ["Acanto"]


@pytest.mark.parametrize(("winner", "told"), [("Borea", SECOND), ("Cima", BELOW)])
def test_who_is_not_first_or_below_the_line_is_said_before_it_is_recorded(
    winner: str, told: str, confirmed: Rfp, bea: User, signed_in: SignIn
) -> None:
    warned = record(signed_in(bea), confirmed, winner)

    assert told in read(warned)
    assert not Decision.objects.filter(kind=DecisionKind.AWARD)


def test_having_read_one_warning_is_not_having_read_another(
    overtaken: Rfp, bea: User, signed_in: SignIn
) -> None:
    client = signed_in(bea)
    token = client.get(reverse("shortlist_decide", args=[overtaken.number, 1])).context["cautions"].token

    warned = record(client, overtaken, "Borea", read=token)

    assert warned.status_code == 422 and SECOND in read(warned)


def test_the_first_of_the_newest_version_is_awarded_without_a_warning(
    confirmed: Rfp, bea: User, signed_in: SignIn
) -> None:
    assert record(signed_in(bea), confirmed, "Acanto").status_code == 302


def test_who_approves_reads_the_same_warnings(
    overtaken: Rfp, bea: User, clara: User, signed_in: SignIn
) -> None:
    decision = award(overtaken.shortlists.get(number=1), "Borea", bea, clara)

    page = read(signed_in(clara).get(reverse("decision_answer", args=[overtaken.number, decision.pk])))

    assert OUTDATED in page and SECOND in page


def test_the_page_that_awards_names_winner_version_approver_and_warnings(
    overtaken: Rfp, bea: User, clara: User, signed_in: SignIn
) -> None:
    decision = award(overtaken.shortlists.get(number=1), "Borea", bea, clara)
    answer_decision(decision=decision, approves=True, note="", by=clara, at=LATER)

    page = read(signed_in(bea).get(reverse("rfp_move", args=[overtaken.number, RfpStatus.AWARDED])))

    assert '<dt>Awarded to</dt><dd class="pre-line">Borea</dd>' in page
    assert "Version 1</a>" in page and "Approved by Clara" in page
    assert OUTDATED in page and SECOND in page


def test_the_winner_is_named_on_shortlist_rail_and_dossier_once_the_award_is_in_force(
    overtaken: Rfp, bea: User, clara: User, signed_in: SignIn
) -> None:
    client = signed_in(bea)
    decision = award(overtaken.shortlists.get(number=1), "Acanto", bea, clara)
    assert "Awarded to Acanto" not in read(client.get(reverse("rfp_shortlist", args=[overtaken.number])))
    answer_decision(decision=decision, approves=True, note="", by=clara, at=LATER)
    move_rfp(rfp=overtaken, to=RfpStatus.AWARDED, by=bea, at=LATER)

    shortlist = read(client.get(reverse("rfp_shortlist", args=[overtaken.number])))
    rail = read(client.get(reverse("rfp_criteria", args=[overtaken.number])))

    assert "version 1</a></strong>, by Bea, approved by Clara, " in shortlist
    assert "Awarded to Acanto on version 1</a>, by Bea, 1 Mar 2027; approved by Clara" in rail
    scope = Scope(Rfp.objects.get(pk=overtaken.pk), bea, lambda *told: None)
    text = " ".join(readme(scope, [], {"status": "Awarded"}))
    assert (
        "Status: Awarded. Awarded to Acanto on version 1, by Bea, approved by Clara, 2027-03-01T10:30:00Z."
        in (" ".join(text.split()))
    )
