from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Rfp, RfpStatus
from rfp.services import create_rfp
from scoring.models import CriteriaSet, Criterion, Kind, Source
from scoring.tests.scenes import NOW, make_rfp

from .asking import SignIn, criterion, of, pages_of_leads, staffed, weights, weights_of

D = Decimal


def test_the_team_reads_the_criteria_and_only_leads_get_forms(
    draft: Rfp, signed_in: SignIn, bea: User, otto: User, eva: User
) -> None:
    seen_by = {
        user: signed_in(user).get(of("rfp_criteria", draft)).content.decode() for user in (bea, otto, eva)
    }

    assert all("Quality 1" in page for page in seen_by.values())
    assert "Save weights" in seen_by[bea]
    assert "Save weights" not in seen_by[otto] + seen_by[eva]


def test_pages_of_leads_are_there_for_leads_only(
    draft: Rfp, signed_in: SignIn, bea: User, otto: User, eva: User, xenia: User, ada: User, vic: User
) -> None:
    for page in pages_of_leads(draft):
        assert signed_in(bea).get(page).status_code == 200, page
        for user in (otto, eva, xenia, ada, vic):
            assert signed_in(user).get(page).status_code == 404, page
            assert signed_in(user).post(page).status_code == 404, page


def test_for_outsiders_there_are_no_criteria(draft: Rfp, signed_in: SignIn, xenia: User, vic: User) -> None:
    for user in (xenia, vic):
        assert signed_in(user).get(of("rfp_criteria", draft)).status_code == 404


def test_only_leads_save_weights_and_move_criteria(
    draft: Rfp, signed_in: SignIn, otto: User, eva: User, xenia: User
) -> None:
    up = of("criterion_move", draft, criterion(draft, "price").pk, "up")
    for user in (otto, eva, xenia):
        client = signed_in(user)
        assert client.post(of("rfp_criteria", draft), weights(draft, "1", "2", "97")).status_code == 404
        assert client.post(up).status_code == 404
    assert weights_of(draft) == [30, 30, 40]


def test_the_anonymous_is_sent_to_sign_in(draft: Rfp, client: Client) -> None:
    for page in [of("rfp_criteria", draft), *pages_of_leads(draft)]:
        assert client.get(page)["Location"].startswith(reverse("account_login"))


def test_criteria_of_another_rfp_are_out_of_reach(draft: Rfp, signed_in: SignIn, xenia: User) -> None:
    other = create_rfp(rfp=Rfp(title="Other", buyer_country="ES"), by=xenia, at=NOW)
    pk = criterion(draft, "quality-1").pk
    client = signed_in(xenia)

    for address in (
        of("criterion_edit", other, pk),
        of("criterion_delete", other, pk),
        of("criterion_move", other, pk, "up"),
    ):
        assert client.post(address).status_code == 404


def test_nothing_is_offered_once_the_rfp_has_ended(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    Rfp.objects.filter(pk=draft.pk).update(status="cancelled", status_reason="Budget cut.")
    client = signed_in(bea)

    assert "Save weights" not in client.get(of("rfp_criteria", draft)).content.decode()
    refused = client.post(of("rfp_criteria", draft), weights(draft, "1", "2", "97"))
    assert refused.status_code == 409 and "97" in refused.content.decode()
    for page in pages_of_leads(draft):
        assert client.get(page)["Location"] == draft.get_absolute_url()


@pytest.mark.parametrize("count", [1, 30])
def test_the_pages_cost_the_same_for_many(
    bea: User,
    otto: User,
    eva: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    vendors = [f"Vendor {number}" for number in range(count)]
    rfp = staffed(make_rfp(status=RfpStatus.DRAFT, vendors=vendors, scored=count), bea, otto, eva)
    criteria_set = CriteriaSet.objects.get(rfp=rfp)
    for number in range(count):
        Criterion.objects.create(
            criteria_set=criteria_set,
            key=f"eu-{number}",
            title="EU",
            kind=Kind.KNOCKOUT,
            source=Source.RECORDED,
        )
    client = signed_in(bea)

    for name, most in (
        ("rfp_criteria", 22),
        ("rfp_assignments", 18),
        ("rfp_recorded", 18),
        ("rfp_method", 16),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(of(name, rfp)).status_code == 200
