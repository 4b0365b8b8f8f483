"""What an RFP still lacks before it may make a move."""

from datetime import datetime

from . import hooks
from .models import Rfp, RfpStatus

FEWEST_CANDIDATES = 2


def missing(rfp: Rfp, *, to: str, at: datetime) -> list[str]:
    """Sentences, none when the move can be made."""
    own = to_publish(rfp, at=at) if to == RfpStatus.PUBLISHED else []
    return own + [sentence for check in hooks.checks[to] for sentence in check(rfp, at)]


def to_publish(rfp: Rfp, *, at: datetime) -> list[str]:
    found = []
    if rfp.deadline_at is None:
        found.append("Set the deadline for offers.")
    elif rfp.deadline_at <= at:
        found.append("Set a deadline that lies in the future.")
    candidates = rfp.candidates.count()
    if candidates < FEWEST_CANDIDATES:
        found.append(f"Choose at least {FEWEST_CANDIDATES} vendors; there {_are(candidates)} so far.")
    return found


def _are(count: int) -> str:
    return {0: "are none", 1: "is one"}.get(count, f"are {count}")
