"""The work on an import: at once where it is short, else by a process of its own that can die at any point.

That something is to be done is a fact in the import's row, never a message: a task makes it quick, and the
reconciler finds what no task has done.
"""

import logging
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from bpo_portal import dispatch
from vendors.imports import Answers, Plan, RegisterChanged, Tell, lookalikes, make_plan, untold, write
from vendors.models import Import, ImportKind, ImportRow, ImportState
from vendors.models.imports import MAX_ATTEMPTS

from .in_the_way import ChangedSince, InTheWay
from .undo import undo

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""How long nobody else takes up an import whose process says nothing."""
TOLD_EVERY = 0.2
ROWS_AT_ONCE = 1_000
DIED = "Its process ended before it was ready."
LISTED = 10
"""So many of the records that stand in the way of taking an import back are named."""


class Overtaken(Exception):
    """Somebody else has finished this import, or works on it now."""


def begin(imported: Import, state: ImportState, *, at: datetime, apart: bool) -> None:
    """Plan, write or take back an import: now, or `apart` by a worker once the caller's transaction is committed."""
    imported.state, imported.rows_done, imported.step, imported.error = state, 0, "", ""
    imported.attempts, imported.is_running = 0, False
    imported.leased_until = at + LEASE if apart else None
    imported.save(
        update_fields=["state", "rows_done", "step", "error", "attempts", "is_running", "leased_until"]
    )
    if apart:
        transaction.on_commit(lambda: send(imported.pk), robust=True)
    else:
        work(imported, at=at)


def send(import_id: int) -> None:
    if not dispatch.send("vendors.tasks.run_import", import_id):
        Import.objects.filter(pk=import_id, is_running=False).update(leased_until=None)


def run(*, import_id: int, at: datetime) -> None:
    """Do what is to be done on an import, unless somebody does. A failure is recorded, not raised."""
    attempt = claim(import_id, at=at)
    if attempt is None:
        return
    imported = Import.objects.get(pk=import_id)
    progress = Progress(imported)
    try:
        work(imported, at=at, tell=progress)
    except Overtaken:
        logger.info("Import %s was taken up by another process", import_id)
    except ChangedSince as error:
        settle(imported, state=ImportState.DONE, note=told_in_the_way(error.found))
    except Exception as error:
        logger.exception("Import %s failed", import_id)
        fail(import_id, attempt, f"{type(error).__name__} in attempt {attempt}.")
    finally:
        progress.close()


def run_due(*, at: datetime) -> None:
    """Take up every import that nobody works on: its task was never sent, was lost, or died."""
    for pk in list(Import.objects.under_way().unclaimed(at=at).values_list("pk", flat=True)):
        run(import_id=pk, at=at)


def try_again(*, imported: Import, at: datetime) -> None:
    """What was given up, once more from the start."""
    if imported.is_under_way and imported.error:
        begin(imported, ImportState(imported.state), at=at, apart=True)


def claim(import_id: int, *, at: datetime) -> int | None:
    """The number of the attempt, counted before it is made; None if there is nothing to do, or somebody does it."""
    rows = Import.objects.under_way().filter(pk=import_id)
    free = rows.filter(is_running=False) | rows.unclaimed(at=at)
    if free.filter(attempts__lt=MAX_ATTEMPTS).update(
        is_running=True, attempts=F("attempts") + 1, leased_until=at + LEASE
    ):
        return Import.objects.values_list("attempts", flat=True).get(pk=import_id)
    free.update(error=DIED, is_running=False)
    return None


def fail(import_id: int, attempt: int, error: str) -> None:
    Import.objects.filter(pk=import_id, attempts=attempt).update(
        error=error, is_running=False, leased_until=None
    )


def work(imported: Import, *, at: datetime, tell: Tell = untold) -> None:
    """Plan, write what was shown, or take back what was written; all of it or nothing."""
    if imported.state == ImportState.PLANNING:
        plan(imported, tell)
        return
    if imported.state == ImportState.UNDOING:
        take_back(imported, at, tell)
        return
    try:
        write_file(imported, at, tell)
    except RegisterChanged as error:
        plan(imported, tell, note=str(error.messages[0]))


