"""Why a number is what it is, down to who entered it and when, as of the version."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from rfp.models import Candidate, Rfp
from scoring.models import Criterion, RecordedValue, Score, Shortlist
from scoring.presentation.provenance import Origin, Provenance
from scoring.services.recompute import recompute
from vendors.models import Certification, Vendor

from .conftest import SignIn
from .scenes import certify, make_rfp, require_certificate

Origins = Callable[..., list[Origin]]


@pytest.fixture
def soon() -> datetime:
    """After everything that a test writes."""
    return timezone.now() + timedelta(hours=1)


def version(rfp: Rfp, at: datetime) -> Shortlist:
    found = recompute(rfp_id=rfp.pk, at=at)
    assert found
    return found


def origins(rfp: Rfp, shortlist: Shortlist, criterion: str, vendor: str = "acanto") -> list[Origin]:
    document = shortlist.file
    asked = next(each for each in document["criteria"] if each["key"] == criterion)
    return Provenance(rfp, shortlist, vendor=vendor, document=document).of(asked)


def test_a_price_says_who_entered_it_and_when(evaluation: Rfp, bea: User, soon: datetime) -> None:
    with pghistory.context(user=bea.pk):
        Candidate.objects.filter(rfp=evaluation, key="acanto").update(price=99_000, price_note="Three years")

    (price,) = origins(evaluation, version(evaluation, soon), "price")

    assert (price.what, price.value, price.who, price.note) == ("Price", "99,000", "Bea", "Three years")
    assert price.at
    assert not price.is_later


def test_scores_say_whose_they_are_with_comment_as_of_the_version(evaluation: Rfp, soon: datetime) -> None:
    score = Score.objects.filter(
        candidate__rfp=evaluation, candidate__key="acanto", criterion__key="quality-1"
    )
    nora = score.get(evaluator__name="Nora")
    Score.objects.update(changed_at=soon - timedelta(minutes=30))
    first = version(evaluation, soon)
    score.filter(pk=nora.pk).update(value=5, comment="Seen again.", changed_at=soon + timedelta(minutes=1))
    second = version(evaluation, soon + timedelta(minutes=2))

    before, after = (
        {each.who: each for each in origins(evaluation, each, "quality-1")}["Nora"]
        for each in (first, second)
    )

    assert (Decimal(before.value), before.note) == (nora.value, "As seen on the visit.")
    assert (after.value, after.note, after.at) == ("5", "Seen again.", soon + timedelta(minutes=1))


def test_a_certificate_says_who_verified_it(evaluation: Rfp, rita: User, soon: datetime) -> None:
    require_certificate(evaluation)
    certify("Acanto", issued_on=None, expires_on=None)
    Certification.objects.update(decided_by=rita, decided_at=soon - timedelta(days=9), body="TÜV")

    (found,) = origins(evaluation, version(evaluation, soon), "iso27001")

    assert found.what == "ISO/IEC 27001, verified"
    assert (found.who, found.at, found.note) == ("Rita", soon - timedelta(days=9), "TÜV")


def test_a_recorded_value_says_who_recorded_it(evaluation: Rfp, bea: User, soon: datetime) -> None:
    criterion = Criterion.objects.create(
        criteria_set=evaluation.criteria_set,
        key="visit",
        title="Site visited",
        kind="knockout",
        source="recorded",
    )
    with pghistory.context(user=bea.pk):
        for candidate in evaluation.candidates.all():
            RecordedValue.objects.create(candidate=candidate, criterion=criterion, passed=True, note="In May")

    (found,) = origins(evaluation, version(evaluation, soon), "visit")

    assert (found.value, found.who, found.note, found.is_later) == ("pass", "Bea", "In May", False)


def test_a_knock_out_on_the_register_says_the_figure_that_was_read(
    evaluation: Rfp, bea: User, soon: datetime
) -> None:
    Criterion.objects.create(
        criteria_set=evaluation.criteria_set,
        key="staff",
        title="At least 200 staff",
        kind="knockout",
        source="employees",
        minimum=200,
    )
    acanto = Vendor.objects.filter(candidacies__rfp=evaluation, name="Acanto")
    acanto.update(employees=900, employees_year=2026)
    with pghistory.context(user=bea.pk):
        acanto.update(employees=180)

    (found,) = origins(evaluation, version(evaluation, soon), "staff")

    assert (found.value, found.who, found.note) == ("fail", "Bea", "180 in the register")


def test_what_the_trail_does_not_reach_is_told_as_of_today(evaluation: Rfp, soon: datetime) -> None:
    early = version(evaluation, timezone.now() - timedelta(days=30))

    (price,) = origins(evaluation, early, "price")

    assert price.is_later


def test_the_page_opens_a_total_to_inputs_people_and_lines(
    evaluation: Rfp, signed_in: SignIn, bea: User, soon: datetime
) -> None:
    version(evaluation, soon)
    client = signed_in(bea)

    page = client.get(reverse("shortlist_vendor", args=[evaluation.number, 1, "acanto"])).content.decode()
    ranking = client.get(reverse("rfp_shortlist", args=[evaluation.number])).content.decode()

    assert "Who entered what, and when" in page
    assert "As seen on the visit." in page
    assert "Total of Acanto: sum of the points" in page
    assert 'id="criterion-quality-1"' in page
    assert "/shortlist/1/acanto/#criterion-quality-1" in ranking


def test_the_number_of_queries_does_not_depend_on_criteria_or_scores(
    evaluation: Rfp, signed_in: SignIn, bea: User, soon: datetime
) -> None:
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)], scored=12)
    many.team.create(user=bea, role="lead", key="bea")
    client, counts = signed_in(bea), []
    for rfp, vendor in ((evaluation, "acanto"), (many, "vendor-1")):
        version(rfp, soon)
        address = reverse("shortlist_vendor", args=[rfp.number, 1, vendor])
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
