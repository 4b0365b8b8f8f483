"""Taking messages in, and offering them again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from pytest_django import Settings

from outbox.models import Mail, MailState
from outbox.services import CannotResend, deliver_due, queue, resend

from .smtp import Server

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def message(*to: str, subject: str = "Shortlist", **options: list[str]) -> EmailMessage:
    return EmailMessage(subject, "Good morning", to=list(to), **options)  # type: ignore[arg-type]


def test_each_recipient_gets_a_mail_that_names_nobody_else() -> None:
    queue(message=message("a@example.com", cc=["c@example.com"], bcc=["b@example.com"]), at=NOW)

    mails = {mail.recipient: bytes(mail.content) for mail in Mail.objects.all()}
    assert set(mails) == {"a@example.com", "b@example.com", "c@example.com"}
    for recipient, content in mails.items():
        others = set(mails) - {recipient}
        assert f"To: {recipient}".encode() in content
        assert not any(other.encode() in content for other in others)


def test_a_recipient_named_twice_gets_one_mail() -> None:
    queue(message=message("a@example.com", "Ann <a@example.com>"), at=NOW)

    assert Mail.objects.get().recipient == "a@example.com"


def test_the_message_id_is_of_our_domain_and_differs_for_each(settings: Settings) -> None:
    settings.BASE_URL = "https://bpo.example.org"

    first, second = queue(message=message("a@example.com", "b@example.com"), at=NOW)

    assert first.message_id.endswith("@bpo.example.org>")
    assert first.message_id != second.message_id
    assert first.message["Message-ID"] == first.message_id


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Line one\r\nBcc: x@example.com", "Line one Bcc: x@example.com"),
        ("Tab\tand\u2028separator", "Tab and separator"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("word " * 60, "word " * 50 + "word…"),
    ],
)
def test_a_subject_is_one_clean_line(typed: str, sent: str) -> None:
    [mail] = queue(message=message("a@example.com", subject=typed), at=NOW)

    assert mail.subject == sent
    assert mail.message["Subject"].strip() == sent
    assert mail.message["Bcc"] is None


def test_headers_cannot_bring_other_addresses_in() -> None:
    [mail] = queue(
        message=EmailMessage("Hello", "Text", to=["a@example.com"], headers={"Cc": "c@example.com"}), at=NOW
    )

    assert b"c@example.com" not in bytes(mail.content)


@pytest.mark.parametrize("address", ["nobody", "a@example.com\r\nBcc: b@example.com", "a@b@c.example"])
def test_what_is_no_address_is_refused_and_nothing_is_written(address: str) -> None:
    with pytest.raises(ValidationError):
        queue(message=message("good@example.com", address), at=NOW)

    assert not Mail.objects.exists()


def test_a_mail_is_undone_with_the_deed_that_it_tells_of() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue(message=message("a@example.com"), at=NOW)
        raise ZeroDivisionError

    assert not Mail.objects.exists()


def test_every_mail_of_the_product_goes_through_the_outbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "outbox.backend.OutboxBackend"
    letter = EmailMultiAlternatives("Hello", "Text", to=["a@example.com"])
    letter.attach_alternative("<p>Page</p>", "text/html")
    letter.attach("report.pdf", b"%PDF-1.7", "application/pdf")

    assert letter.send() == 1

    parts = [part.get_content_type() for part in Mail.objects.get().message.walk()]
    assert parts == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]


def test_a_mail_resent_has_the_same_bytes_and_message_id(mail_server: Server) -> None:
    [mail] = queue(message=message("a@example.com"), is_record=True, at=NOW)
    deliver_due(at=NOW)

    resend(mail=mail, at=NOW + timedelta(hours=1))
    deliver_due(at=NOW + timedelta(hours=1))

    first, second = mail_server.received
    assert first == second == ("a@example.com", bytes(mail.content))


def test_a_parked_mail_gets_all_its_tries_again(mail_server: Server) -> None:
    mail_server.answer("a@example.com", "550 no such user")
    [mail] = queue(message=message("a@example.com"), at=NOW)
    deliver_due(at=NOW)

    resend(mail=mail, at=NOW)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == (MailState.QUEUED, 0, "")
    assert deliver_due(at=NOW) == 1


def test_the_log_keeps_every_state_of_a_mail_but_not_its_content(mail_server: Server) -> None:
    mail_server.answer("a@example.com", "451 later")
    [mail] = queue(message=message("a@example.com"), is_record=True, at=NOW)
    deliver_due(at=NOW)
    deliver_due(at=NOW + timedelta(minutes=1))
    resend(mail=mail, at=NOW + timedelta(hours=1))

    log = mail.events.order_by("pgh_id")  # type: ignore[attr-defined]

    assert [entry.state for entry in log] == ["queued", "failed", "sent", "queued"]
    assert not hasattr(log[0], "content")


def test_a_mail_whose_content_is_gone_cannot_be_resent(mail_server: Server) -> None:
    [mail] = queue(message=message("a@example.com"), at=NOW)
    deliver_due(at=NOW)

    with pytest.raises(CannotResend, match="erased"):
        resend(mail=mail, at=NOW)


def test_a_mail_that_is_being_sent_cannot_be_resent() -> None:
    [mail] = queue(message=message("a@example.com"), at=NOW)
    Mail.objects.update(leased_until=NOW + timedelta(seconds=5))

    with pytest.raises(CannotResend, match="right now"):
        resend(mail=mail, at=NOW)
