"""Who gets onto a prequalified list: one person proposes, another decides."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from vendors.models import ListMember, MemberState, Vendor, VendorList


@transaction.atomic
def propose(*, vendor_list: VendorList, vendors: Iterable[Vendor], by: User, on: date) -> int:
    """Propose these vendors; who was declined or whose days are over is proposed anew. How many were."""
    held = VendorList.objects.select_for_update().get(pk=vendor_list.pk)
    known = {member.vendor_id: member for member in held.members.select_related("vendor_list")}
    count = 0
    for vendor in vendors:
        member = known.get(vendor.pk) or ListMember(vendor_list=held, vendor=vendor)
        if member.pk and not may_be_proposed_again(member, on=on):
            continue
        member.state, member.proposed_by, member.decided_by, member.decided_at = (
            MemberState.PROPOSED, by, None, None,
        )  # fmt: skip
        member.since = member.until = None
        member.reason = ""
        member.full_clean()
        member.save()
        count += 1
    return count


def may_be_proposed_again(member: ListMember, *, on: date) -> bool:
    over = member.until is not None and member.until < on
    return member.state == MemberState.DECLINED or (member.state == MemberState.APPROVED and over)


@transaction.atomic
def decide_member(
    *,
    member: ListMember,
    to: MemberState,
    by: User,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> ListMember:
    """Approve or decline a proposal; ValidationError for the person who proposed it."""
    member = ListMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.state != MemberState.PROPOSED:
        raise ValidationError(f"This membership is {member.get_state_display().lower()} already.")
    member.state, member.reason, member.decided_by, member.decided_at = to, reason, by, at
    if to == MemberState.APPROVED:
        member.since, member.until = since, until
    member.full_clean()
    member.save()
    return member


@transaction.atomic
def end_membership(*, member: ListMember, until: date, reason: str) -> ListMember:
    """Say on which day an approved membership ends, and why."""
    member = ListMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.state != MemberState.APPROVED:
        raise ValidationError("Only an approved membership can be ended.")
    member.until, member.reason = until, reason
    member.full_clean()
    member.save()
    return member
