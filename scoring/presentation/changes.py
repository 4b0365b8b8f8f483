"""Events of an RFP's history in words: who, when, from where, and what became what."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from rfp.forms.demand import IN_WORDS
from rfp.models import Candidate, DemandLanguage, DemandProfile, Rfp
from vendors.models import Language, Vendor

from ..history import CriteriaHistory, Entry, events
from ..models import CriteriaChange, Criterion, Decision, Shortlist
from ..numbers import plain

NOTHING = "nothing"
Moment = tuple[datetime, UUID | None]
DEEDS = {"insert": "added", "update": "changed", "delete": "removed"}
SUBJECTS = {
    "rfp.RfpEvent": "RFP",
    "rfp.TeamMemberEvent": "Team",
    "rfp.CandidateEvent": "Vendor",
    "rfp.DemandProfileEvent": "Demand",
    "rfp.DemandLanguageEvent": "Demand",
    "scoring.CriteriaSetEvent": "Method",
    "scoring.CriterionEvent": "Criterion",
    "scoring.RubricLevelEvent": "Rubric",
    "scoring.CriteriaChangeEvent": "Change after publication",
    "scoring.AssignmentEvent": "Assignment",
    "scoring.ScoreEvent": "Score",
    "scoring.RecordedValueEvent": "Recorded",
    "scoring.ScoreSheetEvent": "Sheet",
    "scoring.WaiverEvent": "Waiver",
    "scoring.WeightAnswerEvent": "Answers about weights",
    "scoring.ReportSubscriptionEvent": "Recipient of reports",
    "scoring.DecisionEvent": "Decision",
    "scoring.ApprovalEvent": "Answer",
    "scoring.DossierEvent": "Dossier",
}
UNTOLD = frozenset(
    {
        *("id", "key", "rfp", "criteria_set", "criterion", "candidate", "evaluator", "user", "vendor"),
        *("profile", "language", "person", "answers", "at", "decision", "by"),
        *(
            "added_at",
            "created_at",
            "chosen_at",
            "changed_at",
            "added_by",
            "revision",
            "position",
            "template",
            "is_sample",
            "requested_at",
            "decided_at",
            "asked_at",
            "asked_by",
        ),
    }
)
"""Columns that the subject names already, or that nobody needs to read."""


@dataclass(frozen=True)
class Became:
    """A field with what it was and what it is; nothing was before something new."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One thing that was added, changed or removed, with its fields."""

    subject: str
    deed: str
    fields: list[Became]


@dataclass(frozen=True)
class Change:
    """What one person did at one moment."""

    at: datetime
    who: str
    address: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Recorded:
    """A numbered change after publication, with what was what before."""

    change: CriteriaChange
    lines: list[Line]


def recorded_changes(rfp: Rfp) -> list[Recorded]:
    """Newest first. The number of queries does not depend on how many there are."""
    changes = list(CriteriaChange.objects.filter(criteria_set__rfp=rfp).select_related("by"))
    marks = events("scoring.CriteriaChangeEvent").filter(pgh_obj_id__in=[each.pk for each in changes])
    moments = {each.pgh_obj_id: (each.pgh_created_at, each.pgh_context_id) for each in marks}
    pieces = CriteriaHistory(rfp, {at for at, _ in moments.values()}).oldest_first() if moments else ()
    entries = [entry for piece in pieces for entry in piece]
    names = Names(entries)
    lines: dict[Moment, list[Line]] = defaultdict(list)
    for entry in entries:
        lines[_moment(entry)] += _lines(entry, names)
    return [Recorded(each, lines[moments[each.pk]] if each.pk in moments else []) for each in changes]


def told(entries: Sequence[Entry]) -> list[Change]:
    """Entries of one moment and one request are told together. Queries: one for each kind of name."""
    names = Names(entries)
    changes = []
    for (at, _), together in groupby(entries, key=_moment):
        group = list(together)
        context = _context(group[0])
        who = names.of(User, context["user"]) if context.get("user") else _without_account(group[0])
        lines = [line for entry in group for line in _lines(entry, names)]
        if lines:
            changes.append(Change(at, who, str(context.get("address", "")), lines))
    return changes


def _without_account(entry: Entry) -> str:
    """A recipient's signed link stands for an account; everything else without one is the clock's work."""
    if entry.kind != "scoring.ReportSubscriptionEvent":
        return "The system"
    return f"{entry.event.name or entry.event.email}, through the link in a mail"


def _moment(entry: Entry) -> Moment:
    return entry.event.pgh_created_at, entry.event.pgh_context_id


