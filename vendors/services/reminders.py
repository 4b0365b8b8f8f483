"""Telling owners in time that a certificate ends, until it is renewed or rejected."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.template.loader import render_to_string

from accounts.models import Role, User
from outbox import services as outbox
from vendors.models import Certification, CertificationScheme, CertificationState, Reminder, VendorStatus

logger = logging.getLogger(__name__)

DEFAULT_LEADS = (90, 30, 7)
"""Days before the end, where the scheme names none."""
CATCH_UP_DAYS = 30
"""For so long after its last day an end that nobody was told of is still told."""
MOST_LISTED = 200
"""Of more certificates in one mail the first are listed and the rest are counted."""


def remind_due(*, at: datetime) -> int:
    """Put the reminders of the day (UTC) into the outbox; how many mails that makes.

    Safe to run at any time, by any number of processes. The reminders of one owner are one mail.
    """
    owners: dict[User | None, list[int]] = defaultdict(list)
    for certificate in due(on=at.date()).select_related("owner"):
        owner = certificate.owner
        owners[owner if owner and owner.is_internal else None].append(certificate.pk)
    return sum(_attempt(owner, found, at) for owner, found in owners.items())


def due(*, on: date) -> "QuerySet[Certification]":
    """Verified certificates that have reached a lead time (`lead`) for which nobody was told yet.

    Of several lead times that have passed only the shortest counts. What had ended already when it was
    verified, and what a retired vendor holds, is left alone.
    """
    reached = Case(*_windows(on), output_field=IntegerField())
    told = Reminder.objects.filter(certification=OuterRef("pk"), lead_days__lte=OuterRef("lead"))
    running = Q(decided_at=None) | Q(decided_at__date__lte=F("expires_on"))
    held = Certification.objects.not_renewed().filter(running, state=CertificationState.VERIFIED)
    held = held.filter(expires_on__gte=on - timedelta(days=CATCH_UP_DAYS))
    held = held.exclude(vendor__status=VendorStatus.RETIRED)
    return held.annotate(lead=reached).filter(lead__isnull=False).exclude(Exists(told))


def _windows(on: date) -> Iterator[When]:
    """For schemes with the same lead times: which of them the last day of a certificate has reached."""
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for pk, days in CertificationScheme.objects.values_list("pk", "reminder_days"):
        alike[tuple(sorted({0, *(days or DEFAULT_LEADS)}))].append(pk)
    for leads, schemes in alike.items():
        for shorter, lead in pairwise([-CATCH_UP_DAYS - 1, *leads]):
            after, until = on + timedelta(days=shorter), on + timedelta(days=lead)
            reached = Q(scheme__in=schemes, expires_on__gt=after, expires_on__lte=until)
            yield When(reached, then=Value(lead))


def _attempt(owner: User | None, found: Sequence[int], at: datetime) -> int:
    """What fails is told and tried again in the next round; other owners get theirs."""
    try:
        return _remind(owner, found, at)
    except Exception as error:
        logger.error("Reminders failed: %s", type(error).__name__)
        return 0


@transaction.atomic
def _remind(owner: User | None, found: Sequence[int], at: datetime) -> int:
    """Mails and rows in one transaction; what another process has done meanwhile is left out."""
    on = at.date()
    list(
        Certification.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=found).order_by("pk")
    )
    certificates = list(_told_about(due(on=on).filter(pk__in=found)))
    recipients = [owner] if owner else keepers()
    if not certificates or not recipients:
        return 0
    message = letter(certificates, on=on, to=[person.email for person in recipients])
    mails = outbox.queue(message=message, at=at)
    Reminder.objects.bulk_create(
        Reminder(
            certification=each,
            lead_days=each.lead,  # type: ignore[attr-defined]
            recipient=mail.recipient,
            mail=mail,
        )
        for each in certificates
        for mail in mails
    )
    return len(mails)


def _told_about(certificates: "QuerySet[Certification]") -> "QuerySet[Certification]":
    """With what a letter says, what ends first first."""
    claimed = Certification.objects.filter(renews=OuterRef("pk"), state=CertificationState.CLAIMED)
    listed = certificates.annotate(has_claimed_renewal=Exists(claimed)).select_related("vendor", "scheme")
    return listed.order_by("expires_on", "vendor__name", "pk")


def keepers() -> list[User]:
    """Whoever is reminded of a certificate that nobody owns: register managers, or else administrators."""
    managers = User.objects.active().with_role(Role.REGISTER_MANAGER)
    return list(managers or User.objects.administrators())


def letter(certificates: Sequence[Certification], *, on: date, to: Sequence[str]) -> EmailMessage:
    first = certificates[0]
    subject = f"{first} {ending(first, on=on)}"
    if len(certificates) > 1:
        subject = f"{len(certificates)} certifications end or have ended"
    context = {
        "lines": [(each, ending(each, on=on)) for each in certificates[:MOST_LISTED]],
        "is_one": len(certificates) == 1,
        "counting": sorted({each.scheme.name for each in certificates if each.scheme.counts_as_certificate}),
        "more": max(len(certificates) - MOST_LISTED, 0),
        "base": settings.BASE_URL,
    }
    return EmailMessage(subject, render_to_string("vendors/mail/reminder.txt", context), to=list(to))


def ending(certificate: Certification, *, on: date) -> str:
    if certificate.expires_on is None or certificate.expires_on < on:
        return "has ended"
    days = (certificate.expires_on - on).days
    return f"ends in {days} day{'s' if days > 1 else ''}" if days else "ends today"
