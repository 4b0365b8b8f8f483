"""From a spreadsheet to the register: upload, say what the columns are, look, confirm; and take it back."""

import csv
import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from accounts.requests import Request
from bpo_portal.text import as_text_cell
from vendors.access import editors_only
from vendors.forms import ColumnsForm, UploadForm
from vendors.imports import COLUMNS_OF, REQUIRED_OF, propose, read
from vendors.models import Import, ImportKind, ImportRow, ImportState
from vendors.services import (
    ChangedSince,
    answer_rest,
    answer_rows,
    confirm,
    say_columns,
    standing_in_the_way,
    try_again,
    undo_import,
    upload,
)

PAGE_SIZE = 100
ALIKE = "alike"
NUMBER = re.compile(r"row-([0-9]{1,9})\Z", re.ASCII)
LISTED = 30
EXAMPLES = 3
MOST_TOLD = 10
NAMED = 50
"""So many of the records that stand in the way of taking an import back are named."""


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_import(request: Request) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        facts = {name: form.cleaned_data[name] for name in ("kind", "source")}
        try:
            kept = upload(file=file, name=file.name, by=request.user, at=timezone.now(), **facts)
        except ValidationError as error:
            form.add_error("file", error.messages)
        else:
            return redirect("vendor_import_preview", kept.pk)
    kinds = [
        (kind, label, [(column, column in REQUIRED_OF[kind]) for column in COLUMNS_OF[kind]])
        for kind, label in ImportKind.choices
    ]
    return render(request, "vendors/vendor_import.html", {"form": form, "kinds": kinds})


@require_GET
@editors_only
def vendor_imports(request: Request) -> HttpResponse:
    imports = Import.objects.visible_to(request.user).listed()
    page = Paginator(imports, LISTED).get_page(request.GET.get("page"))
    return render(request, "vendors/imports_list.html", {"imports": page})


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_import_preview(request: Request, pk: int) -> HttpResponse:
    """Where an import stands: what is asked, how far it is, what would change, or what has changed."""
    kept = fetch(request, pk)
    if request.method == "POST":
        return confirmed(request, kept)
    if kept.state == ImportState.MAPPING:
        return redirect("vendor_import_columns", kept.pk)
    if kept.is_under_way:
        name = "_import_progress" if request.htmx else "import_progress"
        return render(request, f"vendors/{name}.html", {"upload": kept})
    if request.htmx:
        return HttpResponseClientRefresh()
    return render(
        request, "vendors/vendor_import_preview.html", {"upload": kept, **rows_shown(request, kept)}
    )


def rows_shown(request: Request, kept: Import) -> dict[str, Any]:
    counts = {kind.value: kept.counts.get(kind.value, 0) for kind in ImportRow.Kind}
    alike = kept.rows.resembling() if kept.state == ImportState.PREVIEWED else kept.rows.none()
    tabs = [(kind.value, kind.label, counts[kind.value]) for kind in ImportRow.Kind]
    if like_records := alike.count():
        tabs.append((ALIKE, "On record already?", like_records))
    asked = request.GET.get("show", "")
    usual = next((key for key, _, count in tabs if count), "new")
    show = asked if asked in [key for key, _, _ in tabs] else usual
    rows = alike if show == ALIKE else kept.rows.filter(kind=show)
    page = Paginator(rows.select_related("resembles"), PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "tabs": tabs,
        "show": show,
        "rows": page,
        "unanswered": alike.unanswered().count() if like_records else 0,
        "can_answer": not kept.fault_count and any(row.resembles_id for row in page) and bool(like_records),
        "choices": [("", "Not said: make a new record"), *ImportRow.Answer.choices],
    }


