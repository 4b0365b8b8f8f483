"""Who gets the shortlist report, and handing it to the outbox."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from accounts.models import User
from outbox import services as outbox
from rfp.models import Rfp, TeamRole

from ..access import SCORING_STILL_POSSIBLE
from ..models import Delivery, Recomputation, ReportSubscription, ScoreSheet, Shortlist
from ..reports import Letter, Reader, Readers, Report
from .recompute import described

logger = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=10)
_failed: dict[int, datetime] = {}
"""Versions whose report could not be made by this process, and when it is tried again."""


@transaction.atomic
def subscribe(
    *, rfp: Rfp, email: str, name: str, by: User, at: datetime, **plan: object
) -> ReportSubscription:
    """Have the reports of this RFP sent to this address from now on. Raises ValidationError."""
    Rfp.objects.locked().get(pk=rfp.pk)
    when = {"timezone": rfp.timezone, **plan}
    subscription = ReportSubscription(rfp=rfp, email=email, name=name, added_by=by, **when)
    subscription.clean()
    if ReportSubscription.objects.filter(rfp=rfp, email=subscription.email, is_active=False).exists():
        raise ValidationError(
            {"email": "The owner of this address has stopped these reports and alone can start them again."}
        )
    subscription.full_clean()
    subscription.plan(at=at)
    subscription.save()
    return subscription


@transaction.atomic
def reschedule(*, subscription: ReportSubscription, plan: Mapping[str, Any], at: datetime) -> None:
    """Send at other times from now on. Choosing what is chosen already changes nothing. Raises ValidationError."""
    held = ReportSubscription.objects.select_for_update().get(pk=subscription.pk)
    if all(getattr(held, name) == value for name, value in plan.items()):
        return
    for name, value in plan.items():
        setattr(held, name, value)
    held.full_clean()
    held.plan(at=at)
    held.save()


@transaction.atomic
def remove(*, subscription: ReportSubscription) -> None:
    """Take a recipient off the list; who stopped the reports stays on it, so as not to be added again."""
    if not subscription.is_active:
        raise ValidationError(
            "Whoever has stopped the reports stays on the list, so that nobody adds them again."
        )
    subscription.delete()


def choose(*, subscription: ReportSubscription, wanted: bool, at: datetime) -> None:
    """What the owner of the address decides; saying it twice is saying it once."""
    if subscription.is_active != wanted:
        subscription.is_active = wanted
        subscription.plan(at=at)
        subscription.save(update_fields=["is_active", "chosen_at", "next_at"])


def queue_due(*, at: datetime) -> int:
    """Put every report that is due into the outbox; says how many mails that makes.

    Who wants each version gets the newest once it has settled: nothing newer has come for
    REPORT_SETTLE_SECONDS, and the ranking has followed every change. Of a burst this sends the last state.
    Who wants one a day or a week gets the version that stood when the hour struck. Nobody gets one that says
    the same as their last. Safe to run at any time, by any number of processes.
    """
    return sum(_queue(version, at=at) for version in _settled(at=at)) + _queue_timed(at=at)


def send_now(
    *, shortlist: Shortlist, by: User, recipients: Iterable[ReportSubscription], at: datetime
) -> list[Delivery]:
    """Send this version without waiting; whoever has it already is left out."""
    return _send(shortlist, list(recipients), by=by, at=at)


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
    waiting = ReportSubscription.objects.lacking_version(version).told_at_once(
        computed_at=version.computed_at
    )
    return _send_or_put_off(version, list(waiting), at=at) or 0


def _queue_timed(*, at: datetime) -> int:
    live = ReportSubscription.objects.due(at=at).filter(rfp__in=Rfp.objects.live())
    struck: dict[tuple[Rfp, datetime], list[ReportSubscription]] = defaultdict(list)
    for each in live.select_related("rfp"):
        struck[each.rfp, each.slot_before(at)].append(each)
    return sum(_queue_slot(rfp, slot, due, at=at) for (rfp, slot), due in struck.items())


def _queue_slot(rfp: Rfp, slot: datetime, due: Sequence[ReportSubscription], *, at: datetime) -> int:
    """The hour is crossed off only after its mails are in the outbox; a second run finds them there."""
    versions = rfp.shortlists.filter(computed_at__lte=slot).order_by("-number")
    version = versions.select_related("rfp").defer("document", "ranking", "cause").first()
    sent: int | None = 0
    if version:
        told = ReportSubscription.objects.lacking_version(version).filter(pk__in=[each.pk for each in due])
        sent = _send_or_put_off(version, list(told), at=at)
    if sent is None:
        return 0
    for each in due:
        rows = ReportSubscription.objects.filter(pk=each.pk, next_at=each.next_at, chosen_at=each.chosen_at)
        rows.update(next_at=each.slot_after(at))
    return sent


def _send_or_put_off(version: Shortlist, to: Sequence[ReportSubscription], *, at: datetime) -> int | None:
    """A report that cannot be made, None, keeps no other back, and is not tried again at every turn."""
    if _failed.get(version.pk, at) > at:
        return None
    try:
        return len(_send(version, to, by=None, at=at))
    except Exception as error:
        logger.error("The report of version %s failed: %s", version.pk, described(error))
        _failed[version.pk] = at + TRY_AGAIN
        return None


def _settled(*, at: datetime) -> list[Shortlist]:
    """Newest versions that somebody waits for, without the heavy columns."""
    newest = Shortlist.objects.filter(rfp=OuterRef("rfp")).order_by("-number").values("number")[:1]
    quiet_since = at - timedelta(seconds=settings.REPORT_SETTLE_SECONDS)
    followed = Recomputation.objects.settled().values("rfp")
    waiting = ReportSubscription.objects.told_at_once(computed_at=OuterRef("computed_at")).lacking(
        rfp=OuterRef("rfp"),
        number=OuterRef(OuterRef("number")),
        sha256=OuterRef(OuterRef("sha256")),
        line=OuterRef(OuterRef("line")),
    )
    versions = Shortlist.objects.filter(
        Exists(waiting), number=Subquery(newest), computed_at__lte=quiet_since, rfp__in=followed
    )
    return list(
        versions.select_related("rfp").defer("document", "ranking", "cause").order_by("computed_at", "pk")
    )


def _send(
    shortlist: Shortlist, to: Iterable[ReportSubscription], *, by: User | None, at: datetime
) -> list[Delivery]:
    """Render once for all who saw the same version last, outside of any transaction, then hand over one by one."""
    blind = blind_addresses(shortlist.rfp)
    recipients = [each for each in to if each.email not in blind]
    handed = [
        _hand_over(letter, shortlist, each, by=by, at=at)
        for letter, readers in _letters(shortlist, recipients)
        for each in readers
    ]
    return [delivery for delivery in handed if delivery]


def _letters(
    shortlist: Shortlist, recipients: Sequence[ReportSubscription]
) -> Iterator[tuple[Letter, list[ReportSubscription]]]:
    """One letter for all whom it tells the same."""
    if not recipients:
        return
    readers = Readers(shortlist)
    alike: dict[Reader, list[ReportSubscription]] = defaultdict(list)
    for each in recipients:
        alike[readers.of(each.email)].append(each)
    for reader, group in alike.items():
        yield Letter.of(Report.of(shortlist, reader)), group


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
