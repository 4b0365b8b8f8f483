"""Where a vendor works from, as a buyer sees it from their own country."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_countries import countries

from accounts.requests import Request
from vendors.access import readers_only
from vendors.coverage import Change, changes, overlap, total
from vendors.forms.viewpoint import Buyer, viewpoint
from vendors.geography import Seen, Viewpoint, hours, seen_from
from vendors.grid import blocks_of
from vendors.models import DeliverySite, Vendor


@dataclass(frozen=True)
class SiteSeen:
    """A site as the buyer sees it: how far away, and how long open while the buyer works."""

    site: DeliverySite
    seen: Seen | None
    is_open: bool
    overlap: str
    changes: list[tuple[Change, str]]


@require_GET
@readers_only
def vendor_delivery(request: Request, pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    now, today = timezone.now(), timezone.localdate()
    form, buyer = viewpoint(request.GET.dict(), request.session, user=request.user, today=today)
    shores = seen_from(buyer.country) if buyer.country else None
    sites = list(vendor.sites.select_related("entered_by", "verified_by").prefetch_related("languages"))
    context = {
        "vendor": vendor,
        "tab": "delivery",
        "form": form,
        "buyer": buyer,
        "seen_from": countries.name(buyer.country),
        "working_day": hours(total([buyer.window.on(buyer.day)])),
        "sites": [seen(site, buyer, shores, at=now) for site in sites],
        "seats": sum(site.seats or 0 for site in sites),
        "declared": declared(vendor, sites, shores),
        "blocks": blocks_of(sites, buyer.hours),
        "without_hours": [site for site in sites if not site.week.is_known],
        "can_edit": request.user.can_edit_register,
        "now": now,
    }
    return render(request, "vendors/vendor_delivery.html", context)


def seen(site: DeliverySite, buyer: Buyer, shores: Viewpoint | None, *, at: datetime) -> SiteSeen:
    where = (site.week, buyer.window, buyer.day)
    return SiteSeen(
        site,
        shores.see(site.country.code) if shores else None,
        site.week.is_open(at),
        hours(overlap(*where)),
        [(change, hours(change.hours)) for change in changes(*where)],
    )


def declared(
    vendor: Vendor, sites: list[DeliverySite], shores: Viewpoint | None
) -> list[tuple[str, Seen | None]]:
    """Countries that the vendor says it delivers from, without a recorded site there."""
    recorded = {site.country.code for site in sites}
    return [
        (country.name, shores.see(country.code) if shores else None)
        for country in vendor.delivery_countries
        if country.code not in recorded
    ]
