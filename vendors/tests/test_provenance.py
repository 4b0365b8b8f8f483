"""Facts say where they come from, and nobody verifies what they entered."""

from datetime import UTC, datetime

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import F

from accounts.models import User
from vendors import services
from vendors.models import Capability, FactSource, Industry, Language, ServiceLine, Vendor

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


def source(vendor: Vendor, field: str) -> FactSource:
    return FactSource.objects.get(vendor=vendor, field=field)


def test_each_known_fact_of_a_vendor_has_a_source_of_its_own(reference: None, rita: User) -> None:
    with pghistory.context(user=rita.pk):
        vendor = Vendor.objects.create(name="Acme", country="ES", employees=5, employees_year=2026)
        vendor.languages.set(Language.objects.all()[:2])

    found = FactSource.objects.filter(vendor=vendor)
    assert set(found.values_list("field", "entered_by__name")) == {
        ("country", "Rita"),
        ("employees", "Rita"),
        ("languages", "Rita"),
    }


def test_a_changed_figure_leaves_its_old_source_and_verification_behind(
    vendor: Vendor, rita: User, rosa: User
) -> None:
    FactSource.objects.update(source="Annual report", verified_by=rosa, verified_at=NOW)

    with pghistory.context(user=rita.pk):
        Vendor.objects.update(employees=F("employees") + 1)

    head_count, country = source(vendor, "employees"), source(vendor, "country")
    assert (head_count.source, head_count.entered_by, head_count.is_verified) == ("", rita, False)
    assert (country.source, country.is_verified) == ("Annual report", True)


def test_what_is_no_longer_known_has_no_source(vendor: Vendor, reference: None) -> None:
    vendor.languages.set(Language.objects.all()[:1])

    Vendor.objects.update(employees=None, employees_year=None)
    vendor.languages.clear()

    assert list(FactSource.objects.values_list("field", flat=True)) == ["country"]


def test_a_list_that_changes_is_verified_no_longer(vendor: Vendor, reference: None, rosa: User) -> None:
    one, other = Industry.objects.all()[:2]
    vendor.industries.set([one])
    FactSource.objects.filter(field="industries").update(source="Site", verified_by=rosa, verified_at=NOW)

    vendor.industries.set([other])

    assert not source(vendor, "industries").is_verified


def test_a_list_within_a_fact_that_changes_ends_its_verification(
    capability: Capability, rosa: User, ada: User
) -> None:
    services.verify_fact(fact=capability, by=rosa, at=NOW)

    with pghistory.context(user=ada.pk):
        capability.industries.add(Industry.objects.earliest("pk"))

    capability.refresh_from_db()
    assert (capability.is_verified, capability.entered_by) == (False, ada)


def test_a_vendor_goes_with_its_sources(vendor: Vendor, reference: None) -> None:
    vendor.languages.set(Language.objects.all()[:2])
    vendor.industries.set(Industry.objects.all()[:2])

    vendor.delete()

    assert not FactSource.objects.exists()
