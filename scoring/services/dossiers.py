"""Dossiers: asked for by a lead, made by a process of its own that can die at any point, kept for good.

That one is to be made is a fact in its row, never a message: a task makes it quick, and the reconciler finds
what no task has done.
"""

import logging
import time
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import file_digest
from tempfile import TemporaryFile
from typing import IO

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from bpo_portal import dispatch
from rfp.models import Rfp

from ..dossier import Made, write_dossier
from ..models import Dossier, DossierFile, DossierPiece, DossierState
from ..models.dossier import DOWNLOADED, PIECE
from ..models.shortlist import MAX_ATTEMPTS
from .recompute import described

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""How long nobody else takes up a dossier whose process says nothing."""
TOLD_EVERY = 0.3
DIED = "Its process ended before it was ready."


class Overtaken(Exception):
    """Somebody else has finished this dossier, or works on it now."""


@transaction.atomic
def ask(*, rfp: Rfp, by: User, at: datetime) -> Dossier:
    """Have a dossier of the present state made. Raises ValidationError while another is being made."""
    Rfp.objects.locked().get(pk=rfp.pk)
    if Dossier.objects.filter(rfp=rfp, state=DossierState.MAKING).exists():
        raise ValidationError("A dossier of this RFP is being made already.")
    dossier = Dossier.objects.create(rfp=rfp, asked_by=by, asked_at=at, leased_until=at + LEASE)
    transaction.on_commit(lambda: _send(dossier.pk), robust=True)
    return dossier


def record_download(*, dossier: Dossier, by: User, address: str) -> None:
    """In the history of the RFP, as what is only read leaves no trace of its own."""
    with pghistory.context(user=by.pk, address=address):
        pghistory.create_event(dossier, label=DOWNLOADED)


@transaction.atomic
def try_again(*, dossier: Dossier, at: datetime) -> None:
    """What was given up, once more from the start, of the state there is then."""
    given_up = Dossier.objects.filter(pk=dossier.pk, state=DossierState.MAKING).exclude(error="")
    again = {"error": "", "attempts": 0, "is_running": False, "leased_until": at + LEASE}
    if given_up.update(**again, step="", done=0, total=0):
        transaction.on_commit(lambda: _send(dossier.pk), robust=True)


def run(*, dossier_id: int, at: datetime) -> None:
    """Make a dossier, unless somebody does. A failure is recorded, not raised. Not inside a transaction."""
    attempt = claim(dossier_id, at=at)
    if attempt is None:
        return
    progress = Progress(dossier_id, attempt)
    try:
        make(Dossier.objects.select_related("asked_by").get(pk=dossier_id), attempt, progress, at=at)
    except Overtaken:
        logger.info("Dossier %s was taken up by another process", dossier_id)
    except Exception as error:
        logger.error("Dossier %s could not be made: %s", dossier_id, described(error))
        _fail(dossier_id, attempt, described(error))
    finally:
        progress.close()


def run_due(*, at: datetime) -> None:
    """Take up every dossier that nobody works on: its task was never sent, was lost, or died."""
    for pk in list(Dossier.objects.under_way().unclaimed(at=at).values_list("pk", flat=True)):
        run(dossier_id=pk, at=at)


def send_due(*, at: datetime) -> None:
    """The same by workers, which have the time that a dossier can take."""
    for pk in list(Dossier.objects.under_way().unclaimed(at=at).values_list("pk", flat=True)):
        _send(pk)


def claim(dossier_id: int, *, at: datetime) -> int | None:
    """The number of the attempt, counted before it is made; None if there is nothing to do, or somebody does it."""
    rows = Dossier.objects.under_way().filter(pk=dossier_id)
    free = rows.filter(is_running=False) | rows.unclaimed(at=at)
    lease = {"is_running": True, "leased_until": at + LEASE}
    if free.filter(attempts__lt=MAX_ATTEMPTS).update(**lease, attempts=F("attempts") + 1):
        return Dossier.objects.values_list("attempts", flat=True).get(pk=dossier_id)
    free.update(error=DIED, is_running=False)
    return None


def _send(dossier_id: int) -> None:
    if not dispatch.send("scoring.tasks.make_dossier", dossier_id):
        Dossier.objects.filter(pk=dossier_id, is_running=False).update(leased_until=None)


def _fail(dossier_id: int, attempt: int, error: str) -> None:
    rows = Dossier.objects.under_way().filter(pk=dossier_id, attempts=attempt)
    rows.update(error=f"{error}, attempt {attempt}."[:300], is_running=False, leased_until=None)


def make(dossier: Dossier, attempt: int, tell: "Progress", *, at: datetime) -> None:
    """Into a file of this machine first, so that nothing of it is seen before all is there."""
    with TemporaryFile() as stream:
        made = write_dossier(stream, rfp_id=dossier.rfp_id, by=dossier.asked_by, tell=tell)
        stream.seek(0)
        digest = file_digest(stream, "sha256").hexdigest()
        with transaction.atomic():
            file = _kept(stream, digest, tell)
            _settle(dossier.pk, attempt, made, file, at=at)


def _settle(dossier_id: int, attempt: int, made: Made, file: DossierFile, *, at: datetime) -> None:
    """By compare-and-set as the last deed of the transaction: only the latest attempt comes to its end."""
    mine = Dossier.objects.under_way().filter(pk=dossier_id, attempts=attempt)
    if not mine.update(
        **asdict(made),
        state=DossierState.READY,
        made_at=at,
        file=file,
        step="",
        is_running=False,
        leased_until=None,
    ):
        raise Overtaken


def _kept(stream: IO[bytes], digest: str, tell: "Progress") -> DossierFile:
    """The bytes in the database, in pieces; those that are there already are not stored again."""
    size = stream.seek(0, 2)
    stream.seek(0)
    file, is_new = DossierFile.objects.get_or_create(sha256=digest, defaults={"size": size})
    if is_new:
        for number in range(-(-size // PIECE)):
            tell("Storing the file", number, size // PIECE)
            DossierPiece.objects.create(file=file, number=number, content=stream.read(PIECE))
    return file


class Progress:
    """How far a dossier is, told through a connection of its own: seen while the transaction is still open.

    Telling renews the lease, as it shows that the process lives.
    """

    def __init__(self, dossier_id: int, attempt: int) -> None:
        self.dossier_id, self.attempt = dossier_id, attempt
        self.connection = connection.copy()
        self.told_at = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        if time.monotonic() - self.told_at < TOLD_EVERY:
            return
        self.told_at = time.monotonic()
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE scoring_dossier SET step = %s, done = %s, total = %s, leased_until = %s"
                " WHERE id = %s AND attempts = %s AND is_running",
                [step, done, total, timezone.now() + LEASE, self.dossier_id, self.attempt],
            )

    def close(self) -> None:
        self.connection.close()
