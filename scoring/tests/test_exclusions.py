"""Of vendors that are excluded at present no score is needed, and every page counts so."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from rfp import readiness
from rfp.models import Candidate, Rfp, RfpStatus
from scoring.exclusions import Exclusions
from scoring.models import Criterion, Kind, RecordedValue, Score, Source
from scoring.panel import PanelProgress, outstanding
from scoring.presentation.dashboard import Dashboard
from scoring.services import scores as services
from scoring.sheets import Sheet, share_given

from .conftest import SignIn
from .scenes import NOW, approve_waiver, certify, make_rfp, require_certificate
from .test_scores import complete


@dataclass(frozen=True)
class Excluded:
    rfp: Rfp
    candidate: Candidate
    knockout: Criterion


@pytest.fixture
def cima(evaluation: Rfp, eva: User) -> Excluded:
    """Cima fails a recorded knock-out; Eva has scored everybody else."""
    knockout = Criterion.objects.create(
        criteria_set=evaluation.criteria_set,
        key="licensed",
        title="Licensed",
        kind=Kind.KNOCKOUT,
        source=Source.RECORDED,
    )
    candidate = evaluation.candidates.get(key="cima")
    RecordedValue.objects.create(candidate=candidate, criterion=knockout, passed=False)
    complete(evaluation, eva)
    Score.objects.filter(candidate=candidate, evaluator=eva).delete()
    return Excluded(evaluation, candidate, knockout)


def counts(rfp: Rfp, user: User, at: datetime) -> list[tuple[int, int]]:
    """What each page says Eva has given, of how many."""
    sheet = Sheet(rfp=rfp, evaluator=user, at=at)
    share = share_given(rfp=rfp, evaluator=user, at=at)
    row = next(row for row in PanelProgress(rfp, at=at).rows if row.evaluator == user)
    [task] = Dashboard(user=user, today=at.date(), at=at).sheets
    steps = sheet.by_candidate()
    return [
        (sheet.given, sheet.total),
        (share.given, share.total),
        (row.overall.given, row.overall.total),
        (task.given, task.total),
        (sum(step.given for step in steps), sum(step.total for step in steps)),
    ]


def test_all_pages_count_without_excluded_vendors(cima: Excluded, eva: User) -> None:
    assert set(counts(cima.rfp, eva, NOW)) == {(4, 4)}
    assert outstanding(cima.rfp, at=NOW) == 0

    Score.objects.filter(candidate__key="acanto", evaluator=eva).delete()

    assert set(counts(cima.rfp, eva, NOW)) == {(2, 4)}
    assert outstanding(cima.rfp, at=NOW) == 2


def test_a_sheet_is_handed_in_without_excluded_vendors(cima: Excluded, eva: User) -> None:
    sheet = services.submit_sheet(rfp=cima.rfp, evaluator=eva, at=NOW)

    assert sheet.submitted_at == NOW


def test_an_excluded_vendor_stays_open_to_score(cima: Excluded, eva: User, signed_in: SignIn) -> None:
    page = (
        signed_in(eva)
        .get(reverse("rfp_scoring", args=[cima.rfp.number]), {"vendor": cima.candidate.pk})
        .content.decode()
    )

    assert "not needed while excluded" in page and "data-cell" in page
    assert "<strong>4</strong> of 4 given" in page


def test_scores_are_needed_again_once_an_exclusion_is_waived_and_the_lead_is_told(
    cima: Excluded, eva: User, bea: User, signed_in: SignIn
) -> None:
    services.submit_sheet(rfp=cima.rfp, evaluator=eva, at=NOW)
    told = "Eva handed in without 2 scores that are needed now: reopen the sheet."
    assert told not in readiness.missing(cima.rfp, to=RfpStatus.SHORTLISTED, at=NOW)

    approve_waiver(cima.candidate, cima.knockout)

    assert set(counts(cima.rfp, eva, NOW)) == {(4, 6)}
    assert outstanding(cima.rfp, at=NOW) == 2
    assert told in readiness.missing(cima.rfp, to=RfpStatus.SHORTLISTED, at=NOW)
    panel = signed_in(bea).get(reverse("rfp_scoring", args=[cima.rfp.number])).content.decode()
    assert "Scores missing" in panel


def test_each_rfp_is_asked_on_its_own_and_many_cost_no_more_than_one(evaluation: Rfp) -> None:
    require_certificate(evaluation)
    certify("Acanto", expires_on=timezone.localdate(NOW))

    def cost(*rfps: Rfp) -> tuple[list[tuple[int, str]], int]:
        with CaptureQueriesContext(connection) as queries:
            found = [(each.rfp_id, each.key) for each in Exclusions(rfps, at=NOW).candidates]
        return sorted(found), len(queries)

    excluded, few = cost(evaluation)
    assert excluded == [(evaluation.pk, "borea"), (evaluation.pk, "cima")]
    others = [make_rfp(f"RFP-2027-{number}", evaluators=["Nora"]) for number in range(200, 206)]
    for other in others[1:]:
        require_certificate(other)

    excluded, many = cost(evaluation, *others)

    assert others[0].pk not in {rfp for rfp, _ in excluded}
    assert len(excluded) == 2 * len(others)
    assert many == few


def test_nothing_is_outstanding_of_excluded_vendors_after_the_end_either(cima: Excluded) -> None:
    Rfp.objects.filter(pk=cima.rfp.pk).update(status=RfpStatus.CANCELLED, status_reason="No budget")

    assert outstanding(Rfp.objects.get(pk=cima.rfp.pk), at=NOW) == 0
