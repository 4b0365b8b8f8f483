"""Rate cards of the invented vendors, and a volume profile to compare them on."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from accounts.models import User
from accounts.sample import done

from .models import Included, RateCard, RateLine, ServiceLine, Vendor, VolumeProfile
from .sample import day, listed, rows


def load_rates(*, lead: User, keeper: User, at: datetime) -> None:
    with done(by=keeper, at=at):
        cards: dict[tuple[str, str], RateCard] = {}
        for row in rows("story_rates.csv"):
            key = row["vendor"], row["card"]
            if key not in cards:
                cards[key] = _card(row, at=at)
            _line(cards[key], row)
    with done(by=lead, at=at):
        profile = VolumeProfile(
            name="Citizen contact line, one month",
            owner=lead,
            is_shared=True,
            contacts=133_000,
            handling_seconds=285,
            resolution_rate=Decimal(78),
            occupancy=Decimal(82),
            shrinkage=Decimal(28),
            paid_hours=Decimal(150),
            term_months=48,
        )
        profile.full_clean()
        profile.save()


def _card(row: Mapping[str, str], *, at: datetime) -> RateCard:
    card = RateCard(
        vendor=Vendor.objects.get(name=row["vendor"]),
        name=row["card"],
        currency=row["currency"],
        valid_from=day(row["valid_from_offset_days"], at=at),
        valid_until=day(row["valid_until_offset_days"], at=at),
        service_line=ServiceLine.objects.get(code=row["service_line"]),
        country=row["country"],
        source=row["source"],
        as_of=day(row["as_of_offset_days"], at=at),
    )
    card.full_clean()
    card.save()
    return card


def _line(card: RateCard, row: Mapping[str, str]) -> None:
    line = RateLine(
        card=card,
        unit=row["unit"],
        price=Decimal(row["price"]),
        counted=row["counted"],
        tier_above=Decimal(row["tier_above"]),
        tier_up_to=Decimal(row["tier_up_to"]) if row["tier_up_to"] else None,
        bills_shrinkage={"yes": True, "no": False}.get(row["bills_shrinkage"]),
        includes=[Included(each) for each in listed(row["includes"])],
    )
    line.full_clean()
    line.save()
