"""The dashboard: what needs whom."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from outbox.models import Mail, MailState
from outbox.services import queue
from rfp.models import Candidate, Rfp, RfpStatus
from scoring.models import Delivery, LastSeen, Score, ScoreSheet
from scoring.services.recompute import recompute
from scoring.services.seen import mark_seen
from vendors.models import Certification

from .conftest import Newest, SignIn, scored_of
from .scenes import NOW, certify, make_rfp, require_certificate
from .test_scores import complete

OpenAs = Callable[[User], str]


@pytest.fixture
def open_as(signed_in: SignIn) -> OpenAs:
    def get(user: User) -> str:
        answer = signed_in(user).get("/")
        assert answer.status_code == 200
        return str(answer.content.decode())

    return get


def raise_price(rfp: Rfp) -> None:
    Candidate.objects.filter(rfp=rfp, key="acanto").update(price=Decimal(900_000))


def test_the_anonymous_are_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/")["Location"].startswith("/accounts/login/")


def test_a_vendor_contact_sees_a_page_of_their_own(signed_in: SignIn, vic: User) -> None:
    answer = signed_in(vic).get("/", follow=True)

    assert answer.status_code == 200
    assert "RFPs you lead" not in answer.content.decode()


def test_a_new_lead_is_offered_the_first_step(open_as: OpenAs, bea: User) -> None:
    assert "Start your first RFP" in open_as(bea)


@pytest.mark.parametrize(
    ("who", "words"),
    [("rita", "You keep the register"), ("ada", "Invite your team"), ("eva", "Nothing needs you")],
)
def test_an_empty_dashboard_says_what_belongs_there(
    open_as: OpenAs, request: pytest.FixtureRequest, who: str, words: str
) -> None:
    assert words in open_as(request.getfixturevalue(who))


def test_rfps_one_leads_are_shown_with_status_and_next_date(
    evaluation: Rfp, open_as: OpenAs, bea: User, xenia: User
) -> None:
    page = open_as(bea)

    assert "RFPs you lead" in page
    assert "Out-of-hours contact centre" in page
    assert "Contract starts" in page
    assert "Out-of-hours" not in open_as(xenia)


def test_an_ended_rfp_needs_nobody(evaluation: Rfp, open_as: OpenAs, bea: User) -> None:
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.CANCELLED, status_reason="No budget")

    assert "Start your first RFP" in open_as(bea)


def test_a_sheet_is_shown_with_its_progress(evaluation: Rfp, open_as: OpenAs, eva: User) -> None:
    assert "0 of 6" in open_as(eva)

    complete(evaluation, eva)
    assert "Hand in" in open_as(eva)

    ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=NOW)
    assert "Handed in" in open_as(eva)


def test_scores_of_a_criterion_that_was_taken_away_do_not_count(
    evaluation: Rfp, open_as: OpenAs, eva: User
) -> None:
    complete(evaluation, eva)
    scored_of(evaluation)[0].assignments.filter(evaluator=eva).delete()

    assert "3 of 3" in open_as(eva)


def test_a_ranking_that_moved_is_told_with_who_and_why(
    evaluation: Rfp, newest: Newest, open_as: OpenAs, bea: User
) -> None:
    mark_seen(user=bea, rfp=evaluation, number=newest().number)
    assert "Rankings that moved" not in open_as(bea)

    raise_price(evaluation)
    newest()
    page = open_as(bea)

    assert "Rankings that moved since you looked" in page
    assert "▼" in page
    assert "Acanto" in page
    assert "900000" in page


def test_a_new_version_with_the_same_ranks_has_not_moved(
    evaluation: Rfp, newest: Newest, open_as: OpenAs, bea: User
) -> None:
    mark_seen(user=bea, rfp=evaluation, number=newest().number)
    Candidate.objects.filter(rfp=evaluation, key="acanto").update(price=Decimal(100_001))
    newest()

    assert evaluation.shortlists.count() == 2
    assert "Rankings that moved" not in open_as(bea)


@pytest.mark.parametrize("status", [RfpStatus.DRAFT, RfpStatus.AWARDED])
def test_neither_a_draft_nor_an_ended_rfp_is_told_as_moved(
    evaluation: Rfp, newest: Newest, open_as: OpenAs, bea: User, status: str
) -> None:
    newest()
    assert "not looked at yet" in open_as(bea)

    Rfp.objects.filter(pk=evaluation.pk).update(status=status)

    assert "Rankings that moved" not in open_as(bea)


def test_opening_the_shortlist_settles_it(
    evaluation: Rfp, newest: Newest, open_as: OpenAs, signed_in: SignIn, bea: User
) -> None:
    newest()
    assert "not looked at yet" in open_as(bea)

    signed_in(bea).get(f"/rfps/{evaluation.number}/shortlist/")

    assert LastSeen.objects.get(user=bea).number == 1
    assert "Rankings that moved" not in open_as(bea)


def test_a_blind_evaluator_is_not_told_of_rankings(
    evaluation: Rfp, newest: Newest, open_as: OpenAs, eva: User
) -> None:
    newest()
    assert "Rankings that moved" not in open_as(eva)

    ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=NOW)
    assert "Rankings that moved" in open_as(eva)


def test_certificates_that_run_out_are_told_to_who_needs_to_know(
    evaluation: Rfp, open_as: OpenAs, bea: User, rita: User, otto: User
) -> None:
    require_certificate(evaluation)
    certify("Acanto", expires_on=timezone.localdate() + timedelta(days=20))

    for user in (bea, rita):
        assert "ISO/IEC 27001" in open_as(user)
    assert "ISO/IEC 27001" not in open_as(otto)


def test_a_certificate_that_ended_lately_stays_in_sight_until_it_is_renewed(
    evaluation: Rfp, open_as: OpenAs, rita: User
) -> None:
    require_certificate(evaluation)
    ended = certify("Acanto", expires_on=timezone.localdate() - timedelta(days=5))
    assert "Ended" in open_as(rita)

    renewal = certify("Acanto", expires_on=timezone.localdate() + timedelta(days=800))
    Certification.objects.filter(pk=renewal.pk).update(renews=ended)

    assert "Ended" not in open_as(rita)


def test_a_report_that_could_not_be_delivered_is_told_to_the_lead(
    evaluation: Rfp, newest: Newest, open_as: OpenAs, bea: User, otto: User, ada: User
) -> None:
    mail = queue(message=EmailMessage("Report", "Text", to=["ann@example.com"]), is_record=True, at=NOW)[0]
    Mail.objects.update(state=MailState.PARKED)
    Delivery.objects.create(shortlist=newest(), recipient="ann@example.com", mail=mail)

    assert "ann@example.com" in open_as(bea)
    assert "ann@example.com" not in open_as(otto)
    assert "1 message in the outbox could not be delivered" in open_as(ada)


def test_the_number_of_queries_does_not_depend_on_the_rows(
    evaluation: Rfp,
    newest: Newest,
    signed_in: SignIn,
    bea: User,
    eva: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    newest()
    for place in range(2, 12):
        more = make_rfp(f"RFP-2027-{place:03}", vendors=["Acanto", "Borea"], evaluators=["Nora"])
        more.team.create(user=bea, role="lead", key="bea")
        more.team.create(user=eva, role="evaluator", key="eva")
        for criterion in scored_of(more):
            criterion.assignments.create(evaluator=eva)
        recompute(rfp_id=more.pk, at=NOW)
    assert Score.objects.exists()

    for user in (bea, eva):
        client = signed_in(user)
        with django_assert_max_num_queries(14):
            assert client.get("/").status_code == 200
