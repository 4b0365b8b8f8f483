"""Who was awarded the contract, and on which ground, once that is in force."""

from rfp.models import Rfp

from ..models import Decision, DecisionKind
from .confirmed import CONFIRMED


def award_in_force(rfp: Rfp) -> Decision | None:
    """None while it waits for approval or was declined, and once the RFP has ended otherwise."""
    if rfp.status not in CONFIRMED:
        return None
    award = Decision.objects.standing_of(rfp, DecisionKind.AWARD)
    return award if award and award.is_in_force else None


def winners(award: Decision) -> str:
    return " and ".join(award.awarded_to)


def awarded_in_words(award: Decision) -> str:
    approved = f", approved by {award.answer.by}" if award.answer else ""
    return f"Awarded to {winners(award)} on version {award.shortlist.number}, by {award.decided_by}{approved}"
