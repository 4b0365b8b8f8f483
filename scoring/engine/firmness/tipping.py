r"""How firm the first place is: exact, in closed form, with every fraction held fixed.

Take the leader and one other vendor. Let d be the lead (difference of totals), D(k) the difference of
their fractions on criterion k, w(k) its weight, W the sum of the weights, and q(k) = D(k) / d.

*One weight moved, the others in proportion.* If w(k) becomes x, the other weights are multiplied by
(W - x) / (W - w(k)), and what they contribute to the lead, d - w(k) D(k), with them. The lead is zero where

    x D(k) + (W - x) / (W - w(k)) * (d - w(k) D(k)) = 0,   that is   x = w(k) + (W - w(k)) / (1 - W q(k)).

So x lies above w(k) and below W exactly if q(k) < 0, the nearer the smaller q(k) is; and it lies below w(k)
and not below 0 exactly if w(k) q(k) >= 1, the nearer the larger q(k) is.

*Weight moved from i to j.* Moving t changes the lead by t (D(j) - D(i)), so it is zero at
t = d / (D(i) - D(j)) = 1 / (q(i) - q(j)): the larger the difference of the two ratios, the fewer points, and
the best taker is the one with the smallest ratio, whoever gives. Criterion i has enough to give if
w(i) (q(i) - q(j)) >= 1.

With d = 0 the two are level already: no other weight makes them so, and a transfer of nothing does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ..arithmetic import over_common
from ..document import Evaluation, Weighted
from ..told import Told, as_data


@dataclass(frozen=True, slots=True)
class Tipping(Told):
    """The weight at which ``vendor`` draws level with the leader."""

    at: Fraction
    vendor: str


@dataclass(frozen=True, slots=True)
class CriterionSensitivity(Told):
    criterion: str
    weight: Decimal
    down: Tipping | None
    up: Tipping | None


@dataclass(frozen=True, slots=True)
class Transfer(Told):
    """Points of weight that, moved between two criteria, let ``vendor`` draw level with the leader."""

    points: Fraction
    giver: str
    taker: str
    vendor: str

    def as_dict(self) -> dict[str, object]:
        points = as_data(self.points)
        return {"points": points, "from": self.giver, "to": self.taker, "vendor": self.vendor}


@dataclass(frozen=True, slots=True)
class Sensitivity(Told):
    leader: str
    criteria: tuple[CriterionSensitivity, ...]
    smallest_transfer: Transfer | None


@dataclass(frozen=True, slots=True)
class Contender:
    """A ranked vendor, and its fractions in the order of the weighted criteria: so many ``parts`` of ``whole``."""

    vendor: str
    total: Fraction
    parts: Sequence[int]
    whole: int


@dataclass(frozen=True, slots=True)
class Rival:
    """A vendor that is not level with the leader, and its ratios q over one positive denominator."""

    vendor: str
    ratios: Sequence[int]
    denominator: int


class Weights(NamedTuple):
    """All weights and their sum, in so many parts of a point."""

    each: Sequence[int]
    total: int
    parts: int


class Move(NamedTuple):
    """A transfer, in the order of preference: the largest gain for each point, then first in the file."""

    loss: Fraction
    giver: int
    taker: int
    number: int
    vendor: str


def sensitivity(evaluation: Evaluation, leader: Contender, others: Sequence[Contender]) -> Sensitivity:
    """``others`` in the file's order: the first named wins where several draw level at the same point."""
    criteria = evaluation.weighted
    weights = _weights(evaluation)
    rivals = [_rival(leader, other) for other in others if other.total != leader.total]
    level = [other.vendor for other in others if other.total == leader.total]
    transfer = (
        _transfer_of_nothing(criteria, level) if level else _smallest_transfer(criteria, weights, rivals)
    )
    return Sensitivity(
        leader=leader.vendor,
        criteria=tuple(_criterion(each, index, weights, rivals) for index, each in enumerate(criteria)),
        smallest_transfer=transfer,
    )


def _weights(evaluation: Evaluation) -> Weights:
    given = (*(each.weight for each in evaluation.weighted), evaluation.method.weights_total)
    (*each, total), parts = over_common(map(Fraction, given))
    return Weights(each, total, parts)


def _rival(leader: Contender, other: Contender) -> Rival:
    """Whole numbers over one denominator, so that comparing ratios is comparing whole numbers."""
    lead = leader.total - other.total
    common = lcm(leader.whole, other.whole)
    ours, theirs = common // leader.whole, common // other.whole
    factor = lead.denominator if lead > 0 else -lead.denominator
    pairs = zip(leader.parts, other.parts, strict=True)
    ratios = [(our * ours - their * theirs) * factor for our, their in pairs]
    return Rival(other.vendor, ratios, common * abs(lead.numerator))


def _criterion(
    criterion: Weighted, index: int, weights: Weights, rivals: Sequence[Rival]
) -> CriterionSensitivity:
    """Without weight on any other criterion there are no proportions to keep, and nothing is found."""
    up = down = None
    if rivals and weights.each[index] < weights.total:
        lowest, highest = _extremes(rivals, index)
        if lowest.ratios[index] < 0:
            up = _tipping(weights, lowest, index)
        if weights.each[index] * highest.ratios[index] >= weights.parts * highest.denominator:
            down = _tipping(weights, highest, index)
    return CriterionSensitivity(criterion.key, criterion.weight, down=down, up=up)


def _extremes(rivals: Sequence[Rival], index: int) -> tuple[Rival, Rival]:
    """The first rivals with the lowest and with the highest ratio."""
    lowest = highest = rivals[0]
    for rival in rivals:
        ratio, denominator = rival.ratios[index], rival.denominator
        if ratio * lowest.denominator < lowest.ratios[index] * denominator:
            lowest = rival
        elif ratio * highest.denominator > highest.ratios[index] * denominator:
            highest = rival
    return lowest, highest


def _tipping(weights: Weights, rival: Rival, index: int) -> Tipping:
    """The x from above, with its terms over one denominator: W (1 - w q) / (1 - W q)."""
    one, ratio = weights.parts * rival.denominator, rival.ratios[index]
    upper = weights.total * (one - weights.each[index] * ratio)
    return Tipping(Fraction(upper, weights.parts * (one - weights.total * ratio)), rival.vendor)


def _transfer_of_nothing(criteria: Sequence[Weighted], level: Sequence[str]) -> Transfer | None:
    if len(criteria) < 2:
        return None
    return Transfer(Fraction(0), criteria[0].key, criteria[1].key, level[0])


def _smallest_transfer(
    criteria: Sequence[Weighted], weights: Weights, rivals: Sequence[Rival]
) -> Transfer | None:
    moves = (move for number, rival in enumerate(rivals) for move in _best_move(weights, rival, number))
    best = min(moves, default=None)
    if best is None:
        return None
    return Transfer(-1 / best.loss, criteria[best.giver].key, criteria[best.taker].key, best.vendor)


def _best_move(weights: Weights, rival: Rival, number: int) -> list[Move]:
    """The move that takes the most from the lead for each point, of those that the giver can afford."""
    least, one = min(rival.ratios), weights.parts * rival.denominator
    losses = [
        (least - ratio, giver)
        for giver, (weight, ratio) in enumerate(zip(weights.each, rival.ratios, strict=True))
        if weight * (ratio - least) >= one
    ]
    if not losses:
        return []
    loss, giver = min(losses)
    return [Move(Fraction(loss, rival.denominator), giver, rival.ratios.index(least), number, rival.vendor)]
