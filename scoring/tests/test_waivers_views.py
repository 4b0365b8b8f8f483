from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from rfp.models import Candidate, Rfp, TeamRole
from rfp.services import add_member
from scoring.models import Criterion, RecordedValue, Shortlist, Waiver, WaiverState
from scoring.services.waivers import decide_waiver, request_waiver

from .scenes import NOW, certify, require_certificate

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Newest = Callable[[], Shortlist]


@pytest.fixture
def ann(person: Callable[..., User], evaluation: Rfp) -> User:
    user = person("Ann", Role.APPROVER)
    add_member(rfp=evaluation, user=user, role=TeamRole.APPROVER)
    return user


@pytest.fixture
def acanto(evaluation: Rfp) -> Candidate:
    return evaluation.candidates.get(key="acanto")


@pytest.fixture
def knockout(evaluation: Rfp) -> Criterion:
    found = require_certificate(evaluation)
    certify("Cima")
    return found


@pytest.fixture
def asked(acanto: Candidate, knockout: Criterion, bea: User) -> Waiver:
    return request_waiver(candidate=acanto, criterion=knockout, reason="Audit in May.", by=bea, at=NOW)


def address(name: str, rfp: Rfp, *more: object) -> str:
    return reverse(name, args=[rfp.number, *more])


def test_a_lead_asks_from_the_list_of_those_left_out(
    evaluation: Rfp, acanto: Candidate, knockout: Criterion, newest: Newest, signed_in: SignIn, bea: User
) -> None:
    newest()
    client, ask = signed_in(bea), address("waiver_request", evaluation, acanto.pk)
    assert ask in client.get(address("rfp_shortlist", evaluation)).content.decode()
    assert ask in client.get(address("rfp_candidates", evaluation)).content.decode()

    page = client.post(ask, {"criterion": knockout.pk, "reason": "Audit in May."}, follow=True)

    assert "Audit in May." in page.content.decode()
    assert "Nobody on the team can decide" in page.content.decode()
    assert Waiver.objects.get().requested_by == bea


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": ""}, "This field is required"),
        ({"reason": " \u200b"}, "This field is required"),
        ({"criterion": "0"}, "choose one that is listed"),
        ({"criterion": "x\x00"}, "choose one that is listed"),
        ({"reason": "x" * 501}, "At most 500 characters"),
    ],
)
def test_a_request_that_lacks_something_says_what(
    evaluation: Rfp,
    acanto: Candidate,
    knockout: Criterion,
    signed_in: SignIn,
    bea: User,
    typed: dict[str, str],
    words: str,
) -> None:
    data = {"criterion": str(knockout.pk), "reason": "Audit in May.", **typed}

    page = signed_in(bea).post(address("waiver_request", evaluation, acanto.pk), data)

    assert words in page.content.decode()
    assert not Waiver.objects.exists()


def test_who_passes_has_nothing_to_waive(
    evaluation: Rfp, knockout: Criterion, signed_in: SignIn, bea: User
) -> None:
    cima = evaluation.candidates.get(key="cima")

    page = signed_in(bea).get(address("waiver_request", evaluation, cima.pk))

    assert "Nothing to waive" in page.content.decode()


def test_an_approver_sees_the_effect_and_approves(
    evaluation: Rfp, asked: Waiver, ann: User, newest: Newest, signed_in: SignIn
) -> None:
    newest()
    client, decide = signed_in(ann), address("waiver_decide", evaluation, asked.pk)
    assert decide in client.get("/").content.decode()
    assert "Rank 1 would pass from Cima to Acanto." in client.get(decide).content.decode()

    client.post(decide, {"decision": "approve"})

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (WaiverState.APPROVED, ann)
    newest()
    page = client.get(address("rfp_shortlist", evaluation)).content.decode()
    assert "Approved by Ann" in page
    compared = client.get(address("rfp_compare", evaluation) + "?vendor=acanto&vendor=cima")
    assert "approved by Ann: Audit in May." in compared.content.decode()


def test_declining_needs_a_note_and_nothing_else_is_understood(
    evaluation: Rfp, asked: Waiver, ann: User, signed_in: SignIn
) -> None:
    client, decide = signed_in(ann), address("waiver_decide", evaluation, asked.pk)

    assert "Say why it is declined" in client.post(decide, {"decision": "decline"}).content.decode()
    assert "neither was chosen" in client.post(decide, {"decision": "maybe"}).content.decode()
    client.post(decide, {"decision": "decline", "note": "No audit, no contract."})

    asked.refresh_from_db()
    assert (asked.state, asked.note) == (WaiverState.DECLINED, "No audit, no contract.")


