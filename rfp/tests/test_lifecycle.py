from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from accounts.models import User
from rfp.lifecycle import DEEDS, RFP_MOVES, RefusedMove, deeds_of, needs_reason
from rfp.models import Rfp, RfpStatus
from rfp.services import close_due, move_rfp

S = RfpStatus
ALLOWED = {
    (S.DRAFT, S.PUBLISHED),
    (S.DRAFT, S.CANCELLED),
    (S.PUBLISHED, S.CLOSED),
    (S.PUBLISHED, S.CANCELLED),
    (S.CLOSED, S.OPENED),
    (S.CLOSED, S.UNSUCCESSFUL),
    (S.CLOSED, S.CANCELLED),
    (S.OPENED, S.EVALUATION),
    (S.OPENED, S.CANCELLED),
    (S.EVALUATION, S.CONSENSUS),
    (S.EVALUATION, S.SHORTLISTED),
    (S.EVALUATION, S.CANCELLED),
    (S.CONSENSUS, S.SHORTLISTED),
    (S.CONSENSUS, S.CANCELLED),
    (S.SHORTLISTED, S.DUE_DILIGENCE),
    (S.SHORTLISTED, S.AWARDED),
    (S.SHORTLISTED, S.CANCELLED),
    (S.DUE_DILIGENCE, S.AWARDED),
    (S.DUE_DILIGENCE, S.CANCELLED),
}
PAIRS = list(product(S, S))
NEEDS_A_RANKING = (S.SHORTLISTED, S.AWARDED)


def put(rfp: Rfp, status: str) -> Rfp:
    Rfp.objects.filter(pk=rfp.pk).update(status=status, status_reason="for the test")
    rfp.refresh_from_db()
    return rfp


def test_the_table_has_exactly_the_moves_of_the_domain_model() -> None:
    assert {(start, end) for start, ends in RFP_MOVES.items() for end in ends} == ALLOWED


@pytest.mark.parametrize(("start", "end"), [pair for pair in PAIRS if pair not in ALLOWED])
def test_every_other_move_is_refused(ready: Rfp, bea: User, start: S, end: S) -> None:
    put(ready, start)

    with pytest.raises(RefusedMove, match="cannot move to"):
        move_rfp(rfp=ready, to=end, by=bea, at=timezone.now(), reason="because")

    ready.refresh_from_db()
    assert ready.status == start


@pytest.mark.parametrize(
    ("start", "end"), sorted(pair for pair in ALLOWED if pair[1] in DEEDS and pair[1] not in NEEDS_A_RANKING)
)
def test_every_move_that_is_offered_can_be_made(ready: Rfp, bea: User, start: S, end: S) -> None:
    put(ready, start)

    move_rfp(rfp=ready, to=end, by=bea, at=timezone.now(), reason="because")

    ready.refresh_from_db()
    assert (ready.status, ready.status_reason) == (end, "because")


def test_the_way_forward_is_offered_before_the_ways_out(ready: Rfp) -> None:
    put(ready, S.CLOSED)

    assert [deed.to for deed in deeds_of(ready)] == [S.OPENED, S.UNSUCCESSFUL, S.CANCELLED]


@pytest.mark.parametrize("end", [S.CANCELLED, S.UNSUCCESSFUL])
def test_an_rfp_does_not_end_without_a_reason(ready: Rfp, bea: User, end: S) -> None:
    put(ready, S.CLOSED)

    with pytest.raises(RefusedMove, match="Give the reason"):
        move_rfp(rfp=ready, to=end, by=bea, at=timezone.now())


def test_closing_before_the_deadline_needs_a_reason_and_at_the_deadline_none(ready: Rfp) -> None:
    assert ready.deadline_at
    early = ready.deadline_at - timedelta(microseconds=1)

    assert needs_reason(ready, to=S.CLOSED, at=early)
    assert not needs_reason(ready, to=S.CLOSED, at=ready.deadline_at)


def test_the_clock_closes_at_the_deadline_and_not_a_microsecond_before(ready: Rfp) -> None:
    put(ready, S.PUBLISHED)
    assert ready.deadline_at

    assert close_due(at=ready.deadline_at - timedelta(microseconds=1)) == 0
    assert close_due(at=ready.deadline_at) == 1

    ready.refresh_from_db()
    assert ready.status == S.CLOSED
    assert close_due(at=ready.deadline_at) == 0


def test_publishing_says_all_that_is_missing_at_once(draft: Rfp, bea: User) -> None:
    with pytest.raises(RefusedMove) as refusal:
        move_rfp(rfp=draft, to=S.PUBLISHED, by=bea, at=timezone.now())

    assert str(refusal.value) == (
        "Set the deadline for offers. Choose at least 2 vendors; there are none so far."
    )


def test_a_deadline_that_has_passed_hinders_publishing(ready: Rfp, bea: User) -> None:
    assert ready.deadline_at

    with pytest.raises(RefusedMove, match="lies in the future"):
        move_rfp(rfp=ready, to=S.PUBLISHED, by=bea, at=ready.deadline_at)


def test_publishing_and_opening_keep_their_time(ready: Rfp, bea: User) -> None:
    published, opened = timezone.now(), timezone.now() + timedelta(hours=1)

    move_rfp(rfp=ready, to=S.PUBLISHED, by=bea, at=published)
    move_rfp(rfp=ready, to=S.CLOSED, by=bea, at=opened, reason="All three have answered.")
    move_rfp(rfp=ready, to=S.OPENED, by=bea, at=opened)

    ready.refresh_from_db()
    assert (ready.published_at, ready.opened_at) == (published, opened)
