"""Letters to the leads of RFPs about what the register says of the vendors that they consider."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from accounts.models import User
from outbox import services as outbox
from rfp.models import Candidate, Rfp, TeamMember, TeamRole
from vendors.hooks import Move

Considered = list[tuple[Move, list[Rfp]]]


def tell_leads(moves: list[Move], by: User) -> None:
    """One letter to each lead of an RFP that goes on and considers one of these vendors, however many there are."""
    for lead, considered in considered_by_leads(moves).items():
        facts = {"lead": lead, "by": by, "considered": considered, "base": settings.BASE_URL}
        text = render_to_string("rfp/mail/vendors_moved.txt", facts)
        outbox.queue(message=EmailMessage(subject_of(considered), text, to=[lead.email]))


def considered_by_leads(moves: Iterable[Move]) -> dict[User, Considered]:
    """Two queries, however many vendors, RFPs and leads."""
    move_of = {move.vendor.pk: move for move in moves}
    candidates = Candidate.objects.filter(vendor__in=move_of, rfp__in=Rfp.objects.live())
    rfps: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates.select_related("rfp").order_by("rfp__number", "pk"):
        rfps[candidate.rfp_id].append(candidate)
    leads = TeamMember.objects.filter(rfp__in=rfps, role=TeamRole.LEAD, user__is_active=True)
    found: dict[User, dict[int, list[Rfp]]] = defaultdict(lambda: defaultdict(list))
    for member in leads.select_related("user").order_by("rfp__number", "pk"):
        for candidate in rfps[member.rfp_id]:
            found[member.user][candidate.vendor_id].append(candidate.rfp)
    return {
        lead: [(move_of[pk], considering) for pk, considering in vendors.items()]
        for lead, vendors in found.items()
    }


def subject_of(considered: Considered) -> str:
    if len(considered) > 1:
        return f"{len(considered)} vendors of your RFPs stand otherwise now"
    move, rfps = considered[0]
    return f"{move.vendor} was {move.in_words}: {', '.join(rfp.number for rfp in rfps)}"
