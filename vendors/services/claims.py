"""What a vendor's contact claims about the company: put forward, withdrawn, accepted or declined."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from vendors import events
from vendors.forms.claims import FORMS, TOPICS, ClaimForm
from vendors.models import (
    Capability,
    ClaimDeed,
    ClaimState,
    ClaimTarget,
    Contact,
    DeliverySite,
    FactSource,
    ProfileClaim,
    Vendor,
)

from .letters import tell_of_claims
from .merged_sources import overwrite
from .moves import remove_part

PARTS: dict[str, type[models.Model]] = {
    ClaimTarget.SITE: DeliverySite,
    ClaimTarget.CAPABILITY: Capability,
}
MOVED_ON = "The record has changed since this was claimed. Look at it again: it shows what is on record now."
GONE = "What this is about is no longer on record: decline it, with that as the reason."


@dataclass
class Outcome:
    """What became of the claims that somebody wanted to accept."""

    accepted: list[ProfileClaim] = field(default_factory=list)
    refused: list[tuple[ProfileClaim, str]] = field(default_factory=list)


@transaction.atomic
def claim_facts(*, form: ClaimForm, contact: Contact, at: datetime) -> list[ProfileClaim]:
    """Each fact of the company that the valid form changes becomes a claim of its own.

    Of what the form started from, a claim that it repeats goes on waiting, and one that it takes back is withdrawn.
    """
    old, new = form.stored, form.claimed
    waiting = {claim.topic: claim for claim in form.pending}
    made, dropped = [], []
    for topic, names in TOPICS.items():
        changed = any(old[name] != new[name] for name in names)
        if topic in waiting and not changed:
            dropped.append(waiting[topic])
        if changed and not repeats(waiting.get(topic), {name: new[name] for name in names}):
            was, now = ({name: side[name] for name in names} for side in (old, new))
            title = str(form.fields[names[0]].label)
            made.append(
                ProfileClaim(topic=topic, title=title, old=was, new=now, lines=form.in_words(was, now))
            )
    made = _put_forward(made, ClaimTarget.VENDOR, ClaimDeed.CHANGE, contact=contact, at=at)
    return made + _withdraw_pending(dropped)


@transaction.atomic
def claim_part(*, form: ClaimForm, target: ClaimTarget, contact: Contact, at: datetime) -> list[ProfileClaim]:
    """A new part, or what the valid form changes about one; nothing where it changes nothing."""
    part, new = form.instance, form.claimed
    old = form.stored if part.pk else {}
    changed = [name for name in new if old.get(name) != new[name]]
    was, now = {name: old[name] for name in changed if name in old}, {name: new[name] for name in changed}
    if any(repeats(waiting, now) for waiting in form.pending):
        return []
    claim = ProfileClaim(target_id=part.pk, title=title_of(part), old=was, new=now)
    claim.lines = form.in_words(was, now)
    deed = ClaimDeed.CHANGE if part.pk else ClaimDeed.ADD
    made = _put_forward([claim] if changed else [], target, deed, contact=contact, at=at)
    return made or _withdraw_pending(form.pending)


@transaction.atomic
def claim_removal(*, part: Any, target: ClaimTarget, contact: Contact, at: datetime) -> list[ProfileClaim]:
    form = FORMS[target](instance=part, vendor=contact.vendor)
    old = form.on_record
    claim = ProfileClaim(target_id=part.pk, title=title_of(part), old=old, lines=form.in_words(old, {}))
    return _put_forward([claim], target, ClaimDeed.REMOVE, contact=contact, at=at)


def repeats(waiting: ProfileClaim | None, new: Mapping[str, Any]) -> bool:
    return waiting is not None and waiting.new == new


def title_of(part: Any) -> str:
    return str(part.service_line if isinstance(part, Capability) else part)


def _put_forward(
    claims: list[ProfileClaim], target: ClaimTarget, deed: ClaimDeed, *, contact: Contact, at: datetime
) -> list[ProfileClaim]:
    """A newer claim of the same takes the place of one that waits."""
    Vendor.objects.select_for_update(no_key=True).get(pk=contact.vendor_id)
    for claim in claims:
        claim.vendor, claim.target, claim.deed = contact.vendor, target, deed
        claim.claimed_by, claim.claimed_at = contact.user, at  # type: ignore[assignment]
        if deed != ClaimDeed.ADD:
            same = {"target": target, "target_id": claim.target_id, "topic": claim.topic}
            _withdraw(ProfileClaim.objects.pending().filter(vendor=contact.vendor, **same))
        claim.full_clean()
        claim.save()
    return claims


def _withdraw(claims: Iterable[ProfileClaim]) -> None:
    for claim in claims:
        claim.state = ClaimState.WITHDRAWN
        claim.save(update_fields=["state"])


def _withdraw_pending(claims: Iterable[ProfileClaim]) -> list[ProfileClaim]:
    """Those that nobody has decided meanwhile."""
    pks = [claim.pk for claim in claims]
    pending = list(ProfileClaim.objects.select_for_update().pending().filter(pk__in=pks))
    _withdraw(pending)
    return pending


@transaction.atomic
def withdraw_claim(*, claim: ProfileClaim) -> None:
    """Raises ValidationError where it was decided meanwhile."""
    claim = ProfileClaim.objects.select_for_update().get(pk=claim.pk)
    if not claim.is_pending:
        raise ValidationError(f"This change is {claim.get_state_display().lower()} already.")
    _withdraw([claim])


@transaction.atomic
def accept_claims(*, seen: Mapping[int, int], by: User, at: datetime) -> Outcome:
    """Write what was claimed into the record, as an edit would; `seen` gives the revision of each that was shown.

    Where the record has changed meanwhile nothing is written: the claim shows the new state and asks again.
    """
    outcome = Outcome()
    for claim in _pending(seen):
        problem = MOVED_ON if claim.revision != seen[claim.pk] else _apply(claim)
        if problem:
            outcome.refused.append((claim, problem))
        else:
            _decide(claim, ClaimState.ACCEPTED, by=by, at=at)
            outcome.accepted.append(claim)
    for vendor_id in {claim.vendor_id for claim in outcome.accepted}:
        events.vendor_changed.publish(vendor_id=vendor_id)
    tell_of_claims(outcome.accepted)
    return outcome


@transaction.atomic
def decline_claims(*, seen: Mapping[int, int], reason: str, by: User, at: datetime) -> list[ProfileClaim]:
    declined = list(_pending(seen))
    for claim in declined:
        claim.reason = reason
        _decide(claim, ClaimState.DECLINED, by=by, at=at)
    tell_of_claims(declined)
    return declined


def _pending(seen: Iterable[int]) -> list[ProfileClaim]:
    """Locked after their vendors, in the order in which claims are put forward."""
    claims = ProfileClaim.objects.pending().filter(pk__in=list(seen))
    vendors = Vendor.objects.filter(pk__in=claims.values("vendor")).order_by("pk")
    list(vendors.select_for_update(no_key=True).values_list("pk"))
    people = claims.select_related("vendor", "claimed_by").order_by("pk")
    return list(people.select_for_update(of=("self",)))


def _decide(claim: ProfileClaim, state: ClaimState, *, by: User, at: datetime) -> None:
    claim.state, claim.decided_by, claim.decided_at = state, by, at
    claim.full_clean()
    claim.save()


def _apply(claim: ProfileClaim) -> str:
    """Do what is claimed; what stands against it, in words, or nothing."""
    record = _target(claim)
    if record is None:
        return GONE
    form = _form(claim, record)
    if claim.deed != ClaimDeed.ADD and _moved_on(claim, form):
        return MOVED_ON
    try:
        return _remove(record) if claim.deed == ClaimDeed.REMOVE else _write(claim, form)
    except ValidationError as error:
        return " ".join(error.messages)


def _target(claim: ProfileClaim) -> Any:
    """The record itself, locked; a new one for what is to be added, None for what is gone."""
    if claim.target == ClaimTarget.VENDOR:
        return Vendor.objects.get(pk=claim.vendor_id)
    model = PARTS[claim.target]
    if claim.deed == ClaimDeed.ADD:
        return model(vendor=claim.vendor)
    found = model._default_manager.select_for_update(of=("self",)).filter(vendor=claim.vendor_id)
    return found.filter(pk=claim.target_id).first()


def _form(claim: ProfileClaim, record: Any, data: Any = None) -> ClaimForm:
    form = FORMS[claim.target]
    if claim.target == ClaimTarget.VENDOR:
        return form(data, instance=record, only=TOPICS[claim.topic])
    return form(data, instance=record, vendor=claim.vendor)


def _moved_on(claim: ProfileClaim, form: ClaimForm) -> bool:
    """Whether the record is no longer what it was; the claim then shows what it has become."""
    now = {name: value for name, value in form.on_record.items() if name in claim.old}
    if now == claim.old:
        return False
    claim.old, claim.lines = now, form.in_words(now, claim.new)
    claim.revision += 1
    claim.save(update_fields=["old", "lines", "revision"])
    return True


def _remove(record: Any) -> str:
    remove_part(part=record)
    return ""


def _write(claim: ProfileClaim, form: ClaimForm) -> str:
    form = _form(claim, form.instance, form.posting(claim.new))
    if not form.is_valid():
        return " ".join(str(message) for messages in form.errors.values() for message in messages)
    record = form.instance
    if claim.target != ClaimTarget.VENDOR:
        for name, value in origin(claim).items():
            setattr(record, name, value)
    if not form.saved():
        return " ".join(map(str, form.non_field_errors()))
    if claim.target == ClaimTarget.VENDOR:
        told = FactSource.objects.filter(vendor=record, field__in=TOPICS[claim.topic])
        overwrite(told, {**origin(claim), "entered_by_id": claim.claimed_by_id})
    return ""


def origin(claim: ProfileClaim) -> dict[str, Any]:
    """Where a claimed fact comes from, unless the claim says so itself."""
    day = timezone.localdate(claim.claimed_at)
    told = {"source": f"Stated by {claim.claimed_by} of the vendor", "as_of": day}
    if claim.target != ClaimTarget.VENDOR:
        told["entered_by"] = claim.claimed_by
    return {name: value for name, value in told.items() if not claim.new.get(name)}
