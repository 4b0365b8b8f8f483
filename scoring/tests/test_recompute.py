"""What a recomputation publishes, and when it publishes nothing."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from rfp.models import Candidate, Rfp, TeamMember
from scoring.engine import parse, rank
from scoring.models import CriteriaChange, CriteriaSet, Criterion, Recomputation, Score, Shortlist
from scoring.services.recompute import recompute, retry
from vendors.models import Certification

from .scenes import NOW, TODAY, certify, make_rfp, require_certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def rfp() -> Rfp:
    return make_rfp()


def computed(rfp: Rfp, *, days: int = 0) -> Shortlist:
    shortlist = recompute(rfp_id=rfp.pk, at=NOW + timedelta(days=days, minutes=5 * rfp.shortlists.count()))
    assert shortlist is not None
    return shortlist


def test_the_first_version_can_be_recomputed_from_its_file_alone(rfp: Rfp) -> None:
    shortlist = computed(rfp)

    ranking = rank(parse(shortlist.document)).as_dict()
    assert json.loads(shortlist.ranking) == ranking
    assert ranking["snapshot_sha256"] == shortlist.sha256
    assert (shortlist.number, shortlist.cause, shortlist.as_of) == (1, "First ranking", TODAY)


def test_a_changed_weight_gives_the_next_version_and_names_itself(rfp: Rfp) -> None:
    computed(rfp)
    Criterion.objects.filter(key="quality-1").update(weight=25)
    Criterion.objects.filter(key="quality-2").update(weight=35)

    shortlist = computed(rfp)

    assert shortlist.number == 2
    assert shortlist.cause == "Weight of Quality 1 30 → 25\nWeight of Quality 2 30 → 35"


def test_a_changed_score_names_the_evaluator_not_the_key(rfp: Rfp) -> None:
    TeamMember.objects.filter(key="nora").update(key="nora-2")
    computed(rfp)
    score = Score.objects.get(evaluator__name="Nora", candidate__key="cima", criterion__key="quality-1")
    Score.objects.filter(pk=score.pk).update(value=5)

    assert computed(rfp).cause == f"Score of Nora for Cima on Quality 1 {score.value.normalize():f} → 5"


def test_nothing_is_published_twice(rfp: Rfp) -> None:
    computed(rfp)

    assert recompute(rfp_id=rfp.pk, at=NOW) is None
    assert Shortlist.objects.count() == 1


def test_a_change_that_changes_no_figure_gives_no_version(rfp: Rfp) -> None:
    computed(rfp)
    Score.objects.update(comment="Better said.")
    rfp.refresh_from_db()

    assert recompute(rfp_id=rfp.pk, at=NOW) is None
    assert Recomputation.objects.get(rfp=rfp).computed_version == rfp.inputs_version
    assert Shortlist.objects.count() == 1


def test_a_moved_line_gives_a_version(rfp: Rfp) -> None:
    computed(rfp)
    CriteriaSet.objects.update(shortlist_size=2, shortlist_threshold=Decimal("60.50"))

    shortlist = computed(rfp)

    assert shortlist.line == {"size": 2, "threshold": "60.5"}
    assert shortlist.cause == "Shortlist: most vendors none → 2\nShortlist: least total none → 60.5"


def test_an_expired_certificate_is_the_cause_of_the_new_day(rfp: Rfp) -> None:
    require_certificate(rfp)
    for vendor in ("Borea", "Cima"):
        certify(vendor)
    certify("Acanto", expires_on=TODAY)
    assert [row["state"] for row in computed(rfp).result["rows"]] == ["ranked"] * 3
    Rfp.objects.update(inputs_version=rfp.inputs_version + 100)

    shortlist = computed(rfp, days=1)

    assert shortlist.cause == "Acanto is out: ISO/IEC 27001 ended on 1 March 2027"
    assert shortlist.result["rows"][-1]["reasons"] == ["knockout:iso27001"]


def test_what_each_certificate_did_is_told_with_its_reason(rfp: Rfp) -> None:
    require_certificate(rfp)
    certify("Acanto", expires_on=TODAY)
    certify("Borea", issued_on=TODAY + timedelta(days=1))
    borrowed = certify("Cima")
    computed(rfp)
    Certification.objects.filter(pk=borrowed.pk).update(state="rejected", reason="Of the parent company.")

    assert computed(rfp, days=1).cause.splitlines() == [
        "Acanto is out: ISO/IEC 27001 ended on 1 March 2027",
        "Cima is out: ISO/IEC 27001 was rejected",
        "ISO/IEC 27001 of Borea is valid from 2 March 2027",
    ]


def test_the_reason_given_for_a_change_comes_first_and_once(rfp: Rfp) -> None:
    first = computed(rfp)
    Criterion.objects.filter(key="quality-1").update(minimum=1)
    CriteriaChange.objects.create(
        criteria_set=CriteriaSet.objects.get(rfp=rfp),
        number=1,
        reason="The board wants a floor.",
        by=TeamMember.objects.get(key="nora").user,
        at=first.computed_at - timedelta(milliseconds=5),
    )
    second = computed(rfp)
    Criterion.objects.filter(key="quality-1").update(minimum=2)

    assert second.cause == "Change 1: The board wants a floor.\nMinimum of Quality 1 none → 1"
    assert computed(rfp).cause == "Minimum of Quality 1 1 → 2"


def test_of_many_changes_the_first_are_told_and_the_rest_counted() -> None:
    rfp = make_rfp(vendors=[f"Vendor {number}" for number in range(20)])
    computed(rfp)
    Candidate.objects.update(price=50_000)

    lines = computed(rfp).cause.splitlines()

    assert len(lines) == 13
    assert lines[-1] == "… and 8 more changes"


def test_what_is_missing_for_a_ranking_is_said_and_the_last_version_stays(rfp: Rfp) -> None:
    computed(rfp)
    Rfp.objects.update(status="draft")
    Criterion.objects.filter(key="price").update(weight=35)

    assert recompute(rfp_id=rfp.pk, at=NOW) is None

    row = Recomputation.objects.get(rfp=rfp)
    assert row.waiting_for == "The weights add up to 95, not to 100."
    assert not Recomputation.objects.behind().exists()
    assert Shortlist.objects.count() == 1


@pytest.fixture
def poisoned(rfp: Rfp) -> Rfp:
    """Its time zone does not exist: the day cannot be told, so that the computation really fails."""
    Rfp.objects.filter(pk=rfp.pk).update(timezone="Atlantis/Poseidonis")
    return rfp


def test_after_three_attempts_an_rfp_is_given_up_and_says_where_not_what(poisoned: Rfp) -> None:
    for _ in range(4):
        assert recompute(rfp_id=poisoned.pk, at=NOW) is None

    row = Recomputation.objects.get(rfp=poisoned)
    assert (row.attempts, row.parked_at) == (3, NOW)
    assert row.last_error.startswith("ZoneInfoNotFoundError in ")
    assert "Atlantis" not in row.last_error


def test_what_ended_with_its_process_counts_as_an_attempt(rfp: Rfp) -> None:
    Recomputation.objects.create(rfp=rfp, attempts=3)

    assert recompute(rfp_id=rfp.pk, at=NOW) is None
    assert Recomputation.objects.get(rfp=rfp).parked_at == NOW


def test_a_retry_takes_up_again_what_was_given_up(poisoned: Rfp) -> None:
    for _ in range(3):
        recompute(rfp_id=poisoned.pk, at=NOW)
    Rfp.objects.update(timezone="Europe/Madrid")

    retry(rfp=poisoned)

    assert computed(poisoned).number == 1
    row = Recomputation.objects.get(rfp=poisoned)
    assert (row.attempts, row.parked_at, row.last_error) == (0, None, "")
