"""An evaluator's sheet: what is theirs to score, what is given, what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from rfp.models import Candidate, Rfp, RfpStatus, TeamRole

from .exclusions import Exclusions
from .models import Criterion, Kind, Score, ScoreSheet

SCORE_NEEDED = "a score or an abstention"
COMMENT_NEEDED = "a comment that says why"
GIVEN = Q(abstained=True) | Q(value__isnull=False)


@dataclass(frozen=True)
class Share:
    """How many of the scores are given."""

    given: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.given >= self.total


@dataclass(frozen=True)
class Cell:
    """One evaluator's judgement of one candidate on one criterion, given or still to be given."""

    criterion: Criterion
    candidate: Candidate
    score: Score | None
    is_needed: bool = True

    @property
    def is_given(self) -> bool:
        return self.score is not None and (self.score.abstained or self.score.value is not None)

    @property
    def needs(self) -> str:
        """What it lacks before the sheet can be handed in, in words; empty if nothing."""
        if not self.is_needed:
            return ""
        if not self.is_given:
            return SCORE_NEEDED
        return "" if self.score and self.score.comment else COMMENT_NEEDED


@dataclass(frozen=True)
class Progress(Share):
    """The same for one criterion, or for one vendor."""

    subject: Criterion | Candidate


class Sheet:
    """All cells of one evaluator in one RFP, those of vendors that are excluded at that time among them, though
    they are not needed. A fixed number of queries."""

    def __init__(self, *, rfp: Rfp, evaluator: User, at: datetime) -> None:
        self.rfp, self.evaluator = rfp, evaluator
        self.criteria = list(assigned_criteria(rfp=rfp, evaluator=evaluator).prefetch_related("rubric"))
        self.candidates = list(rfp.candidates.select_related("vendor"))
        self.excluded = Exclusions([rfp], at=at).told
        self.handed_in = ScoreSheet.objects.filter(rfp=rfp, evaluator=evaluator).first()
        own = Score.objects.of_rfp(rfp).filter(evaluator=evaluator)
        self._scores = {(score.criterion_id, score.candidate_id): score for score in own}

    def cell(self, criterion: Criterion, candidate: Candidate) -> Cell:
        score = self._scores.get((criterion.pk, candidate.pk))
        return Cell(criterion, candidate, score, is_needed=candidate.pk not in self.excluded)

    def __iter__(self) -> Iterator[Cell]:
        return (
            self.cell(criterion, candidate) for criterion in self.criteria for candidate in self.candidates
        )

    @property
    def is_submitted(self) -> bool:
        return self.handed_in is not None and self.handed_in.submitted_at is not None

    @property
    def is_open(self) -> bool:
        return self.rfp.status == RfpStatus.EVALUATION and not self.is_submitted

    @cached_property
    def gaps(self) -> list[Cell]:
        return [cell for cell in self if cell.needs]

    @property
    def given(self) -> int:
        return sum(cell.is_given for cell in self if cell.is_needed)

    @property
    def total(self) -> int:
        """How many are needed."""
        return sum(cell.is_needed for cell in self)

    def by_criterion(self) -> list[Progress]:
        return [
            self._progress(each, [self.cell(each, one) for one in self.candidates]) for each in self.criteria
        ]

    def by_candidate(self) -> list[Progress]:
        return [
            self._progress(each, [self.cell(one, each) for one in self.criteria]) for each in self.candidates
        ]

    @staticmethod
    def _progress(subject: Criterion | Candidate, cells: list[Cell]) -> Progress:
        needed = [cell for cell in cells if cell.is_needed]
        return Progress(sum(cell.is_given for cell in needed), len(needed), subject)


def assigned_criteria(*, rfp: Rfp, evaluator: User) -> QuerySet[Criterion]:
    """What this member of the team scores as an evaluator, in the order of the criteria."""
    theirs = Criterion.objects.filter(
        kind=Kind.SCORED, criteria_set__rfp=rfp, assignments__evaluator=evaluator
    )
    on_panel = rfp.team.filter(user=evaluator, role=TeamRole.EVALUATOR)
    return theirs.filter(criteria_set__rfp__team__in=on_panel)


def share_given(*, rfp: Rfp, evaluator: User, at: datetime) -> Share:
    """How far a sheet is, without reading it. A fixed number of queries."""
    excluded = Exclusions([rfp], at=at).candidates
    criteria = list(assigned_criteria(rfp=rfp, evaluator=evaluator).values_list("pk", flat=True))
    given = Score.objects.of_rfp(rfp).filter(GIVEN, evaluator=evaluator, criterion__in=criteria)
    needed = given.exclude(candidate__in=excluded)
    return Share(needed.count(), len(criteria) * (rfp.candidates.count() - len(excluded)))


def handed_in(rfp: Rfp) -> list[tuple[str, bool]]:
    """Who of the team has something to score, by name, and whether it is handed in."""
    sheets = ScoreSheet.objects.filter(rfp=rfp, submitted_at__isnull=False, evaluator=OuterRef("user"))
    scoring = rfp.team.filter(
        role=TeamRole.EVALUATOR, user__assignments__criterion__criteria_set__rfp=rfp
    ).annotate(handed_in=Exists(sheets))
    return list(scoring.distinct().order_by("user__name").values_list("user__name", "handed_in"))