def confirmed(request: Request, kept: Import) -> HttpResponse:
    """Writes what the page showed, with what is ticked on it; where a tick cannot be taken nothing is written."""
    try:
        answers = answers_in(request)
        if not answered(request, kept, answers):
            messages.warning(request, "Nothing was imported. The other answers of the page are saved.")
            return back_to_rows(request, kept.pk)
        if answers and not fetch(request, kept.pk).to_write:
            return back_to_rows(request, kept.pk)
        kept = confirm(imported=kept, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        if kept.state == ImportState.DONE:
            new, changed = (kept.counts.get(kind, 0) for kind in ("new", "changed"))
            messages.success(request, f"Imported {kept.file_name}: {new:,} added, {changed:,} changed.")
        elif kept.state == ImportState.PREVIEWED:
            messages.warning(request, kept.note)
    return redirect("vendor_import_preview", kept.pk)


@require_POST
@editors_only
def vendor_import_answers(request: Request, pk: int) -> HttpResponse:
    """Whether rows are about the vendors that they resemble: those of a page, or all that nobody has answered."""
    kept = fetch(request, pk)
    try:
        if answered(request, kept, answers_in(request)) and "rest" in request.POST:
            count = answer_rest(imported=kept)
            messages.success(
                request,
                f"{count:,} more {'row makes a' if count == 1 else 'rows make'} new "
                f"record{'' if count == 1 else 's'}; nobody is asked about them again.",
            )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return back_to_rows(request, pk)


def answered(request: Request, kept: Import, answers: dict[int, str]) -> bool:
    """Takes what is ticked; whether all of it could be, as what could not is said."""
    problems = answer_rows(imported=kept, answers=answers) if answers else []
    for problem in problems[:MOST_TOLD]:
        messages.error(request, problem)
    return not problems


def back_to_rows(request: Request, pk: int) -> HttpResponse:
    """To the page of rows that was left."""
    place = {key: request.POST[key] for key in ("show", "page") if request.POST.get(key)}
    return redirect(f"{reverse('vendor_import_preview', args=[pk])}?{urlencode(place)}")


def answers_in(request: Request) -> dict[int, str]:
    """By row; what is no answer is none."""
    found = {key: request.POST.get(key, "") for key in list(request.POST)[: 2 * PAGE_SIZE]}
    known = {"", *ImportRow.Answer}
    return {
        int(match[1]): value
        for key, value in found.items()
        if (match := NUMBER.match(key)) and value in known
    }


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_import_columns(request: Request, pk: int) -> HttpResponse:
    kept = fetch(request, pk)
    if kept.state not in (ImportState.MAPPING, ImportState.PREVIEWED):
        return redirect("vendor_import_preview", kept.pk)
    proposed = [column or "-" for column in kept.columns] or propose(kept.head, COLUMNS_OF[kept.kind])
    form = ColumnsForm(request.POST or None, imported=kept, proposed=proposed)
    if request.method == "POST" and form.is_valid():
        source = form.cleaned_data["source"]
        say_columns(imported=kept, columns=form.columns, source=source, by=request.user, at=timezone.now())
        return redirect("vendor_import_preview", kept.pk)
    context = {"form": form, "upload": kept, "places": list(zip(form.places, examples(kept), strict=True))}
    return render(request, "vendors/import_columns.html", context)


def examples(kept: Import) -> list[str]:
    """What stands in the first rows of each column."""
    table = read(kind=kept.kind, content=bytes(kept.content), name=kept.file_name)
    rows = [row + [""] * (len(kept.head) - len(row)) for _, row in table.rows[:EXAMPLES]]
    return ["; ".join(filter(None, (row[place] for row in rows))) for place in range(len(kept.head))]


@require_GET
@editors_only
def vendor_import_faults(request: Request, pk: int) -> HttpResponse:
    """All faults as a file, to be mended beside the one that has them."""
    kept = fetch(request, pk)
    response = csv_response(f"faults-{kept.pk}.csv")
    writer: Any = csv.writer(response)
    writer.writerow(["row", "column", "what is wrong"])
    for row in kept.rows.filter(kind=ImportRow.Kind.FAULTY):
        for column, _, rule in row.changes:
            writer.writerow([row.number, as_text_cell(column), as_text_cell(rule)])
    return response


@require_POST
@editors_only
def vendor_import_again(request: Request, pk: int) -> HttpResponse:
    try_again(imported=fetch(request, pk), at=timezone.now())
    return redirect("vendor_import_preview", pk)


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_import_undo(request: Request, pk: int) -> HttpResponse:
    """Asks, or says what stands in the way as long as something does."""
    kept = fetch(request, pk)
    if request.method == "POST":
        try:
            kept = undo_import(imported=kept, by=request.user, at=timezone.now())
        except ChangedSince:
            messages.error(request, "Nothing was taken back.")
            return redirect("vendor_import_undo", kept.pk)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            if kept.state == ImportState.UNDONE:
                messages.success(request, f"Took back the import of {kept.file_name}.")
    if request.method == "POST" or kept.state != ImportState.DONE:
        return redirect("vendor_import_preview", kept.pk)
    new, changed = (kept.counts.get(kind, 0) for kind in ("new", "changed"))
    question = (
        f"What {kept.file_name} added is removed ({new:,}), and what it changed is again as it was "
        f"({changed:,}): all of it or nothing. Whatever else was entered since stays. Both stay in the history."
    )
    since = standing_in_the_way(kept)
    context = {"upload": kept, "question": question, "since": since[:NAMED], "more": len(since) - NAMED}
    return render(request, "vendors/import_undo.html", context)


@require_POST
@editors_only
def vendor_import_discard(request: Request, pk: int) -> HttpResponse:
    kept = fetch(request, pk)
    if kept.is_settled or kept.is_running:
        messages.error(request, "What was imported, or is being worked on, cannot be discarded.")
        return redirect("vendor_import_preview", pk)
    kept.delete()
    messages.info(request, "The file was discarded; nothing was imported.")
    return redirect("vendor_import")


@require_GET
@editors_only
def vendor_import_template(request: Request, kind: str) -> HttpResponse:
    """An empty file with the right head."""
    if kind not in COLUMNS_OF:
        raise Http404
    response = csv_response(f"{kind}.csv")
    writer: Any = csv.writer(response)
    writer.writerow(COLUMNS_OF[kind])
    return response


def csv_response(name: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    return response


def fetch(request: Request, pk: int) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.user).listed(), pk=pk)
