"""Facts that a lower app announces and the app above reacts to."""

from django.db import transaction
from django.dispatch import Signal


class DomainEvent(Signal):
    """A fact, told after the transaction that made it true has been committed.

    A receiver that fails is logged and spoils neither the deed nor other receivers. Nobody may rely on
    being told: a process can die between commit and telling. What must happen is found again by
    `manage.py reconcile`, from rows.
    """

    def publish(self, **fact: object) -> None:
        transaction.on_commit(lambda: self.send_robust(sender=None, **fact))
