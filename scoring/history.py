"""Everything that was changed in one RFP, from the events that database triggers wrote."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any, overload

from django.apps import apps
from django.db.models import CharField, Model, OuterRef, Q, QuerySet, Subquery, Value

from accounts.models import User
from rfp.models import Rfp, TeamRole

from .access import may_see_results, role_of

OF_RFP = {
    "rfp.RfpEvent": "rfp",
    "rfp.TeamMemberEvent": "rfp_id",
    "rfp.CandidateEvent": "rfp_id",
    "rfp.DemandProfileEvent": "rfp_id",
    "rfp.DemandLanguageEvent": "demand",
    "scoring.CriteriaSetEvent": "rfp_id",
    "scoring.CriterionEvent": "criteria_set",
    "scoring.RubricLevelEvent": "criterion",
    "scoring.CriteriaChangeEvent": "criteria_set",
    "scoring.AssignmentEvent": "criterion",
    "scoring.ScoreEvent": "candidate",
    "scoring.RecordedValueEvent": "candidate",
    "scoring.ScoreSheetEvent": "rfp_id",
    "scoring.WaiverEvent": "candidate",
    "scoring.WeightAnswerEvent": "rfp_id",
    "scoring.ReportSubscriptionEvent": "rfp_id",
    "scoring.DecisionEvent": "rfp_id",
    "scoring.ApprovalEvent": "decision",
    "scoring.DossierEvent": "rfp_id",
}
"""Each event model, and by what it belongs to an RFP."""
_PLACES = {kind: place for place, kind in enumerate(OF_RFP)}

JUDGEMENTS = frozenset({"scoring.ScoreEvent", "scoring.ScoreSheetEvent"})
"""What a blind evaluator sees only of their own."""

NOT_FOR_EVALUATORS = frozenset({"scoring.ReportSubscriptionEvent", "scoring.DossierEvent"})
"""Evaluators have no Reports tab, so they do not read addresses of recipients here either."""

RESULTS = frozenset({"scoring.DecisionEvent", "scoring.ApprovalEvent"})
"""What is hidden from a blind evaluator altogether."""


@dataclass(frozen=True)
class Entry:
    """One event with the state before it; `before` is None for the first of its object."""

    kind: str
    event: Any
    before: Any


class History(Sequence[Entry]):
    """Newest first. A slice costs at most two queries for each kind of event in it, however long all is."""

    def __init__(self, *, rfp: Rfp, user: User) -> None:
        self.rfp, self.user = rfp, user

    @cached_property
    def _index(self) -> QuerySet[Any]:
        """Kind, number and time of every event, nothing else."""
        parts = [
            self._of(kind)
            .order_by()
            .annotate(of_kind=Value(kind, CharField()))
            .values_list("of_kind", "pgh_id", "pgh_created_at")
            for kind in self._kinds
        ]
        index: QuerySet[Any] = parts[0].union(*parts[1:], all=True)
        return index.order_by("-pgh_created_at", "of_kind", "-pgh_id")

    @cached_property
    def _is_blind(self) -> bool:
        return not may_see_results(user=self.user, rfp=self.rfp)

    @property
    def _kinds(self) -> list[str]:
        is_evaluator = role_of(user=self.user, rfp=self.rfp) == TeamRole.EVALUATOR
        hidden = NOT_FOR_EVALUATORS if is_evaluator else frozenset()
        if self._is_blind:
            hidden |= RESULTS
        return [kind for kind in OF_RFP if kind not in hidden]

    def _of(self, kind: str) -> QuerySet[Any]:
        found = events(kind).filter(self._belongs(OF_RFP[kind]))
        return found.filter(evaluator=self.user) if self._is_blind and kind in JUDGEMENTS else found

    def _belongs(self, by: str) -> Q:
        """Parts are found through the events of what they belonged to, which may be gone by now."""
        criteria = (
            events("scoring.CriterionEvent").filter(criteria_set_id__in=self._sets).values("pgh_obj_id")
        )
        candidates = events("rfp.CandidateEvent").filter(rfp_id=self.rfp.pk).values("pgh_obj_id")
        return {
            "rfp": Q(pgh_obj_id=self.rfp.pk),
            "rfp_id": Q(rfp_id=self.rfp.pk),
            "criteria_set": Q(criteria_set_id__in=self._sets),
            "criterion": Q(criterion_id__in=criteria),
            "candidate": Q(candidate_id__in=candidates),
            "decision": Q(decision__rfp_id=self.rfp.pk),
            "demand": Q(profile_id__in=self._demands),
        }[by]

    @property
    def _demands(self) -> QuerySet[Any]:
        return events("rfp.DemandProfileEvent").filter(rfp_id=self.rfp.pk).values("pgh_obj_id")

    @property
    def _sets(self) -> QuerySet[Any]:
        return events("scoring.CriteriaSetEvent").filter(rfp_id=self.rfp.pk).values("pgh_obj_id")

    def __len__(self) -> int:
        return self._index.count()

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        wanted = [(kind, number) for kind, number, _ in self._index[index]]
        found = _entries(wanted)
        return [found[each] for each in wanted]


class WholeHistory(History):
    """All of it, for whoever may have a dossier; that dossiers were asked for is not part of the record."""

    _is_blind = False
    _kinds = [kind for kind in OF_RFP if kind != "scoring.DossierEvent"]

    def __init__(self, rfp: Rfp) -> None:
        self.rfp = rfp

    def oldest_first(self, *, at_once: int = 500) -> Iterator[list[Entry]]:
        """In pieces, each of which costs what a slice does, wherever in the history it stands."""
        index = self._index.order_by("pgh_created_at", "of_kind", "pgh_id").iterator(chunk_size=10 * at_once)
        while wanted := [(kind, number) for kind, number, _ in islice(index, at_once)]:
            found = _entries(wanted)
            yield sorted((found[each] for each in wanted), key=_as_told)


class CriteriaHistory(WholeHistory):
    """What became of criteria and method in some transactions."""

    _kinds = ["scoring.CriteriaSetEvent", "scoring.CriterionEvent", "scoring.RubricLevelEvent"]

    def __init__(self, rfp: Rfp, times: Collection[datetime]) -> None:
        super().__init__(rfp)
        self.times = times

    def _of(self, kind: str) -> QuerySet[Any]:
        return super()._of(kind).filter(pgh_created_at__in=self.times)


def _as_told(entry: Entry) -> tuple[datetime, int, int]:
    """What came in one transaction has one time: the RFP is told before its parts."""
    return entry.event.pgh_created_at, _PLACES[entry.kind], entry.event.pgh_id


def events(kind: str) -> QuerySet[Any]:
    model: type[Model] = apps.get_model(kind)
    return model._default_manager.all()


def _entries(wanted: list[tuple[str, int]]) -> dict[tuple[str, int], Entry]:
    found: dict[tuple[str, int], Entry] = {}
    for kind in {kind for kind, _ in wanted}:
        rows = _with_predecessor(kind).filter(pgh_id__in=[number for of, number in wanted if of == kind])
        chosen = list(rows.select_related("pgh_context"))
        before = events(kind).in_bulk([row.before_id for row in chosen if row.before_id])
        found |= {(kind, row.pgh_id): Entry(kind, row, before.get(row.before_id)) for row in chosen}
    return found


def _with_predecessor(kind: str) -> QuerySet[Any]:
    earlier = events(kind).filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    before = Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])
    rows: QuerySet[Any] = events(kind).annotate(before_id=before)
    return rows


def newest_writer(events: QuerySet[Any]) -> str:
    """Who wrote the newest of these events, for those who wrote at the same time."""
    event = events.order_by("-pgh_id").select_related("pgh_context").first()
    pk = event.pgh_context.metadata.get("user") if event and event.pgh_context else None
    return str(User.objects.filter(pk=pk).first() or "Somebody else")
