"""Who gets a report, when, and that nobody gets it twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from outbox.models import Mail, MailState
from outbox.services import deliver_due
from rfp.models import Rfp, RfpStatus
from scoring.models import Delivery, ReportSubscription, ScoreSheet, Shortlist
from scoring.services import reports
from scoring.services.recompute import recompute
from scoring.services.reports import queue_due, remove, resend, send_now, subscribe

from .scenes import NOW, make_rfp

pytestmark = pytest.mark.django_db
Newest = Callable[[], Shortlist]
BOARD, CHIEF = "board@example.com", "chief@example.com"
SETTLED = NOW + timedelta(seconds=121)


@pytest.fixture(autouse=True)
def settle_time(settings: Settings) -> None:
    settings.REPORT_SETTLE_SECONDS = 120


def subscribed(rfp: Rfp, by: User, *addresses: str) -> None:
    for address in addresses:
        subscribe(rfp=rfp, email=address, name="", by=by, at=NOW - timedelta(days=1))


def recipients() -> list[tuple[int, str]]:
    return sorted(Delivery.objects.values_list("shortlist__number", "recipient"))


def test_a_settled_version_goes_to_every_recipient_once(evaluation: Rfp, bea: User, newest: Newest) -> None:
    subscribed(evaluation, bea, BOARD, CHIEF)
    newest()

    assert queue_due(at=NOW + timedelta(seconds=119)) == 0
    assert queue_due(at=SETTLED) == 2
    assert queue_due(at=SETTLED + timedelta(hours=1)) == 0

    assert recipients() == [(1, BOARD), (1, CHIEF)]
    mail = Mail.objects.get(recipient=BOARD)
    assert mail.is_record
    assert "shortlist" in mail.subject
    assert Delivery.objects.filter(requested_by=None).count() == 2


def test_of_a_burst_only_the_last_state_is_sent(evaluation: Rfp, bea: User) -> None:
    subscribed(evaluation, bea, BOARD)
    at = NOW
    for step in range(24):
        at = NOW + timedelta(seconds=10 * step)
        evaluation.candidates.filter(key="acanto").update(price=100_000 + step)
        if step % 4 == 3:
            recompute(rfp_id=evaluation.pk, at=at)
        queue_due(at=at)
    last = evaluation.shortlists.latest("number")

    queue_due(at=at + timedelta(seconds=120))

    assert recipients() == [(last.number, BOARD)]


def test_nothing_is_sent_while_the_ranking_is_behind(evaluation: Rfp, bea: User, newest: Newest) -> None:
    subscribed(evaluation, bea, BOARD)
    newest()
    evaluation.candidates.filter(key="acanto").update(price=99)

    assert queue_due(at=SETTLED) == 0


def test_an_rfp_that_has_ended_sends_nothing_by_itself(evaluation: Rfp, bea: User, newest: Newest) -> None:
    subscribed(evaluation, bea, BOARD)
    newest()
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.CANCELLED, status_reason="No need")

    assert queue_due(at=SETTLED) == 0


def test_whoever_is_added_later_gets_the_next_version_not_an_old_one(
    evaluation: Rfp, bea: User, newest: Newest
) -> None:
    newest()
    subscribe(rfp=evaluation, email=BOARD, name="Board", by=bea, at=NOW)
    ReportSubscription.objects.update(chosen_at=SETTLED + timedelta(seconds=1))

    assert queue_due(at=SETTLED + timedelta(days=1)) == 0


def test_evaluators_who_are_to_see_no_results_get_no_report_until_they_hand_in(
    evaluation: Rfp, bea: User, eva: User, newest: Newest
) -> None:
    subscribed(evaluation, bea, eva.email)
    newest()
    assert queue_due(at=SETTLED) == 0

    ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=NOW)
    recompute(rfp_id=evaluation.pk, at=NOW)

    assert queue_due(at=SETTLED + timedelta(minutes=5)) == 1


def test_blind_evaluators_are_left_out_of_send_now_too(
    evaluation: Rfp, bea: User, eva: User, newest: Newest
) -> None:
    subscribed(evaluation, bea, eva.email, BOARD)

    send_now(shortlist=newest(), by=bea, recipients=ReportSubscription.objects.all(), at=NOW)

    assert recipients() == [(1, BOARD)]


def test_two_rfps_that_come_to_the_same_are_both_reported(evaluation: Rfp, bea: User, newest: Newest) -> None:
    other = make_rfp("RFP-2027-002")
    for rfp in (evaluation, other):
        subscribed(rfp, bea, BOARD)
        recompute(rfp_id=rfp.pk, at=NOW)
    one, another = Shortlist.objects.all()
    assert (one.sha256, one.line) == (another.sha256, another.line)

    assert [queue_due(at=SETTLED + timedelta(seconds=turn)) for turn in range(2)] == [2, 0]
    assert set(Delivery.objects.values_list("shortlist__rfp", flat=True)) == {evaluation.pk, other.pk}


def test_send_now_waits_for_nothing_and_names_who_asked(evaluation: Rfp, bea: User, newest: Newest) -> None:
    subscribed(evaluation, bea, BOARD, CHIEF)
    shortlist = newest()
    chosen = ReportSubscription.objects.filter(email=BOARD)

    [delivery] = send_now(shortlist=shortlist, by=bea, recipients=chosen, at=NOW)

    assert (delivery.recipient, delivery.requested_by) == (BOARD, bea)
    assert send_now(shortlist=shortlist, by=bea, recipients=chosen, at=NOW) == []
    assert queue_due(at=SETTLED) == 1
    assert recipients() == [(1, BOARD), (1, CHIEF)]


def test_a_version_is_sent_again_only_as_the_same_mail(evaluation: Rfp, bea: User, newest: Newest) -> None:
    subscribed(evaluation, bea, BOARD)
    newest()
    queue_due(at=SETTLED)
    deliver_due(at=SETTLED)
    delivery = Delivery.objects.get()

    resend(delivery=delivery, at=SETTLED + timedelta(hours=1))

    assert Mail.objects.get() == delivery.mail
    assert Mail.objects.get().state == MailState.QUEUED


def test_a_report_that_cannot_be_made_keeps_no_other_back(
    evaluation: Rfp, bea: User, newest: Newest, caplog: pytest.LogCaptureFixture
) -> None:
    subscribed(evaluation, bea, BOARD)
    newest()
    other = make_rfp("RFP-2027-002")
    subscribed(other, bea, BOARD)
    recompute(rfp_id=other.pk, at=NOW)
    Rfp.objects.filter(pk=evaluation.pk).update(timezone="Nowhere/At all")
    evaluation.refresh_from_db()
    evaluation.recomputation.computed_version = evaluation.inputs_version
    evaluation.recomputation.save()

    assert queue_due(at=SETTLED) == 1
    assert "failed" in caplog.text
    assert [delivery.shortlist.rfp for delivery in Delivery.objects.all()] == [other]
    reports._failed.clear()


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_send_each_report_once(evaluation: Rfp, bea: User, newest: Newest) -> None:
    everybody = [f"reader{number}@example.com" for number in range(8)]
    subscribed(evaluation, bea, *everybody)
    newest()

    def work() -> int:
        try:
            return queue_due(at=SETTLED)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as processes:
        queued = [each.result() for each in [processes.submit(work) for _ in range(3)]]

    assert sum(queued) == 8
    assert recipients() == [(1, address) for address in everybody]
    assert Mail.objects.count() == 8


def test_looking_for_due_reports_costs_the_same_however_many_rfps_there_are(
    evaluation: Rfp, bea: User, newest: Newest
) -> None:
    subscribed(evaluation, bea, BOARD)
    newest()
    queue_due(at=SETTLED)
    one = _queries(lambda: queue_due(at=SETTLED))
    for number in range(2, 12):
        rfp = make_rfp(f"RFP-2027-{number:03}", scored=1, evaluators=("Nora",))
        subscribed(rfp, bea, BOARD)
        recompute(rfp_id=rfp.pk, at=NOW)
    queue_due(at=SETTLED)

    assert _queries(lambda: queue_due(at=SETTLED)) == one


@pytest.mark.parametrize(
    "address", ["nobody", "a@localhost", "a@[127.0.0.1]", '"a b"@example.com', "a@b.co, c@d.co"]
)
def test_what_is_no_address_is_refused(evaluation: Rfp, bea: User, address: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        subscribe(rfp=evaluation, email=address, name="", by=bea, at=NOW)

    assert "email" in refusal.value.error_dict
    assert not ReportSubscription.objects.exists()


def test_an_address_is_listed_once_whatever_its_case(evaluation: Rfp, bea: User) -> None:
    subscribe(rfp=evaluation, email=BOARD, name="", by=bea, at=NOW)

    with pytest.raises(ValidationError, match="gets the report already"):
        subscribe(rfp=evaluation, email=BOARD.upper(), name="", by=bea, at=NOW)


def test_who_has_stopped_the_reports_is_not_added_again_by_others(evaluation: Rfp, bea: User) -> None:
    subscription = subscribe(rfp=evaluation, email=BOARD, name="", by=bea, at=NOW)
    reports.choose(subscription=subscription, wanted=False, at=NOW)

    with pytest.raises(ValidationError, match="has stopped these reports"):
        subscribe(rfp=evaluation, email=BOARD, name="", by=bea, at=NOW)
    with pytest.raises(ValidationError, match="stays on the list"):
        remove(subscription=subscription)


def test_who_has_stopped_the_reports_gets_none(evaluation: Rfp, bea: User, newest: Newest) -> None:
    subscribed(evaluation, bea, BOARD, CHIEF)
    reports.choose(subscription=ReportSubscription.objects.get(email=CHIEF), wanted=False, at=NOW)
    newest()

    queue_due(at=SETTLED)

    assert recipients() == [(1, BOARD)]


def test_the_link_to_stop_is_signed_and_does_not_tell_the_address(evaluation: Rfp, bea: User) -> None:
    subscription = subscribe(rfp=evaluation, email=BOARD, name="", by=bea, at=NOW)
    token = subscription.stop_address.rstrip("/").rpartition("/")[2]

    assert ReportSubscription.objects.of_token(token) == (True, subscription)
    assert ReportSubscription.objects.of_token(token[:-1]) == (False, None)
    assert ReportSubscription.objects.of_token(f"{subscription.pk}.forged") == (False, None)
    assert BOARD not in subscription.stop_address and "board" not in subscription.stop_address


def test_a_removed_recipient_stays_in_the_log_of_deliveries(
    evaluation: Rfp, bea: User, newest: Newest
) -> None:
    subscribed(evaluation, bea, BOARD)
    newest()
    queue_due(at=SETTLED)

    remove(subscription=ReportSubscription.objects.get())

    assert recipients() == [(1, BOARD)]


def _queries(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        deed()
    return len(queries)
