from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from vendors.filters import VendorFilterForm
from vendors.models import Vendor

from .. import hooks, services
from ..forms import OfferForm, RemovalForm, offer_forms
from ..models import Candidate, Rfp, TeamRole
from ..services import OfferConflict

PAGE = 50


@require_http_methods(["GET", "POST"])
def rfp_candidates(request: Request, number: str) -> HttpResponse:
    """The vendors considered; leads enter the prices of all of them in one form."""
    rfps = Rfp.objects.editable_by(request.user).live() if request.method == "POST" else None
    rfp = get_object_or_404(Rfp.objects.visible_to(request.user) if rfps is None else rfps, number=number)
    candidates = list(rfp.candidates.select_related("vendor"))
    forms = offer_forms(candidates, request.POST if request.method == "POST" else None)
    if request.method == "POST" and saved(request, rfp, forms):
        return redirect("rfp_candidates", number)
    context = {
        "rfp": rfp,
        "tab": "vendors",
        "forms": forms,
        "notes": {} if rfp.has_ended else notes_on(rfp),
        "wrong": [form for form in forms if form.is_bound and form.errors],
        "may_edit": rfp.can_edit and not rfp.has_ended,
        "sees_prices": rfp.my_role != TeamRole.EVALUATOR,
    }
    return render(request, "rfp/candidates.html", context)


def notes_on(rfp: Rfp) -> dict[int, list[str]]:
    """What the apps above have to say against candidates, by their number."""
    at = timezone.now()
    notes: dict[int, list[str]] = {}
    for told in hooks.candidate_notes:
        for pk, words in told(rfp, at).items():
            notes.setdefault(pk, []).extend(words)
    return notes


def saved(request: Request, rfp: Rfp, forms: list[OfferForm]) -> bool:
    """All offers or none; what stands in the way is told in the rows concerned."""
    bound = {form.candidate.pk: form for form in forms if form.is_bound}
    if not all(form.is_valid() for form in bound.values()):
        return False
    try:
        count = services.save_offers(rfp=rfp, offers={pk: form.offer for pk, form in bound.items()})
    except OfferConflict as conflict:
        for pk, now in conflict.candidates.items():
            bound[pk].overtaken_by(now)
        return False
    messages.success(
        request, {0: "Nothing was changed.", 1: "1 offer saved."}.get(count, f"{count} offers saved.")
    )
    return True


@require_http_methods(["GET", "POST"])
def rfp_candidates_add(request: Request, number: str) -> HttpResponse:
    """The register with its filters, without those who are candidates already or cannot be asked."""
    rfp = get_object_or_404(Rfp.objects.editable_by(request.user).live(), number=number)
    if request.method == "POST" and added(request, rfp):
        return redirect("rfp_candidates", number)
    form = VendorFilterForm(request.GET)
    register = Vendor.objects.visible_to(request.user).selectable().exclude(candidacies__rfp=rfp)
    page = Paginator(form.rows(register), PAGE).get_page(request.GET.get("page"))
    context = {"rfp": rfp, "tab": "vendors", "filter": form, "vendors": page}
    template = "rfp/_pick.html" if request.htmx else "rfp/candidates_add.html"
    return render(request, template, context)


def added(request: Request, rfp: Rfp) -> bool:
    chosen = {int(pk) for pk in request.POST.getlist("vendor") if pk.isdecimal() and len(pk) < 19}
    vendors = Vendor.objects.visible_to(request.user).filter(pk__in=chosen)
    if not vendors:
        messages.warning(request, "Tick the vendors to be added first.")
        return False
    try:
        count = len(services.add_candidates(rfp=rfp, vendors=vendors))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, "1 vendor added." if count == 1 else f"{count} vendors added.")
    return True


@require_http_methods(["GET", "POST"])
def candidate_remove(request: Request, number: str, pk: int) -> HttpResponse:
    """GET asks, POST does."""
    rfp = get_object_or_404(Rfp.objects.editable_by(request.user).live(), number=number)
    candidate = get_object_or_404(Candidate.objects.select_related("vendor"), rfp=rfp, pk=pk)
    form = RemovalForm(request.POST if request.method == "POST" else None, is_draft=rfp.is_draft)
    if request.method == "POST" and form.is_valid():
        services.remove_candidate(candidate=candidate, reason=form.cleaned_data.get("reason", ""))
        messages.success(request, f"{candidate.vendor} is not considered any more.")
        return redirect("rfp_candidates", number)
    context = {"rfp": rfp, "tab": "vendors", "candidate": candidate, "form": form}
    return render(request, "rfp/candidate_remove.html", context)
