"""The work an RFP asks for, and how far the candidates' recorded sites meet it."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import Request
from vendors.forms.viewpoint import Buyer
from vendors.grid import blocks_of
from vendors.models import DeliverySite, Language, ProfileValue

from ..access import held_live_or_404
from ..demand import Demand, fit
from ..forms.coverage import CoverageForm
from ..forms.demand import DemandForm
from ..models import Candidate, Rfp
from ..models.demand import DemandLanguage, DemandProfile


@require_GET
def rfp_demand(request: Request, number: str) -> HttpResponse:
    rfp = get_object_or_404(Rfp.objects.visible_to(request.user), number=number)
    demand = Demand.of(rfp, on=timezone.localdate())
    context = {
        "rfp": rfp,
        "tab": "vendors",
        "demand": demand,
        "fits": fits_of(rfp, demand) if demand else [],
        "months": [(month, demand.peak(month)) for month in demand.months] if demand else [],
        "may_edit": rfp.can_edit and not rfp.has_ended,
    }
    return render(request, "rfp/demand.html", context)


def fits_of(rfp: Rfp, demand: Demand) -> list[dict[str, object]]:
    """Each candidate with how far it fits, and what its profile says of growing; in three queries."""
    candidates = rfp.candidates.select_related("vendor").prefetch_related("vendor__sites__languages")
    told: dict[tuple[int, str], ProfileValue] = {}
    values = ProfileValue.objects.filter(vendor__candidacies__rfp=rfp).order_by("-side")
    for value in values.filter(dimension__in=("ramp_up_days", "peak_multiple")):
        told[value.vendor_id, value.dimension] = value
    return [
        {
            "candidate": candidate,
            "fit": fit(demand, list(candidate.vendor.sites.all())),
            "ramp_up": told.get((candidate.vendor_id, "ramp_up_days")),
            "peak": told.get((candidate.vendor_id, "peak_multiple")),
        }
        for candidate in candidates
    ]


@require_http_methods(["GET", "POST"])
@transaction.atomic
def rfp_demand_edit(request: Request, number: str) -> HttpResponse:
    rfp = held_live_or_404(request, number)
    profile = DemandProfile.objects.filter(rfp=rfp).first() or DemandProfile(rfp=rfp, handling_seconds=300)
    form = DemandForm(request.POST if request.method == "POST" else None, instance=profile)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, form.report("Saved the demand."))
        return redirect("rfp_demand", number)
    return render(request, "rfp/demand_edit.html", {"rfp": rfp, "tab": "vendors", "form": form})


@require_GET
def rfp_coverage(request: Request, number: str) -> HttpResponse:
    """Who covers which language at which hour, among the candidates or some of them."""
    rfp = get_object_or_404(Rfp.objects.visible_to(request.user), number=number)
    today: date = timezone.localdate()
    candidates = list(Candidate.objects.filter(rfp=rfp).select_related("vendor"))
    form = CoverageForm({"on": today.isoformat(), **request.GET.dict()}, candidates=candidates)
    form.is_valid()
    chosen = form.cleaned_data
    buyer = Buyer(rfp.buyer_country.code, form.window(rfp.timezone), chosen.get("on") or today)
    shown = [chosen["vendor"]] if chosen.get("vendor") else [each.vendor_id for each in candidates]
    sites = list(
        DeliverySite.objects.filter(vendor__in=shown).select_related("vendor").prefetch_related("languages")
    )
    languages: list[Language] = [chosen["language"]] if chosen.get("language") else []
    blocks = blocks_of(sites, buyer.hours, languages=languages, by_vendor=True)
    context = {
        "rfp": rfp,
        "tab": "vendors",
        "form": form,
        "buyer": buyer,
        "blocks": blocks,
        "candidates": candidates,
        "unspoken": unspoken(rfp, sites),
    }
    context["answer"] = form.answer(blocks) if form.is_valid() else ""
    return render(request, "rfp/coverage.html", context)


def unspoken(rfp: Rfp, sites: Iterable[DeliverySite]) -> list[DemandLanguage]:
    """Languages of the demand that none of the sites speaks."""
    spoken = {language.pk for site in sites for language in site.languages.all()}
    asked = DemandLanguage.objects.filter(profile__rfp=rfp).select_related("language")
    return [each for each in asked if each.language_id not in spoken]
