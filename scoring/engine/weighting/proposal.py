"""What every method of weighting ends in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ..arithmetic import exact_sum
from ..told import Told
from .apportioning import apportion
from .consistency import Consistency
from .precision import geometric_mean

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Proposal(Told):
    """Weights to talk about. Nothing takes them over by itself: somebody accepts, changes or refuses them.

    ``shares`` add up to exactly 1. ``consistency`` is there after pairwise comparison. ``people`` holds each
    one's own proposal, by name, if several were asked.
    """

    also = ("weights", "spread", "distances")

    method: str
    total: Decimal
    shares: Mapping[str, Fraction]
    consistency: Consistency | None = None
    people: Mapping[str, "Proposal"] = field(default_factory=dict)

    @property
    def weights(self) -> dict[str, Decimal]:
        """The shares of the total, to two decimals, adding up to it exactly (largest remainder)."""
        parts = apportion(self.total, list(self.shares.values()))
        return dict(zip(self.shares, parts, strict=True))

    @property
    def spread(self) -> dict[str, tuple[Decimal, Decimal]]:
        """By criterion, the lowest and the highest weight that anybody in the group gives it."""
        each = [person.weights for person in self.people.values()]
        keys = self.shares if each else ()
        return {key: (min(one[key] for one in each), max(one[key] for one in each)) for key in keys}

    @property
    def distances(self) -> dict[str, Decimal]:
        """By person, how much weight lies elsewhere than in the group's: what would have to be moved."""
        group = self.weights
        return {
            name: sum(
                (max(weight - group[key], Decimal(0)) for key, weight in one.weights.items()), Decimal(0)
            )
            for name, one in self.people.items()
        }


def normalised(criteria: Sequence[str], numbers: Sequence[Fraction]) -> dict[str, Fraction]:
    """The same proportions, adding up to exactly 1."""
    whole = exact_sum(numbers)
    return {key: number / whole for key, number in zip(criteria, numbers, strict=True)}


def of_shares(method: str, total: Decimal, people: Mapping[str, Mapping[str, Fraction]]) -> Proposal:
    """One person's shares as they are; several people's by their geometric mean, scaled to add up to 1.

    With the geometric mean the group's ratio of two weights is the mean of its members' ratios, whatever other
    criteria there are (Aczél and Saaty 1983). A zero would win over everybody, so a group must have none.
    """
    own = {name: Proposal(method, total, shares) for name, shares in people.items()}
    first, *others = own.values()
    if not others:
        return first
    criteria = list(first.shares)
    means = [geometric_mean([shares[key] for shares in people.values()]) for key in criteria]
    return Proposal(method, total, normalised(criteria, means), people=own)
