"""What must happen even if no message ever arrives: found again from rows, every few seconds.

Needs no broker. Any number of reconcilers may run, on any number of machines: each step takes what it
works on by compare-and-set.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Exists, F, OuterRef, Subquery

from outbox.services import deliver_due
from rfp.models import Rfp
from rfp.services.moves import close_due
from vendors.services import remind_due
from vendors.services import run_due as run_imports_due

from ..engine import ENGINE_VERSION
from ..inputs import READS_THE_DAY, local_day
from ..models import Criterion, Recomputation, Shortlist
from .dossiers import run_due as run_dossiers_due
from .recompute import claim, described, enrol, recompute
from .reports import queue_due

logger = logging.getLogger(__name__)

BATCH = 100
"""RFPs recomputed in one round; the next round takes the others."""
EARLIEST_ZONE = timedelta(hours=14)
"""How far ahead of UTC a calendar can be."""


def reconcile(*, at: datetime) -> None:
    """Do whatever is due and quick: on rankings, on mail, then on imports."""
    reconcile_rankings(at=at)
    reconcile_mail(at=at)
    reconcile_imports(at=at)


def reconcile_rankings(*, at: datetime) -> None:
    """Close RFPs past their deadline, and have every ranking follow its inputs and the calendar."""
    for step in (close_due, renew_for_the_day, renew_for_the_engine, recompute_stale):
        _attempt(partial(step, at=at), step.__name__)


def reconcile_mail(*, at: datetime) -> None:
    """Fill and empty the outbox. Apart from rankings, as a mail server can keep one waiting."""
    for step in (queue_due, remind_due, deliver_due):
        _attempt(partial(step, at=at), step.__name__)


def reconcile_imports(*, at: datetime) -> None:
    """Take up imports that no worker works on. Apart from both, as one can take a minute."""
    _attempt(partial(run_imports_due, at=at), "Importing")


def reconcile_dossiers(*, at: datetime) -> None:
    """Take up dossiers that no worker makes. Apart from all, as one can take minutes."""
    _attempt(partial(run_dossiers_due, at=at), "Making dossiers")


def renew_for_the_day(*, at: datetime) -> None:
    """Call rankings behind that read an earlier day's certificates."""
    reads_the_day = Criterion.objects.filter(READS_THE_DAY, criteria_set__rfp=OuterRef("rfp"))
    settled = Recomputation.objects.settled().filter(Exists(reads_the_day))
    for row in settled.filter(computed_for__lt=(at + EARLIEST_ZONE).date()).select_related("rfp"):
        _attempt(partial(_renew_for_the_day, row, at), f"Renewing RFP {row.rfp_id}")


def renew_for_the_engine(*, at: datetime) -> None:
    """Call rankings behind that an earlier engine computed; a later one's are left alone."""
    last = Shortlist.objects.filter(rfp=OuterRef("pk")).order_by("-number").values("engine_version")[:1]
    settled = Recomputation.objects.settled().values("rfp")
    rfps = Rfp.objects.filter(pk__in=settled).annotate(engine=Subquery(last)).exclude(engine=ENGINE_VERSION)
    for pk, version, engine in rfps.values_list("pk", "inputs_version", "engine"):
        if engine is not None and int(engine) < int(ENGINE_VERSION):
            _call_behind(pk, version)


def recompute_stale(*, at: datetime) -> None:
    """Recompute in this process what is behind and in nobody's hands."""
    enrol(Rfp.objects.all())
    waiting = Recomputation.objects.stale().unclaimed(at=at).order_by("attempts", "pk")
    for rfp_id in list(waiting.values_list("rfp_id", flat=True)[:BATCH]):
        if claim(rfp_id=rfp_id, at=at):
            recompute(rfp_id=rfp_id, at=at)


def _renew_for_the_day(row: Recomputation, at: datetime) -> None:
    if row.computed_for is not None and row.computed_for < local_day(row.rfp, at=at):
        _call_behind(row.rfp_id, row.rfp.inputs_version)


def _call_behind(rfp_id: int, version: int) -> None:
    """By compare-and-set, so that of several reconcilers one does it."""
    Rfp.objects.filter(pk=rfp_id, inputs_version=version).update(inputs_version=F("inputs_version") + 1)


def _attempt(step: Callable[[], object], name: str) -> None:
    """What fails is told and tried again in the next round; the other steps go on."""
    try:
        step()
    except Exception as error:
        logger.error("%s failed: %s", name, described(error))
