"""Who takes part in the questions about the first place, and the yardsticks that vendors set for each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from ..document import Evaluation, PriceFormula
from ..ranking import Ranking
from ..told import Told

RELATIVE = frozenset({PriceFormula.LOWEST_RATIO, PriceFormula.LINEAR_OVER_LOWEST})

Fractions = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Unavailable(Told):
    """Instead of an answer: why there is none."""

    reason: str

    def as_dict(self) -> dict[str, object]:
        return {"unavailable": self.reason}


ROUNDED = Unavailable("The points of the price are rounded before they are added.")


@dataclass(frozen=True, slots=True)
class Entrant:
    """A ranked vendor with its exact numbers; fractions by the key of the weighted criterion."""

    vendor: str
    rank: int
    total: Fraction
    quality: Fraction
    price: Fraction
    fractions: Fractions


def entrants(ranking: Ranking) -> list[Entrant]:
    """First to last."""
    prices = {vendor.key: Fraction(vendor.price or 0) for vendor in ranking.sheet.evaluation.vendors}
    return [
        Entrant(row.vendor, row.rank, row.total, row.quality, prices[row.vendor], row.fractions)
        for row in ranking.rows
        if row.rank is not None and row.total is not None and row.quality is not None
    ]


def first(ranking: Ranking) -> tuple[str, ...]:
    """The vendors of rank 1."""
    placing, vendors = ranking.placing, ranking.sheet.evaluation.vendors
    leading = placing.vendors[placing.order[placing.ranks == 1]]
    return tuple(vendors[place].key for place in leading.tolist())


def nobody_to_compare(ranking: Ranking) -> Unavailable | None:
    """With fewer than two ranked vendors there is no question."""
    count = len(ranking.placing.ranks)
    if count > 1:
        return None
    return Unavailable("Only one vendor is ranked." if count else "No vendor is ranked.")


def no_leader(ranking: Ranking) -> Unavailable | None:
    """Why no one vendor leads the others."""
    if len(first(ranking)) > 1:
        return Unavailable("Several vendors share the first place.")
    return nobody_to_compare(ranking)


def competing_prices(evaluation: Evaluation, ranking: Ranking) -> dict[str, Fraction]:
    """By vendor, the prices of which the lowest is p*; none where the formula does not look at it."""
    criterion = evaluation.price
    if criterion is None or criterion.formula not in RELATIVE:
        return {}
    vendors = zip(evaluation.vendors, ranking.sheet.can_be_priced.tolist(), strict=True)
    return {each.key: Fraction(each.price) for each, can in vendors if can and each.price is not None}


def competing_quality(evaluation: Evaluation, ranking: Ranking) -> dict[str, Fractions]:
    """By vendor and criterion, the fractions of everybody whose quality may be the best; none unless the best
    counts as full quality."""
    if not evaluation.method.quality_relative_to_best:
        return {}
    sheet = ranking.sheet
    keys = [criterion.key for criterion in evaluation.graded]
    parts = [sheet.shares[place].integers() for place in range(len(keys))]
    columns = list(zip(keys, parts, sheet.shares.wholes, strict=True))
    return {
        evaluation.vendors[at].key: {key: Fraction(reached[at], whole) for key, reached, whole in columns}
        for at in (~(sheet.ungraded | sheet.excluded)).nonzero()[0].tolist()
    }


def raw_qualities(evaluation: Evaluation, ranking: Ranking) -> dict[str, Fraction]:
    """The quality totals of the same vendors before they are stretched."""
    weights = {criterion.key: Fraction(criterion.weight) for criterion in evaluation.graded}
    known = competing_quality(evaluation, ranking)
    return {vendor: weighed(fractions, weights) for vendor, fractions in known.items()}


def weighed(fractions: Fractions, weights: Fractions) -> Fraction:
    """What these fractions give under these weights, of which there may be fewer."""
    factors = [
        (fractions[key].as_integer_ratio(), weight.as_integer_ratio()) for key, weight in weights.items()
    ]
    common = lcm(*(below * under for (_, below), (_, under) in factors))
    return Fraction(
        sum(above * over * (common // (below * under)) for (above, below), (over, under) in factors), common
    )
