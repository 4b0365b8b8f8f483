"""Who gets the shortlist report, and handing it to the outbox."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from accounts.models import User
from outbox import services as outbox
from rfp.models import Rfp, TeamRole

from ..access import SCORING_STILL_POSSIBLE
from ..models import Delivery, Recomputation, ReportSubscription, ScoreSheet, Shortlist
from ..reports import Letter, Report
from .recompute import described

logger = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=10)
_failed: dict[int, datetime] = {}
"""Versions whose report could not be made by this process, and when it is tried again."""


@transaction.atomic
def subscribe(*, rfp: Rfp, email: str, name: str, by: User) -> ReportSubscription:
    """Have the reports of this RFP sent to this address from now on. Raises ValidationError."""
    Rfp.objects.locked().get(pk=rfp.pk)
    subscription = ReportSubscription(rfp=rfp, email=email, name=name, added_by=by)
    subscription.clean()
    if ReportSubscription.objects.filter(rfp=rfp, email=subscription.email, is_active=False).exists():
        raise ValidationError(
            {"email": "The owner of this address has stopped these reports and alone can start them again."}
        )
    subscription.full_clean()
    subscription.save()
    return subscription


@transaction.atomic
def remove(*, subscription: ReportSubscription) -> None:
    """Take a recipient off the list; who stopped the reports stays on it, so as not to be added again."""
    if not subscription.is_active:
        raise ValidationError(
            "Whoever has stopped the reports stays on the list, so that nobody adds them again."
        )
    subscription.delete()


def choose(*, subscription: ReportSubscription, wanted: bool) -> None:
    """What the owner of the address decides."""
    subscription.is_active = wanted
    subscription.save(update_fields=["is_active"])


def queue_due(*, at: datetime) -> int:
    """Put the report of every settled newest version into the outbox; says how many mails that makes.

    Settled: nothing newer has come for REPORT_SETTLE_SECONDS, and the ranking has followed every change.
    Of a burst of changes this sends the last state. Safe to run at any time, by any number of processes.
    """
    return sum(_queue(version, at=at) for version in _settled(at=at))


def send_now(
    *, shortlist: Shortlist, by: User, recipients: Iterable[ReportSubscription], at: datetime
) -> list[Delivery]:
    """Send this version without waiting; whoever has it already is left out."""
    return _send(shortlist, by=by, at=at, to=list(recipients))


def resend(*, delivery: Delivery, at: datetime) -> None:
    """The same mail once more. Raises outbox.services.CannotResend."""
    outbox.resend(mail=delivery.mail, at=at)


def blind_addresses(rfp: Rfp) -> set[str]:
    """Evaluators who are to see no results yet, so no report either."""
    if rfp.status not in SCORING_STILL_POSSIBLE:
        return set()
    handed_in = ScoreSheet.objects.filter(rfp=rfp, submitted_at__isnull=False).values("evaluator")
    blind = rfp.team.filter(role=TeamRole.EVALUATOR).exclude(user__in=handed_in)
    return set(blind.values_list("user__email", flat=True))


def _queue(version: Shortlist, *, at: datetime) -> int:
    """A report that cannot be made keeps no other back, and is not tried again at every turn."""
    if _failed.get(version.pk, at) > at:
        return 0
    try:
        return len(_send(version, by=None, at=at))
    except Exception as error:
        logger.error("The report of version %s failed: %s", version.pk, described(error))
        _failed[version.pk] = at + TRY_AGAIN
        return 0


def _settled(*, at: datetime) -> list[Shortlist]:
    """Newest versions that somebody waits for, without the heavy columns."""
    newest = Shortlist.objects.filter(rfp=OuterRef("rfp")).order_by("-number").values("number")[:1]
    quiet_since = at - timedelta(seconds=settings.REPORT_SETTLE_SECONDS)
    followed = Recomputation.objects.settled().values("rfp")
    waiting = ReportSubscription.objects.waiting(
        version=OuterRef(OuterRef("pk")), rfp=OuterRef("rfp"), computed_at=OuterRef("computed_at")
    )
    versions = Shortlist.objects.filter(
        Exists(waiting), number=Subquery(newest), computed_at__lte=quiet_since, rfp__in=followed
    )
    return list(versions.select_related("rfp").defer("document", "ranking", "cause"))


def _send(
    shortlist: Shortlist, *, by: User | None, at: datetime, to: list[ReportSubscription] | None = None
) -> list[Delivery]:
    """Render once, outside of any transaction, then hand over to one recipient after the other."""
    waiting = ReportSubscription.objects.waiting_for(shortlist) if to is None else to
    blind = blind_addresses(shortlist.rfp)
    recipients = [each for each in waiting if each.email not in blind]
    if not recipients:
        return []
    letter = Letter.of(Report.of(shortlist))
    handed = (_hand_over(letter, shortlist, each, by=by, at=at) for each in recipients)
    return [delivery for delivery in handed if delivery]


@transaction.atomic
def _hand_over(
    letter: Letter, shortlist: Shortlist, subscription: ReportSubscription, *, by: User | None, at: datetime
) -> Delivery | None:
    """Mail and delivery in one transaction; None if somebody was quicker or the reports were stopped."""
    held = ReportSubscription.objects.active().select_for_update().filter(pk=subscription.pk).first()
    if held is None or shortlist.deliveries.filter(recipient=held.email).exists():
        return None
    message = letter.to(held.email, unsubscribe=held.stop_address)
    [mail] = outbox.queue(message=message, is_record=True, at=at)
    return Delivery.objects.create(shortlist=shortlist, recipient=held.email, mail=mail, requested_by=by)
