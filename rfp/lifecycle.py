"""Which moves an RFP may make; the server refuses every other."""

from dataclasses import dataclass
from datetime import datetime

from .models import Rfp, RfpStatus

S = RfpStatus

RFP_MOVES: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.PUBLISHED, S.CANCELLED}),
    S.PUBLISHED: frozenset({S.CLOSED, S.CANCELLED}),
    S.CLOSED: frozenset({S.OPENED, S.UNSUCCESSFUL, S.CANCELLED}),
    S.OPENED: frozenset({S.EVALUATION, S.CANCELLED}),
    S.EVALUATION: frozenset({S.CONSENSUS, S.SHORTLISTED, S.CANCELLED}),
    S.CONSENSUS: frozenset({S.SHORTLISTED, S.CANCELLED}),
    S.SHORTLISTED: frozenset({S.DUE_DILIGENCE, S.AWARDED, S.CANCELLED}),
    S.DUE_DILIGENCE: frozenset({S.AWARDED, S.CANCELLED}),
    S.AWARDED: frozenset(),
    S.UNSUCCESSFUL: frozenset(),
    S.CANCELLED: frozenset(),
}

STEPS = (S.DRAFT, S.PUBLISHED, S.CLOSED, S.OPENED, S.EVALUATION, S.SHORTLISTED, S.AWARDED)
"""The straight road, as the workspace shows it."""


@dataclass(frozen=True)
class Deed:
    """A move as the procurement lead sees it."""

    to: RfpStatus
    label: str
    consequence: str
    ends: bool = False


DEEDS: dict[str, Deed] = {
    deed.to: deed
    for deed in (
        Deed(
            S.PUBLISHED,
            "Publish RFP",
            "From then on every change of criteria or weights needs a reason, and is numbered and kept.",
        ),
        Deed(
            S.CLOSED,
            "Close now",
            "No offer is accepted any more. The clock does this by itself at the deadline.",
        ),
        Deed(
            S.OPENED,
            "Open offers",
            "Who opened the offers, and when, is recorded. Opening cannot be undone.",
        ),
        Deed(S.EVALUATION, "Start evaluation", "The panel can score the vendors."),
        Deed(
            S.SHORTLISTED,
            "Confirm shortlist",
            "The present ranking becomes the shortlist of this RFP.",
        ),
        Deed(
            S.AWARDED,
            "Mark as awarded",
            "The RFP ends with the award that is recorded, and the ranking stays as it is. This cannot be undone.",
        ),
        Deed(
            S.DUE_DILIGENCE,
            "Start due diligence",
            "The vendors on the shortlist are examined before the award. Scores stay as they are; the ranking follows "
            "prices, certificates and facts that are put right meanwhile. A contract can be awarded at any time.",
        ),
        Deed(
            S.UNSUCCESSFUL,
            "Mark as unsuccessful",
            "The RFP ends without a shortlist. This cannot be undone.",
            ends=True,
        ),
        Deed(S.CANCELLED, "Cancel RFP", "The RFP ends here. This cannot be undone.", ends=True),
    )
}


class RefusedMove(Exception):
    """A status change that cannot be made; its text says why to the user."""


def require_move(current: str, target: str) -> None:
    if target not in RFP_MOVES[current]:
        raise RefusedMove(refusal(current, target))


def refusal(current: str, target: str) -> str:
    return f"An RFP that is {RfpStatus(current).label} cannot move to {RfpStatus(target).label}."


def deeds_of(rfp: Rfp) -> list[Deed]:
    """The moves that a lead is offered now, the way forward first."""
    return [deed for to, deed in DEEDS.items() if to in RFP_MOVES[rfp.status]]


def needs_reason(rfp: Rfp, *, to: str, at: datetime) -> bool:
    """Ending an RFP does, and closing it before its deadline."""
    early = rfp.deadline_at is None or at < rfp.deadline_at
    return DEEDS[to].ends or (to == RfpStatus.CLOSED and early)
