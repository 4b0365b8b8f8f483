from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from accounts.models import User
from vendors.models import ServiceLine

from .. import hooks
from ..events import rfp_changed
from ..models import Rfp, TeamRole
from .team import add_member


@transaction.atomic
def create_rfp(*, rfp: Rfp, by: User, at: datetime, service_lines: Iterable[ServiceLine] = ()) -> Rfp:
    """Give a new RFP its number and its lead; its template, if set, brings the criteria."""
    rfp.number = next_number(at=at)
    rfp.full_clean()
    rfp.save()
    rfp.service_lines.set(service_lines)
    add_member(rfp=rfp, user=by, role=TeamRole.LEAD)
    for start in hooks.started:
        start(rfp)
    rfp_changed.publish(rfp_id=rfp.pk)
    return rfp


def next_number(*, at: datetime) -> str:
    """`RFP-<year>-<NNN>`: one after the highest; others who want one wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('rfp.number'))")
    prefix = f"RFP-{at:%Y}-"
    counter = Cast(Substr("number", len(prefix) + 1), IntegerField())
    of_year = Rfp.objects.filter(number__startswith=prefix)
    highest = of_year.aggregate(highest=Max(counter))["highest"] or 0
    return f"{prefix}{highest + 1:03}"
