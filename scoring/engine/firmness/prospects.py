"""Which vendors can be first at all, whatever the weights?

With every fraction f held fixed, vendor v leads u by the sum of w(k) (f(v, k) - f(u, k)) under weights w, none
of them negative. That is a matrix game: rows are the rivals u, columns the criteria k, entries
f(v, k) - f(u, k). Let t be its value (see ``game``). Then

    t > 0   some weights put v first alone;
    t = 0   some weights let v draw level with the best of its rivals, none do more;
    t < 0   under all weights somebody is ahead of v.

Each answer comes with its proof. *Can*: the weights; work out the totals. *Cannot*: shares of rivals that add
up to 1; mixed so, the rivals reach a larger fraction than v on every criterion (for t = 0: at least the same), so
under any weights their mixed total is larger, and then at least one of their totals is.

*Best quality counts as full quality* multiplies all quality by s(w) = Q / b(w), with Q the weight and b(w) the best
total of quality. Under weights w this is the plain method under s(w) w(k) for quality and w(price), scaled to the
total. The other way round, plain weights a come from weights proportional to b(a) / A times a(k) for quality
and a(price), with A the sum of a(k): then s = A / b(a), and s times b(a) / A is 1. (If b(a) is zero, quality gives
nothing to anybody and is left as it is.) So the same vendors can be first, and only the weights shown are
translated.

*Points of the price rounded early* break the straight line between weights and totals: no answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ..arithmetic import exact_sum, fixed, written
from ..document import Evaluation
from ..ranking import Ranking
from .benchmark import Fractions
from .dominance import ROUNDED, rounds_price
from .duel import Duel, Number, Table
from .field import Unavailable, entrants, nobody_to_compare
from .game import solve
from .trial import Trial


class Outlook(StrEnum):
    FIRST = "first"
    LEVEL = "level"
    NEVER = "never"


OUTLOOKS = {1: Outlook.FIRST, 0: Outlook.LEVEL, -1: Outlook.NEVER}


@dataclass(frozen=True, slots=True)
class Prospect:
    """The best that any weights can do for a vendor, and what proves it.

    ``weights`` (adding up to the total; criteria without weight left out) give it this ``lead`` in points over
    every rival: above zero, or zero where it can draw level. ``mixture``, shares of rivals adding up to 1, is ahead of
    it by at least ``behind``, in fractions of a weight, on every criterion; empty if it can be first alone.
    """

    vendor: str
    outlook: Outlook
    weights: Fractions
    lead: Fraction | None
    mixture: Fractions
    behind: Fraction | None

    def as_dict(self) -> dict[str, object]:
        """Weights and shares to the last digit: as decimal numbers, or as 100/3 where they have no end."""
        return {
            "vendor": self.vendor,
            "outlook": self.outlook.value,
            "weights": {key: written(weight) for key, weight in self.weights.items()},
            "lead": None if self.lead is None else fixed(self.lead, 4),
            "mixture": {key: written(share) for key, share in self.mixture.items()},
            "behind": None if self.behind is None else fixed(self.behind, 4),
        }


def prospects(
    evaluation: Evaluation, ranking: Ranking, *, most: int | None = None
) -> tuple[Prospect, ...] | Unavailable:
    """Of every ranked vendor, first to last, or of so many at ``most``; all are rivals in any case."""
    nobody = nobody_to_compare(ranking)
    if nobody or rounds_price(evaluation):
        return nobody or ROUNDED
    contest = Contest(evaluation, ranking)
    return tuple(contest.prospect(place) for place in range(len(contest.field))[:most])


class Contest:
    """The ranked vendors on the weighted criteria; vendors and criteria by their places."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self.field = entrants(ranking)
        self.keys = [criterion.key for criterion in evaluation.weighted]
        columns = [[each.fractions[key] for each in self.field] for key in self.keys]
        self.table = Table(columns)
        self.trial = Trial(evaluation, ranking, self.table)
        alone = [
            (_best_alone(column), key) for column, key in zip(self.table.columns, self.keys, strict=True)
        ]
        self.corners = {place: {key: Fraction(self.trial.weights_total)} for place, key in reversed(alone)}
        self.ahead = _best_alone([each.total for each in self.field])

    def prospect(self, place: int) -> Prospect:
        weights = self._easy_weights(place)
        if not weights:
            return self._by_game(place)
        return Prospect(self._key(place), Outlook.FIRST, weights, self.trial.lead(place, weights), {}, None)

    def _easy_weights(self, place: int) -> Fractions | None:
        """The weights as they are, or all weight on the first criterion on which the vendor is best alone."""
        if place == self.ahead:
            return self.trial.present
        return self.corners.get(place)

    def _by_game(self, place: int) -> Prospect:
        solution = solve(Duel(self.table, place))
        whole = sum(solution.mixture.values())
        mixture = {rival: Fraction(share, whole) for rival, share in solution.mixture.items()}
        weights, lead = None, None
        if solution.weights:
            weights, lead = self.trial.simplest(place, solution.weights, alone=solution.sign > 0)
        return Prospect(
            vendor=self._key(place),
            outlook=OUTLOOKS[solution.sign],
            weights=weights or {},
            lead=lead,
            mixture={self._key(rival): share for rival, share in mixture.items()},
            behind=self._behind(place, mixture) if mixture else None,
        )

    def _behind(self, place: int, mixture: Mapping[int, Fraction]) -> Fraction:
        own = self.field[place].fractions
        return min(
            exact_sum(share * self.field[rival].fractions[key] for rival, share in mixture.items()) - own[key]
            for key in self.keys
        )

    def _key(self, place: int) -> str:
        return self.field[place].vendor


def _best_alone(column: Sequence[Number]) -> int | None:
    """The place of the only vendor that reaches the most, if there is one."""
    best = max(column)
    return column.index(best) if column.count(best) == 1 else None
