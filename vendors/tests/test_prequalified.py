"""Prequalified lists: proposed by one person, decided by another, and only for as long as they hold."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.models import ListMember, MemberState, Vendor, VendorList
from vendors.services import decide_member, end_membership, propose

from .conftest import MakeVendor

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def panel(rita: User) -> VendorList:
    return VendorList.objects.create(name="Contact centres", purpose="Citizen lines", owner=rita)


def proposed(panel: VendorList, vendor: Vendor, by: User) -> ListMember:
    propose(vendor_list=panel, vendors=[vendor], by=by, on=TODAY)
    return ListMember.objects.get(vendor=vendor)


def approved(
    panel: VendorList, vendor: Vendor, by: User, other: User, since: date = TODAY, until: date | None = None
) -> ListMember:
    member = proposed(panel, vendor, by)
    return decide_member(member=member, to=MemberState.APPROVED, by=other, at=NOW, since=since, until=until)


def test_another_person_approves(panel: VendorList, vendor: Vendor, rita: User, bea: User) -> None:
    member = proposed(panel, vendor, rita)

    with pytest.raises(ValidationError, match="Somebody other"):
        decide_member(member=member, to=MemberState.APPROVED, by=rita, at=NOW, since=TODAY)
    decide_member(member=member, to=MemberState.APPROVED, by=bea, at=NOW, since=TODAY)

    assert list(ListMember.objects.approved(on=TODAY)) == [member]
    with pytest.raises(ValidationError, match="approved already"):
        decide_member(member=member, to=MemberState.DECLINED, by=bea, at=NOW, reason="Second thoughts.")


def test_declining_needs_a_reason_and_a_declined_vendor_can_be_proposed_again(
    panel: VendorList, vendor: Vendor, rita: User, bea: User
) -> None:
    member = proposed(panel, vendor, rita)
    with pytest.raises(ValidationError, match="reason"):
        decide_member(member=member, to=MemberState.DECLINED, by=bea, at=NOW)
    declined = decide_member(member=member, to=MemberState.DECLINED, by=bea, at=NOW, reason="No insurance.")
    assert declined.lacks(on=TODAY) == "Declined: No insurance."

    assert propose(vendor_list=panel, vendors=[vendor], by=bea, on=TODAY) == 1
    assert propose(vendor_list=panel, vendors=[vendor], by=bea, on=TODAY) == 0
    member.refresh_from_db()
    assert (member.state, member.proposed_by, member.decided_by) == (MemberState.PROPOSED, bea, None)


def test_a_membership_holds_from_its_first_to_its_last_day(
    panel: VendorList, vendor: Vendor, rita: User, bea: User
) -> None:
    last = TODAY + timedelta(days=30)
    member = approved(panel, vendor, rita, bea, since=TODAY, until=last)

    held = [ListMember.objects.approved(on=TODAY + timedelta(days=days)).count() for days in (-1, 0, 30, 31)]

    assert held == [0, 1, 1, 0]
    assert member.lacks(on=last) == ""
    assert member.lacks(on=last + timedelta(days=1)) == "Membership ended on 2 December 2026"


def test_with_the_list_every_membership_ends(
    panel: VendorList, vendor: Vendor, rita: User, bea: User
) -> None:
    approved(panel, vendor, rita, bea)
    VendorList.objects.update(valid_until=TODAY - timedelta(days=1))

    member = ListMember.objects.select_related("vendor_list").get()
    assert not ListMember.objects.approved(on=TODAY)
    assert member.lacks(on=TODAY) == "The list ended on 1 November 2026"
    assert VendorList.objects.with_counts(on=TODAY).get().approved_count == 0  # type: ignore[attr-defined]


def test_a_membership_is_ended_with_a_reason(
    panel: VendorList, vendor: Vendor, rita: User, bea: User
) -> None:
    member = approved(panel, vendor, rita, bea, since=TODAY - timedelta(days=9))

    ended = end_membership(member=member, until=TODAY - timedelta(days=1), reason="Left the market.")

    assert ended.lacks(on=TODAY) == "Membership ended on 1 November 2026: Left the market."
    with pytest.raises(ValidationError, match="before it begins"):
        end_membership(member=member, until=TODAY - timedelta(days=10), reason="x")


def test_the_pages_lead_from_a_new_list_to_an_approved_member(
    reference: None, make_vendor: MakeVendor, rita: User, bea: User, signed_in: SignIn
) -> None:
    vendor = make_vendor("Acanto", country="ES")
    make_vendor("Elsewhere", country="PT")
    client = signed_in(rita)
    typed = {"name": "Contact centres", "purpose": "Citizen lines", "owner": rita.pk}
    client.post(reverse("prequalified_create"), typed)
    panel = VendorList.objects.get()
    picker = client.get(reverse("prequalified_add", args=[panel.pk]), {"country": "ES"}).content.decode()
    client.post(reverse("prequalified_add", args=[panel.pk]), {"vendor": [vendor.pk, "x", "9" * 30]})
    member = ListMember.objects.get()
    refused = client.post(
        reverse("prequalified_member_decide", args=[member.pk]),
        {"to": "approved", "since": timezone.localdate().isoformat()},
    ).content.decode()

    client = signed_in(bea)
    incomplete = client.post(
        reverse("prequalified_member_decide", args=[member.pk]), {"to": "declined"}
    ).content.decode()
    client.post(
        reverse("prequalified_member_decide", args=[member.pk]),
        {"to": "approved", "since": timezone.localdate().isoformat()},
    )

    assert "Acanto" in picker and "Elsewhere" not in picker
    assert "Somebody other than the person who proposed it" in refused
    assert "Give the reason." in incomplete
    assert list(ListMember.objects.approved(on=timezone.localdate())) == [member]


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_costs_the_same_for_many(
    count: int,
    panel: VendorList,
    make_vendor: MakeVendor,
    rita: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    vendors = [make_vendor(f"Vendor {number}") for number in range(count)]
    propose(vendor_list=panel, vendors=vendors, by=rita, on=TODAY)
    client = signed_in(rita)

    with django_assert_num_queries(5):
        client.get(panel.get_absolute_url())


def test_who_is_suspended_is_not_approved_today_and_says_so_everywhere(
    panel: VendorList, vendor: Vendor, rita: User, bea: User, signed_in: SignIn
) -> None:
    member = approved(panel, vendor, rita, bea)
    client = signed_in(bea)
    lists: Any = VendorList.objects.with_counts(on=TODAY)
    assert lists.get().approved_count == 1

    Vendor.objects.filter(pk=vendor.pk).update(status="suspended", status_reason="Insolvent")
    member.refresh_from_db()

    assert lists.get().approved_count == 0
    assert not ListMember.objects.approved(on=TODAY)
    assert member.lacks(on=TODAY) == "Suspended: Insolvent"
    page = client.get(panel.get_absolute_url()).content.decode()
    assert '<span class="pill pill-bad">Suspended</span>' in page
    assert "Approved</span>" not in page
    assert "Suspended: Insolvent" in client.get(reverse("vendor_record", args=[vendor.pk])).content.decode()
