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
from ..document import Evaluation, Graded, Measured, PanelRule, Price, Scored, Vendor, Weighted
from ..grading import panel_value
from ..ranking import Ranking, State
from .change import Cause
from .formulas import FORMULAS, held, price_terms, share

ZERO, ONE = Fraction(0), Fraction(1)


class Side:
    """One of the two evaluations. ``other`` is asked about a vendor or a criterion that this one does not know."""

    other: "Side"

    def __init__(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self.evaluation, self.method = evaluation, evaluation.method
        self.rows = {row.vendor: row for row in ranking.rows}
        self.field = [row.vendor for row in ranking.rows if row.state is not State.EXCLUDED]
        self.vendors = {vendor.key: vendor for vendor in evaluation.vendors}
        self.criteria = {criterion.key: criterion for criterion in evaluation.weighted}
        self.graded = {criterion.key: criterion for criterion in evaluation.graded}
        self.weights = {key: Fraction(criterion.weight) for key, criterion in self.criteria.items()}
        self.settings = {key: self._settings(criterion) for key, criterion in self.criteria.items()}

    def _settings(self, criterion: Weighted) -> tuple[object, ...]:
        """What makes a share of the weight from a value; that of *all* scores, figures or prices."""
        if isinstance(criterion, Price):
            parameters = criterion.cap, criterion.reference, criterion.bounds, criterion.points_decimals
            return criterion.formula, *parameters
        rule = self.method.panel if isinstance(criterion, Scored) else None
        return rule, criterion.low, criterion.high, criterion.lower_is_better

    def weight(self, key: str) -> Fraction:
        return self.weights[key] if key in self.weights else self.other.weights[key]

    def scores(self, vendor: str, key: str) -> tuple[Decimal, ...]:
        """Empty if nobody has scored it."""
        source = self._knowing(vendor, key, Scored)
        return tuple(source.scores.get(key, {}).values()) if source else ()

    def measure(self, vendor: str, key: str) -> Decimal | None:
        source = self._knowing(vendor, key, Measured)
        return source.measures.get(key) if source else None

    def price(self, vendor: str) -> Decimal | None:
        for side in (self, self.other):
            if vendor in side.vendors and side.evaluation.price:
                return side.vendors[vendor].price
        return None

    def _knowing(self, vendor: str, key: str, kind: type[Graded]) -> Vendor | None:
        for side in (self, self.other):
            if vendor in side.vendors and isinstance(side.criteria.get(key), kind):
                return side.vendors[vendor]
        return None


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
        reached = self._share(mix.scores, mix.measures, mix.method, vendor, key) or ZERO
        points = mix.weights.weight(key) * reached
        stretch = self._stretch(mix._replace(prices=self.old))
        return points if stretch is ONE else points * stretch

    def _price_points(self, mix: Mix, vendor: str, criterion: Price) -> Fraction:
        prices = (side.price(vendor) for side in (mix.prices, mix.prices.other))
        price = next(Fraction(each) for each in prices if each is not None and criterion.can_compare(each))
        others = self._lowest(mix.prices, mix.field)
        lowest = price if others is None else min(price, others)
        kind, terms = price_terms(criterion, price, lambda: lowest, lambda _, number: number)
        points = mix.weights.weight(criterion.key) * (FORMULAS[kind].compute(*terms) or ZERO)
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
            reached = self._share(mix.scores, mix.measures, mix.method, vendor, key)
            if reached is None:
                return None
            points.append(mix.weights.weight(key) * reached)
        return exact_sum(points)


def _share(scores: Side, measures: Side, method: Side, vendor: str, key: str) -> Fraction | None:
    """Of the weight, None while the value is missing; that of a ranked vendor its ranking has found already."""
    criterion = method.graded[key]
    source = scores if isinstance(criterion, Scored) else measures
    row = source.rows.get(vendor)
    if row and key in row.fractions and source.settings[key] == method.settings[key]:
        return row.fractions[key]
    if isinstance(criterion, Scored):
        value = _panel_value(scores, method.method.panel, vendor, key)
    else:
        figure = measures.measure(vendor, key)
        value = None if figure is None else Fraction(figure)
    if value is None:
        return None
    low, high = Fraction(criterion.low), Fraction(criterion.high)
    worst, best = (high, low) if criterion.lower_is_better else (low, high)
    return share(held(value, low, high), worst, best)


def _panel_value(scores: Side, rule: PanelRule, vendor: str, key: str) -> Fraction | None:
    for side in (scores, scores.other):
        panel = side.scores(vendor, key)
        if len(panel) >= rule.fewest_scores or not panel:
            return panel_value(rule, panel) if panel else None
    return None


def _lowest(prices: Side, field: Side) -> Fraction | None:
    """p*, for the formulas that divide by a price."""
    found = (prices.price(vendor) for vendor in field.field)
    return min((Fraction(price) for price in found if price is not None and price > 0), default=None)
