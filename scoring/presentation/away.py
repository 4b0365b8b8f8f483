"""Who of an RFP is suspended or retired today: shown beside whatever a version says of the vendor, never part of it."""

from rfp.models import Rfp
from vendors.models import AWAY
from vendors.standing import Away, away


def away_of(rfp: Rfp) -> dict[str, Away]:
    """By the key of the candidate; two queries at most, none where the RFP is of `with_status` and there is nobody."""
    if not rfp.__dict__.get("away", True):
        return {}
    keys = dict(rfp.candidates.filter(vendor__status__in=AWAY).values_list("vendor_id", "key"))
    return {keys[pk]: mark for pk, mark in away(keys).items()}
