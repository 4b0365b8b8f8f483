"""A rate card and a volume profile."""

from decimal import Decimal

import pytest

from accounts.models import User
from vendors.models import RateCard, RateLine, Vendor, VolumeProfile


@pytest.fixture
def card(vendor: Vendor) -> RateCard:
    card = RateCard.objects.create(vendor=vendor, name="Voice", currency="EUR", source="Offer of May")
    RateLine.objects.create(card=card, unit="contact", price=Decimal("2.35"))
    return card


@pytest.fixture
def profile(bea: User) -> VolumeProfile:
    return VolumeProfile.objects.create(
        name="City line", owner=bea, contacts=42_000, handling_seconds=330, occupancy=80, shrinkage=30,
        paid_hours=160, term_months=12,
    )  # fmt: skip
