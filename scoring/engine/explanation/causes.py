"""Which causes have anything to do with the points of one vendor at one criterion.

A cause that is the same in both evaluations, as far as these points depend on it, can be left out: its part
is nothing, and the parts of the others stay what they are.
"""

from functools import cached_property
from types import NoneType

from ..document import Measured, Price, Scored
from .sides import Cause, Side


class Differences:
    """Between two evaluations; what came or went with a criterion or a vendor is no difference of its own."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.keys = list(dict.fromkeys([*new.criteria, *old.criteria]))
        self.vendors = list(dict.fromkeys([*new.vendors, *old.vendors]))
        self._kinds = {key: {type(side.criteria.get(key)) for side in (old, new)} for key in self.keys}
        self._own = {key: self._of_criterion(key) for key in self.keys}

    def of(self, vendor: str) -> dict[str, frozenset[Cause]]:
        """By criterion, without those that nothing has to do with."""
        found = {key: self._causes(vendor, key) for key in self._open_to_change(vendor)}
        return {key: causes for key, causes in found.items() if causes}

    def _open_to_change(self, vendor: str) -> list[str]:
        """Of a vendor that is the same in both evaluations, the criteria where something else has changed."""
        if self._stretched or vendor in self._changed:
            return self.keys
        return [key for key in self.keys if self._own[key]]

    @cached_property
    def _changed(self) -> set[str]:
        return {key for key in self.vendors if self.old.vendors.get(key) != self.new.vendors.get(key)}

    def _causes(self, vendor: str, key: str) -> frozenset[Cause]:
        if self._stretched and not self._kinds[key] <= {Price, NoneType}:
            return self._anywhere
        return self._own[key] | self._of_values(vendor, key)

    def _of_criterion(self, key: str) -> frozenset[Cause]:
        weights = self.old.weight(key) != self.new.weight(key)
        method = self.old.settings.get(key) != self.new.settings.get(key)
        own = _those({Cause.WEIGHTS: weights, Cause.METHOD: method})
        return own | self._of_prices if Price in self._kinds[key] else own

    def _of_values(self, vendor: str, key: str) -> frozenset[Cause]:
        kinds = self._kinds[key]
        scores = Scored in kinds and self.old.scores(vendor, key) != self.new.scores(vendor, key)
        measures = Measured in kinds and self.old.measure(vendor, key) != self.new.measure(vendor, key)
        return _those({Cause.SCORES: scores, Cause.MEASURES: measures})

    @cached_property
    def _of_prices(self) -> frozenset[Cause]:
        prices = any(self.old.price(vendor) != self.new.price(vendor) for vendor in self.vendors)
        return _those({Cause.PRICES: prices, Cause.FIELD: set(self.old.field) != set(self.new.field)})

    @cached_property
    def _stretched(self) -> bool:
        """Then the points of a vendor depend on the quality of all the others."""
        return any(side.method.quality_relative_to_best for side in (self.old, self.new))

    @cached_property
    def _anywhere(self) -> frozenset[Cause]:
        relative = {side.method.quality_relative_to_best for side in (self.old, self.new)}
        return self._of_prices.union(
            _those({Cause.METHOD: len(relative) > 1}),
            *self._own.values(),
            *(self._of_values(vendor, key) for vendor in self._changed for key in self.keys),
        )


def _those(differing: dict[Cause, bool]) -> frozenset[Cause]:
    return frozenset(cause for cause, differs in differing.items() if differs)
