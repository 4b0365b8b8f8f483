"""The yardsticks that vendors set for each other: the lowest price and the best quality."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from ..document import Evaluation, PriceFormula
from ..ranking import Ranking

RELATIVE = frozenset({PriceFormula.LOWEST_RATIO, PriceFormula.LINEAR_OVER_LOWEST})

Fractions = Mapping[str, Fraction]


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
    pairs = list(zip(keys, parts, sheet.shares.wholes, strict=True))
    return {
        evaluation.vendors[at].key: {key: Fraction(reached[at], whole) for key, reached, whole in pairs}
        for at in (~(sheet.ungraded | sheet.excluded)).nonzero()[0].tolist()
    }


def weighed(fractions: Fractions, weights: Fractions) -> Fraction:
    """What these fractions give under these weights, of which there may be fewer."""
    factors = [
        (fractions[key].as_integer_ratio(), weight.as_integer_ratio()) for key, weight in weights.items()
    ]
    common = lcm(*(below * under for (_, below), (_, under) in factors))
    return Fraction(
        sum(above * over * (common // (below * under)) for (above, below), (over, under) in factors), common
    )
