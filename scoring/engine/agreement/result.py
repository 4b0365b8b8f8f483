"""What is known of a panel's agreement, as data and in sentences."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..arithmetic import fixed
from ..document import Evaluation, Scored
from ..explanation.words import counted, enumerated
from ..told import Told
from .coefficients import Coefficient, alpha, concordance, intraclass, no_concordance
from .spread import Grid, Severity, Spread, evaluators_of, grid_of, severities, spread, vendors_of

FEW_VENDORS = 5


@dataclass(frozen=True, slots=True)
class Coefficients(Told):
    """Agreement on the cells of one criterion, or of all of them, in three numbers."""

    icc: Coefficient
    concordance: Coefficient
    alpha: Coefficient

    @property
    def caution(self) -> str | None:
        """How little the numbers mean, where one of them rests on fewer than five vendors."""
        fewest = min((each.vendors for each in self._all if each.value is not None), default=FEW_VENDORS)
        if fewest >= FEW_VENDORS:
            return None
        return (
            f"Only {counted(fewest, 'vendor')}: with fewer than five these coefficients say very little. One score "
            "more or less can turn them round; look at the scores themselves."
        )

    @property
    def _all(self) -> tuple[Coefficient, ...]:
        return (self.icc, self.concordance, self.alpha)

    def as_dict(self) -> dict[str, object]:
        return {
            "icc": self.icc.as_dict(),
            "kendall_w": self.concordance.as_dict(),
            "alpha": self.alpha.as_dict(),
            "caution": self.caution,
        }

    def sentences(self) -> Iterator[str]:
        yield from (each.sentence() for each in self._all)
        if self.caution:
            yield self.caution


@dataclass(frozen=True, slots=True)
class CriterionAgreement(Told):
    """Agreement on one scored criterion."""

    untold = ("title", "coefficients")

    criterion: str
    title: str
    evaluators: tuple[str, ...]
    vendors: int
    scores: int
    spread: Spread
    coefficients: Coefficients

    def as_dict(self) -> dict[str, object]:
        return {**Told.as_dict(self), **self.coefficients.as_dict()}

    def sentences(self, vendor_titles: Mapping[str, str]) -> Iterator[str]:
        if not self.scores:
            yield f"{self.title}: nobody has scored it yet."
            return
        people = f"{counted(len(self.evaluators), 'evaluator')} ({', '.join(self.evaluators)})"
        yield f"{self.title}: {counted(self.scores, 'score')} of {people} for {counted(self.vendors, 'vendor')}."
        yield self._spread_sentence(vendor_titles)
        yield from self.coefficients.sentences()

    def _spread_sentence(self, vendor_titles: Mapping[str, str]) -> str:
        mean, widest = self.spread.mean, self.spread.widest
        if mean is None:
            return "No vendor has two scores to compare."
        if widest is None:
            return "On every vendor all scores are the same."
        return (
            f"Highest and lowest score of a vendor lie {fixed(mean * self.spread.span, 2)} apart on average "
            f"({_per_cent(mean)} of the scale), and {fixed(widest.units, 2)} ({_per_cent(widest.share)}) at most, "
            f"for {vendor_titles[widest.vendor]}."
        )


@dataclass(frozen=True, slots=True)
class PanelAgreement(Told):
    """How far the evaluators agree: on each scored criterion, over all of them, and each with the colleagues.

    ``panel`` takes the vendor and criterion pairs as what is scored, in shares of their scales, so that
    criteria with different scales stand together. That criteria differ from each other counts there as much as
    that vendors do. It is about the scores given: who is excluded or incomplete counts with those it has.
    """

    also = ("harshest", "most_lenient")
    untold = ("vendor_titles",)

    criteria: tuple[CriterionAgreement, ...]
    panel: Coefficients
    severities: tuple[Severity, ...]
    vendor_titles: Mapping[str, str]

    @property
    def harshest(self) -> str | None:
        """The first of those furthest below the colleagues; none if nobody is."""
        lowest = min(self.severities, key=lambda each: each.above, default=None)
        return lowest.evaluator if lowest and lowest.above < 0 else None

    @property
    def most_lenient(self) -> str | None:
        """The first of those furthest above the colleagues; none if nobody is."""
        highest = max(self.severities, key=lambda each: each.above, default=None)
        return highest.evaluator if highest and highest.above > 0 else None

    def sentences(self) -> Iterator[str]:
        if not any(each.scores for each in self.criteria):
            yield "No scores of a panel have been given."
            return
        for criterion in self.criteria:
            yield from criterion.sentences(self.vendor_titles)
        yield "The whole panel, over vendor and criterion pairs as shares of their scales:"
        yield from self.panel.sentences()
        yield from map(_severity_sentence, self.severities)
        if self.harshest:
            lowest, highest = self._furthest(min), self._furthest(max)
            verb = "is" if len(lowest) == 1 else "are"
            yield f"The harshest {verb} {enumerated(lowest)}, the most lenient {enumerated(highest)}."

    def _furthest(self, end: Callable[[Iterable[Fraction]], Fraction]) -> list[str]:
        furthest = end(each.above for each in self.severities)
        return [each.evaluator for each in self.severities if each.above == furthest]


def agreement(evaluation: Evaluation) -> PanelAgreement:
    """How far the evaluators agree.

    All scores given count, those of excluded and incomplete vendors too, and criteria without weight too: it is
    the panel that is looked at, not the vendors. The first coefficient in a process takes seconds, while
    libraries are imported.
    """
    scored = [criterion for criterion in evaluation.criteria if isinstance(criterion, Scored)]
    grids = [grid_of(evaluation, criterion) for criterion in scored]
    whole: Grid = {cell: given for grid in grids for cell, given in grid.items()}
    return PanelAgreement(
        criteria=tuple(map(_of_criterion, scored, grids)),
        panel=Coefficients(intraclass(whole), no_concordance(whole), alpha(whole)),
        severities=severities(whole),
        vendor_titles={vendor.key: vendor.title for vendor in evaluation.vendors},
    )


def _of_criterion(criterion: Scored, grid: Grid) -> CriterionAgreement:
    return CriterionAgreement(
        criterion=criterion.key,
        title=criterion.title,
        evaluators=evaluators_of(grid),
        vendors=vendors_of(grid),
        scores=sum(map(len, grid.values())),
        spread=spread(criterion, grid),
        coefficients=Coefficients(intraclass(grid), concordance(grid), alpha(grid)),
    )


def _severity_sentence(severity: Severity) -> str:
    pairs = counted(severity.cells, "pair")
    if not severity.above:
        return f"{severity.evaluator} scores like the colleagues on average, over {pairs}."
    side = "above" if severity.above >= 0 else "below"
    return (
        f"{severity.evaluator} scores {_per_cent(abs(severity.above))} of the scale {side} the colleagues "
        f"on average, over {pairs}."
    )


def _per_cent(share: Fraction) -> str:
    return f"{fixed(share * 100, 2)} %"
