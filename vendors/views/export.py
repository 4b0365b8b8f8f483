"""Taking out of the register what somebody sees."""

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.requests import Request
from vendors.access import readers_only
from vendors.exports import csv_of, fields_of, importable_fields, rows_of, xlsx_of
from vendors.filters import VendorTableForm
from vendors.models import Vendor


@require_GET
@readers_only
def vendor_export(request: Request, suffix: str) -> HttpResponseBase:
    """Every vendor the filters find, in their order; `fields=all` takes all that an import reads."""
    if suffix not in ("csv", "xlsx"):
        raise Http404
    form = VendorTableForm(request.GET)
    vendors = form.apply(Vendor.objects.visible_to(request.user))
    if form.errors:
        return redirect(f"{reverse('vendor_list')}?{request.GET.urlencode()}")
    everything = request.GET.get("fields") == "all"
    fields = importable_fields() if everything else fields_of(form.shown.values())
    today = timezone.localdate()
    rows = rows_of(vendors, fields, on=today)
    name = f"vendors-{today.isoformat()}.{suffix}"
    if suffix == "xlsx":
        return FileResponse(xlsx_of(rows), as_attachment=True, filename=name)
    return StreamingHttpResponse(
        csv_of(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
