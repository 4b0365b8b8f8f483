"""Who is considered: from a prequalified list, and against or in spite of a track record."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Rfp
from vendors.models import ListMember, PerformanceRecord, Vendor, VendorList

from .asking import SignIn, of

MakeVendor = Callable[..., Vendor]


@pytest.fixture
def panel(rita: User) -> VendorList:
    return VendorList.objects.create(name="Payroll", purpose="Checked in spring", owner=rita)


def member(panel: VendorList, vendor: Vendor, rita: User, **facts: object) -> ListMember:
    facts = {"state": "approved", "since": timezone.localdate(), **facts}
    return ListMember.objects.create(vendor_list=panel, vendor=vendor, proposed_by=rita, **facts)


def rate(vendor: Vendor, by: User, rating: str) -> None:
    today = timezone.localdate()
    PerformanceRecord.objects.create(
        vendor=vendor, since=today, until=today, rating=rating, text="Late.", source="Minutes", recorded_by=by
    )


def test_only_members_approved_today_are_offered_and_the_others_say_why(
    draft: Rfp, panel: VendorList, vendor: MakeVendor, bea: User, rita: User, signed_in: SignIn
) -> None:
    today = timezone.localdate()
    good, over, waiting, gone = (vendor(name) for name in ("Good", "Over", "Waiting", "Gone"))
    member(panel, good, rita)
    member(
        panel, over, rita, since=today - timedelta(days=9), until=today - timedelta(days=1), reason="Sold."
    )
    member(panel, waiting, rita, state="proposed", since=None)
    member(panel, gone, rita)
    Vendor.objects.filter(pk=gone.pk).update(status="suspended", status_reason="Insolvent.")
    client, address = signed_in(bea), f"{of('rfp_candidates_list', draft)}?list={panel.pk}"

    page = client.get(address).content.decode()
    client.post(address, {"vendor": [good.pk, over.pk, waiting.pk]})

    assert page.count('type="checkbox"') == 1
    for reason in (": Sold.", "Proposed, not approved yet", "Suspended: Insolvent."):
        assert reason in page
    assert list(draft.candidates.values_list("key", flat=True)) == ["good"]
    assert "Considered already" in client.get(address).content.decode()


@pytest.mark.parametrize("choice", ["", "?list=0", "?list=x", "?list=99999999999999999999"])
def test_a_list_that_is_not_there_is_told(draft: Rfp, bea: User, signed_in: SignIn, choice: str) -> None:
    page = signed_in(bea).get(of("rfp_candidates_list", draft) + choice)

    assert page.status_code == 200
    assert "Choose a list" in page.content.decode()


def test_a_blocked_vendor_is_added_only_with_a_reason_and_the_tick_is_kept(
    draft: Rfp, acme: Vendor, bolt: Vendor, bea: User, rita: User, signed_in: SignIn
) -> None:
    rate(acme, rita, "blocked")
    client, address = signed_in(bea), of("rfp_candidates_add", draft)

    offered = client.get(address).content.decode()
    refused = client.post(address, {"vendor": [acme.pk]}).content.decode()
    client.post(address, {"vendor": [acme.pk], "override": "Nobody else speaks Basque."})
    page = client.get(of("rfp_candidates", draft)).content.decode()

    assert "Blocked" in offered
    assert "Blocked by the track record: Acme" in refused
    assert f'id="vendor-{acme.pk}" checked' in refused
    assert "Considered all the same: Nobody else speaks Basque." in page


def test_a_vendor_to_be_watched_is_added_with_a_warning(
    draft: Rfp, acme: Vendor, bea: User, rita: User, signed_in: SignIn
) -> None:
    rate(acme, rita, "watch")
    client = signed_in(bea)

    client.post(of("rfp_candidates_add", draft), {"vendor": [acme.pk]})

    page = client.get(of("rfp_candidates", draft)).content.decode()
    assert "Track record: Watch: Late." in page
    assert "Ask for a waiver" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_costs_the_same_for_many(
    count: int,
    draft: Rfp,
    panel: VendorList,
    vendor: MakeVendor,
    bea: User,
    rita: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        member(panel, vendor(f"Vendor {number}"), rita)
    client = signed_in(bea)

    with django_assert_max_num_queries(16):
        client.get(f"{of('rfp_candidates_list', draft)}?list={panel.pk}")


def test_who_was_ticked_before_the_list_was_filtered_stays_ticked(
    draft: Rfp, vendor: MakeVendor, bea: User, signed_in: SignIn
) -> None:
    acme, bolt = vendor("Acme"), vendor("Bolt")
    client, address = signed_in(bea), of("rfp_candidates_add", draft)

    shown = client.get(f"{address}?q=acme&ticked={acme.pk}&ticked={bolt.pk}&ticked=x&ticked={'9' * 30}")
    none_fits = client.get(f"{address}?q=nobody+of+this+name&ticked={bolt.pk}").content.decode()

    assert list(shown.context["kept"]) == [bolt]
    assert shown.content.decode().count(" checked>") == 2
    assert f'value="{bolt.pk}" checked' in none_fits
    assert "No other vendor of the register fits" in none_fits
