"""What tests of RFP pages ask and type."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import User
from rfp.models import Rfp

SignIn = Callable[[User], Client]
READ = ["rfp_overview", "rfp_team", "rfp_candidates"]
LEAD_ONLY = ["rfp_edit", "rfp_candidates_add"]


def of(name: str, rfp: Rfp, *more: object) -> str:
    return reverse(name, args=[rfp.number, *more])


def pages_of_leads(rfp: Rfp) -> list[str]:
    member, candidate = rfp.team.get(user__name="Eva"), rfp.candidates.first()
    assert candidate
    return [
        *(of(name, rfp) for name in LEAD_ONLY),
        of("rfp_move", rfp, "published"),
        of("member_remove", rfp, member.pk),
        of("candidate_remove", rfp, candidate.pk),
    ]


def row(rfp: Rfp, price: str, key: str = "acme", **more: str) -> dict[str, str]:
    candidate = rfp.candidates.get(key=key)
    fields = {"price": price, "note": "", "seen": candidate.offer_mark, **more}
    return {f"{candidate.pk}-{name}": value for name, value in fields.items()}
