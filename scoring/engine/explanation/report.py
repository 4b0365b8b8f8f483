"""Everything that can be said about the numbers of one evaluation, as text to follow on paper or as data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ..agreement import PanelAgreement, agreement
from ..arithmetic import short
from ..document import Evaluation
from ..firmness.report import Firmness, examine
from ..ranking import Ranking, rank
from ..second_opinion import NO_OPINION, SecondOpinion, second_opinion
from .change import Changes
from .changes import changes_between
from .pair import Difference, NotRanked, difference
from .tree import Explainer
from .versions import split_change
from .words import counted, place_in_words, vendor_of

FORMAT = "bpo-explanation/1"


@dataclass(frozen=True)
class Report:
    """The totals of ``vendors`` explained (of all if it is empty), their differences from the vendor ``against``,
    and what changed since the ``older`` evaluation, if these are given.

    On demand also how often each is first if weights are drawn by lot (``draws``), how far the ``panel`` agrees,
    and what other ``methods`` say; the last two take seconds while libraries are imported.

    Raises ``UnknownVendor``.
    """

    evaluation: Evaluation
    vendors: Sequence[str] = ()
    against: str | None = None
    older: Evaluation | None = None
    draws: bool = False
    panel: bool = False
    methods: bool = False

    def __post_init__(self) -> None:
        for key in (*self.vendors, *filter(None, [self.against])):
            vendor_of(self.evaluation, key)

    @cached_property
    def ranking(self) -> Ranking:
        return rank(self.evaluation)

    @cached_property
    def firmness(self) -> Firmness:
        return examine(self.evaluation, self.ranking, simulate=self.draws)

    @cached_property
    def agreement(self) -> PanelAgreement | None:
        return agreement(self.evaluation) if self.panel else None

    @cached_property
    def opinion(self) -> SecondOpinion | None:
        return second_opinion(self.evaluation) if self.methods else None

    @cached_property
    def changes(self) -> Changes | None:
        if self.older is None:
            return None
        return split_change(self.older, self.evaluation, rankings=(rank(self.older), self.ranking))

    @property
    def doubts(self) -> list[str]:
        """Why the older file may be that of another request."""
        if self.older is None:
            return []
        return [
            f"Warning: the two files have no {noun} in common; the older one may be of another request."
            for noun, old, new in (
                ("vendor", self.older.vendors, self.evaluation.vendors),
                ("criterion", self.older.criteria, self.evaluation.criteria),
            )
            if {each.key for each in old}.isdisjoint(each.key for each in new)
        ]

    @property
    def explained(self) -> list[str]:
        return list(dict.fromkeys(self.vendors)) or [row.vendor for row in self.ranking.rows]

    @cached_property
    def differences(self) -> list[Difference | NotRanked]:
        found: list[Difference | NotRanked] = []
        for key in self.explained:
            if self.against and key != self.against:
                try:
                    found.append(difference(self.evaluation, key, self.against, ranking=self.ranking))
                except NotRanked as reason:
                    found.append(reason)
        return found

    def as_dict(self) -> dict[str, object]:
        """The ``bpo-explanation/1`` document: the ranking, and why it is what it is."""
        explainer = Explainer(self.evaluation, ranking=self.ranking)
        return {
            "format": FORMAT,
            "ranking": self.ranking.as_dict(),
            "totals": {key: explainer.explain(key).as_dict() for key in self.explained},
            "differences": [
                {"reason": str(each)} if isinstance(each, NotRanked) else each.as_dict()
                for each in self.differences
            ],
            "changes": self.changes and {**self.changes.as_dict(), "doubts": self.doubts},
            "firmness": self.firmness.as_dict(),
            "agreement": self.agreement and self.agreement.as_dict(),
            "second_opinion": self.opinion and self.opinion.as_dict(),
        }

    def lines(self) -> Iterator[str]:
        yield from self._heading()
        yield from _section("Ranking", self._ranks())
        explainer = Explainer(self.evaluation, ranking=self.ranking)
        for key in self.explained:
            yield from _section("", explainer.explain(key).lines())
        for each in self.differences:
            yield from _section("", [str(each)] if isinstance(each, NotRanked) else each.lines())
        if self.older and self.changes:
            told = [*self.doubts, *changes_between(self.older, self.evaluation)]
            yield from _section(f"Since {self.older.sha256}", told)
            yield from _section("What that did to the totals", self._moves(self.changes))
        yield from _section("How firm is the first place?", self.firmness.sentences())
        if self.agreement:
            yield from _section("Does the panel agree?", self.agreement.sentences())
        if self.methods:
            yield from _section("Other methods", self.opinion.sentences() if self.opinion else [NO_OPINION])

    def _heading(self) -> Iterator[str]:
        method = self.evaluation.method
        minimum = "none" if method.quality_minimum is None else f"{method.quality_minimum:f} %"
        yield self.evaluation.title
        yield f"SHA-256 {self.evaluation.sha256}"
        yield (
            f"Weights add up to {short(Fraction(method.weights_total))}; panel: {method.panel.replace('_', ' ')}; "
            f"minimum of quality: {minimum}; totals rounded half up to {counted(method.decimals, 'decimal')}; "
            f"tie-break: {', '.join(method.tie_break) or 'none'}"
        )

    def _ranks(self) -> Iterator[str]:
        titles = {vendor.key: vendor.title for vendor in self.evaluation.vendors}
        for row in self.ranking.rows:
            yield f"{titles[row.vendor]}: {place_in_words(self.evaluation, row)}"
        if self.ranking.provisional:
            yield "Provisional: a vendor is incomplete."

    def _moves(self, changes: Changes) -> Iterator[str]:
        for what, keys in (("In the race now", changes.entered), ("No longer in the race", changes.left)):
            if keys:
                titles = (each.title for each in changes.vendors if each.vendor in keys)
                yield f"{what}: {', '.join(titles)}"
        for each in changes.vendors:
            if not self.vendors or each.vendor in self.vendors:
                yield from each.lines()


def _section(title: str, lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    yield ""
    if title:
        yield title
    indent = "  " if title else ""
    for line in lines:
        yield indent + line
