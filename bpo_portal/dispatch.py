"""Tells the workers that there is something to do, and never keeps anybody waiting for it.

A task that cannot be sent is not lost work: what is to be done is in the database, and
`manage.py reconcile` finds it there.
"""

import logging
import time

from django.conf import settings
from kombu import pools
from kombu.exceptions import OperationalError

from .celery import app

logger = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that a request may wait for the broker."""
PAUSE = 5.0
"""Seconds during which a broker that did not answer is not asked again by this process."""

_publishing = {
    **settings.CELERY_BROKER_TRANSPORT_OPTIONS,
    "socket_timeout": PATIENCE,
    "socket_connect_timeout": PATIENCE,
    "max_retries": 0,
}
_asleep_until = 0.0


def send(name: str, *args: int, delay: float = 0.0) -> bool:
    """Send the task `name` with these ids, to be run `delay` seconds from now; False when the broker is away."""
    global _asleep_until
    if time.monotonic() < _asleep_until:
        return False
    try:
        broker = app.connection_for_write(transport_options=_publishing)
        with pools.connections[broker].acquire(block=True, timeout=PATIENCE) as connection:
            app.send_task(
                name,
                args=args,
                countdown=delay or None,
                connection=connection,
                retry=False,
                ignore_result=True,
            )
    except (OperationalError, OSError) as error:
        _asleep_until = time.monotonic() + PAUSE
        logger.warning("The broker does not answer: %s", error)
        return False
    return True
