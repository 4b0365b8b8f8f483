from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from bpo_portal.fields import LineField


class MailState(models.TextChoices):
    QUEUED = "queued", "Queued"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed, will be tried again"
    PARKED = "parked", "Given up after several tries"


class MailQuerySet(models.QuerySet["Mail"]):
    def matching(self, *, recipient: str = "", state: str = "") -> "MailQuerySet":
        """Mails to addresses that contain these words, and in this state; what is empty filters nothing."""
        found = self.filter(recipient__icontains=recipient) if recipient else self
        return found.filter(state=state) if state else found

    def due(self, *, at: datetime) -> "MailQuerySet":
        """What is to be sent now and claimed by no running sender."""
        waiting = self.filter(state__in=(MailState.QUEUED, MailState.FAILED), next_try_at__lte=at)
        return waiting.filter(Q(leased_until=None) | Q(leased_until__lt=at)).order_by("next_try_at", "pk")


LINK_SHOWN = "link shown"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    pghistory.ManualEvent(LINK_SHOWN),  # type: ignore[no-untyped-call]
    exclude=["content", "attempts", "next_try_at", "leased_until"],
)
class Mail(models.Model):
    """One message to one recipient, exactly as sent, kept until it is delivered.

    It is written in the same transaction as the deed that it tells of, so neither a dead worker nor a
    dead mail server loses it, and its Message-ID is fixed, so a repetition is recognisable as one.
    """

    message_id = models.CharField(max_length=255, unique=True)
    recipient = models.EmailField(max_length=254)
    subject = LineField(max_length=255)
    content = models.BinaryField()
    is_record = models.BooleanField(
        default=False,
        help_text="Its content is kept after sending; that of others, which may hold links, is erased.",
    )
    state = models.CharField(max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(fields=["next_try_at"], name="mail_due", condition=Q(state__in=("queued", "failed")))
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_has_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"

    @property
    def is_readable(self) -> bool:
        """Whether administrators may read it: personal links and reports are for their recipients alone."""
        return bool(self.content) and settings.LOCAL_MODE

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(bytes(self.content), policy=policy.default)
