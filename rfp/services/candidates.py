from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from vendors.models import PerformanceRecord, Rating, Vendor
from vendors.standing import warnings

from ..events import rfp_changed
from ..keys import free_key
from ..models import Candidate, Rfp
from ..models.candidate import mark_of_offer


@dataclass(frozen=True)
class Offer:
    """What one vendor asks for; `seen` is the mark of the offer that the writer had before their eyes."""

    price: Decimal | None
    note: str
    seen: str

    @property
    def is_untouched(self) -> bool:
        return mark_of_offer(self.price, self.note) == self.seen


class StandingBlocked(ValidationError):
    """Vendors that their track record blocks, and the record that does it."""

    def __init__(self, records: Mapping[Vendor, PerformanceRecord]) -> None:
        told = "; ".join(f"{vendor} ({record}: {record.first_line})" for vendor, record in records.items())
        super().__init__(f"Blocked by the track record: {told}. Give a reason to consider them all the same.")


class OfferConflict(Exception):
    """Offers that somebody else has changed meanwhile: the candidates as they are now, by their key."""

    def __init__(self, candidates: Mapping[int, Candidate]) -> None:
        super().__init__("Offers have been changed meanwhile.")
        self.candidates = candidates


@transaction.atomic
def add_candidates(*, rfp: Rfp, vendors: Iterable[Vendor], on: date, override: str = "") -> list[Candidate]:
    """Consider these vendors; those who are candidates already stay as they are.

    Raises ValidationError for a vendor that cannot be asked; StandingBlocked for one that its track record
    blocks on that day, unless a reason is given to override it, which is kept with the candidate.
    """
    _lock(rfp)
    taken = dict(rfp.candidates.values_list("vendor_id", "key"))
    wanted = {vendor.pk: vendor for vendor in vendors if vendor.pk not in taken}
    selectable = set(Vendor.objects.selectable().filter(pk__in=wanted).values_list("pk", flat=True))
    refused = [str(vendor) for pk, vendor in wanted.items() if pk not in selectable]
    if refused:
        raise ValidationError(f"Suspended or retired, so not to be asked: {', '.join(refused)}.")
    blocked = blocked_of(rfp, wanted, on=on)
    if blocked and not override:
        raise StandingBlocked({wanted[pk]: record for pk, record in blocked.items()})
    keys = set(taken.values())
    added = []
    for vendor in wanted.values():
        key = free_key(vendor.name, taken=keys, fallback="vendor")
        keys.add(key)
        reason = override if vendor.pk in blocked else ""
        added.append(Candidate(rfp=rfp, vendor=vendor, key=key, override_reason=reason))
    Candidate.objects.bulk_create(added)
    rfp_changed.publish(rfp_id=rfp.pk)
    return added


def blocked_of(rfp: Rfp, vendors: Iterable[int], *, on: date) -> dict[int, PerformanceRecord]:
    """Those whose track record keeps them out of this RFP, by number."""
    found = warnings(vendors, on=on, lines=rfp.service_lines.all())
    return {pk: record for pk, record in found.items() if record.rating == Rating.BLOCKED}


@transaction.atomic
def remove_candidate(*, candidate: Candidate, reason: str = "") -> None:
    """Consider a vendor no longer. Its price and scores go with it; the audit trail keeps them.

    Raises ValidationError when the RFP is published and no reason is given.
    """
    rfp = _lock(candidate.rfp)
    if not rfp.is_draft and not reason:
        raise ValidationError({"reason": "The RFP is published: give the reason."})
    with pghistory.context(**({"reason": reason} if reason else {})):
        candidate.delete()
    rfp_changed.publish(rfp_id=rfp.pk)


@transaction.atomic
def save_offers(*, rfp: Rfp, offers: Mapping[int, Offer]) -> int:
    """Record prices by candidate; how many were changed. All or nothing.

    Raises OfferConflict when an offer to be changed is not the one that its writer saw.
    """
    _lock(rfp)
    candidates = rfp.candidates.select_related("vendor").in_bulk(list(offers))
    changed = {
        pk: candidate
        for pk, candidate in candidates.items()
        if not offers[pk].is_untouched
        and (candidate.price, candidate.price_note) != (offers[pk].price, offers[pk].note)
    }
    stale = {pk: each for pk, each in changed.items() if each.offer_mark != offers[pk].seen}
    if stale:
        raise OfferConflict(stale)
    for pk, candidate in changed.items():
        candidate.price, candidate.price_note = offers[pk].price, offers[pk].note
        candidate.full_clean(exclude=["rfp", "vendor", "key"])
    Candidate.objects.bulk_update(changed.values(), ["price", "price_note"])
    if changed:
        rfp_changed.publish(rfp_id=rfp.pk)
    return len(changed)


def _lock(rfp: Rfp) -> Rfp:
    locked = Rfp.objects.locked().get(pk=rfp.pk)
    if locked.has_ended:
        raise ValidationError("This RFP has ended; nothing in it can be changed.")
    return locked
