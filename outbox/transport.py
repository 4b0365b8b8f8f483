"""The ways a mail leaves the outbox: by a mail server, or into the mailbox inside the application."""

import smtplib
from email import policy
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from .models import Mail


class Unreachable(Exception):
    """No mail server answers, or it lets nobody in: no mail is to blame."""


class Deferred(Exception):
    """This mail could not be delivered now."""


class Refused(Exception):
    """The mail server will never take this mail for this recipient."""


class Transport(Protocol):
    keeps_content: bool
    """Whether the mail is read in the application, so its content stays."""

    def open(self) -> None: ...

    def carry(self, mail: Mail) -> None: ...

    def close(self) -> None: ...


def configured() -> Transport:
    return SmtpServer() if settings.EMAIL_URL else Mailbox()


class Mailbox:
    """One-command mode: the mail has arrived where it is, to be read at /outbox/."""

    keeps_content = True

    def open(self) -> None:
        pass

    def carry(self, mail: Mail) -> None:
        pass

    def close(self) -> None:
        pass


class SmtpServer:
    """The server of EMAIL_URL; the bytes go out as they are stored."""

    keeps_content = False

    def __init__(self) -> None:
        self.backend = EmailBackend()

    def open(self) -> None:
        """Raises Unreachable."""
        try:
            self.backend.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(_text(error)) from error

    def carry(self, mail: Mail) -> None:
        """Raises Deferred or Refused; a conversation that broke is not continued."""
        content = bytes(mail.content)
        try:
            self._connection.sendmail(_sender(content), [mail.recipient], content)
        except smtplib.SMTPRecipientsRefused as error:
            self._drop_if_broken()
            code, reason = error.recipients[mail.recipient]
            raise _verdict(code, reason) from error
        except smtplib.SMTPDataError as error:
            self._drop_if_broken()
            raise _verdict(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(_text(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Deferred(_text(error)) from error

    def close(self) -> None:
        try:
            self.backend.close()
        except (OSError, smtplib.SMTPException):
            self._drop()

    @property
    def _connection(self) -> smtplib.SMTP:
        if self.backend.connection is None:
            raise smtplib.SMTPServerDisconnected("Not connected")
        return self.backend.connection

    def _drop_if_broken(self) -> None:
        if self._connection.sock is None:
            self._drop()

    def _drop(self) -> None:
        if self.backend.connection is not None:
            self.backend.connection.close()
            self.backend.connection = None


def _sender(content: bytes) -> str:
    header = BytesHeaderParser(policy=policy.default).parsebytes(content)["From"]
    return parseaddr(str(header))[1]


def _verdict(code: int, reason: bytes | str) -> Deferred | Refused:
    text = f"{code} {_line(reason)}"
    return Refused(text) if code >= 500 else Deferred(text)


def _text(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_line(error.smtp_error)}"
    return _line(str(error)) or type(error).__name__


def _line(text: bytes | str) -> str:
    decoded = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join("".join(c if c.isprintable() else " " for c in decoded).split())
