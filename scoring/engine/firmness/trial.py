"""Other weights, tried: who would lead whom under them, with every fraction held fixed."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from ..arithmetic import over_common
from ..document import Evaluation
from ..ranking import Ranking
from ..weighting import apportion
from .benchmark import Fractions, competing_quality, weighed
from .duel import Table

DECIMALS = (0, 2, 4, 8)


class Trial:
    """Totals of the ranked vendors (by place) under any weights (by criterion; what is not named has none)."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking, table: Table) -> None:
        weights = {each.key: Fraction(each.weight) for each in evaluation.weighted}
        self.places = {key: place for place, key in enumerate(weights)}
        self.present = {key: weight for key, weight in weights.items() if weight}
        self.weights_total = evaluation.method.weights_total
        self.price = evaluation.price.key if evaluation.price else None
        self.quality = competing_quality(evaluation, ranking)
        self.table = table

    def lead(self, place: int, weights: Fractions) -> Fraction:
        """Over the best of the others, in points."""
        counting = {self.places[key]: weight for key, weight in self._stretched(weights).items()}
        parts, common = over_common(counting.values())
        unit = lcm(*(self.table.units[column] for column in counting))
        factors = (
            part * (unit // self.table.units[column]) for column, part in zip(counting, parts, strict=True)
        )
        totals = self.table.totals(dict(zip(counting, factors, strict=True)))
        best = max(total for other, total in enumerate(totals) if other != place)
        return Fraction(totals[place] - best) / (common * unit)

    def simplest(self, place: int, plain: Mapping[int, int], *, alone: bool) -> tuple[Fractions, Fraction]:
        """Weights in these proportions (by column, of the plain method), with as few decimals as still put the
        vendor first, alone or level, and its lead; in the exact proportions if no rounding does."""
        exact = self._exact(plain)
        for decimals in DECIMALS:
            weights = self._rounded(exact, decimals)
            if sum(weights.values()) == self.weights_total:
                lead = self.lead(place, weights)
                if lead > 0 or (lead == 0 and not alone):
                    return weights, lead
        return exact, self.lead(place, exact)

    def _exact(self, plain: Mapping[int, int]) -> Fractions:
        """Adding up to the total."""
        keys = list(self.places)
        weights = self._as_set({keys[column]: Fraction(weight) for column, weight in plain.items()})
        factor = Fraction(self.weights_total) / sum(weights.values())
        return {key: weight * factor for key, weight in weights.items()}

    def _rounded(self, weights: Fractions, decimals: int) -> Fractions:
        """``apportion`` cuts into hundredths, so the point is moved there and back."""
        moved = 2 - decimals
        parts = apportion(self.weights_total.scaleb(-moved), list(weights.values()))
        pairs = zip(weights, parts, strict=True)
        return {key: Fraction(part.scaleb(moved)) for key, part in pairs if part}

    def _stretched(self, weights: Fractions) -> Fractions:
        """What the weights count for once the best quality counts as full quality."""
        own = self._of_quality(weights)
        best = self._best(own)
        return self._times(sum(own.values()) / best, own, weights) if best else weights

    def _as_set(self, plain: Fractions) -> Fractions:
        """Weights, not yet adding up to the total, that once stretched count in these proportions."""
        own = self._of_quality(plain)
        best = self._best(own)
        return self._times(best / sum(own.values()), own, plain) if best else plain

    def _times(self, factor: Fraction, own: Fractions, weights: Fractions) -> Fractions:
        return {**weights, **{key: weight * factor for key, weight in own.items()}}

    def _of_quality(self, weights: Fractions) -> Fractions:
        return {key: weight for key, weight in weights.items() if key != self.price}

    def _best(self, weights: Fractions) -> Fraction:
        """The best total of quality under these weights; zero unless it counts as full quality."""
        return max((weighed(own, weights) for own in self.quality.values()), default=Fraction(0))
