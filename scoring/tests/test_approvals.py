"""A decision that somebody else is asked to approve, and the mails about work that waits or is done."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from outbox.models import Mail
from rfp.models import Candidate, Rfp, RfpStatus, TeamRole
from rfp.readiness import missing
from rfp.services import add_member, move_rfp
from scoring.models import Approval, Assignment, Decision, Score, ScoreSheet, Shortlist
from scoring.services.assignments import save_assignments
from scoring.services.decisions import answer_decision, decide
from scoring.services.scores import submit_sheet
from scoring.services.waivers import decide_waiver, request_waiver

from .conftest import scored_of
from .scenes import NOW, require_certificate

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Newest = Callable[[], Shortlist]


@pytest.fixture
def clara(person: Callable[..., User], evaluation: Rfp) -> User:
    user = person("Clara", Role.APPROVER)
    add_member(rfp=evaluation, user=user, role=TeamRole.APPROVER)
    return user


@pytest.fixture
def award(evaluation: Rfp, newest: Newest, bea: User, clara: User) -> Decision:
    """Waits for Clara's approval."""
    shortlist = newest()
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.SHORTLISTED)
    return decided(shortlist, bea, approver=clara)


def decided(shortlist: Shortlist, by: User, *, approver: User | None) -> Decision:
    return decide(
        shortlist=shortlist,
        kind="award",
        reasons="Best offer.",
        by=by,
        approver=approver,
        awarded_to=["Acanto"],
        at=NOW,
    )


def page_of(decision: Decision) -> str:
    return reverse("decision_answer", args=[decision.rfp.number, decision.pk])


def lacks(rfp: Rfp) -> list[str]:
    return missing(Rfp.objects.get(pk=rfp.pk), to=RfpStatus.AWARDED, at=NOW)


def mails_to(user: User) -> list[str]:
    return [mail.subject.partition(": ")[2] for mail in Mail.objects.filter(recipient=user.email)]


def test_an_award_waits_until_who_was_asked_approves_it(
    evaluation: Rfp, award: Decision, bea: User, clara: User, signed_in: SignIn
) -> None:
    client, page = signed_in(clara), page_of(award)
    assert lacks(evaluation) == ["Clara has not approved “Award to Acanto” yet."]
    assert page in client.get("/").content.decode()
    assert page in client.get(award.shortlist.get_absolute_url()).content.decode()
    assert "Best offer." in client.get(page).content.decode()

    assert client.post(page, {"decision": "approve"}).status_code == 302

    assert lacks(evaluation) == []
    for name in ("rfp_overview", "rfp_shortlist"):
        told = signed_in(bea).get(reverse(name, args=[evaluation.number])).content.decode()
        assert "Approved by Clara, " in told
    assert page not in client.get("/").content.decode()
    history = signed_in(bea).get(reverse("rfp_history", args=[evaluation.number])).content.decode()
    assert "Answer of Clara to “Award to Acanto”" in history


def test_approver_and_lead_are_mailed(award: Decision, bea: User, clara: User) -> None:
    assert mails_to(clara) == ["your approval of the award is asked for"]
    text = Mail.objects.get(recipient=clara.email).message.get_content()
    assert page_of(award) in text
    assert "award decision on version 1 of RFP-2027-001, " in text
    assert "Acanto" not in text

    answer_decision(decision=award, approves=True, note="", by=clara, at=NOW)

    assert mails_to(bea) == ["the award decision is approved"]


def test_declining_needs_a_reason_and_opens_the_way_for_another_decision(
    evaluation: Rfp, award: Decision, bea: User, clara: User, signed_in: SignIn
) -> None:
    client, page = signed_in(clara), page_of(award)

    refused = client.post(page, {"decision": "decline"}).content.decode()
    assert "Say why it is declined" in refused
    assert "Waits for approval" in refused
    client.post(page, {"decision": "decline", "note": "Over budget."})

    assert lacks(evaluation) == ["Clara has declined “Award to Acanto”: record another decision."]
    overview = signed_in(bea).get(evaluation.get_absolute_url()).content.decode()
    assert "Over budget." in overview
    assert "Record the award" in overview
    again = decided(award.shortlist, bea, approver=clara)
    assert list(Decision.objects.to_approve(clara)) == [again]


def test_an_approval_that_was_asked_for_cannot_be_passed_over(award: Decision, bea: User) -> None:
    with pytest.raises(ValidationError, match="Clara was asked"):
        decided(award.shortlist, bea, approver=None)


def test_another_can_be_asked_instead_and_the_first_has_nothing_to_answer(
    award: Decision, bea: User, clara: User, person: Callable[..., User], signed_in: SignIn
) -> None:
    cleo = person("Cleo", Role.APPROVER)
    add_member(rfp=award.rfp, user=cleo, role=TeamRole.APPROVER)

    decided(award.shortlist, bea, approver=cleo)

    assert "A later decision has taken the place" in signed_in(clara).get(page_of(award)).content.decode()
    with pytest.raises(ValidationError, match="a later one"):
        answer_decision(decision=award, approves=True, note="", by=clara, at=NOW)
    assert not Approval.objects.exists()


def test_nobody_else_approves(award: Decision, bea: User, otto: User, signed_in: SignIn) -> None:
    for user in (bea, otto):
        assert signed_in(user).post(page_of(award), {"decision": "approve"}).status_code == 404
    with pytest.raises(ValidationError):
        answer_decision(decision=award, approves=True, note="", by=bea, at=NOW)
    with pytest.raises(IntegrityError, match="Only who was asked"), transaction.atomic():
        Approval.objects.create(decision=award, by=bea, approves=True, at=NOW)


