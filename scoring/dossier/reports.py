"""The reports of the versions in full, as the team reads them and as they were sent; and what became of each mail."""

from collections.abc import Iterator
from email.message import EmailMessage
from hashlib import sha256
from typing import Any

from ..models import Delivery, Shortlist
from ..reports import Reader, Report, pdf_of, spreadsheet_of
from ..reports.files import SPREADSHEET
from .archive import Archive
from .scope import Row, Rows, Scope, moment, name, stem

FOLDER = "7-reports"
ENDINGS = {"application/pdf": "pdf", SPREADSHEET: "xlsx"}


def write_reports(archive: Archive, scope: Scope) -> None:
    for version in scope.shown_in_full():
        scope.tell("Writing reports", version.number, scope.newest or 0)
        _write_report(archive, version)
    sent: list[Row] = [["version", "recipient", "file", "sha256"]]
    for number in scope.in_full:
        sent += _write_sent(archive, scope, number)
    archive.table(f"{FOLDER}/sent-files.csv", iter(sent), about="Who was sent which of the files beside it")
    archive.table(
        f"{FOLDER}/deliveries.csv",
        _deliveries(scope),
        about="Every report sent: to whom, when, with what result",
    )
    archive.table(f"{FOLDER}/delivery-log.csv", _log(scope), about="Every step of each delivery")
    archive.table(f"{FOLDER}/recipients.csv", _recipients(scope), about="Who is on the list of recipients")  # fmt: skip


def _write_report(archive: Archive, version: Shortlist) -> None:
    report = Report.of(version, Reader(is_team=True))
    for file in (pdf_of(report), spreadsheet_of(report)):
        path = f"{FOLDER}/{stem(version.number)}-team.{ENDINGS[file.content_type]}"
        archive.add(path, [file.content], about=f"Report of version {version.number}, for the team")


def _write_sent(archive: Archive, scope: Scope, number: int) -> Iterator[Row]:
    """The attachments as they went out, each that differs once; never the mail itself, as it holds personal links."""
    paths: dict[str, str] = {}
    deliveries = Delivery.objects.of_rfp(scope.rfp).filter(shortlist__number=number).select_related("mail")
    for each in deliveries.order_by("recipient").iterator(chunk_size=1):
        for kind, content in _attachments(each.mail.message):
            digest = sha256(content).hexdigest()
            if digest not in paths:
                differing = sum(path.endswith(kind) for path in paths.values()) + 1
                paths[digest] = f"{FOLDER}/{stem(number)}-as-sent-{differing}.{kind}"
                archive.add(paths[digest], [content], about=f"Report of version {number}, exactly as sent")
            yield [number, each.recipient, paths[digest], digest]


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for part in message.iter_attachments():
        if kind := ENDINGS.get(part.get_content_type()):
            yield kind, part.get_payload(decode=True)  # type: ignore[misc]


def _deliveries(scope: Scope) -> Rows:
    yield [
        *("version", "recipient", "subject", "state", "queued_at", "sent_at", "attempts", "last_error"),
        *("asked_for_by", "message_id"),
    ]
    found = Delivery.objects.of_rfp(scope.rfp).with_mail().order_by("shortlist__number", "recipient")
    for each in found.iterator():
        mail = each.mail
        yield [
            *(each.shortlist.number, each.recipient, mail.subject, mail.get_state_display()),
            *(moment(mail.queued_at), moment(mail.sent_at), mail.attempts, mail.last_error),
            *(name(each.requested_by) or "sent by itself", mail.message_id),
        ]


def _log(scope: Scope) -> Rows:
    yield ["version", "recipient", "at", "state", "error"]
    found = Delivery.objects.of_rfp(scope.rfp).with_mail().prefetch_related("mail__events")
    for each in found.order_by("shortlist__number", "recipient").iterator(chunk_size=200):
        steps: Any = each.mail.events  # type: ignore[attr-defined]
        for event in sorted(steps.all(), key=lambda event: event.pgh_id):
            yield [
                *(each.shortlist.number, each.recipient, moment(event.pgh_created_at)),
                *(event.get_state_display(), event.last_error),
            ]


def _recipients(scope: Scope) -> Rows:
    yield ["address", "name", "when", "stopped_by_its_owner", "added_by"]
    for each in scope.rfp.subscriptions.select_related("added_by").order_by("email"):
        yield [each.email, each.name, each.rhythm_in_words, not each.is_active, name(each.added_by)]
