"""Renewals, and the timeline on a vendor's page."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import RestrictedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from vendors.forms import RenewalForm
from vendors.history import changes_of
from vendors.models import Certification, CertificationState, DeliverySite, Vendor
from vendors.services import decide_certification

from .browser import opened
from .conftest import MakeCertification, MakeVendor

SignIn = Callable[[User], Client]
DAYS = {"issued_on": "2027-03-13", "expires_on": "2030-03-12"}
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.fixture
def old(vendor: Vendor, make_certification: MakeCertification) -> Certification:
    return make_certification(
        vendor,
        state="verified",
        number="IS 1234",
        body="BSI",
        scope="Contact centre",
        issued_on=date(2024, 3, 13),
        expires_on=date(2027, 3, 12),
    )


@pytest.fixture
def madrid(vendor: Vendor) -> DeliverySite:
    return DeliverySite.objects.create(vendor=vendor, country="ES", city="Madrid", timezone="Europe/Madrid")


def page(client: Client, vendor: Vendor, **asked: str) -> str:
    return " ".join(client.get(reverse("vendor_detail", args=[vendor.pk]), asked).content.decode().split())


def renew(client: Client, old: Certification, **typed: Any) -> Any:
    address = reverse("certification_renew", args=[old.pk])
    return client.post(address, opened(client, address) | DAYS | typed)


def test_a_renewal_begins_with_what_stays_the_same(
    old: Certification, madrid: DeliverySite, rita: User, signed_in: SignIn
) -> None:
    old.sites.add(madrid)
    address = reverse("certification_renew", args=[old.pk])

    filled = opened(signed_in(rita), address)

    assert {
        name: filled[name] for name in ("scheme", "number", "body", "scope", "issued_on", "expires_on")
    } == {
        "scheme": str(old.scheme_id),
        "number": "IS 1234",
        "body": "BSI",
        "scope": "Contact centre",
        "issued_on": "",
        "expires_on": "",
    }
    assert filled["sites"] == str(madrid.pk)


def test_the_usual_term_of_the_scheme_is_suggested(old: Certification, rita: User, signed_in: SignIn) -> None:
    answer = signed_in(rita).get(reverse("certification_renew", args=[old.pk]))

    assert (
        "usually runs 3 years: from 13 Mar 2027, the day after the record it renews, until 12 Mar 2030."
        in (answer.content.decode())
    )


def test_a_renewal_is_a_claim_that_says_what_it_renews(
    old: Certification, madrid: DeliverySite, rita: User, rosa: User, signed_in: SignIn
) -> None:
    renew(signed_in(rita), old, number="IS 9999", sites=[madrid.pk])

    made = Certification.objects.get(number="IS 9999")
    assert (made.renews, made.state, made.claimed_by, made.vendor) == (old, "claimed", rita, old.vendor)
    assert list(made.sites.all()) == [madrid]
    to = CertificationState.VERIFIED
    decided = decide_certification(certification=made, to=to, by=rosa, at=NOW, reason="Asked the body")
    assert decided.state == "verified"


@pytest.mark.parametrize(
    ("begins", "words"),
    [
        (13, "No gap between the two"),
        (14, "Gap of 1 day: 13 Mar 2027"),
        (None, "nothing says whether there is a gap"),
    ],
)
def test_who_decides_on_a_renewal_sees_what_it_renews_and_the_gap(
    begins: int | None,
    words: str,
    old: Certification,
    make_certification: MakeCertification,
    rosa: User,
    signed_in: SignIn,
) -> None:
    issued_on = begins and date(2027, 3, begins)
    made = make_certification(old.vendor, renews=old, issued_on=issued_on, expires_on=date(2030, 3, 12))

    html = signed_in(rosa).get(reverse("certification_decide", args=[made.pk])).content.decode()

    assert f"#certification-{old.pk}" in html and "the record until 12 Mar 2027" in html and words in html
    first = signed_in(rosa).get(reverse("certification_decide", args=[old.pk])).content.decode()
    assert "Renews" not in first


def test_the_scheme_of_a_renewal_is_that_of_the_old_record(
    old: Certification, make_certification: MakeCertification, rita: User, signed_in: SignIn
) -> None:
    other = make_certification(old.vendor, "ISO9001")

    renew(signed_in(rita), old, scheme=other.scheme_id)

    assert Certification.objects.get(renews=old).scheme == old.scheme


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"issued_on": ""}, "issued_on"),
        ({"issued_on": "2024-03-13"}, "issued_on"),
        ({"issued_on": "2027-02-30"}, "issued_on"),
        ({"expires_on": "2027-03-12"}, "expires_on"),
        ({"issued_on": "2030-03-13"}, "__all__"),
    ],
)
def test_a_renewal_that_cannot_be_is_refused(
    typed: dict[str, str], field: str, old: Certification, rita: User, signed_in: SignIn
) -> None:
    answer = renew(signed_in(rita), old, **typed)

    assert field in answer.context["form"].errors
    assert Certification.objects.count() == 1


def test_a_record_is_renewed_once(old: Certification, rita: User, signed_in: SignIn) -> None:
    client = signed_in(rita)
    renew(client, old)

    answer = renew(client, old)

    assert "A renewal of this record is on file already." in answer.content.decode()
    assert Certification.objects.filter(renews=old).count() == 1


def test_two_who_renew_at_once_make_one_renewal(old: Certification) -> None:
    typed = {"scheme": old.scheme_id, **DAYS}
    first, second = RenewalForm(typed, renews=old), RenewalForm(typed, renews=old)
    assert first.is_valid() and second.is_valid()

    assert (first.saved(), second.saved()) == (True, False)
    assert second.non_field_errors() == ["A renewal of this record is on file already."]


def test_after_a_rejected_renewal_there_can_be_another(
    old: Certification, rita: User, signed_in: SignIn
) -> None:
    client = signed_in(rita)
    renew(client, old)
    Certification.objects.filter(renews=old).update(state="rejected", reason="Forged")

    assert renew(client, old).status_code == 302
    assert Certification.objects.filter(renews=old).count() == 2


@pytest.mark.parametrize("state", ["claimed", "rejected"])
def test_only_what_is_verified_is_renewed(
    state: str, old: Certification, rita: User, signed_in: SignIn
) -> None:
    Certification.objects.filter(pk=old.pk).update(state=state, reason="x")

    answer = renew(signed_in(rita), old)

    assert "Only a verified record can be renewed." in answer.content.decode()
    assert "Record renewal" not in page(signed_in(rita), old.vendor)


def test_a_renewal_of_another_scheme_or_vendor_is_refused(
    old: Certification, make_vendor: MakeVendor, make_certification: MakeCertification
) -> None:
    elsewhere = make_certification(make_vendor("Other"), renews=old)

    with pytest.raises(ValidationError, match="same vendor and the same scheme"):
        elsewhere.full_clean()


def test_what_was_renewed_cannot_be_taken_from_under_its_renewal(
    old: Certification, make_certification: MakeCertification
) -> None:
    make_certification(old.vendor, renews=old)

    with pytest.raises(RestrictedError):
        old.delete()
    old.vendor.delete()

    assert not Certification.objects.exists()


def test_a_certification_names_only_sites_of_its_vendor(
    claim: Certification, madrid: DeliverySite, make_vendor: MakeVendor, rosa: User, signed_in: SignIn
) -> None:
    foreign = DeliverySite.objects.create(
        vendor=make_vendor("Other"), country="PT", city="Porto", timezone="Europe/Lisbon"
    )
    client, address = signed_in(rosa), reverse("certification_edit", args=[claim.pk])
    typed = opened(client, address)

    answer = client.post(address, typed | {"sites": [foreign.pk]})
    assert "sites" in answer.context["form"].errors

    assert client.post(address, typed | {"sites": [madrid.pk]}).status_code == 302
    assert list(claim.sites.all()) == [madrid]
    told = [line.subject for change in changes_of(claim.vendor)[:20] for line in change.lines]
    assert "Certified site Madrid, Spain" in told


def test_the_page_tells_gap_renewal_and_state_in_words(
    old: Certification,
    madrid: DeliverySite,
    make_certification: MakeCertification,
    bea: User,
    signed_in: SignIn,
) -> None:
    renewal = make_certification(old.vendor, renews=old, issued_on=date(2027, 3, 25))
    renewal.sites.add(madrid)

    html = page(signed_in(bea), old.vendor, on="2027-03-12")

    assert "Gap of 12 days: 13 Mar 2027 to 24 Mar 2027" in html
    assert "the record from 25 Mar 2027</a>, not verified yet" in html
    assert "the record until 12 Mar 2027" in html
    assert "Madrid, Spain" in html
    assert "in force on 12 Mar 2027" in html and "no verified one" not in html
    assert "no verified one in force on 13 Mar 2027" in page(signed_in(bea), old.vendor, on="2027-03-13")


@pytest.mark.parametrize(("state", "reminded"), [("claimed", True), ("verified", False)])
def test_who_is_reminded_can_be_changed_until_a_renewal_is_verified(
    state: str,
    reminded: bool,
    old: Certification,
    make_certification: MakeCertification,
    rita: User,
    signed_in: SignIn,
) -> None:
    make_certification(old.vendor, renews=old, issued_on=date(2027, 3, 13), state=state)

    shown = reverse("certification_owner", args=[old.pk]) in page(signed_in(rita), old.vendor)

    assert shown is reminded


@pytest.mark.parametrize("asked", ["2027-02-30", "tomorrow", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_refused_and_today_is_shown(
    asked: str, old: Certification, bea: User, signed_in: SignIn
) -> None:
    answer = signed_in(bea).get(reverse("vendor_detail", args=[old.vendor_id]), {"on": asked})

    assert answer.status_code == 200
    assert answer.context["day_form"].errors["on"]


def test_the_vendors_page_costs_the_same_for_thirty_certifications_as_for_one(
    old: Certification,
    madrid: DeliverySite,
    make_certification: MakeCertification,
    rita: User,
    signed_in: SignIn,
) -> None:
    client, address = signed_in(rita), reverse("vendor_detail", args=[old.vendor_id])
    client.get(address)
    counts = []
    for more in (1, 29):
        for number in range(more):
            made = make_certification(old.vendor, claimed_by=rita, number=f"{more}-{number}")
            made.sites.add(madrid)
            make_certification(old.vendor, renews=made, number=f"{more}-{number}-next")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_same_certification_is_not_put_on_record_twice(
    old: Certification, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("certification_create", args=[old.vendor_id])
    typed = {"scheme": str(old.scheme_id), "number": " is 1234", "scope": "Contact Centre", "note": "Again"}
    typed |= {"issued_on": "2024-03-13", "expires_on": "2027-03-12"}

    refused = client.post(address, opened(client, address) | typed)

    said = refused.context["form"].non_field_errors()[0]
    assert "number IS 1234, issued on 13 Mar 2024, until 12 Mar 2027" in said
    assert Certification.objects.count() == 1
    assert client.post(address, opened(client, address) | typed | {"edition": "2022"}).status_code == 302


def test_a_rejected_certification_may_be_claimed_again(
    old: Certification, rita: User, signed_in: SignIn
) -> None:
    Certification.objects.update(state="rejected", reason="Not seen")
    client, address = signed_in(rita), reverse("certification_create", args=[old.vendor_id])
    typed = {"scheme": str(old.scheme_id), "number": "IS 1234", "scope": "Contact centre"}
    typed |= {"issued_on": "2024-03-13", "expires_on": "2027-03-12"}

    assert client.post(address, opened(client, address) | typed).status_code == 302
