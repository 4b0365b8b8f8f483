"""Who recorded a certification cannot decide on it: the pages say who can, and let them take it back."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.history import changes_of
from vendors.models import Certification, CertificationState, Contact, Evidence, Standing, Vendor
from vendors.services import add_evidence, decide_certification, withdraw_certification

from .conftest import MakeCertification
from .files import PDF

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def proven(claim: Certification, rita: User) -> Certification:
    """Rita's claim, with evidence on file."""
    file = {"name": "a.pdf", "content": PDF, "dated_on": date(2026, 1, 1), "by": rita, "at": NOW}
    add_evidence(certification=claim, **file)
    return claim


def page(client: Client, vendor: Vendor) -> str:
    return str(client.get(vendor.get_absolute_url()).content.decode())


def address(deed: str, certification: Certification) -> str:
    return reverse(f"certification_{deed}", args=[certification.pk])


def test_the_claimant_is_offered_what_will_be_done_and_told_who_verifies(
    proven: Certification, rita: User, rosa: User, signed_in: SignIn
) -> None:
    html = page(signed_in(rita), proven.vendor)

    assert "somebody else than you must verify it: Rosa." in html
    assert address("withdraw", proven) in html
    assert address("remove", proven) not in html and address("decide", proven) not in html


def test_somebody_else_is_offered_to_decide_and_not_to_withdraw(
    proven: Certification, rosa: User, signed_in: SignIn
) -> None:
    html = page(signed_in(rosa), proven.vendor)

    assert address("decide", proven) in html
    assert address("withdraw", proven) not in html and address("remove", proven) not in html


def test_where_nobody_else_keeps_the_register_administrators_are_named(
    claim: Certification, rita: User, signed_in: SignIn, ada: User
) -> None:
    client = signed_in(rita)
    assert "must verify it: Ada." in page(client, claim.vendor)

    ada.delete()
    assert "nobody else keeps the register: an administrator can invite somebody" in page(
        client, claim.vendor
    )


def test_the_page_of_the_decision_offers_none_to_the_claimant(
    claim: Certification, rita: User, rosa: User, signed_in: SignIn
) -> None:
    client = signed_in(rita)

    shown = client.get(address("decide", claim)).content.decode()
    sent = client.post(address("decide", claim), {"to": "verified", "reason": "Seen"}).content.decode()

    for html in (shown, sent):
        assert "somebody else than you must verify it: Rosa." in html
        assert "Record the decision" not in html
    claim.refresh_from_db()
    assert claim.state == "claimed"


def test_a_claim_withdrawn_keeps_its_evidence_and_its_history(
    proven: Certification, rita: User, signed_in: SignIn
) -> None:
    client = signed_in(rita)
    assert "Withdraw ISO" in client.get(address("withdraw", proven)).content.decode()

    client.post(address("withdraw", proven))

    proven.refresh_from_db()
    assert (proven.state, proven.standing(on=NOW.date())) == ("withdrawn", Standing.WITHDRAWN)
    assert Evidence.objects.get().certification == proven
    assert "Recorded</dt><dd>by Rita, withdrawn" in page(client, proven.vendor)
    told = [(line.old, line.new) for change in changes_of(proven.vendor)[:9] for line in change.lines]
    assert ("Claimed", "Withdrawn") in told


def test_a_claim_without_evidence_is_withdrawn_by_removing_it(claim: Certification) -> None:
    withdraw_certification(certification=claim, at=NOW)

    assert not Certification.objects.exists()


def test_only_who_claimed_it_withdraws_it(proven: Certification, rosa: User, signed_in: SignIn) -> None:
    html = signed_in(rosa).post(address("withdraw", proven), follow=True).content.decode()

    assert "Who claimed it withdraws it" in html
    assert Certification.objects.get().state == "claimed"


def test_what_was_decided_is_not_withdrawn(
    proven: Certification, rita: User, rosa: User, signed_in: SignIn
) -> None:
    decide_certification(certification=proven, to=CertificationState.VERIFIED, by=rosa, at=NOW)

    with pytest.raises(ValidationError, match="verified already"):
        withdraw_certification(certification=proven, at=NOW)
    html = signed_in(rita).get(address("withdraw", proven), follow=True).content.decode()
    assert "as long as nobody has decided on it" in html


def test_what_was_withdrawn_counts_no_more_and_may_be_claimed_again(
    proven: Certification, make_certification: MakeCertification, rosa: User
) -> None:
    withdraw_certification(certification=proven, at=NOW)
    proven.refresh_from_db()

    with pytest.raises(ValidationError, match="withdrawn already"):
        decide_certification(certification=proven, to=CertificationState.VERIFIED, by=rosa, at=NOW)
    again = make_certification(proven.vendor, number=proven.number, claimed_by=rosa)
    assert list(Certification.objects.held()) == [again]


def test_a_contact_withdraws_a_claim_whose_proof_is_on_file(
    vendor: Vendor, make_certification: MakeCertification, vic: User, signed_in: SignIn
) -> None:
    Contact.objects.create(vendor=vendor, name="Vic", email=vic.email, user=vic, invited_at=NOW)
    stated = make_certification(vendor, number="V 1", claimed_by=vic)
    file = {"name": "a.pdf", "content": PDF, "dated_on": date(2026, 1, 1), "by": vic, "at": NOW}
    add_evidence(certification=stated, **file)
    client, withdrawal = signed_in(vic), reverse("my_certificate_remove", args=[stated.pk])
    assert withdrawal in client.get(reverse("my_certificates")).content.decode()

    client.post(withdrawal)

    stated.refresh_from_db()
    assert stated.state == "withdrawn"
    assert withdrawal not in client.get(reverse("my_certificates")).content.decode()


def test_removing_what_stays_says_why(proven: Certification, rosa: User, signed_in: SignIn) -> None:
    html = signed_in(rosa).get(address("remove", proven)).content.decode()

    assert "Evidence is on file, and what is on file stays" in html
    assert "btn-danger" not in html
