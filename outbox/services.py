"""Deeds of the outbox: take a message in, carry what is due to the mail server, offer it again."""

import copy
import time
from datetime import datetime, timedelta
from email.utils import format_datetime, make_msgid, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from bpo_portal import dispatch
from bpo_portal.text import BIDIRECTIONAL

from .models import Mail, MailState
from .transport import Deferred, Refused, Transport, Unreachable, configured

BACK_OFF = (
    *(timedelta(seconds=seconds) for seconds in (10, 30)),
    *(timedelta(minutes=minutes) for minutes in (2, 10, 30)),
    *(timedelta(hours=hours) for hours in (1, 2, 4, 8, 8)),
)
"""How long to wait after each failed attempt; after the one that follows the last, the mail is parked."""
MAX_ATTEMPTS = len(BACK_OFF) + 1
LEASE_IN_TIMEOUTS = 6
"""Longer than the conversation about one mail can take: sender, recipient, data, content, answer."""
SERVER_PAUSE = timedelta(seconds=30)
"""How long nothing is tried after the mail server could not be reached."""


class CannotResend(Exception):
    """Why a mail cannot be offered again; its text says so to the user."""


@transaction.atomic
def queue(*, message: EmailMessage, is_record: bool = False, at: datetime | None = None) -> list[Mail]:
    """Write one mail for each recipient into the outbox, in the transaction of the deed it tells of.

    Each is addressed to its recipient alone, whatever To, Cc and Bcc said. Raises ValidationError for a
    recipient that is no address. Mails that are not records lose their content once a server has them.
    """
    at = at or timezone.now()
    recipients = dict.fromkeys(_bare(address) for address in message.recipients())
    mails = [
        _mail(message=message, recipient=recipient, is_record=is_record, at=at) for recipient in recipients
    ]
    Mail.objects.bulk_create(mails)
    if mails:
        transaction.on_commit(kick, robust=True)
    return mails


def kick() -> None:
    """Have a worker empty the outbox now; without one the reconciler does."""
    dispatch.send("outbox.tasks.deliver")


def deliver_due(*, at: datetime, limit: int = 100) -> int:
    """Send what is due, and say how many were sent.

    A round ends after `limit` mails, or once it has taken as long as one time-out of the mail server: a
    server that hangs holds nobody longer. Claims are short transactions of their own, sending happens in none.
    """
    _park_what_was_never_finished(at=at)
    transport = configured()
    ends = time.monotonic() + settings.EMAIL_TIMEOUT
    sent = 0
    try:
        for _ in range(limit):
            if time.monotonic() >= ends or not Mail.objects.due(at=at).exists():
                break
            transport.open()
            mail = _claim(at=at)
            sent += bool(mail and _deliver(mail, transport, at=at))
    except Unreachable as error:
        _pause(error, at=at)
    finally:
        transport.close()
    return sent


@transaction.atomic
def resend(*, mail: Mail, at: datetime) -> Mail:
    """Offer the same bytes under the same Message-ID again, at once. Raises CannotResend."""
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if not mail.content:
        raise CannotResend("The content of this mail was erased after it had been sent.")
    if mail.leased_until and mail.leased_until >= at:
        raise CannotResend("This mail is being sent right now.")
    mail.state, mail.attempts, mail.next_try_at = MailState.QUEUED, 0, at
    mail.leased_until, mail.last_error = None, ""
    mail.save(update_fields=["state", "attempts", "next_try_at", "leased_until", "last_error"])
    transaction.on_commit(kick, robust=True)
    return mail


def _bare(address: str) -> str:
    """The address without the name beside it."""
    bare = parseaddr(address)[1] if address.isprintable() else address
    validate_email(bare)
    return bare


def _mail(*, message: EmailMessage, recipient: str, is_record: bool, at: datetime) -> Mail:
    message_id = make_msgid(domain=urlsplit(settings.BASE_URL).hostname)
    subject = _one_line(message.subject)
    single = copy.copy(message)
    single.subject, single.to, single.cc, single.bcc = subject, [recipient], [], []
    addressed = {"to", "cc", "bcc"}
    single.extra_headers = {
        "Auto-Submitted": "auto-generated",
        **{name: text for name, text in message.extra_headers.items() if name.lower() not in addressed},
        "Message-ID": message_id,
        "Date": format_datetime(at),
    }
    return Mail(
        message_id=message_id,
        recipient=recipient,
        subject=subject,
        content=single.message().as_bytes(linesep="\r\n").rstrip(b"\r\n") + b"\r\n",
        is_record=is_record,
        queued_at=at,
        next_try_at=at,
    )


def _one_line(subject: object) -> str:
    visible = (
        " " if not (c.isprintable() or c.isspace()) else c for c in str(subject) if c not in BIDIRECTIONAL
    )
    line = " ".join("".join(visible).split())
    return line if len(line) <= 255 else line[:254] + "…"


def _park_what_was_never_finished(*, at: datetime) -> None:
    """A mail whose senders died each time is not tried for ever."""
    Mail.objects.due(at=at).filter(attempts__gte=MAX_ATTEMPTS).update(
        state=MailState.PARKED, leased_until=None, last_error="Sending was interrupted every time."
    )


@transaction.atomic(durable=True)
def _claim(*, at: datetime) -> Mail | None:
    """The next due mail, held by a lease and with the attempt counted before it is made."""
    mail = Mail.objects.due(at=at).select_for_update(skip_locked=True).first()
    if mail:
        mail.attempts += 1
        mail.leased_until = at + timedelta(seconds=LEASE_IN_TIMEOUTS * settings.EMAIL_TIMEOUT)
        mail.save(update_fields=["attempts", "leased_until"])
    return mail


def _deliver(mail: Mail, transport: Transport, *, at: datetime) -> bool:
    try:
        transport.carry(mail)
    except Refused as error:
        _close(mail, state=MailState.PARKED, last_error=str(error)[:500])
    except Deferred as error:
        _put_off(mail, error, at=at)
    else:
        erased = {} if mail.is_record or transport.keeps_content else {"content": b""}
        _close(mail, state=MailState.SENT, sent_at=at, last_error="", **erased)
        return True
    return False


def _put_off(mail: Mail, error: Deferred, *, at: datetime) -> None:
    text = str(error)[:500]
    if mail.attempts >= MAX_ATTEMPTS:
        _close(mail, state=MailState.PARKED, last_error=text)
    else:
        next_try_at = at + BACK_OFF[mail.attempts - 1]
        _close(mail, state=MailState.FAILED, last_error=text, next_try_at=next_try_at)


def _close(mail: Mail, **outcome: object) -> None:
    """Write how it went, unless the lease ran out and another sender has the mail."""
    Mail.objects.filter(pk=mail.pk, leased_until=mail.leased_until).update(leased_until=None, **outcome)


def _pause(error: Unreachable, *, at: datetime) -> None:
    """Nobody's attempt is counted: a server that is away for days parks nothing."""
    Mail.objects.due(at=at).update(
        state=MailState.FAILED,
        next_try_at=at + SERVER_PAUSE,
        last_error=f"The mail server cannot be reached: {error}"[:500],
    )
