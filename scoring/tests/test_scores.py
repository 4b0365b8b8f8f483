"""Giving scores, handing in, reopening: the deeds."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from rfp.models import Candidate, Rfp, RfpStatus
from scoring import events
from scoring.models import Criterion, Score, ScoreSheet
from scoring.services import scores as services

from .conftest import scored_of
from .scenes import NOW

Give = Callable[..., Score]


@pytest.fixture
def criterion(evaluation: Rfp) -> Criterion:
    return scored_of(evaluation)[0]


@pytest.fixture
def candidate(evaluation: Rfp) -> Candidate:
    return evaluation.candidates.earliest("pk")


@pytest.fixture
def give(criterion: Criterion, candidate: Candidate, eva: User) -> Give:
    def save(value: str | None = "3", **changes: object) -> Score:
        wanted: dict[str, Any] = {
            "candidate": candidate,
            "criterion": criterion,
            "evaluator": eva,
            "value": None if value is None else Decimal(value),
            "abstained": False,
            "comment": "Seen.",
            "revision": 0,
            "at": NOW,
        }
        return services.save_score(**{**wanted, **changes})

    return save


def complete(rfp: Rfp, user: User, **changes: Any) -> None:
    Score.objects.bulk_create(
        Score(
            candidate=candidate,
            criterion=criterion,
            evaluator=user,
            **{"value": Decimal(2), "comment": "Seen.", "changed_at": NOW, **changes},
        )
        for criterion in scored_of(rfp)
        for candidate in rfp.candidates.all()
    )


def test_a_score_is_kept_with_its_time(give: Give, eva: User) -> None:
    given = give("3.5")

    stored = Score.objects.get(evaluator=eva)
    assert (stored.value, stored.comment, stored.revision) == (Decimal("3.5"), "Seen.", 1)
    assert stored.changed_at == given.changed_at == NOW


def test_a_change_takes_the_next_revision(give: Give) -> None:
    give("3")

    assert give("4", revision=1, at=NOW + timedelta(minutes=1)).revision == 2


def test_a_stale_revision_is_a_conflict_that_shows_the_other_value(give: Give, eva: User) -> None:
    give("3")

    with pytest.raises(services.ScoreConflict) as conflict:
        give("5", revision=0)

    assert conflict.value.current.value == Decimal(3)
    assert Score.objects.get(evaluator=eva).value == Decimal(3)


def test_a_score_that_is_gone_is_a_conflict_too(give: Give, eva: User) -> None:
    with pytest.raises(services.ScoreConflict):
        give("5", revision=4)

    assert not Score.objects.filter(evaluator=eva).exists()


def test_saving_the_same_again_writes_nothing(give: Give, evaluation: Rfp) -> None:
    first = give("3")
    evaluation.refresh_from_db()
    version = evaluation.inputs_version

    again = give("3", revision=0, at=NOW + timedelta(hours=1))

    evaluation.refresh_from_db()
    assert again.revision == first.revision
    assert evaluation.inputs_version == version


def test_an_empty_cell_left_empty_makes_no_row(give: Give, eva: User) -> None:
    give(None, comment="")

    assert not Score.objects.filter(evaluator=eva).exists()


@pytest.mark.parametrize("value", ["-0.0001", "5.0001", "100"])
def test_a_score_beyond_the_scale_is_refused(give: Give, eva: User, value: str) -> None:
    with pytest.raises(ValidationError, match="The scale goes from 0 to 5"):
        give(value)

    assert not Score.objects.filter(evaluator=eva).exists()


@pytest.mark.parametrize("value", ["0", "5", "2.25"])
def test_the_ends_of_the_scale_and_fractions_are_on_it(give: Give, value: str) -> None:
    assert give(value).value == Decimal(value)


def test_an_abstention_needs_its_reason(give: Give) -> None:
    with pytest.raises(ValidationError, match="Say why you abstain"):
        give(None, abstained=True, comment="")

    assert give(None, abstained=True, comment="I used to work there.").abstained


def test_a_score_is_announced_once_it_is_committed(
    give: Give, evaluation: Rfp, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    told = []

    def listen(*, rfp_id: int, **_: object) -> None:
        told.append(rfp_id)

    events.inputs_changed.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        give("3")
        assert told == []

    assert told == [evaluation.pk]


def test_only_assigned_criteria_can_be_scored(give: Give, emil: User) -> None:
    with pytest.raises(services.ScoringClosed, match="not assigned"):
        give("3", evaluator=emil)


def test_who_left_the_panel_cannot_score(give: Give, evaluation: Rfp, eva: User) -> None:
    evaluation.team.filter(user=eva).update(role="observer")

    with pytest.raises(services.ScoringClosed):
        give("3")


@pytest.mark.parametrize("status", [each for each in RfpStatus if each != RfpStatus.EVALUATION])
def test_scores_are_given_in_evaluation_only(give: Give, evaluation: Rfp, status: str) -> None:
    Rfp.objects.filter(pk=evaluation.pk).update(status=status, status_reason="Because")

    with pytest.raises(services.ScoringClosed, match="evaluation only"):
        give("3")


def test_a_sheet_is_handed_in_when_everything_is_given(evaluation: Rfp, eva: User) -> None:
    complete(evaluation, eva)

    assert services.submit_sheet(rfp=evaluation, evaluator=eva, at=NOW).submitted_at == NOW


def test_an_incomplete_sheet_is_refused_with_all_that_is_missing(
    give: Give, evaluation: Rfp, eva: User
) -> None:
    give("3", comment="")

    with pytest.raises(services.SheetIncomplete) as refusal:
        services.submit_sheet(rfp=evaluation, evaluator=eva, at=NOW)

    needs = [(str(gap.criterion), str(gap.candidate), gap.needs) for gap in refusal.value.gaps]
    assert needs[0] == ("Quality 1", "Acanto", "a comment that says why")
    assert needs[1] == ("Quality 1", "Borea", "a score or an abstention")
    assert len(needs) == 6
    assert not ScoreSheet.objects.filter(evaluator=eva).exists()


def test_nothing_can_be_handed_in_without_criteria(evaluation: Rfp, emil: User) -> None:
    evaluation.team.create(user=emil, role="evaluator", key="emil")

    with pytest.raises(services.ScoringClosed, match="nothing to hand in"):
        services.submit_sheet(rfp=evaluation, evaluator=emil, at=NOW)


def test_after_handing_in_nothing_can_be_changed(give: Give, evaluation: Rfp, eva: User) -> None:
    complete(evaluation, eva)
    services.submit_sheet(rfp=evaluation, evaluator=eva, at=NOW)

    with pytest.raises(services.ScoringClosed, match="handed in"):
        give("4", revision=1)


def test_a_reopened_sheet_can_be_changed_and_keeps_its_reason(give: Give, evaluation: Rfp, eva: User) -> None:
    complete(evaluation, eva)
    sheet = services.submit_sheet(rfp=evaluation, evaluator=eva, at=NOW)

    services.reopen_sheet(sheet=sheet, reason="A price was read wrongly")

    assert give("4", revision=1).value == Decimal(4)
    assert ScoreSheet.objects.get(evaluator=eva).reopened_because == "A price was read wrongly"


def test_a_sheet_is_not_reopened_after_evaluation(evaluation: Rfp, eva: User) -> None:
    sheet = ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=NOW)
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.CONSENSUS)

    with pytest.raises(services.ScoringClosed):
        services.reopen_sheet(sheet=sheet, reason="Too late")
