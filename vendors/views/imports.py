"""From a spreadsheet to the register: upload, look, confirm."""

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from vendors.access import editors_only
from vendors.forms import UploadForm
from vendors.imports import COLUMNS_OF, REQUIRED_OF, RegisterChanged
from vendors.models import Upload, UploadKind
from vendors.services import confirm_upload, preview_again, upload

PAGE_SIZE = 100
KINDS = {"new": "New", "changed": "Changed", "same": "Unchanged"}


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_import(request: Request) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = upload(
                file=file, name=file.name, kind=form.cleaned_data["kind"], by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error("file", error.messages)
        else:
            return redirect("vendor_import_preview", kept.pk)
    kinds = [
        (kind, label, [(column, column in REQUIRED_OF[kind]) for column in COLUMNS_OF[kind]])
        for kind, label in UploadKind.choices
    ]
    return render(request, "vendors/vendor_import.html", {"form": form, "kinds": kinds})


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_import_preview(request: Request, pk: int) -> HttpResponse:
    kept = get_object_or_404(Upload.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        return confirm(request, kept)
    counts = {kind: sum(row["kind"] == kind for row in kept.preview["rows"]) for kind in KINDS}
    show = chosen(request.GET.get("show", ""), counts)
    rows = [row for row in kept.preview["rows"] if row["kind"] == show]
    context = {
        "upload": kept,
        "preview": kept.preview,
        "tabs": [(kind, label, counts[kind]) for kind, label in KINDS.items()],
        "show": show,
        "rows": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "to_write": counts["new"] + counts["changed"],
    }
    return render(request, "vendors/vendor_import_preview.html", context)


def chosen(show: str, counts: dict[str, int]) -> str:
    return show if show in counts else next((kind for kind, count in counts.items() if count), "new")


def confirm(request: Request, kept: Upload) -> HttpResponse:
    try:
        plan = confirm_upload(upload=kept, by=request.user, at=timezone.now())
    except RegisterChanged as error:
        preview_again(upload=kept)
        messages.warning(request, error.messages[0])
        return redirect("vendor_import_preview", kept.pk)
    except ValidationError:
        messages.error(
            request, "A file with faults is not imported. Mend the rows below and upload it again."
        )
        return redirect("vendor_import_preview", kept.pk)
    new, changed = plan.count("new"), plan.count("changed")
    messages.success(request, f"Imported {kept.file_name}: {new:,} added, {changed:,} changed.")
    return redirect("vendor_list")


@require_POST
@editors_only
def vendor_import_discard(request: Request, pk: int) -> HttpResponse:
    get_object_or_404(Upload.objects.visible_to(request.user), pk=pk).delete()
    messages.info(request, "The file was discarded; nothing was imported.")
    return redirect("vendor_import")


@require_GET
@editors_only
def vendor_import_template(request: Request, kind: str) -> HttpResponse:
    """An empty file with the right head."""
    if kind not in COLUMNS_OF:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    writer: Any = csv.writer(response)
    response.write("\ufeff")
    writer.writerow(COLUMNS_OF[kind])
    return response
