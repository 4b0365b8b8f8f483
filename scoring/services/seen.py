"""Which version of a shortlist a person has looked at last."""

from django.db import transaction

from accounts.models import User
from rfp.models import Rfp

from ..models import LastSeen


@transaction.atomic
def mark_seen(*, user: User, rfp: Rfp, number: int) -> int:
    """Remember the newest version ever seen; going back to an older one changes nothing. Which it was until now."""
    seen, created = LastSeen.objects.get_or_create(user=user, rfp=rfp, defaults={"number": number})
    if not created and seen.number < number:
        LastSeen.objects.filter(pk=seen.pk, number__lt=number).update(number=number)
    return seen.number