def test_the_requester_cannot_approve_on_the_page_either(
    evaluation: Rfp, asked: Waiver, signed_in: SignIn, bea: User
) -> None:
    client, decide = signed_in(bea), address("waiver_decide", evaluation, asked.pk)

    assert "Approve the waiver" not in client.get(decide).content.decode()
    client.post(decide, {"decision": "approve"})

    asked.refresh_from_db()
    assert asked.state == WaiverState.REQUESTED


def test_a_lead_withdraws_it_after_being_asked_once_more(
    evaluation: Rfp, asked: Waiver, signed_in: SignIn, bea: User
) -> None:
    client, withdraw = signed_in(bea), address("waiver_withdraw", evaluation, asked.pk)

    assert "Withdraw waiver" in client.get(withdraw).content.decode()
    client.post(withdraw)

    asked.refresh_from_db()
    assert asked.state == WaiverState.WITHDRAWN
    assert client.post(withdraw).status_code == 404


def test_outsiders_and_the_panel_reach_none_of_it(
    evaluation: Rfp, asked: Waiver, signed_in: SignIn, xenia: User, otto: User, eva: User
) -> None:
    pages = [
        address("waiver_request", evaluation, asked.candidate_id),
        address("waiver_decide", evaluation, asked.pk),
        address("waiver_withdraw", evaluation, asked.pk),
    ]
    for page in [*pages, address("rfp_waivers", evaluation)]:
        assert signed_in(xenia).get(page).status_code == 404
    for page in pages:
        assert signed_in(otto).get(page).status_code == 404
        assert signed_in(otto).post(page, {"decision": "approve"}).status_code == 404
    assert signed_in(eva).get(address("rfp_waivers", evaluation)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(
    evaluation: Rfp,
    knockout: Criterion,
    signed_in: SignIn,
    bea: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for candidate in evaluation.candidates.all()[:count]:
        request_waiver(candidate=candidate, criterion=knockout, reason="x", by=bea, at=NOW)
    client = signed_in(bea)

    with django_assert_num_queries(9):
        assert client.get(address("rfp_waivers", evaluation)).status_code == 200


def test_beside_a_vendor_stands_how_its_waiver_is_and_no_offer_to_ask_again(
    evaluation: Rfp, asked: Waiver, acanto: Candidate, ann: User, newest: Newest, signed_in: SignIn, bea: User
) -> None:
    newest()
    client, ask = signed_in(bea), address("waiver_request", evaluation, acanto.pk)
    pages = [address("rfp_candidates", evaluation), address("rfp_shortlist", evaluation)]

    for page in pages:
        shown = client.get(page).content.decode()
        assert "Waiver asked for" in shown
        assert ask not in shown
    decide_waiver(waiver=asked, approve=True, note="", by=ann, at=NOW)

    assert "Waiver granted" in client.get(pages[0]).content.decode()
    assert ask not in client.get(pages[0]).content.decode()


def test_what_keeps_the_vendor_out_all_the_same_is_said(
    evaluation: Rfp,
    newest: Newest,
    acanto: Candidate,
    knockout: Criterion,
    bea: User,
    ann: User,
    signed_in: SignIn,
) -> None:
    Criterion.objects.create(
        criteria_set=evaluation.criteria_set,
        key="nda",
        title="NDA signed",
        kind="knockout",
        source="recorded",
    )
    RecordedValue.objects.create(
        candidate=acanto, criterion=Criterion.objects.get(key="nda"), passed=False, note="Refused."
    )
    newest()
    waiver = request_waiver(candidate=acanto, criterion=knockout, reason="Audit.", by=bea, at=NOW)

    page = signed_in(ann).get(reverse("waiver_decide", args=[evaluation.number, waiver.pk])).content.decode()

    assert "Acanto would still not be ranked. Knock-out failed: NDA signed." in page
    assert "Nobody would move" not in page


def test_an_answer_that_comes_too_late_keeps_its_note(
    evaluation: Rfp, acanto: Candidate, knockout: Criterion, bea: User, ann: User, signed_in: SignIn
) -> None:
    waiver = request_waiver(candidate=acanto, criterion=knockout, reason="Audit.", by=bea, at=NOW)
    decide_waiver(waiver=waiver, approve=True, note="", by=ann, at=NOW)

    page = reverse("waiver_decide", args=[evaluation.number, waiver.pk])
    told = signed_in(ann).post(page, {"decision": "decline", "note": "The audit is off."}).content.decode()

    assert "Nothing was saved." in told and "The audit is off." in told
