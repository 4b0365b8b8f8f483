"""Which quality total would put a vendor level with the best of all others, where the best counts as full quality?

Let q be the vendor's raw quality total, M the best raw one of the others
(ranked or not), Q the weight of quality, and d(u) what rival u has more points of price. Up to M the vendor's
quality counts q Q / M and that of the rivals stays, so it is level with u at q = q(u) + d(u) M / Q. Beyond M
it sets the yardstick: its quality counts Q, that of u counts Q q(u) / q, and they are level at
q = Q q(u) / (Q - d(u)), or never if d(u) is Q or more. The lead over a rival never falls as q grows, so the largest of
these is needed. It grows all the way but in one case: a rival without any quality and with d(u) = Q stays level.
If the others have no quality (M = 0), any at all counts Q, and it is enough where d(u) is Q or less; if
the vendor has none either, there is no least one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from .field import Entrant


class Reach(NamedTuple):
    """The value at which a vendor is level, and whether it is ahead beyond."""

    value: Fraction
    overtakes: bool


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Raw quality totals of everybody who may have the best one, and the weight of quality."""

    qualities: Mapping[str, Fraction]
    weight: Fraction

    def best_without(self, vendor: str) -> Fraction:
        return max((quality for key, quality in self.qualities.items() if key != vendor), default=Fraction(0))

    def is_untouched(self) -> bool:
        return not any(self.qualities.values())


def needed_quality(vendor: Entrant, others: Sequence[Entrant], yardstick: Yardstick) -> Reach | None:
    """As a raw quality total. None if no quality is enough. Somebody must have some quality."""
    chase = Chase(vendor, yardstick)
    needed = [chase.level_with(other) for other in others]
    known = [value for value in needed if value is not None]
    overtakes = not any(chase.stays_level_with(other) for other in others)
    return Reach(max(known), overtakes) if len(known) == len(needed) else None


class Chase:
    """One vendor with a growing quality total, while the best one counts as full quality."""

    def __init__(self, vendor: Entrant, yardstick: Yardstick) -> None:
        self.price_points = vendor.total - vendor.quality
        self.best = yardstick.best_without(vendor.vendor)
        self.whole = yardstick.weight
        self.raw = yardstick.qualities

    def level_with(self, rival: Entrant) -> Fraction | None:
        ahead, raw = self._price_lead(rival), self.raw[rival.vendor]
        if not self.best:
            return Fraction(0) if ahead <= self.whole else None
        below_best = raw + ahead * self.best / self.whole
        if below_best <= self.best:
            return below_best
        return self.whole * raw / (self.whole - ahead) if ahead < self.whole else None

    def stays_level_with(self, rival: Entrant) -> bool:
        return not self.raw[rival.vendor] and self._price_lead(rival) == self.whole

    def _price_lead(self, rival: Entrant) -> Fraction:
        """What the rival has more points of price."""
        return rival.total - rival.quality - self.price_points
