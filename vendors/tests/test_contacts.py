"""Contacts of a vendor: kept by the register, invited by mail, without access from one moment to the next."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from outbox.models import Mail
from vendors.models import Access, Contact, Vendor
from vendors.services import invite_contact, remove_contact, withdraw_access

from .browser import opened
from .conftest import MakeVendor

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def cara(vendor: Vendor) -> Contact:
    return Contact.objects.create(vendor=vendor, name="Cara Ruiz", email="cara@acme.example")


def test_the_register_keeps_contacts(vendor: Vendor, rita: User, signed_in: SignIn) -> None:
    client = signed_in(rita)
    client.post(
        reverse("contact_create", args=[vendor.pk]), {"name": "Cara Ruiz", "email": "Cara@Acme.example"}
    )
    contact = vendor.contacts.get()
    address = reverse("contact_edit", args=[contact.pk])
    client.post(address, opened(client, address) | {"position": "Bid manager", "is_primary": "on"})

    contact.refresh_from_db()
    assert (contact.email, contact.position, contact.is_primary) == ("cara@acme.example", "Bid manager", True)
    page = client.get(reverse("vendor_contacts", args=[vendor.pk])).content.decode()
    assert "Bid manager" in page and "Not invited" in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "\u200b "}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"email": "a@localhost"}, "email"),
        ({"email": "a@[127.0.0.1]"}, "email"),
        ({"email": "x@acme.example\r\nBcc: y@acme.example"}, "email"),
        ({"email": "CARA@acme.example"}, "__all__"),
        ({"phone": "1" * 41}, "phone"),
        ({"position": "a\x00b"}, "position"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(
    typed: dict[str, str], field: str, cara: Contact, rita: User, signed_in: SignIn
) -> None:
    facts = {"name": "Carl", "email": "carl@acme.example", **typed}
    answer = signed_in(rita).post(reverse("contact_create", args=[cara.vendor_id]), facts)

    assert field in answer.context["form"].errors
    assert Contact.objects.count() == 1


def test_an_invitation_makes_an_account_that_is_nothing_but_a_vendor_contact(
    cara: Contact, rita: User
) -> None:
    invited = invite_contact(contact=cara, by=rita, at=NOW)

    assert invited.user
    assert (invited.user.email, invited.user.roles) == ("cara@acme.example", [Role.VENDOR_CONTACT])
    assert (invited.access, invited.invited_at) == (Access.INVITED, NOW)
    assert Mail.objects.get().recipient == "cara@acme.example"
    invite_contact(contact=invited, by=rita, at=NOW)
    assert Mail.objects.count() == 2


def test_who_is_on_the_buyers_side_or_with_another_vendor_is_not_invited(
    cara: Contact, rita: User, make_vendor: MakeVendor
) -> None:
    invite_contact(contact=cara, by=rita, at=NOW)
    elsewhere = Contact.objects.create(vendor=make_vendor("Zeta"), name="Cara", email="cara@acme.example")
    inside = Contact.objects.create(vendor=elsewhere.vendor, name="Rita", email=rita.email)

    for contact, words in ((elsewhere, "another vendor"), (inside, "address already")):
        with pytest.raises(ValidationError, match=words):
            invite_contact(contact=contact, by=rita, at=NOW)


def test_without_an_address_nobody_is_invited(vendor: Vendor, rita: User, signed_in: SignIn) -> None:
    contact = Contact.objects.create(vendor=vendor, name="Cara")
    answer = signed_in(rita).post(reverse("contact_invite", args=[contact.pk]), follow=True)

    assert "Write down the e-mail address first" in answer.content.decode()
    assert not User.objects.filter(name="Cara").exists()


@pytest.mark.parametrize("deed", [withdraw_access, remove_contact])
def test_withdrawn_access_ends_open_sessions_at_once(
    deed: Callable[..., object], vendor: Vendor, vic: User, rita: User, ada: User, signed_in: SignIn
) -> None:
    contact = Contact.objects.create(vendor=vendor, name="Vic", email=vic.email, user=vic, invited_at=NOW)
    client = signed_in(vic)
    assert client.get("/my-company/").status_code == 200

    deed(contact=contact, by=rita)

    assert client.get("/my-company/").headers["Location"].startswith("/accounts/login/")


def test_who_was_withdrawn_comes_back_only_with_a_new_password(
    vendor: Vendor, vic: User, rita: User, ada: User
) -> None:
    contact = Contact.objects.create(vendor=vendor, name="Vic", email=vic.email, user=vic, invited_at=NOW)
    withdraw_access(contact=contact, by=rita)
    assert Contact.objects.get().access == Access.WITHDRAWN

    invite_contact(contact=contact, by=rita, at=NOW)

    assert Contact.objects.get().access == Access.INVITED
    vic.refresh_from_db()
    assert vic.is_active and not vic.has_usable_password()


def test_the_address_one_signs_in_with_stays(
    vendor: Vendor, vic: User, rita: User, signed_in: SignIn
) -> None:
    contact = Contact.objects.create(vendor=vendor, name="Vic", email=vic.email, user=vic, invited_at=NOW)
    client, address = signed_in(rita), reverse("contact_edit", args=[contact.pk])
    client.post(address, opened(client, address) | {"email": "other@acme.example", "name": "Vic Soler"})

    contact.refresh_from_db()
    assert (contact.name, contact.email) == ("Vic Soler", vic.email)
