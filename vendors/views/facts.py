"""Facts with where they come from: the sources of figures, profiles, expertise, and their verification."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from vendors.access import editors_only, readers_only
from vendors.dimensions import DIMENSIONS, Side
from vendors.expertise import matrix, references_of, speaks_for
from vendors.facts import facts_of
from vendors.forms import ExpertiseFilterForm, ProfileValueForm
from vendors.models import ProfileValue, Vendor
from vendors.profiles import profiles_of
from vendors.services import verify_fact, withdraw_verification
from vendors.subcontracting import tree

from .parts import Part, after_saving, fetch

PROFILE_VALUE = Part(ProfileValue, ProfileValueForm, "profile value", "about", "vendor_profiles")


@require_GET
@readers_only
def vendor_facts(request: Request, pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user).select_related("parent"), pk=pk)
    context = {"vendor": vendor, "tab": "overview", "facts": facts_of(vendor), **may_edit(request)}
    return render(request, "vendors/vendor_facts.html", context)


@require_GET
@readers_only
def vendor_profiles(request: Request, pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    context = {"vendor": vendor, "tab": "profiles", "profiles": profiles_of(vendor), **may_edit(request)}
    return render(request, "vendors/vendor_profiles.html", context)


@require_GET
@readers_only
def vendor_expertise(request: Request, pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    form = ExpertiseFilterForm(request.GET)
    chosen = form.chosen()
    references = references_of(vendor)
    rows = matrix(vendor, references)
    context = {
        "vendor": vendor,
        "tab": "expertise",
        "filter": form,
        "is_empty": not rows,
        "rows": [row for row in rows if row.fits(chosen)],
        "references": [each for each in references if speaks_for(each, chosen)],
        "reference_count": len(references),
        "branches": tree(vendor),
        "engagements": vendor.engagements.select_related("vendor", "service_line"),
        **may_edit(request),
    }
    return render(request, "vendors/vendor_expertise.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
@transaction.atomic
def profile_value_edit(request: Request, vendor_pk: int, dimension: str, side: str) -> HttpResponse:
    """Write one side of one dimension down, whether or not something stands there."""
    vendor = get_object_or_404(Vendor.objects.editable_by(request.user), pk=vendor_pk)
    if dimension not in DIMENSIONS or side not in Side.values:
        raise Http404
    place = {"vendor": vendor, "dimension": dimension, "side": side}
    values = ProfileValue.objects.filter(**place)
    if request.method == "POST":
        values = values.select_for_update(no_key=True)
    found = values.first()
    form = ProfileValueForm(request.POST or None, instance=found or ProfileValue(**place), vendor=vendor)
    if request.method == "POST" and form.is_valid() and form.saved():
        said = form.report(f"Saved {form.instance.about.label.lower()}.")
        return after_saving(request, vendor, said, PROFILE_VALUE)
    context = {"form": form, "vendor": vendor, "found": found, "side": Side(side)}
    context |= {"dimension": DIMENSIONS[dimension], "home": PROFILE_VALUE.shown_at(vendor)}
    return render(request, "vendors/profile_value_form.html", context)


@require_POST
@editors_only
def fact_verify(request: Request, pk: int, part: Part) -> HttpResponse:
    """Say that a fact is right, or take that back."""
    found = fetch(request, part, pk)
    try:
        if request.POST.get("withdraw"):
            withdraw_verification(fact=found)
        else:
            verify_fact(fact=found, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"{'Taken back' if request.POST.get('withdraw') else 'Verified'}: {found}.")
    return redirect(part.shown_at(found.vendor))


def may_edit(request: Request) -> dict[str, bool]:
    return {"can_edit": request.user.can_edit_register}
