from typing import Self

import pghistory
from django.db import models

from accounts.models import User
from accounts.validators import validate_mail_address
from outbox.models import Mail
from rfp.models import Rfp

from .shortlist import Shortlist


class SubscriptionQuerySet(models.QuerySet["ReportSubscription"]):
    def active(self) -> Self:
        return self.filter(is_active=True)


@pghistory.track()
class ReportSubscription(models.Model):
    """Somebody who gets the shortlist report by e-mail, with an account or without."""

    rfp = models.ForeignKey(Rfp, on_delete=models.CASCADE, related_name="subscriptions")
    email = models.EmailField(max_length=254, validators=[validate_mail_address])
    name = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                fields=["rfp", "email"],
                name="subscribed_once",
                violation_error_message="This address gets the report already.",
            )
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        self.email = self.email.lower()


class Delivery(models.Model):
    """The report of one shortlist version to one recipient: at most one, whatever dies."""

    shortlist = models.ForeignKey(Shortlist, on_delete=models.PROTECT, related_name="deliveries")
    recipient = models.EmailField(max_length=254)
    mail = models.OneToOneField(Mail, on_delete=models.PROTECT, related_name="delivery")
    requested_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who pressed “send now”; nobody when the version was sent by itself.",
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "recipient"], name="one_report_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.shortlist} → {self.recipient}"


class LastSeen(models.Model):
    """Which version a person looked at last, for “since you last looked”."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    rfp = models.ForeignKey(Rfp, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "rfp"], name="last_seen_once")]

    def __str__(self) -> str:
        return f"{self.user} saw version {self.number} of {self.rfp}"
