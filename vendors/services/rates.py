"""Rate cards as a whole, with their lines."""

from django.db import transaction

from vendors.models import RateCard, RateLine

COPIED = ("vendor_id", "currency", "service_line_id", "country", "site_id", "tier_rule", "note")


@transaction.atomic
def copy_rate_card(*, card: RateCard) -> RateCard:
    """The same prices for another time: without validity, source or verification."""
    facts = {name: getattr(card, name) for name in COPIED}
    copy = RateCard.objects.create(name=f"Copy of {card.name}"[:120], **facts)
    lines = list(card.lines.all())
    for line in lines:
        line.pk, line.card = None, copy
    RateLine.objects.bulk_create(lines)
    return copy
