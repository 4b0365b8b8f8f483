"""What only certifications have beside other parts of a vendor: a timeline and renewals."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from vendors.access import editors_only
from vendors.forms import DayForm, RenewalForm
from vendors.models import Vendor
from vendors.timeline import timeline_of

from .parts import CERTIFICATION, after_saving, fetch


def over_time(request: Request, vendor: Vendor) -> dict[str, Any]:
    """The vendor's certifications as they stand today, or on the day that the address asks for."""
    today = timezone.localdate()
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today})
    asked = form.cleaned_data.get("on") if form.is_valid() else None
    people = ("claimed_by", "decided_by")
    certifications = vendor.certifications.select_related("scheme", "renews", *people).prefetch_related(
        "sites"
    )
    return {"timeline": timeline_of(certifications, on=asked or today), "day_form": form}


@require_http_methods(["GET", "POST"])
@editors_only
def certification_renew(request: Request, pk: int) -> HttpResponse:
    old = fetch(request, CERTIFICATION, pk)
    form = RenewalForm(request.POST or None, renews=old)
    form.instance.claimed_by = request.user
    if request.method == "POST" and form.is_valid() and form.saved():
        return after_saving(request, old.vendor, "Recorded the renewal. It counts once it is verified.")
    context = {"form": form, "vendor": old.vendor, "old": old}
    return render(request, "vendors/certification_renew.html", context)
