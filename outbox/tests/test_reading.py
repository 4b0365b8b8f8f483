from datetime import UTC, datetime

import pytest

from outbox import reading
from outbox.models import Mail

AT = datetime(2026, 3, 1, tzinfo=UTC)


def stored(content: bytes) -> Mail:
    return Mail(recipient="bea@example.com", subject="x", content=content, queued_at=AT, next_try_at=AT)


@pytest.mark.parametrize("charset", ["unknown-8bit", "nonsense", "utf-8"])
def test_text_in_a_strange_character_set_is_still_shown(charset: str) -> None:
    mail = stored(b'Content-Type: text/plain; charset="%s"\r\n\r\nprice: 5\xe9' % charset.encode())

    assert reading.text(mail).startswith("price: 5")


@pytest.mark.parametrize(
    "content", [b"", b"\0\0", b"Content-Type: multipart/mixed\r\n\r\n", b"no header at all"]
)
def test_a_broken_mail_is_read_as_far_as_it_goes(content: bytes) -> None:
    mail = stored(content)

    assert reading.headers(mail) == []
    assert reading.has_html(mail) is False
    assert reading.attachments(mail) == []
    assert isinstance(reading.text(mail), str)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", ".._.._etc_passwd"), ("a\\b.csv", "a_b.csv"), ("x" * 300, "x" * 200)],
)
def test_a_file_name_is_only_a_name(name: str, shown: str) -> None:
    content = (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b'Content-Disposition: attachment; filename="%s"\r\n\r\nx\r\n--b--'
    )
    mail = stored(content % name.replace("\\", "\\\\").encode())

    assert [file.name for file in reading.attachments(mail)] == [shown]
