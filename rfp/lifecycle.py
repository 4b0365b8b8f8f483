"""Which moves an RFP may make; the server refuses every other."""

from .models import RfpStatus

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


class RefusedMove(Exception):
    """A status change that the table does not have; its text says so to the user."""


def require_move(current: str, target: str) -> None:
    if target not in RFP_MOVES[current]:
        raise RefusedMove(
            f"An RFP that is {RfpStatus(current).label.lower()} cannot become {RfpStatus(target).label.lower()}."
        )
