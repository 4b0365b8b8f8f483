from datetime import timedelta
from typing import Any, Self

import pghistory
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import User
from accounts.validators import validate_mail_address
from bpo_portal.fields import LineField
from outbox.models import Mail
from rfp.models import Rfp

from .shortlist import Shortlist

_signer = Signer(sep=".", salt="scoring.report.stop")


class SubscriptionQuerySet(models.QuerySet["ReportSubscription"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def waiting(self, *, version: Any, rfp: Any, computed_at: Any) -> Self:
        """Those who are yet to get the report of a version: subscribed before it had settled.

        The version is given by values, or by `OuterRef` of a query on versions.
        """
        settled_at = computed_at + timedelta(seconds=settings.REPORT_SETTLE_SECONDS)
        sent = Delivery.objects.filter(shortlist=version, recipient=OuterRef("email"))
        return self.active().filter(rfp=rfp, created_at__lte=settled_at).exclude(Exists(sent))

    def waiting_for(self, shortlist: Shortlist) -> Self:
        return self.waiting(version=shortlist.pk, rfp=shortlist.rfp_id, computed_at=shortlist.computed_at)

    def of_token(self, token: str) -> "tuple[bool, ReportSubscription | None]":
        """Whether we made this link, and the subscription it is for unless that was removed."""
        try:
            pk = int(_signer.unsign(token))
        except (BadSignature, ValueError):
            return False, None
        return True, self.filter(pk=pk).select_related("rfp").first()


@pghistory.track()
class ReportSubscription(models.Model):
    """Somebody who gets the shortlist report by e-mail, with an account or without."""

    rfp = models.ForeignKey(Rfp, on_delete=models.CASCADE, related_name="subscriptions")
    email = models.EmailField(max_length=254, validators=[validate_mail_address])
    name = LineField(max_length=150, blank=True)
    is_active = models.BooleanField(
        default=True,
        help_text="Off once its owner has stopped the reports; only the owner turns it on again.",
    )
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

    @property
    def stop_address(self) -> str:
        """The page on which its owner stops the reports: signed, without the address in it, valid for ever."""
        return settings.BASE_URL + reverse("report_stop", args=[_signer.sign(str(self.pk))])


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def of_rfp(self, rfp: Rfp) -> Self:
        return self.filter(shortlist__rfp=rfp)

    def with_mail(self) -> Self:
        """With all that a log shows, and none of what was sent."""
        heavy = ("mail__content", "shortlist__document", "shortlist__ranking", "shortlist__cause")
        return self.select_related("mail", "shortlist", "requested_by").defer(*heavy)


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

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
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
