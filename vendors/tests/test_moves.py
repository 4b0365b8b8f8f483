import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.lifecycle import VENDOR_MOVES
from vendors.models import Certification, CertificationState, Vendor, VendorStatus
from vendors.services import change_status, decide_certification, reinstate

from .conftest import MakeVendor

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
VERIFIED, REJECTED = CertificationState.VERIFIED, CertificationState.REJECTED


@pytest.mark.parametrize("start", VendorStatus.values)
@pytest.mark.parametrize("to", VendorStatus.values)
def test_a_vendor_moves_only_as_its_lifecycle_allows(start: str, to: str, vendor: Vendor, rita: User) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(status=start, status_reason="Before")

    if to in VENDOR_MOVES[start]:
        assert change_status(vendor=vendor, to=VendorStatus(to), by=rita, reason="Because").status == to
    else:
        with pytest.raises(ValidationError):
            change_status(vendor=vendor, to=VendorStatus(to), by=rita, reason="Because")
        assert Vendor.objects.get().status == start


@pytest.mark.parametrize("standing", ["prospect", "registered", "qualified"])
def test_whoever_is_not_retired_can_be_suspended_with_a_reason(
    standing: str, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(status=standing)
    client, address = signed_in(rita), reverse("vendor_status", args=[vendor.pk])

    answer = client.post(address, {"to": "suspended", "reason": " \u200b"})
    assert answer.context["form"].errors["reason"] == ["Give the reason."]

    client.post(address, {"to": "suspended", "reason": "Data leak"})
    vendor.refresh_from_db()
    assert (vendor.status, vendor.status_reason) == ("suspended", "Data leak")


def test_a_reinstated_vendor_stands_where_it_stood_before(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    change_status(vendor=vendor, to=VendorStatus.REGISTERED, by=rita)
    change_status(vendor=vendor, to=VendorStatus.SUSPENDED, by=rita, reason="Data leak")

    form = signed_in(rita).get(reverse("vendor_status", args=[vendor.pk])).context["form"]
    back = reinstate(vendor=vendor, by=rita)

    assert form["to"].initial == "registered"
    assert (back.status, back.status_reason) == ("registered", "")
    with pytest.raises(ValidationError, match="Only a suspended vendor"):
        reinstate(vendor=vendor, by=rita)


def test_a_vendor_that_came_as_suspended_is_reinstated_as_registered(
    make_vendor: MakeVendor, rita: User
) -> None:
    vendor = make_vendor("Came so", status="suspended", status_reason="Data leak")

    assert reinstate(vendor=vendor, by=rita).status == "registered"


def test_the_page_offers_a_suspended_vendor_first_where_it_stood(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    change_status(vendor=vendor, to=VendorStatus.REGISTERED, by=rita)
    change_status(vendor=vendor, to=VendorStatus.SUSPENDED, by=rita, reason="Audit")

    html = signed_in(rita).get(reverse("vendor_status", args=[vendor.pk])).content.decode()

    ticked = re.search(r'<input[^>]*name="to"[^>]*checked[^>]*>', html)
    assert ticked and 'value="registered"' in ticked[0]
    assert html.index('value="registered"') < html.index('value="prospect"')


@pytest.mark.parametrize("to", ["qualified", "prospect", "", "gone"])
def test_the_page_refuses_other_moves(to: str, vendor: Vendor, rita: User, signed_in: SignIn) -> None:
    answer = signed_in(rita).post(reverse("vendor_status", args=[vendor.pk]), {"to": to, "reason": "x"})

    assert "to" in answer.context["form"].errors
    assert Vendor.objects.get().status == "prospect"


def test_somebody_else_verifies_a_claim(claim: Certification, rosa: User) -> None:
    decided = decide_certification(certification=claim, to=VERIFIED, by=rosa, at=NOW, reason="Asked the body")

    assert (decided.state, decided.decided_by, decided.decided_at) == ("verified", rosa, NOW)


@pytest.mark.parametrize("to", [VERIFIED, REJECTED])
def test_nobody_decides_on_what_they_recorded(
    to: CertificationState, claim: Certification, rita: User
) -> None:
    with pytest.raises(ValidationError, match="Somebody other than the person who recorded it"):
        decide_certification(certification=claim, to=to, by=rita, at=NOW, reason="x")

    assert Certification.objects.get().state == "claimed"


def test_the_database_itself_keeps_four_eyes(claim: Certification) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Certification.objects.update(decided_by=claim.claimed_by)


def test_an_editor_of_a_claim_becomes_its_claimant(
    claim: Certification, rosa: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rosa), reverse("certification_edit", args=[claim.pk])
    form = client.get(address).context["form"]
    typed = {field.html_name: field.value() or "" for field in form} | {"number": "IS 99"}

    assert client.post(address, typed).status_code == 302
    claim.refresh_from_db()
    assert (claim.number, claim.claimed_by) == ("IS 99", rosa)
    with pytest.raises(ValidationError):
        decide_certification(certification=claim, to=VERIFIED, by=rosa, at=NOW)


def test_rejecting_needs_a_reason(claim: Certification, rosa: User, signed_in: SignIn) -> None:
    client, address = signed_in(rosa), reverse("certification_decide", args=[claim.pk])

    answer = client.post(address, {"to": "rejected"})
    assert answer.context["form"].errors["reason"] == ["Give the reason."]

    client.post(address, {"to": "rejected", "reason": "The body knows no such number"})
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == ("rejected", "The body knows no such number")


def test_verifying_without_evidence_asks_how_it_was_checked(
    claim: Certification, rosa: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rosa), reverse("certification_decide", args=[claim.pk])

    answer = client.post(address, {"to": "verified"})
    assert answer.context["form"].errors["reason"] == ["No evidence is on file: say how it was checked."]

    client.post(address, {"to": "verified", "reason": "Found in the body's own list"})
    claim.refresh_from_db()
    assert claim.state == "verified"


def test_a_rejected_certification_stays_rejected(claim: Certification, rosa: User) -> None:
    decide_certification(certification=claim, to=REJECTED, by=rosa, at=NOW, reason="Forged")

    with pytest.raises(ValidationError, match="rejected already"):
        decide_certification(certification=claim, to=VERIFIED, by=rosa, at=NOW)
