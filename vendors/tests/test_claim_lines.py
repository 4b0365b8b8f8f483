"""What a claim shows to who decides on it."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.forms.claims import CompanyClaimForm
from vendors.models import ProfileClaim, Vendor

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
OLD = {"employees": "3400", "employees_year": "2025"}
NEW = {"employees": "3500", "employees_year": "2025"}


def test_what_stays_beside_a_change_is_no_change_in_words(vendor: Vendor) -> None:
    assert CompanyClaimForm(instance=vendor).in_words(OLD, NEW) == [["People", "3,400", "3,500"]]


def test_claims_from_before_list_only_what_changes(
    vendor: Vendor, vic: User, rita: User, signed_in: SignIn
) -> None:
    lines = [["People", "3400", "3500"], ["Year of that figure", "2025", "2025"]]
    facts = {"target": "vendor", "topic": "employees", "title": "People", "deed": "change"}
    ProfileClaim.objects.create(
        vendor=vendor, **facts, old=OLD, new=NEW, lines=lines, claimed_by=vic, claimed_at=NOW
    )

    html = signed_in(rita).get(reverse("vendor_claims")).content.decode()

    assert "3500" in html and "Year of that figure" not in html
