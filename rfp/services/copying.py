"""A new RFP from one there is: what is asked for and how it is judged, never dates, prices or scores."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from vendors.models import Vendor

from .. import hooks
from ..models import DemandLanguage, DemandProfile, Rfp, TeamRole
from .candidates import add_candidates, blocked_of
from .creation import create_rfp
from .team import add_member

COPIED = ("need", "buyer_country", "currency", "timezone")


@transaction.atomic
def copy_rfp(
    *, source: Rfp, title: str, by: User, at: datetime, team: bool, candidates: bool
) -> tuple[Rfp, list[str]]:
    """A draft that `by` leads, and the names of those who could not be taken along."""
    new = Rfp(title=title, **{name: getattr(source, name) for name in COPIED})
    copy = create_rfp(rfp=new, by=by, at=at, service_lines=source.service_lines.all())
    _copy_demand(source, copy)
    left_out = _copy_team(source, copy, by) if team else []
    if candidates:
        left_out += _copy_candidates(source, copy, at)
    for follow in hooks.copied:
        follow(source, copy)
    return copy, left_out


def _copy_demand(source: Rfp, copy: Rfp) -> None:
    profile = DemandProfile.objects.filter(rfp=source).first()
    if profile is None:
        return
    languages = list(profile.languages.all())
    profile.pk, profile.rfp, profile._state.adding = None, copy, True
    profile.save()
    for each in languages:
        DemandLanguage.objects.create(profile=profile, language_id=each.language_id, share=each.share)


def _copy_team(source: Rfp, copy: Rfp, by: User) -> list[str]:
    """In their roles; who has left, or may not lead any more, is not taken along."""
    left_out = []
    for member in source.team.select_related("user").exclude(user=by):
        user = member.user
        fits = user.is_active and user.is_internal and (member.role != TeamRole.LEAD or user.can_lead_rfps)
        if fits:
            add_member(rfp=copy, user=user, role=TeamRole(member.role))
        else:
            left_out.append(str(user))
    return left_out


def _copy_candidates(source: Rfp, copy: Rfp, at: datetime) -> list[str]:
    """Without those that cannot be asked now, or that their track record blocks."""
    on = at.astimezone(ZoneInfo(copy.timezone)).date()
    vendors = Vendor.objects.filter(candidacies__rfp=source).order_by("candidacies__pk")
    blocked = blocked_of(copy, [vendor.pk for vendor in vendors], on=on)
    able = vendors.selectable().exclude(pk__in=blocked)
    add_candidates(rfp=copy, vendors=able, on=on)
    return [str(vendor) for vendor in vendors.exclude(pk__in=[each.pk for each in able])]
