"""Does a vendor that is not first decide who is?

What one vendor gets depends on another in two ways only: through p*, the lowest price among vendors that are
not excluded (formulas ``lowest_ratio`` and ``linear_over_lowest``), and through the best quality among them
(``quality_relative_to_best``). Take away vendor v. If another one has the same lowest price, or v's price is not
the lowest, p* stays; likewise the best quality. If both stay, so do the totals of all others and their order,
and whoever was first is first. An excluded vendor sets neither. So only a sole holder of the lowest price or
of the best quality can turn the first place around, which makes two rankings to compute again at most, however
many vendors there are. Vendors that are incomplete count: a price or a quality that is known sets the yardstick.

The effect is known as ranking paradox or rank reversal; ``between_bounds`` and ``reference_ratio``, with a
yardstick fixed in advance, cannot show it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..document import Evaluation
from ..placing import place
from ..ranking import Ranking
from .benchmark import competing_prices, competing_quality, weighed
from .field import Unavailable, first, nobody_to_compare


@dataclass(frozen=True, slots=True)
class Reversal:
    """Without ``vendor``, which is not first, these would be first."""

    vendor: str
    first: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {"vendor": self.vendor, "first": list(self.first)}


@dataclass(frozen=True, slots=True)
class PriceSafety:
    """``first`` as it is; ``relative`` if the method has a yardstick that vendors set for each other at all."""

    first: tuple[str, ...]
    relative: bool
    reversals: tuple[Reversal, ...]

    @property
    def safe(self) -> bool:
        return not self.reversals

    def as_dict(self) -> dict[str, object]:
        return {
            "first": list(self.first),
            "safe": self.safe,
            "relative": self.relative,
            "reversals": [each.as_dict() for each in self.reversals],
        }


def price_safety(evaluation: Evaluation, ranking: Ranking) -> PriceSafety | Unavailable:
    """Reversals in the file's order of their vendors."""
    ahead = first(ranking)
    if not ahead:
        return nobody_to_compare(ranking) or Unavailable("No vendor is ranked.")
    prices, qualities = _prices(evaluation, ranking), _qualities(evaluation, ranking)
    setters = (_sole_best(prices) | _sole_best(qualities)) - set(ahead)
    reversals = [
        Reversal(vendor.key, new)
        for at, vendor in enumerate(evaluation.vendors)
        if vendor.key in setters and (new := _first_without(at, ranking)) != ahead
    ]
    return PriceSafety(ahead, bool(prices or qualities), tuple(reversals))


def _first_without(at: int, ranking: Ranking) -> tuple[str, ...]:
    sheet = ranking.sheet.without_vendor(at)
    return first(Ranking(sheet, place(sheet)))


def _prices(evaluation: Evaluation, ranking: Ranking) -> dict[str, Fraction]:
    """Turned around, so that the lowest is the best."""
    return {vendor: -price for vendor, price in competing_prices(evaluation, ranking).items()}


def _qualities(evaluation: Evaluation, ranking: Ranking) -> dict[str, Fraction]:
    weights = {each.key: Fraction(each.weight) for each in evaluation.weighted}
    known = competing_quality(evaluation, ranking)
    return {vendor: weighed(own, {key: weights[key] for key in own}) for vendor, own in known.items()}


def _sole_best(numbers: Mapping[str, Fraction]) -> set[str]:
    most = max(numbers.values(), default=None)
    best = {key for key, number in numbers.items() if number == most}
    return best if len(best) == 1 else set()
