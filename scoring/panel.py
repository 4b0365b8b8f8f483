"""What the whole panel of an RFP has done: how far each evaluator is, and what each gave."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F

from accounts.models import User
from rfp.models import Candidate, Rfp

from .engine.explanation.words import enumerated
from .exclusions import Exclusions
from .models import Assignment, Criterion, Kind, Score, ScoreSheet
from .sheets import GIVEN, Share


@dataclass(frozen=True)
class EvaluatorProgress:
    evaluator: User
    sheet: ScoreSheet | None
    shares: list[Share | None]

    @property
    def overall(self) -> Share:
        assigned = [share for share in self.shares if share]
        return Share(sum(share.given for share in assigned), sum(share.total for share in assigned))

    @property
    def missing(self) -> int:
        return self.overall.total - self.overall.given

    @property
    def is_submitted(self) -> bool:
        return self.sheet is not None and self.sheet.submitted_at is not None


class PanelProgress:
    """How many scores each evaluator has given for each criterion, of vendors that are not excluded: counts
    only. A fixed number of queries."""

    def __init__(self, rfp: Rfp, *, at: datetime) -> None:
        self.criteria = list(scored_criteria(rfp))
        self.excluded = Exclusions([rfp], at=at).candidates
        self.candidates = rfp.candidates.count() - len(self.excluded)
        assignments = Assignment.objects.filter(criterion__in=[each.pk for each in self.criteria])
        assignments = assignments.select_related("evaluator").order_by("evaluator__name", "evaluator_id")
        pairs = [(each.evaluator, each.criterion_id) for each in assignments]
        given = Score.objects.of_rfp(rfp).filter(GIVEN).exclude(candidate__in=self.excluded)
        counts = Counter(given.values_list("evaluator_id", "criterion_id"))
        sheets = {sheet.evaluator_id: sheet for sheet in rfp.sheets.all()}
        evaluators = {evaluator.pk: evaluator for evaluator, _ in pairs}
        assigned = {(evaluator.pk, criterion) for evaluator, criterion in pairs}
        self.rows = [
            EvaluatorProgress(
                evaluator,
                sheets.get(pk),
                [
                    Share(counts[pk, each.pk], self.candidates) if (pk, each.pk) in assigned else None
                    for each in self.criteria
                ],
            )
            for pk, evaluator in evaluators.items()
        ]

    @property
    def is_going_on(self) -> bool:
        return not all(row.is_submitted for row in self.rows)

    def to_come(self) -> list[str]:
        """Whose scores are not handed in, and where scores are missing, in sentences; none when all is there."""
        unassigned = [each for each in self.unassigned if each.weight]
        return [
            *(sentence for row in self.rows if (sentence := self._gaps(row))),
            *(f"Nobody is assigned to score “{criterion}”." for criterion in unassigned),
        ]

    def _gaps(self, row: EvaluatorProgress) -> str:
        gaps = [
            f"{share.total - share.given} of {share.total} for “{criterion}”"
            for criterion, share in zip(self.criteria, row.shares, strict=True)
            if share and not share.is_complete
        ]
        if not row.is_submitted:
            missing = f"{enumerated(gaps)} are missing" if gaps else "none is missing"
            return f"{row.evaluator} has not handed in the scores: {missing}."
        return f"{row.evaluator} handed in without {enumerated(gaps)}." if gaps else ""

    @property
    def lacking(self) -> list[EvaluatorProgress]:
        """Those who have handed in and whose sheets need more scores now."""
        return [row for row in self.rows if row.is_submitted and not row.overall.is_complete]

    @property
    def unassigned(self) -> list[Criterion]:
        """Criteria that nobody scores yet."""
        return [
            criterion
            for column, criterion in enumerate(self.criteria)
            if not any(row.shares[column] for row in self.rows)
        ]


def outstanding(rfp: Rfp, *, at: datetime) -> int:
    """How many of the assigned scores have neither been given nor abstained from. A fixed number of queries."""
    excluded = Exclusions([rfp], at=at).candidates
    assigned = Assignment.objects.filter(criterion__criteria_set__rfp=rfp, criterion__kind=Kind.SCORED)
    given = Score.objects.of_rfp(rfp).filter(GIVEN, criterion__assignments__evaluator=F("evaluator"))
    needed = given.exclude(candidate__in=excluded)
    return assigned.count() * (rfp.candidates.count() - len(excluded)) - needed.count()


@dataclass(frozen=True)
class Given:
    """What the panel gave one candidate on one criterion, in the order of the evaluators."""

    candidate: Candidate
    scores: list[Score | None]

    @property
    def values(self) -> list[Decimal]:
        return [score.value for score in self.scores if score and score.value is not None]

    @property
    def spread(self) -> Decimal | None:
        return max(self.values) - min(self.values) if len(self.values) > 1 else None


class PanelScores:
    """All scores of one criterion, with their comments. Three queries."""

    def __init__(self, *, rfp: Rfp, criterion: Criterion) -> None:
        scores = list(Score.objects.of_rfp(rfp).filter(criterion=criterion).select_related("evaluator"))
        by_cell = {(score.candidate_id, score.evaluator_id): score for score in scores}
        assigned = User.objects.filter(assignments__criterion=criterion)
        named = {user.pk: user for user in [*assigned, *(score.evaluator for score in scores)]}
        self.criterion = criterion
        self.evaluators = sorted(named.values(), key=lambda user: (user.name, user.pk))
        self.rows = [
            Given(candidate, [by_cell.get((candidate.pk, user.pk)) for user in self.evaluators])
            for candidate in rfp.candidates.select_related("vendor")
        ]


def scored_criteria(rfp: Rfp) -> "list[Criterion]":
    """What the panel scores, in the order of the criteria."""
    return list(Criterion.objects.filter(criteria_set__rfp=rfp, kind=Kind.SCORED))
