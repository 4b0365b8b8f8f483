"""Who edits a part that somebody else has removed meanwhile is told so, with the way back to the vendor."""

from collections.abc import Callable
from typing import Any

import pghistory
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.models import (
    Capability,
    Certification,
    CertificationScheme,
    ClientReference,
    Contact,
    DeliverySite,
    RateCard,
    ServiceLine,
    Subcontractor,
    Vendor,
)

SignIn = Callable[[User], Client]
PARTS: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "site": (DeliverySite, "vendor_delivery", {"country": "ES", "city": "Vigo", "timezone": "Europe/Madrid"}),
    "capability": (Capability, "vendor_expertise", {}),
    "certification": (Certification, "vendor_detail", {"number": "IS 1"}),
    "reference": (ClientReference, "vendor_expertise", {"client": "City of Vigo"}),
    "subcontractor": (Subcontractor, "vendor_expertise", {"name": "Norte"}),
    "contact": (Contact, "vendor_contacts", {"name": "Vic"}),
    "rate_card": (RateCard, "vendor_rates", {"name": "Voice", "currency": "EUR"}),
}


def removed(kind: str, vendor: Vendor, by: User) -> int:
    model, _, facts = PARTS[kind]
    if model in (Capability, Subcontractor):
        facts = facts | {"service_line": ServiceLine.objects.get(code="FO-01")}
    if model is Certification:
        facts = facts | {"scheme": CertificationScheme.objects.get(code="ISO27001")}
    part = model.objects.create(vendor=vendor, **facts)
    pk = part.pk
    with pghistory.context(user=by.pk):
        part.delete()
    return int(pk)


@pytest.mark.parametrize("kind", PARTS)
def test_whoever_edits_a_removed_part_is_told_by_whom_and_led_back(
    kind: str, reference: None, vendor: Vendor, rita: User, rosa: User, signed_in: SignIn
) -> None:
    address = reverse(f"{kind}_edit", args=[removed(kind, vendor, rosa)])

    answer = signed_in(rita).get(address)

    html = answer.content.decode()
    assert answer.status_code == 410
    assert "Rosa removed this from the record of Acme BPO" in html
    assert reverse(PARTS[kind][1], args=[vendor.pk]) in html
    assert "Nothing was saved" not in html


def test_what_was_typed_is_shown_to_be_copied(
    reference: None, vendor: Vendor, rita: User, rosa: User, signed_in: SignIn
) -> None:
    address = reverse("site_edit", args=[removed("site", vendor, rosa)])

    answer = signed_in(rita).post(address, {"city": "<Bilbao>", "seats": "40", "seen": '{"city": "Vigo"}'})

    html = answer.content.decode()
    assert answer.status_code == 410
    assert "Site Vigo, Spain" in html and "Nothing was saved" in html
    assert "&lt;Bilbao&gt;" in html and "seen" not in dict(answer.context["typed"])


def test_what_never_was_and_what_others_may_not_see_stays_absent(
    reference: None, vendor: Vendor, rita: User, rosa: User, bea: User, vic: User, signed_in: SignIn
) -> None:
    pk = removed("site", vendor, rosa)

    for user in (bea, vic):
        assert signed_in(user).get(reverse("site_edit", args=[pk])).status_code == 404
    assert signed_in(rita).get(reverse("site_edit", args=[10**9])).status_code == 404
    assert signed_in(rita).get(reverse("capability_edit", args=[pk])).status_code == 404
    Vendor.objects.filter(pk=vendor.pk).delete()
    assert signed_in(rita).get(reverse("site_edit", args=[pk])).status_code == 404
