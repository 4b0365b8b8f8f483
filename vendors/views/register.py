"""Reading the register."""

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from accounts.requests import Request
from vendors.access import readers_only
from vendors.filters import VendorTableForm
from vendors.history import changes_of
from vendors.lifecycle import VENDOR_MOVES
from vendors.models import Merge, SavedView, Vendor
from vendors.near import FEW, Near, near
from vendors.reach import REACH, countries_of, languages_of
from vendors.services import keeps_merged

from .certifications import over_time

PAGE_SIZE = 50
LATEST = 5


@require_GET
@vary_on_headers("HX-Request")
@readers_only
def vendor_list(request: Request) -> HttpResponse:
    views = SavedView.objects.visible_to(request.user).select_related("owner")
    if not request.GET and (first := views.filter(opens_for__user=request.user).first()):
        return redirect(first)
    form = VendorTableForm(request.GET)
    vendors = form.rows(Vendor.objects.visible_to(request.user))
    page = Paginator(vendors, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "vendors": page,
        "near": alike(request, form, page),
        "views": views,
    }
    template = "vendors/_results.html" if request.htmx else "vendors/vendor_list.html"
    return render(request, template, context)


def alike(request: Request, form: VendorTableForm, page: Page[Vendor]) -> list[Near]:
    """Where a search finds few, vendors that fit the other filters and are spelled nearly so."""
    text = "" if form.errors else form.cleaned_data["q"]
    if not text or page.paginator.count >= FEW:
        return []
    return near(form.narrowed(Vendor.objects.visible_to(request.user), but="q"), text)


@require_GET
@readers_only
def vendor_detail(request: Request, pk: int) -> HttpResponse:
    vendors = Vendor.objects.visible_to(request.user).select_related("parent").prefetch_related(*REACH)
    vendor = get_object_or_404(vendors, pk=pk)
    context = {
        "vendor": vendor,
        "tab": "overview",
        "capabilities": vendor.capabilities.select_related("service_line"),
        "sources": {each.field: each for each in vendor.fact_sources.select_related("verified_by")},
        "sites": vendor.sites.all(),
        "countries": countries_of(vendor),
        "languages": languages_of(vendor),
        **over_time(request, vendor),
        "can_edit": request.user.can_edit_register,
        "can_move": bool(VENDOR_MOVES[vendor.status]),
        "changes": changes_of(vendor)[:5],
    }
    return render(request, "vendors/vendor_detail.html", context)


@require_GET
@readers_only
def vendor_history(request: Request, pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    page = Paginator(changes_of(vendor), PAGE_SIZE).get_page(request.GET.get("page"))
    merges = Merge.objects.editable_by(request.user).standing().filter(survivor=vendor)
    merges = merges.select_related("survivor", "merged", "merged_by") if page.number == 1 else merges.none()
    came_in = [(merge, keeps_merged(merge)) for merge in merges[:LATEST]]
    context = {"vendor": vendor, "tab": "history", "changes": page, "came_in": came_in}
    return render(request, "vendors/vendor_history.html", context)


@require_GET
@readers_only
def vendor_names(request: Request) -> HttpResponse:
    """Names that a person who types may mean, for the list under the field."""
    text = request.GET.get("parent", "")[:200]
    vendors = Vendor.objects.visible_to(request.user).matching(text)[:20]
    return render(request, "vendors/_names.html", {"names": [vendor.name for vendor in vendors]})
