from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.requests import Request
from vendors.access import readers_only
from vendors.models import Vendor

from ..presentation.evaluated import evaluated


@require_GET
@readers_only
def vendor_record(request: Request, pk: int) -> HttpResponse:
    """A vendor's track record: how it performed, where it was evaluated, and the lists it is on."""
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    on = timezone.localdate()
    records = vendor.performance.select_related("service_line", "recorded_by")
    counting = set(vendor.performance.counting(on=on).values_list("pk", flat=True))
    memberships = list(vendor.list_memberships.select_related("vendor_list"))
    context = {
        "vendor": vendor,
        "tab": "record",
        "records": [(record, record.pk in counting) for record in records],
        "memberships": [(each, each.lacks(on=on)) for each in memberships],
        "evaluated": evaluated(vendor, user=request.user),
        "can_edit": request.user.can_edit_register,
    }
    return render(request, "scoring/vendor_record.html", context)
