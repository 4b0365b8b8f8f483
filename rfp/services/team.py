from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User

from .. import hooks
from ..events import rfp_changed
from ..keys import free_key
from ..models import Rfp, TeamMember, TeamRole


@transaction.atomic
def add_member(*, rfp: Rfp, user: User, role: TeamRole) -> TeamMember:
    """Let a person see an RFP. Raises ValidationError when that person cannot have the role."""
    Rfp.objects.locked().get(pk=rfp.pk)
    _require_fit(user, role)
    taken = set(rfp.team.values_list("key", flat=True))
    member = TeamMember(
        rfp=rfp, user=user, role=role, key=free_key(str(user), taken=taken, fallback="member")
    )
    member.full_clean()
    member.save()
    rfp_changed.publish(rfp_id=rfp.pk)
    return member


@transaction.atomic
def change_role(*, member: TeamMember, role: TeamRole) -> None:
    """Give a member another role; what hung on the old one goes. Raises ValidationError."""
    member = _locked(member)
    if member.role == role:
        return
    _require_fit(member.user, role)
    _give_up(member)
    member.role = role
    member.save(update_fields=["role"])
    rfp_changed.publish(rfp_id=member.rfp_id)


@transaction.atomic
def remove_member(*, member: TeamMember) -> None:
    """Take a person off the team. Raises ValidationError for the last lead."""
    member = _locked(member)
    _give_up(member)
    member.delete()
    rfp_changed.publish(rfp_id=member.rfp_id)


def _locked(member: TeamMember) -> TeamMember:
    Rfp.objects.locked().get(pk=member.rfp_id)
    return TeamMember.objects.select_related("user").get(pk=member.pk)


def _require_fit(user: User, role: TeamRole) -> None:
    if not user.is_internal:
        raise ValidationError(f"{user} is not on the buyer's side and cannot be on a team.")
    if role == TeamRole.LEAD and not user.can_lead_rfps:
        raise ValidationError(f"{user} is not a procurement lead; an administrator can change that.")


def _give_up(member: TeamMember) -> None:
    """What follows from a member's losing the present role."""
    if member.role == TeamRole.LEAD:
        leads = TeamMember.objects.filter(rfp=member.rfp_id, role=TeamRole.LEAD)
        if not leads.exclude(pk=member.pk).exists():
            raise ValidationError("An RFP needs at least one lead: add another one first.")
    if member.role == TeamRole.EVALUATOR:
        for leave in hooks.evaluator_left:
            leave(member)
