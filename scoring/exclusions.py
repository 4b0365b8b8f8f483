"""Whom knock-outs keep out at a time: of excluded vendors no score is needed, though it can be given.

Knock-outs read the register and what the lead records, never a score: nothing is told of other evaluators.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rfp.models import Candidate, Rfp

from .certificates import written
from .inputs.facts import FAIL, KnockoutFacts
from .models import Criterion, Kind, Source


class Exclusions:
    """The knock-outs that candidates of some RFPs fail; a fixed number of queries, however many there are."""

    def __init__(self, rfps: Iterable[Rfp], *, at: datetime) -> None:
        by_pk = {rfp.pk: rfp for rfp in rfps}
        knockouts = Criterion.objects.filter(kind=Kind.KNOCKOUT, criteria_set__rfp__in=by_pk)
        asked = list(knockouts.select_related("scheme", "criteria_set"))
        judged = {each.criteria_set.rfp_id for each in asked}
        candidates = list(Candidate.objects.filter(rfp__in=judged).select_related("vendor")) if judged else []
        self.facts = KnockoutFacts(by_pk, asked, candidates, at=at)
        self._failed = {each: self._fails(each, asked) for each in candidates}

    def _fails(self, candidate: Candidate, asked: Sequence[Criterion]) -> list[Criterion]:
        own = (each for each in asked if each.criteria_set.rfp_id == candidate.rfp_id)
        return [each for each in own if self.facts.knockout(each, candidate) == FAIL]

    @property
    def candidates(self) -> list[Candidate]:
        return [candidate for candidate, failed in self._failed.items() if failed]

    @property
    def told(self) -> Mapping[int, str]:
        """Why, in words, by the number of the candidate."""
        return {
            candidate.pk: "; ".join(map(self._told, failed))
            for candidate, failed in self._failed.items()
            if failed
        }

    def _told(self, knockout: Criterion) -> str:
        day = self.facts.day(knockout)
        if knockout.source == Source.CERTIFICATE and day:
            return f"no {knockout.scheme} valid on {written(day)}"
        return f"fails “{knockout}”"
