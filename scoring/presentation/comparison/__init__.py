"""A few vendors of an RFP in columns: what a version says of each, then the facts of the register."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from rfp.models import Candidate, Rfp

from ...models import Shortlist
from ..explanation import Part, Version
from ..ranking import RankingView, ranks
from ..ranking import Row as Ranked
from .cells import Cell, Compared, Opinion, Row, Section, that_differ
from .criterion import OneCriterion
from .heat import HeatMap
from .register import Register
from .results import Results

__all__ = [
    "Cell",
    "Compared",
    "Comparison",
    "HeatMap",
    "OneCriterion",
    "Opinion",
    "Row",
    "Section",
    "vendors_to_compare",
]

LAST = 1_000_000


class Comparison:
    """`shortlist` is the version to read, if there is one; the facts are those of now."""

    def __init__(
        self, *, rfp: Rfp, vendors: Sequence[Compared], shortlist: Shortlist | None, today: date
    ) -> None:
        self.rfp, self.vendors, self.shortlist, self.today = rfp, vendors, shortlist, today

    def sections(self, *, only_differences: bool = False) -> list[Section]:
        results, register = self.results, self.register
        found = [
            Section("Result", results.places if results else []),
            Section("Criteria", results.criteria if results else []),
            Section("Facts of the register", register.facts),
            Section("Profiles, as we assessed them", register.profiles),
        ]
        return that_differ(found) if only_differences else [each for each in found if each.rows]

    @cached_property
    def results(self) -> Results | None:
        version = self.version
        return Results(self.rfp, version, self.vendors) if version and self._any_known(version) else None

    @cached_property
    def register(self) -> Register:
        return Register(self.rfp, self.vendors, today=self.today)

    @cached_property
    def version(self) -> Version | None:
        if self.shortlist is None:
            return None
        return Version(self.shortlist, names=dict(self.rfp.team.values_list("key", "user__name")))

    @cached_property
    def ranking(self) -> RankingView | None:
        """The version with the colours and patterns of the Shortlist tab."""
        return RankingView(self.shortlist, before=None) if self.shortlist else None

    @property
    def contributions(self) -> list[Ranked]:
        """For bars of points by criterion: those of the compared vendors that are ranked."""
        chosen = {each.key for each in self.vendors}
        return [row for row in self.ranking.ranked if row.key in chosen] if self.ranking else []

    @cached_property
    def profile(self) -> dict[str, Any]:
        """For the chart: how much of each weight every vendor reached, in per cent."""
        weights = {each.key: each.weight for each in self.ranking.columns} if self.ranking else {}
        parts = [each for each in (self.results.parts if self.results else []) if each[0].key in weights]
        return {
            "criteria": [f"{criterion.title} ({weights[criterion.key]})" for criterion, _ in parts],
            "vendors": [
                {"name": vendor.title, "values": [_per_cent(row[place]) for _, row in parts]}
                for place, vendor in enumerate(self.vendors)
            ],
        }

    def _any_known(self, version: Version) -> bool:
        return any(each.key in version.rows for each in self.vendors)


def vendors_to_compare(
    candidates: Mapping[str, Candidate], ranking: Mapping[str, Any] | None, titles: Mapping[str, str]
) -> list[Compared]:
    """All that can be chosen, those of the version in its order, candidates that came later after them."""
    places = ranks(dict(ranking)) if ranking else {}
    known = [row["vendor"] for row in ranking["rows"]] if ranking else []
    names = {key: candidate.vendor.name for key, candidate in candidates.items()} | dict(titles)
    keys = sorted(dict.fromkeys([*known, *candidates]), key=lambda key: places.get(key, LAST))
    return [Compared(key, names[key], candidates.get(key)) for key in keys]


def _per_cent(part: Part | None) -> float | None:
    """Only to be drawn."""
    return None if part is None or part.share is None else round(float(part.share * 100), 1)