@transaction.atomic
def plan(imported: Import, tell: Tell, note: str = "") -> None:
    answered = {row.number: row for row in imported.rows.resembling().exclude(answer="")}
    made = make_plan(**facts_of(imported), tell=tell, answers=answers_in(answered.values()))
    alike = lookalikes(made.rows, tell) if imported.kind == ImportKind.VENDORS else {}
    store_rows(imported, made, tell, alike, answered)
    said = " ".join(filter(None, (note, made.note)))
    settle(imported, state=ImportState.PREVIEWED, note=said, counts=made.counts(), digest=made.digest())


@transaction.atomic
def write_file(imported: Import, at: datetime, tell: Tell) -> None:
    made = write(
        **facts_of(imported),
        by=imported.uploaded_by,
        at=at,
        shown=imported.digest,
        tell=tell,
        answers=answers_in(imported.rows.resembling().exclude(answer="")),
    )
    settle(imported, state=ImportState.DONE, content=b"", context=made.context, imported_at=at)


def facts_of(imported: Import) -> dict[str, Any]:
    """What a plan is made from."""
    return {
        "kind": imported.kind,
        "content": bytes(imported.content),
        "name": imported.file_name,
        "columns": imported.columns,
    }


def answers_in(rows: Iterable[ImportRow]) -> Answers:
    told: dict[str, dict[int, int]] = {answer: {} for answer in ImportRow.Answer}
    for row in rows:
        if row.answer and row.resembles_id:
            told[row.answer][row.number] = row.resembles_id
    return Answers(same=told[ImportRow.Answer.SAME], other=told[ImportRow.Answer.OTHER])


@transaction.atomic
def take_back(imported: Import, at: datetime, tell: Tell) -> None:
    undo(imported, at=at, tell=tell)
    settle(imported, state=ImportState.UNDONE, note="", undone_at=at)


def told_in_the_way(found: list[InTheWay]) -> str:
    labels = [each.label for each in found]
    more = f" and {len(labels) - LISTED:,} more" if len(labels) > LISTED else ""
    return f"Nothing was taken back. Changed or built on since: {'; '.join(labels[:LISTED])}{more}."


def store_rows(
    imported: Import,
    made: Plan,
    tell: Tell = untold,
    alike: Mapping[int, tuple[int, str]] | None = None,
    answered: Mapping[int, ImportRow] | None = None,
) -> None:
    """What becomes of each row, as it is shown page by page. Leaves the import's own row free to be told to."""
    imported.rows.all().delete()
    rows = [
        ImportRow(of=imported, number=row.row, kind=row.kind, label=row.label, changes=row.changes)
        for row in made.rows
    ]
    rows += [
        ImportRow(of=imported, number=number, kind=ImportRow.Kind.FAULTY, label="", changes=changes)
        for number, changes in made.faulty_rows()
    ]
    for row in rows:
        row.resembles_id, row.because = (alike or {}).get(row.number, (None, ""))
        if told := (answered or {}).get(row.number):
            row.resembles_id, row.because, row.answer = told.resembles_id, told.because, told.answer
    for start in range(0, len(rows), ROWS_AT_ONCE):
        tell("Kept", start)
        ImportRow.objects.bulk_create(rows[start : start + ROWS_AT_ONCE])


def settle(imported: Import, **facts: object) -> None:
    """By compare-and-set as the last deed of the transaction: only the latest attempt comes to its end."""
    mine = Import.objects.filter(pk=imported.pk, state=imported.state, attempts=imported.attempts)
    if not mine.update(**facts, is_running=False, leased_until=None):
        raise Overtaken
    for name, value in facts.items():
        setattr(imported, name, value)


class Progress:
    """How far an import is, told through a connection of its own: seen while the transaction is still open.

    Telling renews the lease, as it shows that the process lives.
    """

    def __init__(self, imported: Import) -> None:
        self.imported = imported
        self.connection = connection.copy()
        self.told_at = 0.0

    def __call__(self, step: str, rows: int) -> None:
        if time.monotonic() - self.told_at < TOLD_EVERY:
            return
        self.told_at = time.monotonic()
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE vendors_import SET step = %s, rows_done = %s, leased_until = %s"
                " WHERE id = %s AND attempts = %s AND is_running",
                [step, rows, timezone.now() + LEASE, self.imported.pk, self.imported.attempts],
            )

    def close(self) -> None:
        self.connection.close()
