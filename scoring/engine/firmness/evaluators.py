"""Does the first place hang on one evaluator?

For each evaluator the ranking is computed again without any of their scores, everything else as it was; there
is no shortcut to derive, except that what no evaluator has a say in is not read again. It is exact, and knock-outs,
minimums and prices have their say as always. Where a vendor is left without any score on a criterion, or a trimmed
mean without five, nobody can say who would be first: the missing score might be anything. Nor can anybody where a
vendor is excluded only because of this evaluator, and incomplete otherwise.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import chain

from ..arithmetic import fixed
from ..document import Evaluation, PanelRule
from ..placing import place
from ..ranking import Ranking
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
    now, gaps = incomplete(ranking), _gaps(evaluation)
    return Dependence(
        leader,
        tuple(_without(each, ranking, leader, now, gaps.get(each, ())) for each in evaluators),
    )


def evaluators_of(evaluation: Evaluation) -> tuple[str, ...]:
    """By first appearance."""
    panels = (panel for vendor in evaluation.vendors for panel in vendor.scores.values())
    return tuple(dict.fromkeys(chain.from_iterable(panels)))


def _without(
    evaluator: str, ranking: Ranking, leader: str, now: Collection[str], gaps: Sequence[Gap]
) -> Without:
    """``now`` are the incomplete vendors while this evaluator is there."""
    if any(gap.left for gap in gaps):
        return Without(evaluator, Verdict.UNDETERMINED, gaps=tuple(gaps))
    sheet = ranking.sheet.without_evaluator(evaluator)
    reduced = Ranking(sheet, place(sheet))
    newly = tuple(vendor for vendor in incomplete(reduced) if vendor not in now)
    if newly:
        open_gaps = tuple(gap for gap in gaps if gap.vendor in newly)
        return Without(evaluator, Verdict.UNDETERMINED, gaps=open_gaps, incomplete=newly)
    ahead = first(reduced)
    verdict = Verdict.SURVIVES if ahead == (leader,) else Verdict.CHANGES
    return Without(evaluator, verdict, ahead, margin(reduced))


def _gaps(evaluation: Evaluation) -> Mapping[str, Sequence[Gap]]:
    """By evaluator."""
    least = LEAST_FOR_TRIMMED_MEAN if evaluation.method.panel is PanelRule.TRIMMED_MEAN else 1
    gaps: defaultdict[str, list[Gap]] = defaultdict(list)
    for vendor in evaluation.vendors:
        for key, panel in vendor.scores.items():
            if len(panel) <= least:
                for evaluator in panel:
                    gaps[evaluator].append(Gap(vendor.key, key, len(panel) - 1))
    return gaps
