from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from rfp.lifecycle import RefusedMove
from rfp.models import Rfp, RfpStatus, TeamRole
from rfp.services import change_role, move_rfp, remove_member
from scoring.models import Assignment, CriteriaSet, Criterion, Kind, RecordedValue, Source
from scoring.services.assignments import assign_everything, save_assignments
from scoring.services.criteria import save_criterion
from scoring.services.recorded import Finding, Recording, RecordingConflict, save_recorded
from scoring.services.weights import save_weights
from scoring.tests.scenes import NOW, make_rfp

from .asking import keyed, pairs

D = Decimal


def test_assignments_become_exactly_those_given(draft: Rfp) -> None:
    keep = set(sorted(pairs(draft))[:2])

    assert save_assignments(rfp=draft, pairs=keep) == 4
    assert pairs(draft) == keep
    assert assign_everything(rfp=draft) == 6
    assert len(pairs(draft)) == 8


def test_a_pair_that_is_not_possible_is_refused(draft: Rfp, bea: User) -> None:
    criterion = Criterion.objects.of_rfp(draft)[0]

    with pytest.raises(ValidationError, match="changed meanwhile"):
        save_assignments(rfp=draft, pairs={(criterion.pk, bea.pk)})

    assert len(pairs(draft)) == 6


def test_who_stops_being_an_evaluator_scores_nothing_any_more(draft: Rfp) -> None:
    nora, emma, *_ = draft.team.filter(role=TeamRole.EVALUATOR).order_by("pk")

    remove_member(member=nora)
    change_role(member=emma, role=TeamRole.OBSERVER)

    assert {evaluator for _, evaluator in pairs(draft)}.isdisjoint({nora.user_id, emma.user_id})
    assert len(pairs(draft)) == 2


@pytest.fixture
def answered(draft: Rfp, bea: User) -> Criterion:
    criteria_set = CriteriaSet.objects.get(rfp=draft)
    knockout = Criterion(
        criteria_set=criteria_set, title="Data in EU", kind=Kind.KNOCKOUT, source=Source.RECORDED
    )
    return save_criterion(rfp=draft, criterion=knockout, by=bea, at=NOW)


def test_findings_are_kept_and_emptied(draft: Rfp, answered: Criterion) -> None:
    cell = (draft.candidates.all()[0].pk, answered.pk)
    passed = Finding(passed=True, note="Contract seen.")

    save_recorded(rfp=draft, recordings={cell: Recording(now=passed, seen=Finding().mark)})
    row = RecordedValue.objects.get()
    assert (row.passed, row.value, row.note) == (True, None, "Contract seen.")

    save_recorded(rfp=draft, recordings={cell: Recording(now=Finding(), seen=passed.mark)})
    assert not RecordedValue.objects.exists()


def test_a_finding_changed_meanwhile_is_not_overwritten(draft: Rfp, answered: Criterion) -> None:
    one, other = ((each.pk, answered.pk) for each in draft.candidates.all()[:2])
    empty = Finding().mark
    save_recorded(rfp=draft, recordings={one: Recording(now=Finding(passed=False), seen=empty)})

    with pytest.raises(RecordingConflict) as conflict:
        save_recorded(
            rfp=draft,
            recordings={
                one: Recording(now=Finding(passed=True), seen=empty),
                other: Recording(now=Finding(passed=True), seen=empty),
            },
        )

    assert conflict.value.findings == {one: Finding(passed=False)}
    assert RecordedValue.objects.get().passed is False


def test_a_finding_for_another_rfp_is_refused(draft: Rfp, answered: Criterion) -> None:
    stranger = make_rfp("RFP-2027-002").candidates.all()[0]

    with pytest.raises(ValidationError, match="changed meanwhile"):
        save_recorded(
            rfp=draft,
            recordings={(stranger.pk, answered.pk): Recording(now=Finding(passed=True), seen=Finding().mark)},
        )


def test_publishing_waits_for_weights_that_add_up(draft: Rfp, bea: User) -> None:
    save_weights(rfp=draft, weights=keyed(draft, price="39.99"), by=bea, at=NOW)
    early = NOW.replace(year=2026)

    with pytest.raises(RefusedMove, match=r"The weights add up to 99\.99, not to 100\."):
        move_rfp(rfp=draft, to=RfpStatus.PUBLISHED, by=bea, at=early)

    save_weights(rfp=draft, weights=keyed(draft, price="40"), by=bea, at=NOW)
    assert move_rfp(rfp=draft, to=RfpStatus.PUBLISHED, by=bea, at=early).status == RfpStatus.PUBLISHED


def test_evaluation_waits_for_somebody_to_score_each_criterion(published: Rfp, bea: User) -> None:
    Rfp.objects.filter(pk=published.pk).update(status=RfpStatus.OPENED)
    Assignment.objects.filter(criterion__key="quality-2").delete()

    with pytest.raises(RefusedMove, match="Nobody is assigned to score “Quality 2”"):
        move_rfp(rfp=published, to=RfpStatus.EVALUATION, by=bea, at=NOW)


def test_a_shortlist_waits_for_sheets_and_for_a_ranking(published: Rfp, bea: User) -> None:
    with pytest.raises(RefusedMove) as refusal:
        move_rfp(rfp=published, to=RfpStatus.SHORTLISTED, by=bea, at=NOW)

    words = str(refusal.value)
    assert "Nora has not handed in the scores." in words
    assert "There is no ranking yet." in words
