"""The dossier of an RFP: asked for, followed while it is made, and downloaded.

Leads have it made; observers and approvers, who read all of an RFP, may have what was made.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from accounts.requests import Request
from rfp.models import Rfp

from ..access import team_view
from ..models import Dossier
from ..panel import PanelProgress
from ..services import dossiers as services

ON_A_PAGE = 20


@require_GET
@team_view
def rfp_dossier(request: Request, rfp: Rfp) -> HttpResponse:
    """What it is, the one being made, and those that are kept."""
    if not rfp.is_wholly_visible:
        raise Http404
    found = Dossier.objects.filter(rfp=rfp).select_related("asked_by", "file")
    ready = found.filter(file__isnull=False)
    newest = rfp.shortlists.values_list("number", flat=True).first()
    context = {
        "rfp": rfp,
        "tab": "reports",
        "dossier": found.filter(file=None).first(),
        "page": Paginator(ready, ON_A_PAGE).get_page(request.GET.get("page")),
        "newest": newest,
        "panel": PanelProgress(rfp, at=timezone.now()),
    }
    return render(request, "scoring/dossier.html", context)


@require_POST
@team_view
def dossier_ask(request: Request, rfp: Rfp) -> HttpResponse:
    _require_lead(rfp)
    try:
        services.ask(rfp=rfp, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("rfp_dossier", rfp.number)


@require_GET
@team_view
def dossier_progress(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """What the page asks again and again; once it is ready the whole page is shown anew."""
    dossier = _fetch(request, rfp, pk)
    if dossier.is_ready:
        return HttpResponseClientRefresh() if request.htmx else redirect("rfp_dossier", rfp.number)
    return render(request, "scoring/_dossier_progress.html", {"rfp": rfp, "dossier": dossier})


@require_POST
@team_view
def dossier_again(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    _require_lead(rfp)
    services.try_again(dossier=_fetch(request, rfp, pk), at=timezone.now())
    return redirect("rfp_dossier", rfp.number)


@require_GET
@team_view
def dossier_file(request: Request, rfp: Rfp, pk: int) -> StreamingHttpResponse:
    """Read from the database as it is sent, so that nobody holds it whole."""
    dossier = _fetch(request, rfp, pk)
    if dossier.file is None:
        raise Http404
    services.record_download(dossier=dossier, by=request.user, address=request.META.get("REMOTE_ADDR", ""))
    response = StreamingHttpResponse(dossier.file.read(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{dossier.file_name}"'
    response["Content-Length"] = str(dossier.file.size)
    response["Cache-Control"] = "private, no-store"
    return response


def _fetch(request: Request, rfp: Rfp, pk: int) -> Dossier:
    found = Dossier.objects.visible_to(request.user).filter(rfp=rfp).select_related("rfp", "file")
    return get_object_or_404(found, pk=pk)


def _require_lead(rfp: Rfp) -> None:
    if not rfp.can_edit:
        raise Http404
