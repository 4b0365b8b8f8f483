from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from accounts.models import Role, User
from vendors import services
from vendors.models import Certification, CertificationScheme, Import, ImportKind, Vendor
from vendors.services import load_reference

MakeVendor = Callable[..., Vendor]
MakeCertification = Callable[..., Certification]


@pytest.fixture
def reference(db: None) -> None:
    load_reference()


@pytest.fixture
def rosa(person: Callable[..., User]) -> User:
    """Keeps the register beside Rita."""
    return person("Rosa", Role.REGISTER_MANAGER)


@pytest.fixture
def make_vendor(db: None) -> MakeVendor:
    def make(name: str = "Acme BPO", **facts: Any) -> Vendor:
        if facts.get("employees") is not None:
            facts.setdefault("employees_year", 2026)
        return Vendor.objects.create(name=name, **facts)

    return make


@pytest.fixture
def vendor(make_vendor: MakeVendor) -> Vendor:
    return make_vendor("Acme BPO", country="ES", employees=3400, employees_year=2025)


@pytest.fixture
def make_certification(reference: None) -> MakeCertification:
    def make(vendor: Vendor, scheme: str = "ISO27001", **facts: Any) -> Certification:
        facts.setdefault("expires_on", date(2030, 1, 1))
        return Certification.objects.create(
            vendor=vendor, scheme=CertificationScheme.objects.get(code=scheme), **facts
        )

    return make


@pytest.fixture
def claim(vendor: Vendor, make_certification: MakeCertification, rita: User) -> Certification:
    """What Rita wrote down and nobody has verified."""
    return make_certification(vendor, number="IS 1234", claimed_by=rita)


@pytest.fixture
def upload(reference: None, rita: User) -> Import:
    """A file of Rita's that waits for her to confirm it."""
    file = BytesIO(b"name,country\nNuevo BPO,ES\n")
    return services.upload(
        file=file, name="new.csv", kind=ImportKind.VENDORS, by=rita, at=datetime(2026, 11, 1, tzinfo=UTC)
    )
