"""Can any other weights change who is first?

With every fraction f held fixed, the lead of vendor v over vendor u under weights w is the sum of
w(k) (f(v, k) - f(u, k)): linear in w. Weights are not negative and add up to a fixed total, so they are a mixture of
the corners of a simplex, at each of which all weight is on one criterion; and a linear function is nowhere
on it below its least value at a corner. There the lead is the total times f(v, k) - f(u, k). Therefore

    no weights put another vendor ahead of the leader  if and only if
    the leader's fraction is at least every other's on every criterion,

and where that fails for u on k, all weight on k puts u ahead.

*Best quality counts as full quality* multiplies the quality of all vendors by the same positive number, which
depends on the weights. It turns no difference around, and at a corner nothing else is left, so both directions
hold. *Points of the price rounded early* keep the order of prices, so a leader that is nowhere worse stays ahead;
but where it is worse on price alone, rounding may hide it, and nothing is said.
"""

from dataclasses import dataclass
from fractions import Fraction

from ..document import Evaluation
from ..ranking import Ranking
from ..told import Told
from .field import ROUNDED, Unavailable, entrants, no_leader


@dataclass(frozen=True, slots=True)
class Advantage(Told):
    """Where a vendor reaches a larger share of the weight than the leader, and by how much of a whole."""

    vendor: str
    criterion: str
    by: Fraction


@dataclass(frozen=True, slots=True)
class Dominance(Told):
    """The leader, and everything that keeps it from being first under all weights; ranked vendors only."""

    also = ("for_all_weights",)

    leader: str
    advantages: tuple[Advantage, ...]

    @property
    def for_all_weights(self) -> bool:
        """No weights put another vendor ahead."""
        return not self.advantages


def dominance(evaluation: Evaluation, ranking: Ranking) -> Dominance | Unavailable:
    """Advantages by vendor, first to last, and by criterion in the file's order."""
    nobody = no_leader(ranking)
    if nobody:
        return nobody
    leader, *others = entrants(ranking)
    advantages = tuple(
        Advantage(other.vendor, key, fraction - leader.fractions[key])
        for other in others
        for key, fraction in other.fractions.items()
        if fraction > leader.fractions[key]
    )
    return ROUNDED if advantages and evaluation.rounds_price else Dominance(leader.vendor, advantages)
