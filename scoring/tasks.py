"""What Celery runs: each calls one service, and may run twice."""

from celery import shared_task
from django.utils import timezone

from .services import dossiers
from .services import recompute as ranking
from .services import reconcile as reconciling


@shared_task
def recompute(rfp_id: int) -> None:
    ranking.recompute(rfp_id=rfp_id, at=timezone.now())


@shared_task
def reconcile() -> None:
    reconciling.reconcile(at=timezone.now())
    dossiers.send_due(at=timezone.now())


@shared_task(time_limit=4 * 3600, soft_time_limit=4 * 3600 - 20)
def make_dossier(dossier_id: int) -> None:
    """Of an RFP with thousands of versions it takes minutes. A message that comes again finds it claimed."""
    dossiers.run(dossier_id=dossier_id, at=timezone.now())
