"""What all panels say at once, and what they would say without one evaluator."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from .document import Evaluation, PanelRule, Scored
from .grading import Values, in_common_parts
from .whole import Array, Whole

NOBODY: Mapping[str, Decimal] = {}


@dataclass(frozen=True, slots=True)
class Panels:
    """Every score in one column, panel after panel: of the first scored criterion that of each vendor, then of the
    next.

    Scores are in parts of 1 / ``denominator``; each has the number of its ``panel`` and that of its evaluator.
    """

    criteria: int
    vendors: int
    scores: Whole
    denominator: int
    panel: Array
    evaluator: Array
    numbers: Mapping[str, int]

    @classmethod
    def of(cls, evaluation: Evaluation) -> "Panels":
        keys = [each.key for each in evaluation.graded if isinstance(each, Scored)]
        panels = [vendor.scores.get(key) or NOBODY for key in keys for vendor in evaluation.vendors]
        denominator, scores = in_common_parts([score for panel in panels for score in panel.values()])
        names = [name for panel in panels for name in panel]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        return cls(
            *(len(keys), len(evaluation.vendors), scores, denominator),
            panel=np.repeat(np.arange(len(panels)), [len(panel) for panel in panels]),
            evaluator=np.array([numbers[name] for name in names], dtype=np.int64),
            numbers=numbers,
        )

    def without(self, evaluator: str) -> "Panels":
        others = self.evaluator != self.numbers.get(evaluator)
        return replace(
            self, scores=self.scores[others], panel=self.panel[others], evaluator=self.evaluator[others]
        )

    def values(self, rule: PanelRule) -> Values:
        """By vendor and scored criterion; missing where a panel has no score.

        Every rule is a mean of those in the middle, once the scores of a panel are sorted (``grading.panel_value``
        has the same for one panel). Their sum is the difference of two running sums over all panels.
        """
        counts = np.bincount(self.panel, minlength=self.criteria * self.vendors)
        first, end = _middle(rule, counts)
        taken = np.maximum(end - first, 1)
        common = int(np.lcm.reduce(np.flatnonzero(np.bincount(taken)), initial=1, dtype=object))
        running = self._running_sums(rule)
        starts = np.cumsum(counts) - counts
        sums = (running[starts + end] - running[starts + first]) * (
            Whole.full(common, len(taken)) // Whole(taken, common)
        )
        by_criterion = (self.criteria, self.vendors)
        return Values(
            Whole(sums.array.reshape(by_criterion).T, sums.bound),
            [self.denominator * common] * self.criteria,
            (counts == 0).reshape(by_criterion).T,
        )

    def _running_sums(self, rule: PanelRule) -> Whole:
        """Of the first none, one, two … scores; a mean of all does not ask for their order."""
        scores = self.scores
        if rule is not PanelRule.MEAN:
            scores = scores[np.lexsort((scores.codes()[0], self.panel))]
        bound = scores.bound * len(scores)
        array = Whole(scores.array, bound).array
        return Whole(np.concatenate([array[:0].sum(keepdims=True), np.add.accumulate(array)]), bound)


def _middle(rule: PanelRule, counts: Array) -> tuple[Array, Array]:
    """In panels of so many, the places of the first that is taken and of the first after it that is not."""
    match rule:
        case PanelRule.MEAN:
            return np.zeros_like(counts), counts
        case PanelRule.MEDIAN:
            return np.maximum(counts - 1, 0) // 2, np.minimum(counts // 2 + 1, counts)
        case PanelRule.TRIMMED_MEAN:
            return np.minimum(counts, 1), np.maximum(counts - 1, np.minimum(counts, 1))
