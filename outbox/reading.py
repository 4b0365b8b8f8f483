"""A stored mail as its recipient's mail program would show it."""

import base64
import re
from dataclasses import dataclass
from email.message import MIMEPart

from .models import Mail

HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "Reply-To", "Auto-Submitted")
HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
PERSONAL = re.compile(r"https?://[^\s\"'<>]*/accounts/password/reset/key/[^\s\"'<>]*")
HIDDEN = "(personal link, hidden)"
INLINE = re.compile(r"cid:([^\"'\s>)]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    kind: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


def headers(mail: Mail) -> list[tuple[str, str]]:
    message = mail.message
    return [(name, str(message[name])) for name in HEADERS if message[name]]


def text(mail: Mail) -> str:
    return _words(mail.message.get_body(("plain",)))


def masked(text: str) -> str:
    """Without the links with which anybody could set the recipient's password."""
    return PERSONAL.sub(HIDDEN, text)


def has_html(mail: Mail) -> bool:
    return mail.message.get_body(("html",)) is not None


def html(mail: Mail) -> str:
    """The HTML part with its own pictures in place, masked; its links open beside the page, not inside it."""
    message = mail.message
    pictures = {str(part["Content-ID"]).strip("<> "): part for part in message.walk() if part["Content-ID"]}
    words = masked(_words(message.get_body(("html",))))
    page = INLINE.sub(lambda found: _data_address(pictures.get(found[1])), words)
    base = '<base target="_blank">'
    return HEAD.sub(lambda found: found[0] + base, page, count=1) if HEAD.search(page) else base + page


def attachments(mail: Mail) -> list[Attachment]:
    return [
        Attachment(
            name=_file_name(part.get_filename() or f"file-{number}"),
            kind=part.get_content_type(),
            content=_bytes(part),
        )
        for number, part in enumerate(mail.message.iter_attachments(), start=1)
    ]


def _words(part: MIMEPart | None) -> str:
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        return _bytes(part).decode("latin-1")


def _bytes(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _data_address(part: object) -> str:
    if not isinstance(part, MIMEPart):
        return "data:,"
    content = base64.b64encode(_bytes(part)).decode()
    return f"data:{part.get_content_type()};base64,{content}"


def _file_name(name: str) -> str:
    printable = "".join(letter if letter.isprintable() else "_" for letter in name)
    return re.sub(r"[/\\]", "_", printable)[:200]
