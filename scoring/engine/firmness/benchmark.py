"""The yardsticks that vendors set for each other: the lowest price and the best quality."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import lcm

from ..document import Evaluation, Measured, PriceFormula, Scored, Vendor
from ..ranking import Ranking, rank
from ..result import State

RELATIVE = frozenset({PriceFormula.LOWEST_RATIO, PriceFormula.LINEAR_OVER_LOWEST})

Fractions = Mapping[str, Fraction]


def competing_prices(evaluation: Evaluation, ranking: Ranking) -> dict[str, Fraction]:
    """By vendor, the prices of which the lowest is p*; none where the formula does not look at it."""
    criterion = evaluation.price
    if criterion is None or criterion.formula not in RELATIVE:
        return {}
    prices = {each.key: each.price for each in survivors(evaluation, ranking)}
    return {key: Fraction(price) for key, price in prices.items() if price is not None and price > 0}


def competing_quality(evaluation: Evaluation, ranking: Ranking) -> dict[str, Fractions]:
    """By vendor and criterion, the fractions of everybody whose quality may be the best; none unless the best
    counts as full quality.

    A ranking by quality alone, without minimums, ranks everybody whose quality is known.
    """
    if not evaluation.method.quality_relative_to_best:
        return {}
    by_quality = replace(
        evaluation,
        method=replace(evaluation.method, quality_minimum=None, quality_relative_to_best=False, tie_break=()),
        criteria=tuple(
            replace(each, minimum=None) for each in evaluation.criteria if isinstance(each, Scored | Measured)
        ),
        vendors=tuple(survivors(evaluation, ranking)),
    )
    return {row.vendor: row.fractions for row in rank(by_quality).rows if row.rank is not None}


def survivors(evaluation: Evaluation, ranking: Ranking) -> list[Vendor]:
    """Vendors that are not excluded, ranked or not."""
    excluded = {row.vendor for row in ranking.rows if row.state is State.EXCLUDED}
    return [vendor for vendor in evaluation.vendors if vendor.key not in excluded]


def weighed(fractions: Fractions, weights: Fractions) -> Fraction:
    """What these fractions give under these weights, of which there may be fewer."""
    factors = [
        (fractions[key].as_integer_ratio(), weight.as_integer_ratio()) for key, weight in weights.items()
    ]
    common = lcm(*(below * under for (_, below), (_, under) in factors))
    return Fraction(
        sum(above * over * (common // (below * under)) for (above, below), (over, under) in factors), common
    )
