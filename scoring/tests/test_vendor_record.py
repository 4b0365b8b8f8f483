"""Where a vendor was evaluated is told to those who were there, and results only to those who may see them."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Rfp, TeamMember, TeamRole
from scoring.presentation.evaluated import evaluated
from vendors.models import PerformanceRecord, Vendor

from .conftest import Newest, SignIn
from .scenes import TODAY, make_rfp

pytestmark = pytest.mark.django_db


@pytest.fixture
def acanto(evaluation: Rfp) -> Vendor:
    return Vendor.objects.get(name="Acanto")


def results(vendor: Vendor, user: User) -> list[str]:
    return [each.result for each in evaluated(vendor, user=user)]


def test_the_team_sees_the_rank_and_others_nothing(
    acanto: Vendor, bea: User, xenia: User, newest: Newest
) -> None:
    assert results(acanto, bea) == ["Not ranked yet"]
    newest()

    [result] = results(acanto, bea)
    assert result.startswith("Rank ") and result.endswith(" of 3")
    assert results(acanto, xenia) == []


def test_an_evaluator_who_has_not_handed_in_sees_no_result(acanto: Vendor, eva: User, newest: Newest) -> None:
    newest()

    assert results(acanto, eva) == ["Hidden until you have handed in your scores"]


def test_the_tab_shows_performance_with_what_still_counts(
    acanto: Vendor, bea: User, rita: User, signed_in: SignIn
) -> None:
    for rating, day in (("blocked", TODAY.replace(month=1)), ("good", TODAY)):
        PerformanceRecord.objects.create(
            vendor=acanto,
            since=day,
            until=day,
            rating=rating,
            text="Seen.",
            source="Minutes",
            recorded_by=rita,
        )

    page = signed_in(bea).get(reverse("vendor_record", args=[acanto.pk])).content.decode()

    assert page.count("no longer counts") == 1
    assert "Blocked" in page.partition("no longer counts")[0]
    assert "Add performance record" not in page


@pytest.mark.parametrize("count", [1, 10])
def test_the_tab_costs_the_same_for_many_rfps(
    count: int,
    acanto: Vendor,
    bea: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(2, count + 2):
        rfp = make_rfp(f"RFP-2027-{number:03}", scored=1, evaluators=[])
        TeamMember.objects.create(rfp=rfp, user=bea, role=TeamRole.LEAD, key="bea")
    client = signed_in(bea)

    with django_assert_max_num_queries(12):
        client.get(reverse("vendor_record", args=[acanto.pk]))
