import logging
import signal
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connections
from django.utils import timezone

from scoring.services.reconcile import (
    reconcile,
    reconcile_dossiers,
    reconcile_imports,
    reconcile_mail,
    reconcile_rankings,
)

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Does what is due, every RECONCILE_SECONDS, until told to stop: rankings, deadlines, reports, mail, "
        "imports, dossiers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *, once: bool, **_: Any) -> None:
        if once:
            reconcile(at=timezone.now())
            reconcile_dossiers(at=timezone.now())
        else:
            run_until_told_to_stop(reconcile_rankings, reconcile_mail, reconcile_imports, reconcile_dossiers)


def run_until_told_to_stop(*deeds: Callable[..., None]) -> None:
    """Each deed in a thread of its own; SIGTERM and SIGINT cut the pauses short, never a deed."""
    signals: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: signals.put(received))
    logger.info("Reconciling every %g s", settings.RECONCILE_SECONDS)
    stopped = Event()
    threads = [Thread(target=repeat, args=(deed, stopped), name=deed.__name__) for deed in deeds]
    for thread in threads:
        thread.start()
    signals.get()
    stopped.set()
    for thread in threads:
        thread.join()


def repeat(deed: Callable[..., None], stopped: Event) -> None:
    while not stopped.is_set():
        close_old_connections()
        deed(at=timezone.now())
        stopped.wait(settings.RECONCILE_SECONDS)
    connections.close_all()
