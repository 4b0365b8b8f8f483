from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from rfp.models import Rfp, RfpTemplate, TeamRole
from rfp.services import add_candidates, add_member, create_rfp
from vendors.models import Vendor

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def template(db: None) -> RfpTemplate:
    """One criterion with all the weight, so that an RFP from it could be published."""
    price = {"key": "price", "title": "Price", "kind": "price", "source": "offer"}
    return RfpTemplate.objects.create(
        key="payroll",
        title="Payroll outsourcing",
        need="Pay must be right.",
        currency="EUR",
        buyer_country="ES",
        criteria=[{**price, "weight": "100", "formula": "lowest_ratio"}],
    )


@pytest.fixture
def draft(bea: User, template: RfpTemplate) -> Rfp:
    """An RFP that Bea leads, without vendors and dates so far."""
    rfp = Rfp(title="Payroll", buyer_country="ES", timezone="Europe/Madrid", template=template)
    return create_rfp(rfp=rfp, by=bea, at=NOW)


@pytest.fixture
def vendor(db: None) -> Callable[..., Vendor]:
    def make(name: str, **facts: object) -> Vendor:
        return Vendor.objects.create(name=name, **facts)

    return make


@pytest.fixture
def acme(vendor: Callable[..., Vendor]) -> Vendor:
    return vendor("Acme")


@pytest.fixture
def bolt(vendor: Callable[..., Vendor]) -> Vendor:
    return vendor("Bolt")


@pytest.fixture
def ready(draft: Rfp, acme: Vendor, bolt: Vendor) -> Rfp:
    """The draft with all that publishing needs."""
    add_candidates(rfp=draft, vendors=[acme, bolt], on=NOW.date())
    Rfp.objects.filter(pk=draft.pk).update(deadline_at=timezone.now() + timedelta(days=30))
    draft.refresh_from_db()
    return draft


@pytest.fixture
def with_panel(ready: Rfp, eva: User, otto: User) -> Rfp:
    add_member(rfp=ready, user=eva, role=TeamRole.EVALUATOR)
    add_member(rfp=ready, user=otto, role=TeamRole.OBSERVER)
    return ready
