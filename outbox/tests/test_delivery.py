"""Carrying mail to a real SMTP server, one that refuses, drops, hangs or is away included."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from pytest_django import Settings

from outbox import services, tasks
from outbox.models import Mail, MailState
from outbox.services import BACK_OFF, LEASE_IN_TIMEOUTS, MAX_ATTEMPTS, SERVER_PAUSE, deliver_due
from outbox.transport import Deferred

from .smtp import DROP, HANG, HANGS_FOR, Server

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LEASE = timedelta(seconds=2 * LEASE_IN_TIMEOUTS)
"""With the time-out of two seconds that the mail server of the tests has."""
ANN, BOB, CAT = "ann@example.com", "bob@example.com", "cat@example.com"


def queue(*recipients: str, is_record: bool = False, at: datetime = NOW) -> None:
    letter = EmailMessage("Shortlist", "Good morning, señora.\n.\n..two dots\n", to=list(recipients))
    services.queue(message=letter, is_record=is_record, at=at)


def mail_to(recipient: str) -> Mail:
    return Mail.objects.get(recipient=recipient)


def deliver_all() -> int:
    """Round after round, as a slow machine may not get through in one."""
    sent = 0
    while Mail.objects.due(at=NOW).exists():
        sent += deliver_due(at=NOW)
    return sent


def states() -> dict[str, str]:
    return dict(Mail.objects.values_list("recipient", "state"))


def test_an_accepted_mail_arrives_byte_for_byte_and_is_sent(mail_server: Server) -> None:
    queue(ANN, is_record=True)
    stored = bytes(mail_to(ANN).content)

    assert deliver_due(at=NOW) == 1

    assert mail_server.received == [(ANN, stored)]
    assert (mail_to(ANN).state, mail_to(ANN).sent_at, mail_to(ANN).attempts) == (MailState.SENT, NOW, 1)


def test_a_sent_mail_is_not_sent_again(mail_server: Server) -> None:
    queue(ANN)
    deliver_due(at=NOW)

    assert deliver_due(at=NOW + timedelta(days=1)) == 0
    assert mail_server.recipients == [ANN]


def test_the_content_of_a_record_is_kept_and_that_of_others_erased(mail_server: Server) -> None:
    queue(ANN, is_record=True)
    queue(BOB)

    deliver_due(at=NOW)

    assert bytes(mail_to(ANN).content).startswith(b"Content-Type")
    assert bytes(mail_to(BOB).content) == b""


def test_without_a_mail_server_mail_is_delivered_where_it_is_read(settings: Settings) -> None:
    settings.EMAIL_URL = ""
    queue(ANN)

    assert deliver_due(at=NOW) == 1

    assert mail_to(ANN).state == MailState.SENT
    assert b"Good morning" in bytes(mail_to(ANN).content)


def test_a_refused_recipient_is_parked_with_the_servers_words_and_delays_nobody(mail_server: Server) -> None:
    mail_server.answer(BOB, "550 5.1.1 No such user here")
    queue(ANN, BOB, CAT)

    assert deliver_due(at=NOW) == 2

    assert mail_server.recipients == [ANN, CAT]
    assert mail_to(BOB).state == MailState.PARKED
    assert mail_to(BOB).last_error == "550 5.1.1 No such user here"


def test_one_bad_recipient_of_many_is_the_only_one_left_out(mail_server: Server) -> None:
    everybody = [f"reader{number:02}@example.com" for number in range(40)]
    mail_server.answer(everybody[7], "553 never")
    queue(*everybody)

    assert deliver_all() == 39
    assert mail_server.recipients == [each for each in everybody if each != everybody[7]]


def test_a_busy_server_is_tried_again_after_a_while(mail_server: Server) -> None:
    mail_server.answer(ANN, "451 4.7.1 Greylisted", "450 still")
    queue(ANN)

    deliver_due(at=NOW)
    assert (mail_to(ANN).state, mail_to(ANN).next_try_at) == (MailState.FAILED, NOW + BACK_OFF[0])
    assert mail_to(ANN).last_error == "451 4.7.1 Greylisted"

    later = NOW + BACK_OFF[0]
    assert deliver_due(at=later - timedelta(seconds=1)) == 0
    assert deliver_due(at=later) == 0
    assert mail_to(ANN).next_try_at == later + BACK_OFF[1]

    assert deliver_due(at=later + BACK_OFF[1]) == 1
    assert mail_server.recipients == [ANN]


def test_a_mail_that_fails_every_time_is_parked(mail_server: Server) -> None:
    mail_server.answer(ANN, *["452 full"] * MAX_ATTEMPTS)
    queue(ANN)
    at = NOW

    for _ in range(MAX_ATTEMPTS):
        deliver_due(at=at)
        at = mail_to(ANN).next_try_at

    assert (mail_to(ANN).state, mail_to(ANN).attempts) == (MailState.PARKED, MAX_ATTEMPTS)
    assert deliver_due(at=at + timedelta(days=30)) == 0


def test_a_connection_dropped_after_the_data_fails_that_mail_and_no_other(mail_server: Server) -> None:
    mail_server.answer(BOB, DROP)
    queue(ANN, BOB, CAT)

    assert deliver_due(at=NOW) == 2
    assert states() == {ANN: "sent", BOB: "failed", CAT: "sent"}

    assert deliver_due(at=NOW + BACK_OFF[0]) == 1
    assert mail_server.recipients == [ANN, BOB, CAT]


def test_a_server_that_hangs_holds_the_queue_no_longer_than_its_time_out(
    mail_server: Server, settings: Settings
) -> None:
    mail_server.answer(ANN, HANG)
    queue(ANN, BOB)
    started = time.monotonic()

    deliver_due(at=NOW)

    assert settings.EMAIL_TIMEOUT <= time.monotonic() - started < HANGS_FOR
    assert states() == {ANN: "failed", BOB: "queued"}
    assert "timed out" in mail_to(ANN).last_error
    assert deliver_due(at=NOW) == 1


def test_a_server_that_is_away_blames_no_mail_and_is_left_alone_for_a_while(mail_server: Server) -> None:
    mail_server.stop()
    queue(ANN, BOB)

    assert deliver_due(at=NOW) == 0
    assert states() == {ANN: "failed", BOB: "failed"}
    assert (mail_to(ANN).attempts, mail_to(ANN).next_try_at) == (0, NOW + SERVER_PAUSE)
    assert mail_to(ANN).last_error.startswith("The mail server cannot be reached: ")

    mail_server.start()
    assert deliver_due(at=NOW + SERVER_PAUSE) == 2


def test_a_round_ends_at_its_limit(mail_server: Server) -> None:
    queue(ANN, BOB, CAT)

    assert deliver_due(at=NOW, limit=2) == 2
    assert deliver_due(at=NOW, limit=2) == 1


def test_a_mail_whose_sender_died_is_sent_once_when_the_lease_has_run_out(mail_server: Server) -> None:
    queue(ANN)
    services._claim(at=NOW)

    assert deliver_due(at=NOW + LEASE - timedelta(seconds=1)) == 0
    assert deliver_due(at=NOW + LEASE + timedelta(seconds=1)) == 1
    assert deliver_due(at=NOW + 3 * LEASE) == 0
    assert mail_server.recipients == [ANN]


def test_a_mail_that_kills_every_sender_is_parked(mail_server: Server) -> None:
    queue(ANN)
    at = NOW
    for _ in range(MAX_ATTEMPTS):
        services._claim(at=at)
        at += LEASE + timedelta(seconds=1)

    deliver_due(at=at)

    assert mail_to(ANN).state == MailState.PARKED
    assert mail_server.received == []


def test_a_sender_whose_lease_was_taken_over_changes_nothing(mail_server: Server) -> None:
    queue(ANN)
    slow = services._claim(at=NOW)
    later = NOW + 2 * LEASE
    deliver_due(at=later)
    assert slow is not None

    services._put_off(slow, Deferred("timed out"), at=later)

    assert (mail_to(ANN).state, mail_to(ANN).sent_at) == (MailState.SENT, later)


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(mail_server: Server) -> None:
    everybody = [f"reader{number:02}@example.com" for number in range(60)]
    queue(*everybody)

    def work() -> int:
        try:
            return deliver_all()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as senders:
        sent = [each.result() for each in [senders.submit(work) for _ in range(4)]]

    assert sum(sent) == 60
    assert mail_server.recipients == everybody


def test_the_task_sends_what_is_due(mail_server: Server) -> None:
    queue(ANN)

    tasks.deliver()

    assert mail_server.recipients == [ANN]
