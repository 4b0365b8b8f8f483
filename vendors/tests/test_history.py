from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.history import changes_of
from vendors.models import (
    Capability,
    Certification,
    ClientReference,
    DeliverySite,
    Document,
    DocumentKind,
    FactSource,
    Language,
    ListMember,
    PerformanceRecord,
    ProfileValue,
    ServiceLine,
    Vendor,
    VendorList,
)
from vendors.services import add_document_version, add_evidence, propose

from .conftest import MakeVendor
from .files import PNG

SignIn = Callable[[User], Client]


def lines(vendor: Vendor) -> list[str]:
    return [
        f"{line.subject} {line.deed}" if line.old is None else f"{line.field}: {line.old} → {line.new}"
        for change in changes_of(vendor)[:100]
        for line in change.lines
    ]


def test_a_change_is_told_with_old_and_new(vendor: Vendor, make_vendor: MakeVendor) -> None:
    parent = make_vendor("Holding")
    vendor.employees, vendor.country, vendor.parent = 4500, "PT", parent
    vendor.delivery_countries, vendor.trading_names = ["ES", "FR"], ["A", "B"]
    vendor.save()

    told = lines(vendor)

    assert "Employees: 3,400 → 4,500" in told
    assert "Country: Spain → Portugal" in told
    assert "Parent: nothing → Holding" in told
    assert "Delivery countries: nothing → Spain, France" in told
    assert "Trading names: nothing → A, B" in told
    assert told[-1] == "Vendor added"
    assert not [line for line in told if line.startswith("Updated")]


def test_parts_and_lists_are_told_by_name(reference: None, vendor: Vendor, claim: Certification) -> None:
    spanish = Language.objects.get(code="es")
    line = ServiceLine.objects.get(code="FO-01")
    vendor.languages.add(spanish)
    site = DeliverySite.objects.create(vendor=vendor, country="ES", city="Vigo", timezone="Europe/Madrid")
    site.languages.add(spanish)
    capability = Capability.objects.create(vendor=vendor, service_line=line, years=3)
    capability.years = 4
    capability.save()
    site.delete()

    told = lines(vendor)

    assert "Years of experience: 3 → 4" in told
    for line_told in (
        "Language Spanish added",
        "Site Vigo, Spain added",
        "Site Vigo, Spain removed",
        "Site language Spanish added",
        "Site language Spanish removed",
        f"Service line {line.name} added",
        "Certification ISO/IEC 27001, no. IS 1234 added",
    ):
        assert line_told in told


def test_a_parents_history_leaves_its_subsidiaries_out(vendor: Vendor, make_vendor: MakeVendor) -> None:
    make_vendor("Daughter", parent=vendor)

    assert lines(vendor) == ["Vendor added"]


def test_it_says_who_did_it(vendor: Vendor, rita: User, bea: User, signed_in: SignIn) -> None:
    client, address = signed_in(rita), reverse("vendor_status", args=[vendor.pk])
    client.post(address, {"to": "registered", "reason": "Registration form"})

    html = " ".join(signed_in(bea).get(reverse("vendor_history", args=[vendor.pk])).content.decode().split())

    assert "<strong>Rita</strong>" in html and "<strong>The system</strong>" in html
    assert "Status, status: " not in html
    assert "Prospect</del>" in html and "Registered</ins>" in html


@pytest.mark.parametrize("count", [1, 30])
def test_the_history_costs_the_same_for_one_change_and_for_thirty(
    count: int,
    vendor: Vendor,
    bea: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        vendor.employees = number
        vendor.save()
    client = signed_in(bea)

    with django_assert_max_num_queries(7):
        answer = client.get(reverse("vendor_history", args=[vendor.pk]))

    assert answer.content.decode().count("Vendor, employees") == count


def test_profiles_references_and_verifications_are_told(vendor: Vendor, rosa: User) -> None:
    ProfileValue.objects.create(vendor=vendor, dimension="attrition", side="assessed", value=12)
    ProfileValue.objects.update(value=15)
    ClientReference.objects.create(vendor=vendor, client="City of Vigo")
    ClientReference.objects.create(vendor=vendor)
    FactSource.objects.filter(field="employees").update(source="Annual report")
    verified = {"verified_by": rosa, "verified_at": datetime(2026, 11, 1, tzinfo=UTC)}
    FactSource.objects.filter(field="employees").update(**verified)

    told = lines(vendor)

    for line_told in (
        "Profile Attrition, assessed added",
        "Value: 12 → 15",
        "Client reference City of Vigo; of a confidential client added",
        "Source: nothing → Annual report",
        "Verified by: nothing → Rosa",
    ):
        assert line_told in told


def test_a_track_record_and_lists_are_told_by_what_they_are_about(
    reference: None, vendor: Vendor, rita: User, rosa: User
) -> None:
    PerformanceRecord.objects.create(
        vendor=vendor,
        service_line=ServiceLine.objects.get(code="FO-01"),
        since=date(2026, 1, 1),
        until=date(2026, 6, 30),
        rating="good",
        text="Calls answered in time.",
        source="Minutes of July",
        recorded_by=rita,
    )
    PerformanceRecord.objects.update(rating="watch")
    kept = VendorList.objects.create(name="Contact centres", purpose="Calls", owner=rita)
    propose(vendor_list=kept, vendors=[vendor], by=rita, on=date(2026, 7, 1))
    ListMember.objects.update(state="approved", since=date(2026, 7, 2), decided_by=rosa)

    told = lines(vendor)

    about = f"Performance record Jan 2026 – Jun 2026, {ServiceLine.objects.get(code='FO-01')}"
    for line_told in (
        f"{about} added",
        "Rating: Good → Watch",
        "Prequalified list Contact centres added",
        "State: Proposed → Approved",
        "Member since: nothing → 2 Jul 2026",
    ):
        assert line_told in told


def test_files_are_told_with_their_version(vendor: Vendor, claim: Certification, rita: User) -> None:
    file = {"content": PNG, "dated_on": date(2026, 3, 1), "by": rita, "at": datetime(2026, 3, 2, tzinfo=UTC)}
    document = Document.objects.create(vendor=vendor, kind=DocumentKind.INSURANCE, title="Liability")
    add_evidence(certification=claim, name="a.png", **file)
    add_document_version(document=document, name="b.png", **file)

    told = lines(vendor)

    assert "Proof of a certification: version 1, dated 1 Mar 2026 added" in told
    assert "Document Liability added" in told
    assert "File of a document: version 1, dated 1 Mar 2026 added" in told
