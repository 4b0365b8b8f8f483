"""What is known of an RFP's candidates, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from rfp.models import Rfp
from vendors.dimensions import Side
from vendors.models import Capability, Certification, ProfileValue, Vendor

from ..models import Assignment, Criterion, Kind, RecordedValue, Score, Source, Waiver
from ..models.criteria import ValidOn
from ..numbers import plain

Cell = tuple[int, int]

PASS, FAIL, WAIVED = "pass", "fail", "waived"

READS_THE_DAY = Q(source=Source.CERTIFICATE) & ~Q(valid_on__in=(ValidOn.DEADLINE, ValidOn.CONTRACT_START))
"""Criteria whose answer can turn by itself, because a certificate must be valid every day."""


def local_day(rfp: Rfp, *, at: datetime) -> date:
    """The day it is where the RFP is decided."""
    return at.astimezone(ZoneInfo(rfp.timezone)).date()


def certificate_day(criterion: Criterion, rfp: Rfp, *, on: date) -> date | None:
    """The day on which a certificate must be valid, or None while the RFP does not say."""
    if criterion.valid_on == ValidOn.DEADLINE:
        return rfp.deadline_at and local_day(rfp, at=rfp.deadline_at)
    if criterion.valid_on == ValidOn.CONTRACT_START:
        return rfp.contract_starts_on
    return on


class Entrant(Protocol):
    """A candidate, or a row with what has to be known of one."""

    @property
    def pk(self) -> int: ...
    @property
    def vendor_id(self) -> int: ...


class Facts:
    """The register, the panel's scores and the lead's records, as far as the criteria ask for them."""

    def __init__(
        self, rfp: Rfp, criteria: Sequence[Criterion], candidates: Sequence[Entrant], *, on: date
    ) -> None:
        self.rfp, self.criteria, self.candidates, self.on = rfp, criteria, candidates, on
        self.rfps = {rfp.pk: rfp}

    def day(self, criterion: Criterion) -> date | None:
        """On which a certificate must be valid."""
        return certificate_day(criterion, self.rfp, on=self.on)

    def knockout(self, criterion: Criterion, candidate: Entrant) -> str | None:
        """`pass`, `fail` or, instead of a failure or of nothing, `waived`; None where it is not known."""
        answer = self.answer(criterion, candidate)
        is_waived = answer != PASS and (candidate.pk, criterion.pk) in self._waivers
        return WAIVED if is_waived else answer

    @cached_property
    def waivers(self) -> list[Waiver]:
        """Those that stand in for an answer; who passes anyway needs none."""
        candidates = {each.pk: each for each in self.candidates}
        criteria = {each.pk: each for each in self.criteria}
        return [
            waiver
            for (candidate, criterion), waiver in self._waivers.items()
            if self.answer(criteria[criterion], candidates[candidate]) != PASS
        ]

    def answer(self, criterion: Criterion, candidate: Entrant) -> str | None:
        """`pass` or `fail`, whatever is waived; None where it is not known."""
        if criterion.source == Source.CERTIFICATE:
            return self._certified(criterion, candidate)
        if criterion.source == Source.RECORDED:
            return self._answers.get((candidate.pk, criterion.pk))
        figure = self.measure(criterion, candidate)
        if figure is None or criterion.minimum is None:
            return None
        return _answer(criterion.passes(figure))

    def measure(self, criterion: Criterion, candidate: Entrant) -> Decimal | None:
        match criterion.source:
            case Source.EMPLOYEES:
                return _decimal(self._employees.get(candidate.vendor_id))
            case Source.YEARS:
                return _decimal(self._years.get((candidate.vendor_id, criterion.service_line_id or 0)))
            case Source.PROFILE:
                return self._profiled(criterion, candidate.vendor_id)
        return _decimal(self._figures.get(candidate.pk, {}).get(str(criterion.pk)))

    def figures(self, candidate: Entrant) -> dict[str, str]:
        """What is measured, as text, by criterion key; of what is not known there is nothing."""
        recorded, entered = self._measured
        known = self._figures.get(candidate.pk, {}) if recorded else {}
        found = ((each.key, self.measure(each, candidate)) for each in entered)
        return {recorded[each]: figure for each, figure in known.items() if each in recorded} | {
            key: plain(figure) for key, figure in found if figure is not None
        }

    def panels(self, criterion: Criterion) -> Mapping[str, Mapping[str, str]]:
        """Scores as text, by the candidate's number as text and evaluator key. Whoever abstained, left the team or is
        not assigned does not count."""
        return self._scores[criterion.pk]

    @cached_property
    def evaluators(self) -> dict[str, str]:
        """The names of the team, by the keys that evaluation files use."""
        return dict(self._team.values())

    def _certified(self, criterion: Criterion, candidate: Entrant) -> str | None:
        day = self.day(criterion)
        if day is None:
            return None
        return _answer((candidate.vendor_id, criterion.scheme_id) in self._certificates[day])

    @cached_property
    def _certificates(self) -> dict[date, set[tuple[int, int | None]]]:
        """(vendor, scheme) pairs valid on each of the at most three days asked for."""
        asking = [each for each in self.criteria if each.source == Source.CERTIFICATE]
        days = {day for each in asking if (day := self.day(each))}
        held = Certification.objects.filter(
            vendor__candidacies__rfp__in=self.rfps, scheme__in={each.scheme_id for each in asking}
        )
        return {day: set(held.valid(on=day).values_list("vendor_id", "scheme_id")) for day in sorted(days)}

    @cached_property
    def _employees(self) -> dict[int, int | None]:
        entered = Vendor.objects.filter(candidacies__rfp__in=self.rfps)
        return dict(entered.values_list("pk", "employees"))

    @cached_property
    def _years(self) -> dict[Cell, object]:
        lines = {each.service_line_id for each in self.criteria if each.source == Source.YEARS}
        known = Capability.objects.filter(vendor__candidacies__rfp__in=self.rfps, service_line__in=lines)
        return {
            (vendor, line): years
            for vendor, line, years in known.values_list("vendor_id", "service_line_id", "years")
        }

    def _profiled(self, criterion: Criterion, vendor: int) -> Decimal | None:
        """What was assessed; what the vendor claims only where the criterion lets that count."""
        assessed = self._profiles.get((vendor, criterion.dimension, Side.ASSESSED))
        if assessed is not None or not criterion.claimed_counts:
            return assessed
        return self._profiles.get((vendor, criterion.dimension, Side.CLAIMED))

    @cached_property
    def _profiles(self) -> dict[tuple[int, str, str], Decimal]:
        asked = {each.dimension for each in self.criteria if each.source == Source.PROFILE}
        known = ProfileValue.objects.filter(vendor__candidacies__rfp__in=self.rfps, dimension__in=asked)
        return {(each.vendor_id, each.dimension, each.side): each.value for each in known}

    @cached_property
    def _answers(self) -> dict[Cell, str]:
        """Of knock-outs, as recorded."""
        rows = RecordedValue.objects.filter(candidate__rfp__in=self.rfps, passed__isnull=False)
        return {
            (candidate, criterion): _answer(bool(passed))
            for candidate, criterion, passed in rows.values_list("candidate_id", "criterion_id", "passed")
        }

    @cached_property
    def _measured(self) -> tuple[dict[str, str], list[Criterion]]:
        """Of what is measured: keys of what is recorded, by number as text, and what the register knows."""
        measured = [each for each in self.criteria if each.kind == Kind.MEASURED]
        recorded = {str(each.pk): each.key for each in measured if each.source == Source.RECORDED}
        return recorded, [each for each in measured if each.source != Source.RECORDED]

    @cached_property
    def _figures(self) -> dict[int, dict[str, str]]:
        """By candidate and by the criterion's number as text, as recorded."""
        rows = RecordedValue.objects.filter(candidate__rfp__in=self.rfps, value__isnull=False)
        return {
            candidate: dict(zip(criteria, figures, strict=True))
            for (candidate,), criteria, figures in _in_texts(rows, "candidate_id", of="criterion_id")
        }

    @cached_property
    def _waivers(self) -> dict[Cell, Waiver]:
        if not any(each.is_knockout for each in self.criteria):
            return {}
        asked = Waiver.objects.approved().with_names()
        here = asked.filter(candidate__in=[each.pk for each in self.candidates], criterion__in=self.criteria)
        return {(each.candidate_id, each.criterion_id): each for each in here.order_by("pk")}

    @cached_property
    def _team(self) -> dict[int, tuple[str, str]]:
        members = self.rfp.team.values_list("user_id", "key", "user__name")
        return {user: (key, name or key) for user, key, name in members}

    @cached_property
    def _scores(self) -> defaultdict[int, defaultdict[str, dict[str, str]]]:
        """By criterion, candidate and evaluator key."""
        assigned = _pairs(Assignment.objects.filter(criterion__criteria_set__rfp=self.rfp))
        given = Score.objects.of_rfp(self.rfp).filter(value__isnull=False, abstained=False)
        found: defaultdict[int, defaultdict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        for (criterion, evaluator), candidates, values in _in_texts(
            given, "criterion_id", "evaluator_id", of="candidate_id"
        ):
            if (criterion, evaluator) in assigned and evaluator in self._team:
                key, panels = self._team[evaluator][0], found[criterion]
                for candidate, value in zip(candidates, values, strict=True):
                    panels[candidate][key] = value
        return found


class KnockoutFacts(Facts):
    """The same for the knock-outs of several RFPs, each on the day that it is there; their criteria come with
    `criteria_set`."""

    def __init__(
        self,
        rfps: Mapping[int, Rfp],
        criteria: Sequence[Criterion],
        candidates: Sequence[Entrant],
        *,
        at: datetime,
    ) -> None:
        self.rfps, self.criteria, self.candidates, self.at = dict(rfps), criteria, candidates, at

    def day(self, criterion: Criterion) -> date | None:
        rfp = self.rfps[criterion.criteria_set.rfp_id]
        return certificate_day(criterion, rfp, on=local_day(rfp, at=self.at))


class Plain(dict[str, str]):
    """Figures as `plain` writes them, by how the database does; few of many differ."""

    def __missing__(self, figure: str) -> str:
        self[figure] = plain(Decimal(figure))
        return self[figure]


def _in_texts(
    rows: QuerySet[Any], *by: str, of: str
) -> Iterator[tuple[tuple[int, ...], list[str], list[str]]]:
    """For each group the numbers of what it has values of, and beside them the values, all as texts: a query gives a
    few long texts many times as fast as so many rows."""
    known = Plain()
    grouped = rows.order_by().values_list(*by)
    for *group, numbers, values in grouped.annotate(numbers=_joined(of), texts=_joined("value")):
        yield tuple(group), numbers.split(","), list(map(known.__getitem__, values.split(",")))


def _joined(field: str) -> StringAgg:
    return StringAgg(Cast(field, TextField()), ",")


def _pairs(assignments: Iterable[Assignment]) -> set[Cell]:
    return {(each.criterion_id, each.evaluator_id) for each in assignments}


def _answer(passed: bool) -> str:
    return PASS if passed else FAIL


def _decimal(figure: object) -> Decimal | None:
    return None if figure is None else Decimal(str(figure))
