"""Taking out of the register what somebody sees."""

from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.requests import Request
from vendors.access import readers_only
from vendors.exports import (
    PARTS,
    Row,
    csv_of,
    fields_of,
    importable_fields,
    parts_of,
    rows_of,
    xlsx_of,
)
from vendors.filters import VendorTableForm
from vendors.models import ImportKind, Vendor, VendorQuerySet


@require_GET
@readers_only
def vendor_export(request: Request, suffix: str) -> HttpResponseBase:
    """Every vendor the filters find, in their order; `fields=all` takes all that an import reads."""
    form = VendorTableForm(request.GET)
    vendors = found(request, form, suffix)
    if vendors is None:
        return back(request)
    everything = request.GET.get("fields") == "all"
    fields = importable_fields() if everything else fields_of(form.shown.values())
    return file_of(rows_of(vendors, fields, on=timezone.localdate()), ImportKind.VENDORS, suffix)


@require_GET
@readers_only
def vendor_export_parts(request: Request, kind: str, suffix: str) -> HttpResponseBase:
    """Certifications, sites or capabilities of every vendor the filters find, as an import reads them."""
    if kind not in PARTS:
        raise Http404
    vendors = found(request, VendorTableForm(request.GET), suffix)
    return back(request) if vendors is None else file_of(parts_of(kind, vendors), ImportKind(kind), suffix)


def found(request: Request, form: VendorTableForm, suffix: str) -> VendorQuerySet | None:
    if suffix not in ("csv", "xlsx"):
        raise Http404
    vendors = form.apply(Vendor.objects.visible_to(request.user))
    return None if form.errors else vendors


def back(request: Request) -> HttpResponseBase:
    return redirect(f"{reverse('vendor_list')}?{request.GET.urlencode()}")


def file_of(rows: Iterable[Row], kind: ImportKind, suffix: str) -> HttpResponseBase:
    name = f"{kind.value}-{timezone.localdate().isoformat()}.{suffix}"
    if suffix == "xlsx":
        return FileResponse(xlsx_of(rows, kind.label), as_attachment=True, filename=name)
    return StreamingHttpResponse(
        csv_of(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
