"""How vendors stand today: who is to be watched or blocked by their track record, and who is not asked for offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Subquery

from .models import AWAY, PerformanceRecord, Rating, ServiceLine, Vendor, VendorStatus

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


@dataclass(frozen=True)
class Away:
    """A vendor that is suspended or retired, since when, and why."""

    vendor: Vendor
    since: datetime | None

    @property
    def label(self) -> str:
        return self.vendor.get_status_display()


def away(vendors: Iterable[int]) -> dict[int, Away]:
    """Those of them that are suspended or retired today; one query."""
    gone: Any = Vendor.objects.filter(pk__in=set(vendors), status__in=AWAY).annotate(since=Subquery(began()))
    return {each.pk: Away(each, each.since) for each in gone}


def began() -> Any:
    """By the audit trail, when the status of now began: the first of its events without another status after it."""
    trail: Any = apps.get_model("vendors", "VendorEvent").objects
    later = trail.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__gt=OuterRef("pgh_id"))
    other_since = later.exclude(status=OuterRef("status"))
    same = trail.filter(~Exists(other_since), pgh_obj=OuterRef("pk"), status=OuterRef("status"))
    return same.order_by("pgh_id").values("pgh_created_at")[:1]


def stood_before(vendor: Vendor) -> VendorStatus:
    """Where a suspended vendor stood, by the audit trail; registered where it came as suspended."""
    trail: Any = apps.get_model("vendors", "VendorEvent").objects.filter(pgh_obj=vendor)
    last = trail.exclude(status__in=AWAY).order_by("-pgh_id").values_list("status", flat=True).first()
    return VendorStatus(last or VendorStatus.REGISTERED)
