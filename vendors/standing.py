"""How vendors stand by their track record: who is to be watched, and who is blocked."""

from collections.abc import Iterable
from datetime import date

from .models import PerformanceRecord, Rating, ServiceLine

WORST = (Rating.WATCH, Rating.BLOCKED)


def warnings(
    vendors: Iterable[int], *, on: date, lines: Iterable[ServiceLine] = ()
) -> dict[int, PerformanceRecord]:
    """The worst record that still counts of each vendor that has one to warn of; one query."""
    counting = PerformanceRecord.objects.counting(on=on).about(lines)
    records = counting.filter(vendor__in=list(vendors), rating__in=WORST).select_related("service_line")
    worst: dict[int, PerformanceRecord] = {}
    for record in records:
        if record.vendor_id not in worst or record.rating == Rating.BLOCKED:
            worst[record.vendor_id] = record
    return worst