def test_only_who_leads_or_approves_can_be_asked(
    evaluation: Rfp, newest: Newest, bea: User, otto: User
) -> None:
    shortlist = newest()

    for asked, words in ((otto, "Only leads and approvers"), (bea, "cannot approve it too")):
        with pytest.raises(ValidationError, match=words):
            decide(shortlist=shortlist, kind="shortlist", reasons="So", by=bea, approver=asked, at=NOW)


def test_a_shortlist_is_not_confirmed_against_an_approval_that_is_missing(
    evaluation: Rfp, newest: Newest, bea: User, clara: User
) -> None:
    shortlist = newest()
    waiting = "Clara has not approved “Shortlist decision” yet."

    decision = decide(shortlist=shortlist, kind="shortlist", reasons="Best.", by=bea, approver=clara, at=NOW)
    assert waiting in missing(evaluation, to=RfpStatus.SHORTLISTED, at=NOW)
    answer_decision(decision=decision, approves=True, note="", by=clara, at=NOW)

    assert waiting not in missing(evaluation, to=RfpStatus.SHORTLISTED, at=NOW)


def test_waivers_are_mailed_to_who_can_decide_and_back_to_who_asked(
    evaluation: Rfp, bea: User, clara: User
) -> None:
    criterion, candidate = (
        require_certificate(evaluation),
        Candidate.objects.get(rfp=evaluation, key="acanto"),
    )

    waiver = request_waiver(candidate=candidate, criterion=criterion, reason="Audit.", by=bea, at=NOW)
    assert (mails_to(clara), mails_to(bea)) == (["a waiver waits to be decided"], [])
    decide_waiver(waiver=waiver, approve=False, note="No.", by=clara, at=NOW)

    assert mails_to(bea) == ["a waiver is declined"]


def test_evaluators_are_mailed_when_scoring_opens_and_when_more_is_assigned(
    evaluation: Rfp, bea: User, eva: User
) -> None:
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.OPENED)
    move_rfp(rfp=evaluation, to=RfpStatus.EVALUATION, by=bea, at=NOW)
    assert mails_to(eva) == ["there is something for you to score"]

    pairs = set(Assignment.objects.values_list("criterion_id", "evaluator_id"))
    fewer = pairs - {(scored_of(evaluation)[0].pk, eva.pk)}
    save_assignments(rfp=evaluation, pairs=fewer)
    assert len(mails_to(eva)) == 1
    save_assignments(rfp=evaluation, pairs=pairs)

    assert len(mails_to(eva)) == 2


def test_leads_are_mailed_with_the_last_sheet(evaluation: Rfp, bea: User, eva: User) -> None:
    Score.objects.filter(candidate__rfp=evaluation).update(comment="Because.")
    first, *others = User.objects.filter(name__in=("Nora", "Emma", "Lars"))
    for each in others:
        ScoreSheet.objects.create(rfp=evaluation, evaluator=each, submitted_at=NOW)
    Assignment.objects.filter(evaluator=eva).delete()
    assert mails_to(bea) == []

    submit_sheet(rfp=evaluation, evaluator=first, at=NOW)

    assert mails_to(bea) == ["all scores are handed in"]


def test_a_closed_account_gets_no_mail(award: Decision, bea: User, clara: User) -> None:
    User.objects.filter(pk=bea.pk).update(is_active=False)

    answer_decision(decision=award, approves=True, note="", by=clara, at=NOW)

    assert mails_to(bea) == []


def test_what_was_never_answered_is_told_so_after_the_end(
    award: Decision, bea: User, signed_in: SignIn
) -> None:
    Rfp.objects.filter(pk=award.rfp_id).update(status=RfpStatus.CANCELLED, status_reason="Budget cut.")

    page = signed_in(bea).get(award.shortlist.get_absolute_url()).content.decode()

    assert "Clara was asked to approve it and has not answered" in page
    assert "Not answered" in page
    assert "Waits for approval" not in page


def test_a_mail_about_a_refusal_leads_to_the_reason_and_does_not_tell_it(
    award: Decision, bea: User, clara: User, signed_in: SignIn
) -> None:
    answer_decision(decision=award, approves=False, note="Over budget.", by=clara, at=NOW)

    text = Mail.objects.get(recipient=bea.email).message.get_content()

    assert page_of(award) in text and "Over budget." not in text
    assert "Over budget." in signed_in(bea).get(page_of(award)).content.decode()


def test_a_second_tab_is_told_who_answered_and_keeps_what_was_typed(
    award: Decision, clara: User, signed_in: SignIn
) -> None:
    answer_decision(decision=award, approves=True, note="", by=clara, at=NOW)

    page = signed_in(clara).post(page_of(award), {"decision": "decline", "note": "The price is wrong."})

    told = page.content.decode()
    assert page.status_code == 422
    assert "answered already: approved by Clara, " in told
    assert "The price is wrong." in told


def test_a_decision_can_be_read_after_the_end(award: Decision, clara: User, signed_in: SignIn) -> None:
    Rfp.objects.filter(pk=award.rfp_id).update(status=RfpStatus.CANCELLED, status_reason="Budget cut.")

    page = signed_in(clara).get(page_of(award))

    assert page.status_code == 200
    assert "Best offer." in page.content.decode()
    assert "The RFP has ended; there is nothing to answer any more." in page.content.decode()
