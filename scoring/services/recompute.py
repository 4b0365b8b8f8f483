"""Keeping the ranking of an RFP in step with its inputs.

The database is the queue of record: that a ranking is behind is a fact in `Recomputation`, never a
message. A message only makes it quick, so any of them may be lost or doubled, and any process may die at
any point.
"""

import logging
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Max, Min, QuerySet
from django.db.models.functions import Least
from django.utils import timezone

from bpo_portal import dispatch
from rfp.models import Rfp

from ..engine import ENGINE_VERSION, rank
from ..inputs import Inputs, build_document, local_day
from ..models import CriteriaSet, Recomputation, Shortlist
from ..models.shortlist import MAX_ATTEMPTS
from ..numbers import plain
from .causes import cause_in_words

logger = logging.getLogger(__name__)

Line = dict[str, int | str | None]

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL work_mem = '64MB'"
LATELY = timedelta(seconds=10)
SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 4.0
EDITS_TO_DOUBLE = 3
"""A first edit is computed at once. While more follow, there is a pause before the next computation, which
doubles with every so many edits: a burst of them is not computed one by one."""


@dataclass(frozen=True)
class Reading:
    """What one snapshot of the database says about an RFP."""

    rfp: Rfp
    on: date
    inputs: Inputs
    line: Line


@dataclass(frozen=True)
class Result:
    """What the engine gave, as it is stored."""

    document: str
    sha256: str
    ranking: str
    provisional: bool


def kick(*, rfp_id: int) -> None:
    """Have the ranking follow its inputs soon, once what the caller is doing is committed.

    Never waits for the broker and never fails: whoever edited has nothing to do with it.
    """
    transaction.on_commit(lambda: _kick(rfp_id), robust=True)


def recompute(*, rfp_id: int, at: datetime) -> Shortlist | None:
    """Compute the ranking from the inputs as they are now; gives the new version, if there is one.

    There is none if nothing changed, if somebody was quicker, or if the inputs do not allow a ranking. A
    failure is recorded, not raised. Must not be called inside a transaction.
    """
    if not _begin(rfp_id, at):
        return None
    started = time.monotonic()
    try:
        reading = _read(rfp_id, at)
        shortlist = _publish(reading, _compute(reading.inputs), at)
    except Exception as error:
        _fail(rfp_id, error, at)
        return None
    logger.info("Computed RFP %s in %.0f ms", rfp_id, 1000 * (time.monotonic() - started))
    if Recomputation.objects.stale().filter(rfp_id=rfp_id).exists():
        kick(rfp_id=rfp_id)
    return shortlist


@transaction.atomic
def retry(*, rfp: Rfp) -> None:
    """Try again what had been given up."""
    Recomputation.objects.filter(rfp=rfp).update(parked_at=None, attempts=0, queued_at=None)
    kick(rfp_id=rfp.pk)


def enrol(rfps: QuerySet[Rfp]) -> None:
    """See that each of these RFPs has its row in the queue of record."""
    rows = [Recomputation(rfp=rfp) for rfp in rfps.filter(recomputation=None)]
    Recomputation.objects.bulk_create(rows, ignore_conflicts=True)


def claim(*, rfp_id: int, at: datetime) -> bool:
    """Take the token of an RFP that is behind; False if somebody holds it or there is nothing to do.

    What changed gives an RFP that had been given up one more attempt.
    """
    behind = Recomputation.objects.behind().unclaimed(at=at).filter(rfp_id=rfp_id)
    last_attempt = Least("attempts", MAX_ATTEMPTS - 1)
    return bool(behind.update(queued_at=at, parked_at=None, attempts=last_attempt))


def _kick(rfp_id: int) -> None:
    at = timezone.now()
    enrol(Rfp.objects.filter(pk=rfp_id))
    if claim(rfp_id=rfp_id, at=at) and not dispatch.send(
        "scoring.tasks.recompute", rfp_id, delay=_pause(rfp_id, at)
    ):
        Recomputation.objects.filter(rfp_id=rfp_id, queued_at=at).update(queued_at=None)


def _pause(rfp_id: int, at: datetime) -> float:
    """Seconds to wait, by the edits since the first version of the last few seconds."""
    lately = Rfp.objects.filter(pk=rfp_id, shortlists__computed_at__gt=at - LATELY)
    edits = lately.aggregate(edits=Max("inputs_version") - Min("shortlists__inputs_version"))["edits"]
    if edits is None:
        return 0.0
    doublings = min(float(edits) / EDITS_TO_DOUBLE, 10.0)
    return min(LONGEST_PAUSE, float(SHORTEST_PAUSE * 2.0**doublings))


