"""What Celery runs: each calls one service, and may run twice."""

from celery import shared_task
from django.utils import timezone

from .services import recompute as ranking
from .services import reconcile as reconciling


@shared_task
def recompute(rfp_id: int) -> None:
    ranking.recompute(rfp_id=rfp_id, at=timezone.now())


@shared_task
def reconcile() -> None:
    reconciling.reconcile(at=timezone.now())
