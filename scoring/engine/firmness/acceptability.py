"""How often would each vendor be first if the weights were drawn by lot? A simulation, and shown as one.

The exact answers say what *can* happen; this says how much of what can happen looks like the present
ranking (rank acceptability, after Lahdelma, Hokkanen and Salminen, *SMAA - stochastic multiobjective
acceptability analysis*, 1998). Weights are drawn in two ways:

- *around* the set ones: each is multiplied by its own number between 1 - 25 % and 1 + 25 %, all equally likely,
  then all are scaled to the total;
- from *all* weights there are, each mixture equally likely: one exponential number for each criterion, scaled to the
  total (the uniform Dirichlet distribution).

Fractions are held as they are. Numbers are floating point. Totals that differ by less than a part in 10^10 of the
total of the weights share a rank, and nothing else is rounded, so no tie-break is needed; shares of a rank may then
add up to more than 1. The stream of ``numpy.random.RandomState`` is frozen, so the same seed draws the same
weights under every version of NumPy. With 10 000 draws the standard error of a share is at most half a per cent.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..document import Evaluation
from ..ranking import Ranking
from ..told import Told, as_data
from .field import Fractions, Unavailable, competing_quality, entrants, nobody_to_compare

DRAWS = 10_000
SEED = 1
SPREAD = 0.25
LEVEL = 1e-10
NUMBERS_AT_ONCE = 1_000_000

Array = NDArray[np.float64]
Draw = Callable[[np.random.RandomState, int], Array]


@dataclass(frozen=True, slots=True)
class Acceptance(Told):
    """In how many of the draws a vendor took each rank; ranks that it never took are left out."""

    vendor: str
    counts: Mapping[int, int]
    draws: int

    def share(self, rank: int) -> Fraction:
        return Fraction(self.counts.get(rank, 0), self.draws)

    def as_dict(self) -> dict[str, object]:
        return {
            "vendor": self.vendor,
            "first": as_data(self.share(1)),
            "ranks": {str(rank): as_data(self.share(rank)) for rank in self.counts},
        }


@dataclass(frozen=True, slots=True)
class Acceptability(Told):
    """Of every ranked vendor, first to last: with weights around the set ones, and over all weights."""

    draws: int
    seed: int
    around: tuple[Acceptance, ...]
    everywhere: tuple[Acceptance, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "is": f"a simulation of {self.draws} draws, not a proof",
            "spread": f"{SPREAD:.2f}",
            **Told.as_dict(self),
        }


def acceptability(
    evaluation: Evaluation, ranking: Ranking, *, draws: int = DRAWS, seed: int = SEED
) -> Acceptability | Unavailable:
    nobody = nobody_to_compare(ranking)
    if nobody:
        return nobody
    lottery = Lottery(evaluation, ranking)
    return Acceptability(
        draws, seed, lottery.run(lottery.around, draws, seed), lottery.run(lottery.everywhere, draws, seed)
    )


class Lottery:
    """Weights drawn, totals added up, ranks counted; so many draws at once that memory stays bounded."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking) -> None:
        criterion, field = evaluation.price, entrants(ranking)
        keys = [each.key for each in evaluation.weighted]
        self.vendors = [each.vendor for each in field]
        self.weights = np.array([float(each.weight) for each in evaluation.weighted])
        self.total = float(evaluation.method.weights_total)
        self.fractions = _matrix([each.fractions for each in field], keys)
        self.quality = [place for place, key in enumerate(keys) if criterion is None or key != criterion.key]
        self.price = [place for place in range(len(keys)) if place not in self.quality]
        known = competing_quality(evaluation, ranking).values()
        self.yardsticks = _matrix(known, [keys[place] for place in self.quality]) if known else None
        self.decimals = None if criterion is None else criterion.points_decimals

    def run(self, draw: Draw, draws: int, seed: int) -> tuple[Acceptance, ...]:
        chance, vendors = np.random.RandomState(seed), len(self.vendors)
        counts = np.zeros((vendors, vendors), dtype=np.int64)
        cells = np.arange(vendors) * vendors - 1
        for size in self._portions(draws):
            taken = _ranks(self.totals(draw(chance, size)) / (LEVEL * self.total)) + cells
            counts += np.bincount(taken.ravel(), minlength=counts.size).reshape(counts.shape)
        return tuple(
            Acceptance(*pair, draws=draws) for pair in zip(self.vendors, map(_by_rank, counts), strict=True)
        )

    def around(self, chance: np.random.RandomState, size: int) -> Array:
        factors = 1 + SPREAD * (2 * chance.random_sample((size, len(self.weights))) - 1)
        return self._scaled(self.weights * factors)

    def everywhere(self, chance: np.random.RandomState, size: int) -> Array:
        return self._scaled(chance.standard_exponential((size, len(self.weights))))

    def _scaled(self, weights: Array) -> Array:
        scaled: Array = weights * (self.total / weights.sum(axis=1, keepdims=True))
        return scaled

    def totals(self, weights: Array) -> Array:
        """By draw and vendor."""
        quality = weights[:, self.quality] @ self.fractions[self.quality]
        price = weights[:, self.price] @ self.fractions[self.price]
        if self.decimals is not None:
            price = np.floor(price * 10.0**self.decimals + 0.5) / 10.0**self.decimals
        totals: Array = quality * self._stretch(weights[:, self.quality]) + price
        return totals

    def _stretch(self, weights: Array) -> Array:
        """By draw; 1 unless the best quality counts as full quality."""
        if self.yardsticks is None:
            return np.ones((len(weights), 1))
        best: Array = (weights @ self.yardsticks).max(axis=1, keepdims=True)
        stretch: Array = np.divide(
            weights.sum(axis=1, keepdims=True), best, out=np.ones_like(best), where=best > 0
        )
        return stretch

    def _portions(self, draws: int) -> Iterator[int]:
        most = max(1, NUMBERS_AT_ONCE // (len(self.vendors) + len(self.weights)))
        for done in range(0, draws, most):
            yield min(most, draws - done)


def _matrix(fractions: Collection[Fractions], keys: Sequence[str]) -> Array:
    """By criterion and vendor."""
    return np.array([[float(own[key]) for own in fractions] for key in keys]).reshape(len(keys), -1)


def _ranks(totals: Array) -> NDArray[np.int64]:
    """By draw and vendor, the larger first; 1, 1, 3 …"""
    levels = np.rint(totals)
    order = np.argsort(-levels, axis=1, kind="stable")
    ordered = np.take_along_axis(levels, order, axis=1)
    places = np.broadcast_to(np.arange(1, levels.shape[1] + 1), levels.shape).copy()
    places[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = 0
    ranks = np.empty_like(places)
    np.put_along_axis(ranks, order, np.maximum.accumulate(places, axis=1), axis=1)
    return ranks


def _by_rank(counts: NDArray[np.int64]) -> dict[int, int]:
    taken = counts.nonzero()[0]
    return dict(zip((taken + 1).tolist(), counts[taken].tolist(), strict=True))
