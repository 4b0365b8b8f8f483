"""Everything about how firm the first place is, in one result."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..document import Evaluation
from ..ranking import Ranking, rank
from ..told import Told
from . import wording
from .absence import Dependence, PriceSafety, dependence, price_safety
from .acceptability import Acceptability, acceptability
from .dominance import Dominance, dominance
from .field import Unavailable
from .needs import VendorNeeds, needs
from .prospects import Prospect, prospects
from .tipping import Sensitivity

FORMAT = "bpo-firmness/1"
MOST = 100
"""Of how many vendors prospects and needs are worked out: each is held against all others, so the work grows with
the square of their number."""


@dataclass(frozen=True, slots=True)
class Firmness(Told):
    """Each part is an answer, or says why there is none. ``level`` are the vendors that have the leader's rounded
    total, ``sensitivity`` is that of the ranking, ``acceptability`` is None unless it was asked for, ``left_out`` is
    how many ranked vendors, the last, have no prospects and needs because there are more than ``MOST``."""

    untold = ("evaluation", "left_out")

    evaluation: Evaluation
    level: tuple[str, ...]
    sensitivity: Sensitivity | None
    dominance: Dominance | Unavailable
    prospects: tuple[Prospect, ...] | Unavailable
    evaluators: Dependence | Unavailable
    price_safety: PriceSafety | Unavailable
    needs: tuple[VendorNeeds, ...] | Unavailable
    acceptability: Acceptability | Unavailable | None
    left_out: int

    def as_dict(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "snapshot_sha256": self.evaluation.sha256,
            "left_out_of_prospects_and_needs": self.left_out,
            **Told.as_dict(self),
        }

    def sentences(self, evaluators: Mapping[str, str] | None = None) -> list[str]:
        """For people, the most important first. `evaluators` has names to show instead of keys."""
        names = wording.Names(self.evaluation, evaluators or {})
        reason = self._one_reason_for_all
        if reason:
            return [f"How firm the first place is cannot be said. {reason}"]
        leader = None if isinstance(self.dominance, Unavailable) else self.dominance.leader
        return [
            *(wording.of_level(leader, self.level, names) if leader else ()),
            *wording.of_dominance(self.dominance, names),
            *(wording.of_sensitivity(self.sensitivity, names) if self.sensitivity and not self.level else ()),
            *wording.of_price_safety(self.price_safety, self.prospects, names),
            *wording.of_evaluators(self.evaluators, names),
            *wording.of_prospects(self.prospects, self.first, names),
            *wording.of_needs(self.needs, names),
            *wording.of_left_out(self.left_out, MOST),
            *wording.of_acceptability(self.acceptability, names),
        ]

    @property
    def first(self) -> tuple[str, ...]:
        """The vendors of rank 1."""
        return () if isinstance(self.price_safety, Unavailable) else self.price_safety.first

    @property
    def _one_reason_for_all(self) -> str | None:
        parts = (self.dominance, self.prospects, self.evaluators, self.needs)
        reasons = {part.reason if isinstance(part, Unavailable) else None for part in parts}
        return reasons.pop() if len(reasons) == 1 else None


def examine(evaluation: Evaluation, ranking: Ranking | None = None, *, simulate: bool = False) -> Firmness:
    """How firm is the first place? ``ranking`` is that of the evaluation, if it is there already."""
    ranking = ranking or rank(evaluation)
    return Firmness(
        evaluation=evaluation,
        level=_level(ranking),
        sensitivity=ranking.sensitivity,
        dominance=dominance(evaluation, ranking),
        prospects=prospects(evaluation, ranking, most=MOST),
        evaluators=dependence(evaluation, ranking),
        price_safety=price_safety(evaluation, ranking),
        needs=needs(evaluation, ranking, most=MOST),
        acceptability=acceptability(evaluation, ranking) if simulate else None,
        left_out=max(0, len(ranking.placing.ranks) - MOST),
    )


def _level(ranking: Ranking) -> tuple[str, ...]:
    placing, vendors = ranking.placing, ranking.sheet.evaluation.vendors
    units = placing.total.in_units(ranking.sheet.evaluation.method.decimals).integers()
    order = placing.order.tolist()
    return tuple(vendors[placing.vendors[at]].key for at in order[1:] if units[at] == units[order[0]])
