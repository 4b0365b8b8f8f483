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
from math import lcm

from ..arithmetic import apportioned, decimals_of, exact_sum, over_common, written
from ..document import Evaluation
from ..ranking import Ranking
from ..told import Told, as_data
from .duel import Duel, Number, Table
from .field import ROUNDED, Fractions, Unavailable, competing_quality, entrants, nobody_to_compare, weighed
from .game import solve

DECIMALS = (0, 2, 4, 8)


class Outlook(StrEnum):
    FIRST = "first"
    LEVEL = "level"
    NEVER = "never"


OUTLOOKS = {1: Outlook.FIRST, 0: Outlook.LEVEL, -1: Outlook.NEVER}


@dataclass(frozen=True, slots=True)
class Prospect(Told):
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
            "lead": as_data(self.lead),
            "mixture": {key: written(share) for key, share in self.mixture.items()},
            "behind": as_data(self.behind),
        }


def prospects(
    evaluation: Evaluation, ranking: Ranking, *, most: int | None = None
) -> tuple[Prospect, ...] | Unavailable:
    """Of every ranked vendor, first to last, or of so many at ``most``; all are rivals in any case."""
    nobody = nobody_to_compare(ranking)
    if nobody or evaluation.rounds_price:
        return nobody or ROUNDED
    contest = Contest(evaluation, ranking)
    return tuple(contest.prospect(place) for place in range(len(contest.field))[:most])


class Contest:
    """The ranked vendors on the weighted criteria, under any weights. Vendors and columns by their places; weights by
    criterion, and what is not named has none."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking) -> None:
        weights = {each.key: Fraction(each.weight) for each in evaluation.weighted}
        self.field = entrants(ranking)
        self.keys = list(weights)
        self.weights_total = Fraction(evaluation.method.weights_total)
        self.price = evaluation.price.key if evaluation.price else None
        self.quality = competing_quality(evaluation, ranking)
        self.table = Table([[each.fractions[key] for each in self.field] for key in self.keys])
        self.easy: dict[int | None, Fractions] = {
            _best_alone(column): {key: self.weights_total}
            for key, column in reversed(list(zip(self.keys, self.table.columns, strict=True)))
        }
        ahead = _best_alone([each.total for each in self.field])
        self.easy[ahead] = {key: weight for key, weight in weights.items() if weight}

    def prospect(self, place: int) -> Prospect:
        """Easily proved for whom the weights as they are put first alone, or all weight on one criterion."""
        vendor = self.field[place].vendor
        weights = self.easy.get(place, {})
        if weights:
            return Prospect(vendor, Outlook.FIRST, weights, self._lead(place, weights), {}, None)
        solution = solve(Duel(self.table, place))
        whole = sum(solution.mixture.values())
        lead = None
        if solution.weights:
            weights, lead = self._simplest(place, solution.weights, alone=solution.sign > 0)
        return Prospect(
            vendor=vendor,
            outlook=OUTLOOKS[solution.sign],
            weights=weights,
            lead=lead,
            mixture={self.field[at].vendor: Fraction(share, whole) for at, share in solution.mixture.items()},
            behind=self._behind(place, solution.mixture, whole) if whole else None,
        )

    def _behind(self, place: int, shares: Mapping[int, int], whole: int) -> Fraction:
        """By what the mixture is ahead on the criterion where it is least ahead."""
        own = self.field[place].fractions
        return min(
            exact_sum(share * self.field[rival].fractions[key] for rival, share in shares.items()) / whole
            - own[key]
            for key in self.keys
        )

    def _lead(self, place: int, weights: Fractions) -> Fraction:
        """Over the best of the others, in points."""
        columns = {self.keys.index(key): weight for key, weight in self._stretched(weights).items()}
        parts, common = over_common(columns.values())
        unit = lcm(*(self.table.units[column] for column in columns))
        factors = {
            column: part * (unit // self.table.units[column])
            for column, part in zip(columns, parts, strict=True)
        }
        totals = self.table.totals(factors)
        best = max(total for other, total in enumerate(totals) if other != place)
        return Fraction(totals[place] - best) / (common * unit)

    def _simplest(self, place: int, plain: Mapping[int, int], *, alone: bool) -> tuple[Fractions, Fraction]:
        """Weights in these proportions (by column, of the plain method), with as few decimals as still put the
        vendor first, alone or level, and its lead; in the exact proportions if no rounding does."""
        weights = self._unstretched({self.keys[column]: Fraction(part) for column, part in plain.items()})
        factor = self.weights_total / sum(weights.values())
        exact = {key: weight * factor for key, weight in weights.items()}
        least = decimals_of(self.weights_total)
        for decimals in DECIMALS:
            parts = apportioned(list(exact.values()), self.weights_total, max(decimals, least))
            weights = {key: part for key, part in zip(exact, parts, strict=True) if part}
            lead = self._lead(place, weights)
            if lead > 0 or (lead == 0 and not alone):
                return weights, lead
        return exact, self._lead(place, exact)

    def _stretched(self, weights: Fractions) -> Fractions:
        """What the weights count for once the best quality counts as full quality."""
        best, own = self._best_and_own(weights)
        return self._times(own / best, weights) if best else weights

    def _unstretched(self, plain: Fractions) -> Fractions:
        """Weights, not yet adding up to the total, that once stretched count in these proportions."""
        best, own = self._best_and_own(plain)
        return self._times(best / own, plain) if best else plain

    def _best_and_own(self, weights: Fractions) -> tuple[Fraction, Fraction]:
        """The best total of quality under these weights, zero unless it counts as full quality; the weight of
        quality."""
        own = {key: weight for key, weight in weights.items() if key != self.price}
        best = max((weighed(fractions, own) for fractions in self.quality.values()), default=Fraction(0))
        return best, exact_sum(own.values())

    def _times(self, factor: Fraction, weights: Fractions) -> Fractions:
        """Those of quality multiplied."""
        return {key: weight if key == self.price else weight * factor for key, weight in weights.items()}


def _best_alone(column: Sequence[Number]) -> int | None:
    """The place of the only vendor that reaches the most, if there is one."""
    best = max(column)
    return column.index(best) if column.count(best) == 1 else None
