from celery import shared_task
from django.utils import timezone

from . import services
from .models import Mail


@shared_task
def deliver() -> None:
    services.deliver_due(at=timezone.now())
    if Mail.objects.due(at=timezone.now()).exists():
        services.kick()
