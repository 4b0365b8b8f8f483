"""A knock-out waived for one vendor: by two people, with a reason, told wherever the vendor is ranked."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Role, User
from rfp.models import Candidate, Rfp, TeamRole
from rfp.services import add_member, remove_candidate
from scoring.history import History
from scoring.models import Criterion, Shortlist, Waiver, WaiverState
from scoring.presentation.changes import told
from scoring.presentation.ranking import RankingView
from scoring.services.criteria import save_criterion
from scoring.services.recompute import recompute
from scoring.services.waivers import decide_waiver, request_waiver, withdraw_waiver
from scoring.waivers import waivers_in

from .scenes import NOW, approve_waiver, certify, require_certificate

pytestmark = pytest.mark.django_db
Newest = Callable[[], Shortlist]


@pytest.fixture
def ann(person: Callable[..., User], evaluation: Rfp) -> User:
    """Approves."""
    user = person("Ann", Role.APPROVER)
    add_member(rfp=evaluation, user=user, role=TeamRole.APPROVER)
    return user


@pytest.fixture
def knockout(evaluation: Rfp) -> Criterion:
    """Only Cima has the certificate."""
    found = require_certificate(evaluation)
    certify("Cima")
    return found


@pytest.fixture
def acanto(evaluation: Rfp) -> Candidate:
    return evaluation.candidates.get(key="acanto")


@pytest.fixture
def asked(acanto: Candidate, knockout: Criterion, bea: User, ann: User) -> Waiver:
    reason = "The audit is booked for May."
    return request_waiver(candidate=acanto, criterion=knockout, reason=reason, by=bea, at=NOW)


def decide(waiver: Waiver, by: User, *, approve: bool = True, note: str = "") -> Waiver:
    return decide_waiver(waiver=waiver, approve=approve, note=note, by=by, at=NOW)


def states(shortlist: Shortlist) -> dict[str, str]:
    return {row["vendor"]: row["state"] for row in shortlist.result["rows"]}


def test_an_approved_waiver_brings_the_vendor_back_and_the_version_says_why(
    asked: Waiver, ann: User, newest: Newest
) -> None:
    before = newest()
    decide(asked, ann)

    after = newest()

    assert states(before)["acanto"] == "excluded"
    assert states(after)["acanto"] == "ranked"
    assert after.file["vendors"][0]["knockouts"] == {"iso27001": "waived"}
    said = (
        "Acanto: Knock-out waived: Valid ISO/IEC 27001 certificate. Approved by Ann on 1 March 2027, "
        "asked for by Bea: The audit is booked for May."
    )
    assert after.cause == said
    assert waivers_in(after) == [said]
    row = RankingView(after, before=before).rows[0]
    assert row.reasons == [said.removeprefix("Acanto: ")]


def test_a_request_alone_changes_nothing(asked: Waiver, newest: Newest) -> None:
    assert states(newest())["acanto"] == "excluded"
    assert waivers_in(newest()) == []


def test_who_asked_cannot_decide(asked: Waiver, bea: User) -> None:
    with pytest.raises(ValidationError, match="Who asked for a waiver cannot decide it"):
        decide(asked, bea)


def test_the_database_lets_nobody_decide_their_own_request(asked: Waiver, bea: User) -> None:
    with pytest.raises(IntegrityError, match="waiver_decided_by_another"), transaction.atomic():
        Waiver.objects.update(state="approved", decided_by=bea, decided_at=NOW)


@pytest.mark.parametrize("who", ["otto", "eva", "xenia"])
def test_only_approvers_and_leads_of_this_rfp_decide(
    asked: Waiver, who: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(ValidationError, match="Only approvers and procurement leads"):
        decide(asked, user)
    with pytest.raises(IntegrityError, match="Only approvers and leads"), transaction.atomic():
        Waiver.objects.update(state="approved", decided_by=user, decided_at=NOW)


def test_only_a_knockout_of_the_same_rfp_can_be_waived(acanto: Candidate, bea: User) -> None:
    scored = Criterion.objects.of_rfp(acanto.rfp).weighted()[0]
    with pytest.raises(IntegrityError, match="Only a knock-out"), transaction.atomic():
        Waiver.objects.create(
            candidate=acanto, criterion=scored, reason="x", requested_by=bea, requested_at=NOW
        )


def test_a_knockout_is_asked_to_be_waived_once(asked: Waiver, bea: User) -> None:
    with pytest.raises(ValidationError, match="already"):
        request_waiver(candidate=asked.candidate, criterion=asked.criterion, reason="x", by=bea, at=NOW)


def test_a_refusal_needs_its_reason_and_leaves_the_vendor_out(
    asked: Waiver, ann: User, newest: Newest
) -> None:
    with pytest.raises(ValidationError, match="Say why it is declined"):
        decide(asked, ann, approve=False)
    decide(asked, ann, approve=False, note="No audit, no contract.")

    assert states(newest())["acanto"] == "excluded"
    with pytest.raises(ValidationError, match="declined already"):
        decide(asked, ann)


def test_withdrawing_puts_the_vendor_out_again_and_says_so(asked: Waiver, ann: User, newest: Newest) -> None:
    decide(asked, ann)
    with_waiver = newest()
    withdraw_waiver(waiver=asked)

    after = newest()

    assert states(after)["acanto"] == "excluded"
    assert after.cause == "Acanto: Waiver ended: Valid ISO/IEC 27001 certificate"
    assert len(waivers_in(with_waiver)) == 1


def test_a_waiver_lapses_when_its_criterion_asks_for_something_else(
    asked: Waiver, ann: User, bea: User, newest: Newest
) -> None:
    decide(asked, ann)
    newest()
    asked.criterion.description = "Now with the scope of the contract."
    save_criterion(
        rfp=asked.candidate.rfp, criterion=asked.criterion, by=bea, at=NOW, reason="Scope was missing."
    )

    asked.refresh_from_db()
    assert asked.state == WaiverState.LAPSED
    assert states(newest())["acanto"] == "excluded"


def test_a_moved_criterion_keeps_its_waivers(asked: Waiver) -> None:
    Criterion.objects.filter(pk=asked.criterion_id).update(position=9)

    asked.refresh_from_db()
    assert asked.state == WaiverState.REQUESTED


def test_a_waiver_goes_with_its_vendor_and_old_versions_keep_it(
    asked: Waiver, ann: User, newest: Newest
) -> None:
    decide(asked, ann)
    version = newest()
    remove_candidate(candidate=asked.candidate, reason="Withdrew.")

    assert not Waiver.objects.exists()
    assert "Approved by Ann" in waivers_in(Shortlist.objects.get(pk=version.pk))[0]


def test_who_passes_anyway_needs_no_waiver(asked: Waiver, ann: User, newest: Newest) -> None:
    decide(asked, ann)
    newest()
    certify("Acanto")

    after = newest()

    assert after.file["vendors"][0]["knockouts"] == {"iso27001": "pass"}
    assert after.cause == "Acanto: Knock-out passed, no longer waived: Valid ISO/IEC 27001 certificate"
    assert waivers_in(after) == []


def test_the_history_tells_who_asked_and_who_decided(asked: Waiver, ann: User, otto: User) -> None:
    decide(asked, ann)

    changes = told(History(rfp=asked.candidate.rfp, user=otto)[:50])

    lines = [line for change in changes for line in change.lines if line.subject.startswith("Waiver")]
    assert {line.subject for line in lines} == {"Waiver for “Valid ISO/IEC 27001 certificate” of Acanto"}
    fields = {field.field: field.new for line in lines for field in line.fields}
    assert fields["state"] == "Approved"
    assert fields["decided by"] == "Ann"


def test_nothing_is_waived_once_the_rfp_has_ended(asked: Waiver, ann: User) -> None:
    Rfp.objects.update(status="cancelled", status_reason="Budget cut.")

    with pytest.raises(ValidationError, match="has ended"):
        decide(asked, ann)
    with pytest.raises(ValidationError, match="has ended"):
        withdraw_waiver(waiver=asked)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_waivers_costs_the_same_for_many(
    evaluation: Rfp,
    knockout: Criterion,
    count: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for candidate in evaluation.candidates.all()[:count]:
        approve_waiver(candidate, knockout)

    with django_assert_num_queries(22):  # type: ignore[attr-defined]
        recompute(rfp_id=evaluation.pk, at=NOW)
