"""The points that a vendor would have if only some of the changes between two evaluations had happened.

A mix takes each aspect (weights, scores, measures, prices, who is in the race, method) from one of the two
evaluations. What it needs and that evaluation cannot give comes from the other one: what belongs to a vendor
or a criterion that only the other knows, enough scores for the panel rule, a price that the formula can use.
"""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ..arithmetic import exact_sum, rounded
from ..document import PanelRule, Price, PriceFormula, Scored
from ..grading import panel_value
from ..reading.rules import SCORES_FOR_TRIMMED_MEAN
from .formulas import (
    ONE,
    ZERO,
    between_bounds,
    capped_ratio,
    downward_share,
    held,
    is_comparable,
    over_lowest,
    ratio,
    upward_share,
)
from .sides import Cause, Side


class Mix(NamedTuple):
    """Where each aspect comes from, under the name of its cause."""

    weights: Side
    scores: Side
    measures: Side
    prices: Side
    field: Side
    method: Side


class Mixer:
    """The points in each mix; what several mixes or vendors share is computed once."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.mixes = cache(self._mixes)
        self._lowest = cache(_lowest)
        self._share = cache(_share)
        self._quality = cache(self._find_quality)
        self._stretch = cache(self._find_stretch)

    def _mixes(self, causes: tuple[Cause, ...]) -> list[Mix]:
        """One for each set of the causes that may have happened; the place in the list has the set as bits."""
        mixes = [Mix(*[self.old] * len(Cause))]
        for cause in causes:
            mixes += [mix._replace(**{cause.value: self.new}) for mix in mixes]
        return mixes

    def points(self, mix: Mix, vendor: str, key: str) -> Fraction:
        """Of a vendor that is ranked in both, so nothing of it is missing. Nothing without the criterion."""
        criterion = mix.method.criteria.get(key)
        if criterion is None:
            return ZERO
        if isinstance(criterion, Price):
            return self._price_points(mix, vendor, criterion)
        share = self._share(mix.scores, mix.measures, mix.method, vendor, key) or ZERO
        points = mix.weights.weight(key) * share
        stretch = self._stretch(mix._replace(prices=self.old))
        return points if stretch is ONE else points * stretch

    def _price_points(self, mix: Mix, vendor: str, criterion: Price) -> Fraction:
        prices = (side.price(vendor) for side in (mix.prices, mix.prices.other))
        price = next(Fraction(each) for each in prices if each is not None and is_comparable(criterion, each))
        others = self._lowest(mix.prices, mix.field)
        lowest = price if others is None else min(price, others)
        points = mix.weights.weight(criterion.key) * _price_share(criterion, price, lowest)
        decimals = criterion.points_decimals
        return points if decimals is None else rounded(points, decimals)

    def _find_stretch(self, mix: Mix) -> Fraction:
        """Weight of quality / best quality, if the method of the mix has it so."""
        if not mix.method.method.quality_relative_to_best:
            return ONE
        own = mix._replace(field=self.old)
        qualities = (self._quality(own, vendor) for vendor in mix.field.field)
        best = max((quality for quality in qualities if quality is not None), default=ZERO)
        weights = (mix.weights.weight(key) for key in mix.method.graded)
        return exact_sum(weights) / best if best else ONE

    def _find_quality(self, mix: Mix, vendor: str) -> Fraction | None:
        """Before it is stretched; None while a value is missing."""
        points = []
        for key in mix.method.graded:
            share = self._share(mix.scores, mix.measures, mix.method, vendor, key)
            if share is None:
                return None
            points.append(mix.weights.weight(key) * share)
        return exact_sum(points)


def _share(scores: Side, measures: Side, method: Side, vendor: str, key: str) -> Fraction | None:
    """Of the weight, None while the value is missing; that of a ranked vendor its ranking has found already."""
    criterion = method.graded[key]
    source = scores if isinstance(criterion, Scored) else measures
    row = source.rows.get(vendor)
    if row and key in row.fractions and source.settings[key] == method.settings[key]:
        return row.fractions[key]
    value = (
        _panel_value(scores, method.method.panel, vendor, key)
        if isinstance(criterion, Scored)
        else _exact(measures.measure(vendor, key))
    )
    if value is None:
        return None
    low, high = Fraction(criterion.low), Fraction(criterion.high)
    direction = downward_share if criterion.lower_is_better else upward_share
    return direction(held(value, low, high), low, high)


def _exact(figure: Decimal | None) -> Fraction | None:
    return None if figure is None else Fraction(figure)


def _panel_value(scores: Side, rule: PanelRule, vendor: str, key: str) -> Fraction | None:
    needed = SCORES_FOR_TRIMMED_MEAN if rule is PanelRule.TRIMMED_MEAN else 1
    for side in (scores, scores.other):
        panel = side.scores(vendor, key)
        if len(panel) >= needed or not panel:
            return panel_value(rule, panel) if panel else None
    return None


def _lowest(prices: Side, field: Side) -> Fraction | None:
    """p*, for the formulas that divide by a price."""
    found = (prices.price(vendor) for vendor in field.field)
    return min((Fraction(price) for price in found if price is not None and price > 0), default=None)


def _price_share(criterion: Price, price: Fraction, lowest: Fraction) -> Fraction:
    match criterion.formula:
        case PriceFormula.LOWEST_RATIO:
            return ratio(lowest, price)
        case PriceFormula.LINEAR_OVER_LOWEST:
            return over_lowest(price, lowest)
        case PriceFormula.BETWEEN_BOUNDS:
            low, high = map(Fraction, criterion.bounds)
            return between_bounds(price, low, high)
    reached = capped_ratio if criterion.cap else ratio
    return reached(Fraction(criterion.reference), price)