def _begin(rfp_id: int, at: datetime) -> bool:
    """Count the attempt and give the token back, both before anything is read.

    An edit that comes while we compute thus claims the token anew and is computed after us. Attempts that
    ended with their process count too, so what kills workers is given up like what fails.
    """
    enrol(Rfp.objects.filter(pk=rfp_id))
    rows = Recomputation.objects.filter(rfp_id=rfp_id)
    stale = rows.stale()
    if stale.filter(attempts__lt=MAX_ATTEMPTS).update(queued_at=None, attempts=F("attempts") + 1):
        return True
    rows.update(queued_at=None)
    stale.update(parked_at=at, last_error="Its process ended before the ranking was ready.")
    return False


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside shows the database at one instant, and is sorted in memory.

    A transaction of its own, except in tests that run inside one that nobody else can see.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic(durable=True):
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute(SNAPSHOT)
        yield


def _read(rfp_id: int, at: datetime) -> Reading:
    with snapshot():
        rfp = Rfp.objects.get(pk=rfp_id)
        on = local_day(rfp, at=at)
        return Reading(rfp, on, build_document(rfp, on=on), _line(rfp))


def _line(rfp: Rfp) -> Line:
    found = CriteriaSet.objects.filter(rfp=rfp).values_list("shortlist_size", "shortlist_threshold").first()
    size, threshold = found or (None, None)
    return {"size": size, "threshold": plain(threshold) or None}


def _compute(inputs: Inputs) -> Result | None:
    """The arithmetic; knows nothing of the database."""
    if inputs.evaluation is None:
        return None
    ranking = rank(inputs.evaluation)
    return Result(
        document=inputs.canonical.decode(),
        sha256=inputs.evaluation.sha256,
        ranking=ranking.as_json(),
        provisional=ranking.provisional,
    )


@transaction.atomic(durable=True)
def _publish(reading: Reading, result: Result | None, at: datetime) -> Shortlist | None:
    """Compare and set: only if no version as new as ours is there."""
    row = Recomputation.objects.select_for_update().get(rfp=reading.rfp)
    if row.computed_version is not None and row.computed_version >= reading.rfp.inputs_version:
        return None
    shortlist = _add_version(reading, result, at) if result else None
    row.computed_version, row.computed_for = reading.rfp.inputs_version, reading.on
    row.waiting_for = "\n".join(reading.inputs.problems)
    row.attempts, row.parked_at, row.last_error = 0, None, ""
    row.save(
        update_fields=[
            "computed_version",
            "computed_for",
            "waiting_for",
            "attempts",
            "parked_at",
            "last_error",
        ]
    )
    return shortlist


def _add_version(reading: Reading, result: Result, at: datetime) -> Shortlist | None:
    rfp, previous = reading.rfp, Shortlist.objects.defer("ranking").latest_of(reading.rfp)
    if previous and _is_same(previous, reading, result):
        return None
    return Shortlist.objects.create(
        rfp=rfp,
        number=previous.number + 1 if previous else 1,
        inputs_version=rfp.inputs_version,
        as_of=reading.on,
        document=result.document,
        sha256=result.sha256,
        ranking=result.ranking,
        cause=cause_in_words(
            rfp=rfp, previous=previous, inputs=reading.inputs, line=reading.line, on=reading.on
        ),
        line=reading.line,
        waivers=reading.inputs.waivers,
        provisional=result.provisional,
        engine_version=ENGINE_VERSION,
        computed_at=at,
    )


def _is_same(previous: Shortlist, reading: Reading, result: Result) -> bool:
    was = (previous.sha256, previous.line, previous.waivers, previous.engine_version)
    return was == (result.sha256, reading.line, reading.inputs.waivers, ENGINE_VERSION)


def described(error: Exception) -> str:
    """What went wrong and where, without the message: it can quote what people entered."""
    return f"{type(error).__name__} in {traceback.extract_tb(error.__traceback__)[-1].name}"


def _fail(rfp_id: int, error: Exception, at: datetime) -> None:
    logger.error("RFP %s could not be computed: %s", rfp_id, described(error))
    row = Recomputation.objects.filter(rfp_id=rfp_id)
    row.update(last_error=described(error)[:500])
    row.filter(attempts__gte=MAX_ATTEMPTS).update(parked_at=at)
