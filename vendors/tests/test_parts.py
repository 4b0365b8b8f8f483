"""Writing down sites, service lines and certifications."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.models import Capability, Certification, DeliverySite, ServiceLine, Vendor

from .browser import opened

SignIn = Callable[[User], Client]


def test_a_site_is_added_edited_and_removed(
    reference: None, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    client = signed_in(rita)
    typed = {
        "country": "ES",
        "city": "Madrid",
        "timezone": "Europe/Madrid",
        "opens": "08:00",
        "closes": "20:00",
    }

    client.post(reverse("site_create", args=[vendor.pk]), typed)
    site = DeliverySite.objects.get(vendor=vendor)
    address = reverse("site_edit", args=[site.pk])
    client.post(address, opened(client, address) | typed | {"seats": "120"})
    assert DeliverySite.objects.get().seats == 120

    client.post(reverse("site_remove", args=[site.pk]))
    assert not DeliverySite.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"city": " "}, "city"),
        ({"opens": "24:00", "closes": "25:00"}, "opens"),
        ({"opens": "08:00"}, "__all__"),
        ({"city": "Madrid"}, "__all__"),
    ],
)
def test_a_site_that_cannot_be_is_refused(
    facts: dict[str, str], field: str, reference: None, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    DeliverySite.objects.create(vendor=vendor, country="ES", city="Madrid", timezone="Europe/Madrid")
    typed = {"country": "ES", "city": "Vigo", "timezone": "Europe/Madrid", **facts}

    answer = signed_in(rita).post(reverse("site_create", args=[vendor.pk]), typed)

    assert field in answer.context["form"].errors
    assert DeliverySite.objects.count() == 1


def test_a_service_line_stands_once_at_a_vendor(
    reference: None, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    line = ServiceLine.objects.get(code="FO-01")
    client, address = signed_in(rita), reverse("capability_create", args=[vendor.pk])

    assert client.post(address, {"service_line": line.pk, "years": "12"}).status_code == 302
    answer = client.post(address, {"service_line": line.pk})

    assert "This service line is listed for this vendor already." in answer.content.decode()
    assert Capability.objects.get().years == 12


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"issued_on": "2026-02-30"}, "issued_on"),
        ({"issued_on": "01/02/2026"}, "issued_on"),
        ({"expires_on": "0001-01-01"}, "expires_on"),
        ({"expires_on": "9999-12-31"}, "expires_on"),
        ({"issued_on": "2026-02-01", "expires_on": "2026-01-31"}, "__all__"),
        ({"scheme": ""}, "scheme"),
        ({"number": "x" * 81}, "number"),
    ],
)
def test_a_certification_that_cannot_be_is_refused(
    facts: dict[str, str], field: str, claim: Certification, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    typed = {"scheme": str(claim.scheme_id), **facts}

    answer = signed_in(rita).post(reverse("certification_create", args=[vendor.pk]), typed)

    assert field in answer.context["form"].errors
    assert Certification.objects.count() == 1


def test_what_is_recorded_is_a_claim_of_the_person_who_recorded_it(
    claim: Certification, vendor: Vendor, ada: User, signed_in: SignIn
) -> None:
    typed = {"scheme": claim.scheme_id, "number": "IS 9", "state": "verified", "decided_by": ada.pk}

    signed_in(ada).post(reverse("certification_create", args=[vendor.pk]), typed)

    made = Certification.objects.get(number="IS 9")
    assert (made.state, made.claimed_by, made.decided_by) == ("claimed", ada, None)


def test_a_decided_certification_is_neither_edited_nor_removed(
    claim: Certification, rita: User, signed_in: SignIn
) -> None:
    Certification.objects.filter(pk=claim.pk).update(state="verified")
    client, address = signed_in(rita), reverse("certification_edit", args=[claim.pk])

    answer = client.post(address, opened(client, address) | {"expires_on": "2040-01-01"})
    client.post(reverse("certification_remove", args=[claim.pk]))

    assert "can no longer be edited" in answer.content.decode()
    assert Certification.objects.get().expires_on == claim.expires_on


def test_removing_asks_first(claim: Certification, rita: User, signed_in: SignIn) -> None:
    answer = signed_in(rita).get(reverse("certification_remove", args=[claim.pk]))

    assert "off the record of Acme BPO" in answer.content.decode()
    assert Certification.objects.exists()


@pytest.mark.parametrize(
    ("page", "field"),
    [("site_create", "as_of"), ("capability_create", "as_of"), ("performance_create", "until")],
)
def test_a_day_of_a_fact_that_is_still_to_come_is_refused(
    page: str, field: str, reference: None, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    answer = signed_in(rita).post(reverse(page, args=[vendor.pk]), {field: "2099-12-31"})

    assert answer.context["form"].errors[field] == ["31 Dec 2099 is still to come: give a day up to today."]
