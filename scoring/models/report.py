from datetime import datetime, timedelta
from typing import Any, Self

import pghistory
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import User, validate_timezone
from accounts.validators import validate_mail_address
from bpo_portal.fields import LineField
from outbox.models import Mail
from rfp.models import Rfp

from ..schedule import last_slot, next_slot
from .shortlist import Shortlist

_signer = Signer(sep=".", salt="scoring.report.stop")


class Rhythm(models.TextChoices):
    """What makes a report go out by itself."""

    EACH = "each", "Each new version"
    DAILY = "daily", "Once a day, if it changed"
    WEEKLY = "weekly", "Once a week, if it changed"
    ASKED = "asked", "Only when somebody sends it"


class Weekday(models.IntegerChoices):
    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class SubscriptionQuerySet(models.QuerySet["ReportSubscription"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def due(self, *, at: datetime) -> Self:
        """Those whose hour has struck."""
        return self.active().filter(rhythm__in=(Rhythm.DAILY, Rhythm.WEEKLY), next_at__lte=at)

    def lacking(self, *, rfp: Any, number: Any, sha256: Any, line: Any) -> Self:
        """Those to whom a version is news: none as new was sent to them, and the last one said something else.

        The version is given by values, or by `OuterRef` of a query on versions.
        """
        sent = Delivery.objects.filter(shortlist__rfp=rfp, recipient=OuterRef("email"))
        last = Delivery.objects.filter(shortlist__rfp=OuterRef("rfp"), recipient=OuterRef(OuterRef("email")))
        newest = Subquery(last.order_by("-shortlist__number").values("shortlist")[:1])
        same = Shortlist.objects.filter(pk=newest, rfp=rfp, sha256=sha256, line=line)
        as_new = sent.filter(shortlist__number__gte=number)
        return self.active().filter(rfp=rfp).exclude(Exists(as_new)).exclude(Exists(same))

    def lacking_version(self, shortlist: Shortlist) -> Self:
        version = {"rfp": shortlist.rfp_id, "number": shortlist.number}
        return self.lacking(**version, sha256=shortlist.sha256, line=shortlist.line)

    def told_at_once(self, *, computed_at: Any) -> Self:
        """Of each version, those who wanted every one before this one had settled."""
        settled_at = computed_at + timedelta(seconds=settings.REPORT_SETTLE_SECONDS)
        return self.filter(rhythm=Rhythm.EACH, chosen_at__lte=settled_at)

    def of_token(self, token: str) -> "tuple[bool, ReportSubscription | None]":
        """Whether we made this link, and the subscription it is for unless that was removed."""
        try:
            pk = int(_signer.unsign(token))
        except (BadSignature, ValueError):
            return False, None
        return True, self.filter(pk=pk).select_related("rfp").first()


@pghistory.track(exclude=["next_at"])
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
    rhythm = models.CharField("when", max_length=6, choices=Rhythm, default=Rhythm.EACH)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField(default=8, validators=[MaxValueValidator(23)])
    timezone = models.CharField("time zone", max_length=64, default="UTC", validators=[validate_timezone])
    chosen_at = models.DateTimeField(
        default=now, help_text="When it was last said when to send: versions before that are no news."
    )
    next_at = models.DateTimeField(null=True, blank=True, help_text="When a daily or weekly report is due.")

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                fields=["rfp", "email"],
                name="subscribed_once",
                violation_error_message="This address gets the report already.",
            ),
            models.CheckConstraint(name="subscription_hour", condition=Q(hour__lte=23)),
            models.CheckConstraint(name="subscription_weekday", condition=Q(weekday__lte=6)),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="report_due", condition=Q(rhythm__in=("daily", "weekly")))
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        self.email = self.email.lower()

    @property
    def is_timed(self) -> bool:
        return self.rhythm in (Rhythm.DAILY, Rhythm.WEEKLY)

    def plan(self, *, at: datetime) -> None:
        """From this moment on."""
        self.chosen_at = at
        self.next_at = self.slot_after(at) if self.is_timed else None

    def slot_after(self, at: datetime) -> datetime:
        return next_slot(at=at, **self._hours)

    def slot_before(self, at: datetime) -> datetime:
        return last_slot(at=at, **self._hours)

    @property
    def _hours(self) -> dict[str, Any]:
        weekday = self.weekday if self.rhythm == Rhythm.WEEKLY else None
        return {"hour": self.hour, "weekday": weekday, "zone": self.timezone}

    @property
    def rhythm_in_words(self) -> str:
        where = self.timezone.replace("_", " ")
        match self.rhythm:
            case Rhythm.DAILY:
                return f"Every day at {self.hour:02}:00, {where} time, if the ranking changed"
            case Rhythm.WEEKLY:
                day = self.get_weekday_display()
                return f"Every {day} at {self.hour:02}:00, {where} time, if the ranking changed"
        return str(Rhythm(self.rhythm).label)

    @property
    def stop_address(self) -> str:
        """The page on which its owner stops the reports: signed, without the address in it, valid for ever."""
        return settings.BASE_URL + reverse("report_stop", args=[_signer.sign(str(self.pk))])


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def of_rfp(self, rfp: Rfp) -> Self:
        return self.filter(shortlist__rfp=rfp)

    def matching(self, *, recipient: str = "", state: str = "") -> Self:
        """To addresses that contain these words, and in this state; what is empty filters nothing."""
        found = self.filter(recipient__icontains=recipient) if recipient else self
        return found.filter(mail__state=state) if state else found

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
