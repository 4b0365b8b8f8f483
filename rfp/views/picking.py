"""Choosing who is considered: from the register through its filters, or from a prequalified list."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from vendors.models import ListMember, PerformanceRecord, Vendor, VendorList, VendorQuerySet
from vendors.standing import warnings

from .. import services
from ..access import live_or_404
from ..forms import ListChoiceForm, OverrideForm, PickFilterForm
from ..forms.picking import ANY_OF_THEM
from ..models import Rfp

PAGE = 50


@require_http_methods(["GET", "POST"])
def rfp_candidates_add(request: Request, number: str) -> HttpResponse:
    """The register with its filters, without those who are candidates already or cannot be asked."""
    rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    override = OverrideForm(request.POST or None)
    if request.method == "POST" and added(request, rfp, override, Vendor.objects.visible_to(request.user)):
        return redirect("rfp_candidates", number)
    if request.method == "GET" and not request.GET and rfp.service_lines.exists():
        return redirect(f"{request.path}?own_lines={ANY_OF_THEM}")
    form = PickFilterForm(request.GET, rfp=rfp)
    register = Vendor.objects.visible_to(request.user).selectable().exclude(candidacies__rfp=rfp)
    page = Paginator(form.rows(register), PAGE).get_page(request.GET.get("page"))
    elsewhere = ticked(request) - {vendor.pk for vendor in page}
    context = {
        "rfp": rfp,
        "tab": "vendors",
        "kept": register.filter(pk__in=elsewhere).order_by("name") if elsewhere else [],
        "filter": form,
        "vendors": page,
        "warnings": warnings_for(rfp, [vendor.pk for vendor in page]),
        "ticked": ticked(request),
        "override": override,
        "lists": VendorList.objects.visible_to(request.user).exists(),
    }
    template = "rfp/_pick.html" if request.htmx else "rfp/candidates_add.html"
    return render(request, template, context)


@dataclass(frozen=True)
class Offered:
    """A member of a list, and why it cannot be taken from it; nothing if it can."""

    member: ListMember
    lacks: str
    warning: PerformanceRecord | None


@require_http_methods(["GET", "POST"])
def rfp_candidates_list(request: Request, number: str) -> HttpResponse:
    """The members of a prequalified list; only those approved today can be added."""
    rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    choice = ListChoiceForm(request.GET, user=request.user)
    chosen = choice.chosen
    override = OverrideForm(request.POST or None)
    if request.method == "POST" and chosen:
        approved = chosen.members.approved(on=timezone.localdate())
        among = Vendor.objects.visible_to(request.user).filter(list_memberships__in=approved)
        if added(request, rfp, override, among):
            return redirect("rfp_candidates", number)
    context = {
        "rfp": rfp,
        "tab": "vendors",
        "choice": choice,
        "chosen": chosen,
        "offered": offered(rfp, chosen) if chosen else [],
        "ticked": ticked(request),
        "override": override,
    }
    return render(request, "rfp/candidates_list.html", context)


def offered(rfp: Rfp, chosen: VendorList) -> list[Offered]:
    """Who can be added stands first."""
    members = list(chosen.members.select_related("vendor"))
    taken = set(rfp.candidates.values_list("vendor_id", flat=True))
    found = warnings_for(rfp, [member.vendor_id for member in members])
    rows = []
    for member in members:
        member.vendor_list = chosen
        lacks = "Considered already" if member.vendor_id in taken else member.lacks(on=timezone.localdate())
        rows.append(Offered(member, lacks, found.get(member.vendor_id)))
    return sorted(rows, key=lambda row: bool(row.lacks))


def warnings_for(rfp: Rfp, vendors: list[int]) -> dict[int, PerformanceRecord]:
    return warnings(vendors, on=timezone.localdate(), lines=rfp.service_lines.all())


def ticked(request: Request) -> set[int]:
    """Those of this form, and those that were ticked before the list was filtered or turned over."""
    if request.method == "POST":
        return numbers(request.POST.getlist("vendor"))
    return numbers(request.GET.getlist("ticked"))


def numbers(typed: list[str]) -> set[int]:
    return {int(pk) for pk in typed if pk.isdecimal() and len(pk) < 19}


def added(request: Request, rfp: Rfp, override: OverrideForm, among: VendorQuerySet) -> bool:
    vendors = among.filter(pk__in=numbers(request.POST.getlist("vendor")))
    if not vendors:
        messages.warning(request, "Tick the vendors to be added first.")
        return False
    if not override.is_valid():
        return False
    reason = override.cleaned_data["override"]
    try:
        count = len(
            services.add_candidates(rfp=rfp, vendors=vendors, on=timezone.localdate(), override=reason)
        )
    except services.StandingBlocked as error:
        override.add_error("override", error.messages[0])
        return False
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, "1 vendor added." if count == 1 else f"{count} vendors added.")
    return True
