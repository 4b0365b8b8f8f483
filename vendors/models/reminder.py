from django.db import models

from outbox.models import Mail

from .certification import Certification


class Reminder(models.Model):
    """That somebody was told of the end of a certificate: once for each lead time, whatever dies.

    Written in the transaction that puts the mail into the outbox.
    """

    certification = models.ForeignKey(Certification, on_delete=models.CASCADE, related_name="reminders")
    lead_days = models.PositiveSmallIntegerField(help_text="Days before its last day; 0: that day.")
    recipient = models.EmailField(max_length=254)
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certification", "lead_days", "recipient"], name="reminded_once_per_lead_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lead_days} days before: {self.recipient}"
