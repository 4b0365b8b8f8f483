"""Leads are told when a vendor that they consider is suspended, retired or brought back, whoever does it and how."""

from io import BytesIO

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from outbox.models import Mail
from outbox.reading import text
from rfp.models import Candidate, Rfp, RfpStatus, TeamRole
from rfp.services import add_member
from rfp.services.letters import considered_by_leads
from vendors.hooks import Move
from vendors.models import ImportKind, Vendor, VendorStatus
from vendors.services import change_status, confirm, reinstate, undo_import, upload

from .conftest import NOW

PLACE = {"buyer_country": "ES", "currency": "EUR", "timezone": "Europe/Madrid", "deadline_at": NOW}


def considering(lead: User, *vendors: Vendor, title: str = "Payroll", status: str = "draft") -> Rfp:
    rfp = Rfp.objects.create(
        number=f"RFP-{title}", title=title, status=status, status_reason="Budget cut.", **PLACE
    )
    add_member(rfp=rfp, user=lead, role=TeamRole.LEAD)
    for vendor in vendors:
        Candidate.objects.create(rfp=rfp, vendor=vendor, key=f"key-{vendor.pk}")
    return rfp


def suspend(vendor: Vendor, by: User) -> None:
    change_status(vendor=vendor, to=VendorStatus.SUSPENDED, by=by, reason="Unpaid wages")


def mails() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("recipient", "subject"))


def test_each_lead_gets_one_letter_that_names_their_rfps(
    acme: Vendor, bea: User, xenia: User, rita: User, eva: User
) -> None:
    first, second = (considering(bea, acme, title=title) for title in ("Payroll", "Claims"))
    other = considering(xenia, acme, title="Helpdesk")
    add_member(rfp=first, user=eva, role=TeamRole.EVALUATOR)

    suspend(acme, rita)

    assert mails() == [
        (bea.email, f"Acme was suspended: {second.number}, {first.number}"),
        (xenia.email, f"Acme was suspended: {other.number}"),
    ]
    said = text(Mail.objects.get(recipient=bea.email))
    for told in ("Acme was suspended by Rita.", "Reason: Unpaid wages", first.title, second.title):
        assert told in said
    assert first.get_absolute_url() in said and other.number not in said


def test_leads_are_told_of_the_way_back(acme: Vendor, bea: User, rita: User) -> None:
    considering(bea, acme)
    suspend(acme, rita)

    reinstate(vendor=acme, by=rita, reason="Paid by now")

    assert mails()[1:] == [(bea.email, "Acme was reinstated as prospect: RFP-Payroll")]
    assert "Reason: Paid by now" in text(Mail.objects.latest("pk"))


@pytest.mark.parametrize("ended", [RfpStatus.CANCELLED, RfpStatus.AWARDED, RfpStatus.UNSUCCESSFUL])
def test_nobody_is_told_for_an_rfp_that_has_ended(ended: str, acme: Vendor, bea: User, rita: User) -> None:
    considering(bea, acme, status=ended)

    suspend(acme, rita)

    assert mails() == []


def test_other_moves_and_other_vendors_are_no_news_for_leads(
    acme: Vendor, bolt: Vendor, bea: User, rita: User
) -> None:
    considering(bea, acme)

    change_status(vendor=acme, to=VendorStatus.REGISTERED, by=rita)
    suspend(bolt, rita)

    assert mails() == []


def test_an_import_and_taking_it_back_tell_in_one_letter_of_all_vendors(
    acme: Vendor, bolt: Vendor, bea: User, rita: User
) -> None:
    considering(bea, acme, bolt)
    file = BytesIO(b"name,status,status_reason\nAcme,suspended,Insolvent\nBolt,retired,Sold\n")

    imported = upload(file=file, name="file.csv", kind=ImportKind.VENDORS, by=rita, at=NOW)
    undo_import(imported=confirm(imported=imported, at=NOW), by=rita, at=NOW)

    assert mails() == [(bea.email, "2 vendors of your RFPs stand otherwise now")] * 2
    there, back = map(text, Mail.objects.order_by("pk"))
    assert "Acme was suspended by Rita." in there and "Bolt was retired by Rita." in there
    assert "Acme was reinstated as prospect" in back and "Bolt was brought back as prospect" in back


@pytest.mark.parametrize("count", [1, 30])
def test_whom_to_tell_is_found_in_two_queries(
    count: int, acme: Vendor, bea: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        considering(bea, acme, title=f"Payroll {number}")

    with django_assert_num_queries(2):
        found = considered_by_leads([Move(acme, "qualified")])

    assert [len(rfps) for _, rfps in found[bea]] == [count]
