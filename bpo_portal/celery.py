import os
from typing import Any, Self

from celery import Celery
from celery.app.amqp import AMQP
from celery.signals import worker_process_init
from kombu import Connection

from .garbage import look_seldom

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bpo_portal.settings")


class PersistentConnection(Connection):
    """Looks for a broker that is gone every few seconds, however long it is gone; else the pauses grow to 30 s."""

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Self:
        return super().ensure_connection(*args, **{"interval_max": 3, **kwargs})


class Broker(AMQP):
    Connection = PersistentConnection


app = Celery("bpo_portal", amqp=Broker)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def start(**signal: object) -> None:
    look_seldom()
