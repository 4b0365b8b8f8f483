from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from rfp.models import Rfp, TeamMember, TeamRole
from scoring.models import Assignment, Criterion, Kind, ReportSubscription, Shortlist
from scoring.services.recompute import recompute
from scoring.services.reports import subscribe

from .scenes import NOW, make_rfp

SignIn = Callable[[User], Client]
Newest = Callable[[], Shortlist]
BOARD = "board@example.com"


@pytest.fixture
def evaluation(bea: User, eva: User, otto: User) -> Rfp:
    """In evaluation, led by Bea and observed by Otto; Eva has all criteria to score and has not begun."""
    rfp = make_rfp()
    for user, role in ((bea, TeamRole.LEAD), (otto, TeamRole.OBSERVER), (eva, TeamRole.EVALUATOR)):
        TeamMember.objects.create(rfp=rfp, user=user, role=role, key=user.name.lower())
    Assignment.objects.bulk_create(
        Assignment(criterion=criterion, evaluator=eva) for criterion in scored_of(rfp)
    )
    return rfp


@pytest.fixture
def newest(evaluation: Rfp) -> Newest:
    """Computes the ranking from what there is now, and gives the newest version."""

    def compute() -> Shortlist:
        recompute(rfp_id=evaluation.pk, at=NOW)
        return evaluation.shortlists.latest("number")

    return compute


def scored_of(rfp: Rfp) -> list[Criterion]:
    return list(Criterion.objects.filter(criteria_set__rfp=rfp, kind=Kind.SCORED))


@pytest.fixture
def board(evaluation: Rfp, bea: User) -> ReportSubscription:
    return subscribe(rfp=evaluation, email=BOARD, name="The board", by=bea, at=NOW)
