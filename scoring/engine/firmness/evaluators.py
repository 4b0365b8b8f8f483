"""Does the first place hang on one evaluator?

For each evaluator the ranking is computed again without any of their scores, everything else as it was; there
is no shortcut to derive. It is exact, and knock-outs, minimums and prices have their say as always. Where a vendor
is left without any score on a criterion, or a trimmed mean without five, nobody can say who would be first: the
missing score might be anything. Nor can anybody where a vendor is excluded only because of this evaluator, and
incomplete otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ..arithmetic import fixed
from ..document import Evaluation, PanelRule, Vendor
from ..ranking import Ranking, rank
from .field import Unavailable, first, incomplete, margin, no_leader

LEAST_FOR_TRIMMED_MEAN = 5


class Verdict(StrEnum):
    SURVIVES = "survives"
    CHANGES = "changes"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Gap:
    """A panel with too few scores left: none, or fewer than a trimmed mean needs."""

    vendor: str
    criterion: str
    left: int

    def as_dict(self) -> dict[str, object]:
        return {"vendor": self.vendor, "criterion": self.criterion, "left": self.left}


@dataclass(frozen=True, slots=True)
class Without:
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

    def as_dict(self) -> dict[str, object]:
        return {
            "evaluator": self.evaluator,
            "verdict": self.verdict.value,
            "first": list(self.first),
            "margin": None if self.margin is None else fixed(self.margin, 4),
            "gaps": [gap.as_dict() for gap in self.gaps],
            "incomplete": list(self.incomplete),
        }


@dataclass(frozen=True, slots=True)
class Dependence:
    """The first place without each evaluator, in the order in which the file names them."""

    leader: str
    without: tuple[Without, ...]

    @property
    def survives_all(self) -> bool:
        return all(each.verdict is Verdict.SURVIVES for each in self.without)

    @property
    def decisive(self) -> tuple[str, ...]:
        """The evaluators without whom somebody else is first, or shares the place."""
        return tuple(each.evaluator for each in self.without if each.verdict is Verdict.CHANGES)

    def as_dict(self) -> dict[str, object]:
        return {
            "leader": self.leader,
            "survives_all": self.survives_all,
            "decisive": list(self.decisive),
            "without": [each.as_dict() for each in self.without],
        }


def dependence(evaluation: Evaluation, ranking: Ranking) -> Dependence | Unavailable:
    nobody = no_leader(ranking)
    if nobody:
        return nobody
    evaluators = evaluators_of(evaluation)
    if not evaluators:
        return Unavailable("No criterion is scored by evaluators.")
    (leader,) = first(ranking)
    return Dependence(
        leader, tuple(_without(evaluator, evaluation, ranking, leader) for evaluator in evaluators)
    )


def evaluators_of(evaluation: Evaluation) -> tuple[str, ...]:
    """By first appearance."""
    panels = (panel for vendor in evaluation.vendors for panel in vendor.scores.values())
    return tuple(dict.fromkeys(evaluator for panel in panels for evaluator in panel))


def without_evaluator(evaluation: Evaluation, evaluator: str) -> Evaluation:
    """The same without this evaluator's scores; panels that had no others are gone."""
    return replace(
        evaluation, vendors=tuple(_unscored_by(evaluator, vendor) for vendor in evaluation.vendors)
    )


def _unscored_by(evaluator: str, vendor: Vendor) -> Vendor:
    scores = {key: _others(evaluator, panel) for key, panel in vendor.scores.items()}
    return replace(vendor, scores={key: panel for key, panel in scores.items() if panel})


def _others(evaluator: str, panel: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {name: score for name, score in panel.items() if name != evaluator}


def _without(evaluator: str, evaluation: Evaluation, ranking: Ranking, leader: str) -> Without:
    gaps = tuple(_gaps(evaluator, evaluation))
    if any(gap.left for gap in gaps):
        return Without(evaluator, Verdict.UNDETERMINED, gaps=gaps)
    reduced = rank(without_evaluator(evaluation, evaluator))
    newly = tuple(vendor for vendor in incomplete(reduced) if vendor not in incomplete(ranking))
    if newly:
        gaps = tuple(gap for gap in gaps if gap.vendor in newly)
        return Without(evaluator, Verdict.UNDETERMINED, gaps=gaps, incomplete=newly)
    ahead = first(reduced)
    verdict = Verdict.SURVIVES if ahead == (leader,) else Verdict.CHANGES
    return Without(evaluator, verdict, ahead, margin(reduced))


def _gaps(evaluator: str, evaluation: Evaluation) -> Iterator[Gap]:
    least = LEAST_FOR_TRIMMED_MEAN if evaluation.method.panel is PanelRule.TRIMMED_MEAN else 1
    for vendor in evaluation.vendors:
        for key, panel in vendor.scores.items():
            if evaluator in panel and len(panel) <= least:
                yield Gap(vendor.key, key, len(panel) - 1)
