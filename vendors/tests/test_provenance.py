"""Facts say where they come from, and nobody verifies what they entered."""

from datetime import UTC, datetime

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from vendors import services
from vendors.models import Capability, ServiceLine, Vendor

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def capability(vendor: Vendor, reference: None, rita: User) -> Capability:
    """Twelve years of inbound calls, entered by Rita."""
    line = ServiceLine.objects.get(code="FO-01")
    with pghistory.context(user=rita.pk):
        made = Capability.objects.create(vendor=vendor, service_line=line, years=12, source="Annual report")
    made.refresh_from_db()
    return made


def test_a_fact_is_entered_by_whoever_writes_it(capability: Capability, rita: User) -> None:
    assert capability.entered_by == rita


def test_another_person_verifies_a_fact(capability: Capability, rosa: User) -> None:
    services.verify_fact(fact=capability, by=rosa, at=NOW)

    capability.refresh_from_db()
    assert (capability.verified_by, capability.verified_at) == (rosa, NOW)


def test_nobody_verifies_what_they_entered(capability: Capability, rita: User) -> None:
    with pytest.raises(ValidationError, match="other than the person who entered it"):
        services.verify_fact(fact=capability, by=rita, at=NOW)


def test_the_database_itself_refuses_ones_own_verification(capability: Capability, rita: User) -> None:
    with pytest.raises(IntegrityError, match="capability_verified_by_another"):
        Capability.objects.update(verified_by=rita, verified_at=NOW)


def test_a_fact_is_verified_once(capability: Capability, rosa: User) -> None:
    services.verify_fact(fact=capability, by=rosa, at=NOW)

    with pytest.raises(ValidationError, match="verified already"):
        services.verify_fact(fact=capability, by=rosa, at=NOW)


def test_a_changed_fact_is_verified_no_longer(capability: Capability, rosa: User) -> None:
    services.verify_fact(fact=capability, by=rosa, at=NOW)

    with pghistory.context(user=rosa.pk):
        Capability.objects.update(years=13)

    capability.refresh_from_db()
    assert (capability.is_verified, capability.verified_by, capability.entered_by) == (False, None, rosa)


def test_writing_a_fact_down_unchanged_keeps_its_verification(
    capability: Capability, rita: User, rosa: User
) -> None:
    services.verify_fact(fact=capability, by=rosa, at=NOW)

    with pghistory.context(user=rosa.pk):
        Capability.objects.update(years=12)

    capability.refresh_from_db()
    assert (capability.is_verified, capability.entered_by) == (True, rita)


def test_a_verification_is_taken_back(capability: Capability, rosa: User) -> None:
    services.verify_fact(fact=capability, by=rosa, at=NOW)

    services.withdraw_verification(fact=capability)

    capability.refresh_from_db()
    assert (capability.is_verified, capability.verified_by) == (False, None)
