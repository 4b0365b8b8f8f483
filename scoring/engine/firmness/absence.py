"""Does the first place hang on one evaluator, or on the presence of another vendor?

**Evaluators.** For each of them the ranking is computed again without any of their scores, everything else as it was;
there is no shortcut to derive, except that what no evaluator has a say in is not read again. It is exact, and
knock-outs, minimums and prices have their say as always. Where a vendor is left without any score on a criterion, or a
trimmed mean without five, the value is missing and the ranking would be provisional: who is first is left undetermined.
So it is where a vendor is excluded only because of this evaluator, and incomplete otherwise. A vendor that is
excluded in any case needs no scores.

**Vendors.** What one vendor gets depends on another in two ways only: through p*, the lowest price among vendors that
are not excluded (formulas ``lowest_ratio`` and ``linear_over_lowest``), and through the best quality among them
(``quality_relative_to_best``). Take away vendor v. If another one has the same lowest price, or v's price is not
the lowest, p* stays; likewise the best quality. If both stay, so do the totals of all others and their order,
and whoever was first is first. An excluded vendor sets neither. So only a sole holder of the lowest price or
of the best quality can turn the first place around, which makes two rankings to compute again at most, however
many vendors there are. Vendors that are incomplete count: a price or a quality that is known sets the yardstick.
The effect is known as ranking paradox or rank reversal; ``between_bounds`` and ``reference_ratio``, with a
yardstick fixed in advance, cannot show it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import chain

from ..document import Evaluation
from ..judging import Sheet
from ..placing import place
from ..ranking import Ranking
from ..told import Told
from .field import Unavailable, competing_prices, first, no_leader, nobody_to_compare, raw_qualities


class Verdict(StrEnum):
    SURVIVES = "survives"
    CHANGES = "changes"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Gap(Told):
    """A panel with too few scores left: none, or fewer than a trimmed mean needs."""

    vendor: str
    criterion: str
    left: int


@dataclass(frozen=True, slots=True)
class Without(Told):
    """Who is first without one evaluator, and by how much of a total; nobody while that is undetermined.

    The margin is that between the exact totals of the first two, and absent if only one vendor is ranked.
    Undetermined is what hangs on a panel's ``gaps`` or on vendors that only then are ``incomplete``.
    """

    evaluator: str
    verdict: Verdict
    first: tuple[str, ...] = ()
    margin: Fraction | None = None
    gaps: tuple[Gap, ...] = ()
    incomplete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dependence(Told):
    """The first place without each evaluator, in the order in which the file names them."""

    also = ("survives_all", "decisive")

    leader: str
    without: tuple[Without, ...]

    @property
    def survives_all(self) -> bool:
        return all(each.verdict is Verdict.SURVIVES for each in self.without)

    @property
    def decisive(self) -> tuple[str, ...]:
        """The evaluators without whom somebody else is first, or shares the place."""
        return tuple(each.evaluator for each in self.without if each.verdict is Verdict.CHANGES)


def dependence(evaluation: Evaluation, ranking: Ranking) -> Dependence | Unavailable:
    nobody = no_leader(ranking)
    if nobody:
        return nobody
    panels = (panel for vendor in evaluation.vendors for panel in vendor.panels.values())
    evaluators = dict.fromkeys(chain.from_iterable(panels))
    if not evaluators:
        return Unavailable("No criterion is scored by evaluators.")
    return Dependence(first(ranking)[0], tuple(_without(evaluator, ranking) for evaluator in evaluators))


def _without(evaluator: str, ranking: Ranking) -> Without:
    sheet = ranking.sheet.without_evaluator(evaluator)
    newly = sheet.incomplete & ~ranking.sheet.incomplete
    if newly.any():
        keys = tuple(sheet.evaluation.vendors[at].key for at in newly.nonzero()[0].tolist())
        gaps = tuple(gap for gap in _gaps(sheet.evaluation, evaluator) if gap.vendor in keys)
        return Without(evaluator, Verdict.UNDETERMINED, gaps=gaps, incomplete=keys)
    reduced = _ranked(sheet)
    verdict = Verdict.SURVIVES if first(reduced) == first(ranking) else Verdict.CHANGES
    return Without(evaluator, verdict, first(reduced), _margin(reduced))


def _ranked(sheet: Sheet) -> Ranking:
    return Ranking(sheet, place(sheet))


def _margin(ranking: Ranking) -> Fraction | None:
    """Between the exact totals of the first two; below zero if only rounding or a tie-break put the first there."""
    total, order = ranking.placing.total, ranking.placing.order[:2]
    if len(order) < 2:
        return None
    ahead, behind = map(Fraction, total.upper[order].integers(), total.lower[order].integers())
    return ahead - behind


def _gaps(evaluation: Evaluation, evaluator: str) -> Iterator[Gap]:
    """The panels that are too small without this evaluator."""
    least = evaluation.method.panel.fewest_scores
    for vendor in evaluation.vendors:
        for key, panel in vendor.panels.items():
            if len(panel) <= least and evaluator in panel:
                yield Gap(vendor.key, key, len(panel) - 1)


@dataclass(frozen=True, slots=True)
class Reversal(Told):
    """Without ``vendor``, which is not first, these would be first."""

    vendor: str
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriceSafety(Told):
    """``first`` as it is; ``relative`` if the method has a yardstick that vendors set for each other at all."""

    also = ("safe",)

    first: tuple[str, ...]
    relative: bool
    reversals: tuple[Reversal, ...]

    @property
    def safe(self) -> bool:
        return not self.reversals


def price_safety(evaluation: Evaluation, ranking: Ranking) -> PriceSafety | Unavailable:
    """Reversals in the file's order of their vendors."""
    ahead = first(ranking)
    if not ahead:
        return nobody_to_compare(ranking) or Unavailable("No vendor is ranked.")
    prices, qualities = competing_prices(evaluation, ranking), raw_qualities(evaluation, ranking)
    lowest, best = min(prices.values(), default=None), max(qualities.values(), default=None)
    setters = (_sole_holder(prices, lowest) | _sole_holder(qualities, best)) - set(ahead)
    reversals = [
        Reversal(vendor.key, new)
        for at, vendor in enumerate(evaluation.vendors)
        if vendor.key in setters and (new := first(_ranked(ranking.sheet.without_vendor(at)))) != ahead
    ]
    return PriceSafety(ahead, bool(prices or qualities), tuple(reversals))


def _sole_holder(numbers: Mapping[str, Fraction], sought: Fraction | None) -> set[str]:
    holders = {key for key, number in numbers.items() if number == sought}
    return holders if len(holders) == 1 else set()
