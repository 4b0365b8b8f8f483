"""Who could do this: the register, sorted by what each vendor lacks of an RFP's need."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from vendors.geography import seen_from
from vendors.models import Vendor, VendorList

from ..able import needs_of, ranked, told
from ..access import live_or_404
from ..demand import Demand
from ..forms import OverrideForm
from ..forms.able import AbleForm
from ..models import Rfp
from .picking import added, ticked, warnings_for

PAGE = 25


@require_http_methods(["GET", "POST"])
def rfp_candidates_able(request: Request, number: str) -> HttpResponse:
    """Those who are considered already or cannot be asked are left out."""
    rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    override = OverrideForm(request.POST or None)
    register = Vendor.objects.visible_to(request.user).selectable()
    if request.method == "POST" and added(request, rfp, override, register):
        return redirect("rfp_candidates", number)
    form = AbleForm(request.GET, buyer_country=rfp.buyer_country.code)
    demand = Demand.of(rfp, on=timezone.localdate())
    needs = needs_of(rfp, demand, at=timezone.now())
    free = register.exclude(candidacies__rfp=rfp)
    found = ranked(form.narrowed(free), needs, at_most=form.at_most) if form.is_valid() else free.none()
    page = Paginator(found.prefetch_related("sites__languages"), PAGE).get_page(request.GET.get("page"))
    context = {
        "rfp": rfp,
        "tab": "vendors",
        "filter": form,
        "needs": needs,
        "vendors": page,
        "rows": told(page, needs, demand, seen_from(rfp.buyer_country.code)),
        "warnings": warnings_for(rfp, [vendor.pk for vendor in page]),
        "ticked": ticked(request),
        "override": override,
        "lists": VendorList.objects.visible_to(request.user).exists(),
    }
    return render(request, "rfp/_able.html" if request.htmx else "rfp/candidates_able.html", context)
