"""What Celery runs: each calls one service, and may run twice."""

from celery import shared_task
from django.utils import timezone

from .services import import_runs


@shared_task
def run_import(import_id: int) -> None:
    import_runs.run(import_id=import_id, at=timezone.now())