class Names:
    """The names of everything that entries point to, also of what is gone since."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for entry in entries:
            if user := _context(entry).get("user"):
                wanted[User].add(user)
            for column in _foreign(entry.event):
                pks = {getattr(each, column.attname) for each in (entry.event, entry.before) if each}
                wanted[column.related_model] |= pks - {None}
        self._known = {model: _names(model, pks) for model, pks in wanted.items()}

    def of(self, model: Any, pk: int) -> str:
        return self._known.get(model, {}).get(pk, "somebody or something removed")


def _names(model: type[models.Model], pks: set[int]) -> dict[int, str]:
    if model is Candidate:
        rows = events("rfp.CandidateEvent").filter(pgh_obj_id__in=pks)
        return dict(rows.values_list("pgh_obj_id", "vendor__name"))
    if model is Criterion:
        rows = events("scoring.CriterionEvent").filter(pgh_obj_id__in=pks).order_by("pgh_id")
        return dict(rows.values_list("pgh_obj_id", "title"))
    if model is Shortlist:
        numbers = Shortlist.objects.filter(pk__in=pks).values_list("pk", "number")
        return {pk: str(number) for pk, number in numbers}
    return {pk: str(row) for pk, row in model._default_manager.in_bulk(pks).items()}


def _lines(entry: Entry, names: Names) -> Iterable[Line]:
    deed = DEEDS.get(entry.event.pgh_label, entry.event.pgh_label)
    differing = [] if deed == "removed" else _differing(entry)
    fields = [_became(column, entry, names) for column in differing]
    if deed == "removed" and entry.kind == "scoring.RubricLevelEvent":
        fields = [Became("anchor", entry.event.anchor, NOTHING)]
    if fields or deed != "changed":
        yield Line(_subject(entry, names), deed, fields)


def _became(column: Any, entry: Entry, names: Names) -> Became:
    label = str(column.verbose_name)
    old = _shown(column, entry.before, names) if entry.before else ""
    return Became(label, old, _shown(column, entry.event, names))


def _differing(entry: Entry) -> Iterable[Any]:
    """Columns worth telling: those that changed; of something new, those that were given."""
    for column in _told(entry.event):
        value = getattr(entry.event, column.attname)
        before = getattr(entry.before, column.attname) if entry.before else column.get_default()
        if value != before and (entry.before or value not in (None, "", [])):
            yield column


def _told(event: models.Model) -> Iterable[Any]:
    """The event's columns, as the tracked model describes them."""
    tracked: Any = event.pgh_tracked_model  # type: ignore[attr-defined]
    own = {column.name for column in event._meta.concrete_fields}
    return [each for each in tracked._meta.concrete_fields if each.name in own and each.name not in UNTOLD]


def _foreign(event: models.Model) -> Iterable[Any]:
    columns = event._meta.concrete_fields
    return [
        each for each in columns if isinstance(each, models.ForeignKey) and not each.name.startswith("pgh_")
    ]


def _subject(entry: Entry, names: Names) -> str:
    """What it is, and which one where there are several of its kind."""
    which = WHICH.get(entry.kind)
    return SUBJECTS[entry.kind] + (which(entry.event, names) if which else "")


def _cell(event: Any, names: Names) -> str:
    return f"“{names.of(Criterion, event.criterion_id)}” of {names.of(Candidate, event.candidate_id)}"


WHICH: dict[str, Callable[[Any, Names], str]] = {
    "rfp.TeamMemberEvent": lambda event, names: f": {names.of(User, event.user_id)}",
    "rfp.CandidateEvent": lambda event, names: f" {names.of(Vendor, event.vendor_id)}",
    "rfp.DemandLanguageEvent": lambda event, names: f" in {names.of(Language, event.language_id)}",
    "scoring.CriterionEvent": lambda event, names: f" “{event.title}”",
    "scoring.RubricLevelEvent": lambda event, names: (
        f" of “{names.of(Criterion, event.criterion_id)}”, level {plain(event.value)}"
    ),
    "scoring.AssignmentEvent": lambda event, names: (
        f" of “{names.of(Criterion, event.criterion_id)}” to {names.of(User, event.evaluator_id)}"
    ),
    "scoring.ScoreEvent": lambda event, names: (
        f" by {names.of(User, event.evaluator_id)}: {_cell(event, names)}"
    ),
    "scoring.RecordedValueEvent": lambda event, names: f" for {_cell(event, names)}",
    "scoring.WaiverEvent": lambda event, names: f" for {_cell(event, names)}",
    "scoring.WeightAnswerEvent": lambda event, names: f" of {names.of(User, event.person_id)}",
    "scoring.ScoreSheetEvent": lambda event, names: f" of {names.of(User, event.evaluator_id)}",
    "scoring.ReportSubscriptionEvent": lambda event, names: f" {event.email}",
    "scoring.ApprovalEvent": lambda event, names: (
        f" of {names.of(User, event.by_id)} to “{names.of(Decision, event.decision_id)}”"
    ),
    "scoring.DossierEvent": lambda event, names: f" of {_plainly(event.asked_at)}",
}


def _shown(column: Any, event: Any, names: Names) -> str:
    """A stored value as a reader would say it."""
    value = getattr(event, column.attname)
    if column.model in (DemandProfile, DemandLanguage):
        return IN_WORDS[column.name](value) or NOTHING
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(column, models.ForeignKey):
        return names.of(column.related_model, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _plainly(value)


def _plainly(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return plain(value)
        case datetime():
            return date_format(timezone.localtime(value), "j M Y, H:i T")
        case date():
            return date_format(value, "j M Y")
        case list():
            return ", ".join(map(str, value))
    return str(getattr(value, "name", value))


def _context(entry: Entry) -> dict[str, Any]:
    context = entry.event.pgh_context
    return context.metadata if context else {}
