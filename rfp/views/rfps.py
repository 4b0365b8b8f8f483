from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import Request
from vendors.standing import away

from .. import hooks, services
from ..access import held_live_or_404
from ..events import rfp_changed
from ..forms import CopyForm, RfpFilterForm, RfpForm
from ..models import Rfp, RfpTemplate
from ..passages import passages
from .team import team_of

PAGE = 25


@require_GET
def rfp_list(request: Request) -> HttpResponse:
    filters = RfpFilterForm(request.GET)
    mine = Rfp.objects.visible_to(request.user)
    rfps = filters.narrow(mine).with_progress().by_next_date()
    page = Paginator(rfps, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "filters": filters, "is_narrowed": any(request.GET.values())}
    return render(request, "rfp/_table.html" if request.htmx else "rfp/list.html", context)


@require_http_methods(["GET", "POST"])
def rfp_create(request: Request) -> HttpResponse:
    """First the choice of a template, or none; then the RFP itself."""
    if not request.user.can_lead_rfps:
        raise PermissionDenied
    if "template" not in request.GET:
        templates = RfpTemplate.objects.prefetch_related("service_lines")
        return render(request, "rfp/choose_template.html", {"templates": templates})
    key = request.GET["template"]
    template = get_object_or_404(RfpTemplate, key=key) if key else None
    now = timezone.now()
    form = RfpForm(
        request.POST or None,
        instance=Rfp(template=template),
        initial=starting_values(request, template),
        at=now,
    )
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data["service_lines"]
        rfp = services.create_rfp(rfp=form.instance, by=request.user, at=now, service_lines=lines)
        messages.success(request, f"{rfp.number} is there as a draft. Choose the vendors and the team next.")
        return redirect(rfp)
    return render(request, "rfp/create.html", {"form": form, "template": template})


def starting_values(request: Request, template: RfpTemplate | None) -> dict[str, object]:
    own: dict[str, object] = {"timezone": request.user.timezone, "currency": "EUR"}
    if template is None:
        return own
    return own | {
        "title": template.title,
        "need": template.need,
        "service_lines": template.service_lines.all(),
        "buyer_country": template.buyer_country,
        "currency": template.currency or "EUR",
    }


@require_http_methods(["GET", "POST"])
def rfp_copy(request: Request, number: str) -> HttpResponse:
    """GET asks what the new RFP takes along, POST makes it."""
    rfp = get_object_or_404(Rfp.objects.editable_by(request.user), number=number)
    if not request.user.can_lead_rfps:
        raise PermissionDenied
    form = CopyForm(request.POST or None, source=rfp)
    if form.is_valid():
        copy, left_out = services.copy_rfp(
            source=rfp, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, f"{copy.number} is there as a draft. Set its dates next.")
        if left_out:
            messages.warning(request, f"Not taken along: {', '.join(left_out)}.")
        return redirect(copy)
    context = {"rfp": rfp, "tab": "overview", "form": form}
    return render(request, "rfp/copy.html", context, status=422 if form.errors else 200)


@require_GET
def rfp_overview(request: Request, number: str) -> HttpResponse:
    rfp = get_object_or_404(
        Rfp.objects.visible_to(request.user).with_progress().select_related("template"), number=number
    )
    context = {
        "rfp": rfp,
        "tab": "overview",
        "team": team_of(rfp),
        "service_lines": rfp.service_lines.all(),
        "passages": passages(rfp),
        "away": away(rfp.candidates.values_list("vendor_id", flat=True)).values(),
        "notes": [note for tell in hooks.overview_notes for note in tell(rfp, request.user)],
    }
    return render(request, "rfp/overview.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def rfp_edit(request: Request, number: str) -> HttpResponse:
    rfp = held_live_or_404(request, number)
    form = RfpForm(request.POST or None, instance=copy(rfp), at=timezone.now())
    if request.method == "POST" and form.is_valid():
        form.save()
        rfp_changed.publish(rfp_id=rfp.pk)
        messages.success(request, form.report("Saved."))
        return redirect(rfp)
    return render(request, "rfp/edit.html", {"form": form, "rfp": rfp, "tab": "overview"})
