"""Who is suspended or retired is marked wherever the vendor is ranked or listed, and on a page that stays open."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rfp.models import Rfp
from scoring.models import Scenario
from scoring.scratch import Changes
from vendors.models import Vendor

from .conftest import Newest, SignIn
from .scenes import NOW
from .test_shortlist_views import status_address, token_of


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


def test_who_is_suspended_today_is_marked_wherever_it_is_ranked_and_the_version_stays(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    before = newest().document
    addresses = [
        reverse("rfp_shortlist", args=[evaluation.number]),
        reverse("shortlist_version", args=[evaluation.number, 1]),
        reverse("shortlist_vendor", args=[evaluation.number, 1, "acanto"]),
        reverse("rfp_compare", args=[evaluation.number]),
        evaluation.get_absolute_url(),
    ]
    assert not any("as of today" in lead.get(address).content.decode() for address in addresses)

    Vendor.objects.filter(name="Acanto").update(status="suspended", status_reason="Insolvent")

    for address in addresses:
        answer = lead.get(address).content.decode()
        assert answer.count("Suspended since") == answer.count("as of today") == 1, address
    assert evaluation.shortlists.get(number=1).document == before


@pytest.mark.parametrize(
    ("page", "times"),
    [
        ("rfp_shortlist", 2),
        ("rfp_compare", 3),
        ("rfp_heat_map", 1),
        ("compare_criterion", 1),
        ("rfp_what_if", 2),
        ("scenarios", 1),
    ],
)
def test_grids_and_lists_mark_who_is_suspended(
    page: str, times: int, evaluation: Rfp, newest: Newest, bea: User, lead: Client
) -> None:
    version = newest()
    facts = {"rfp": evaluation, "owner": bea, "name": "Other", "base": version, "created_at": NOW}
    Scenario.objects.create(**facts, changes=Changes().stored())
    Vendor.objects.filter(name="Acanto").update(status="suspended", status_reason="Insolvent")
    key = ["price"] if page == "compare_criterion" else []

    answer = lead.get(reverse(page, args=[evaluation.number, *key])).content.decode()

    assert answer.count("</i>Suspended") == times
    assert answer.count("Insolvent") == times


def test_a_live_page_notices_who_is_suspended_and_reinstated(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    token = token_of(lead.get(reverse("rfp_shortlist", args=[evaluation.number])).content.decode())

    for status, marks in (("suspended", 2), ("retired", 2), ("qualified", 0)):
        Vendor.objects.filter(name="Acanto").update(status=status, status_reason="Insolvent")
        answer = lead.get(status_address(evaluation, 1, token))
        page = answer.content.decode()
        token = token_of(page)
        assert 'id="ranking" hx-swap-oob="true"' in page and "Ranking" in page
        assert page.count(f"</i>{status.capitalize()}") == marks

    answer = lead.get(status_address(evaluation, 1, token))
    assert answer.status_code == 204
