from collections import defaultdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from vendors.models import Rating
from vendors.standing import warnings

from .. import hooks, services
from ..access import live_or_404
from ..forms import OfferForm, RemovalForm, offer_forms
from ..models import Candidate, Rfp, TeamRole
from ..services import OfferConflict


@require_http_methods(["GET", "POST"])
def rfp_candidates(request: Request, number: str) -> HttpResponse:
    """The vendors considered; leads enter the prices of all of them in one form."""
    if request.method == "POST":
        rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    else:
        rfp = get_object_or_404(Rfp.objects.visible_to(request.user), number=number)
    candidates = list(rfp.candidates.select_related("vendor"))
    forms = offer_forms(candidates, request.POST if request.method == "POST" else None)
    if request.method == "POST" and saved(request, rfp, forms):
        return redirect("rfp_candidates", number)
    may_edit = rfp.can_edit and not rfp.has_ended
    context = {
        "rfp": rfp,
        "tab": "vendors",
        "forms": forms,
        "notes": {} if rfp.has_ended else notes_on(rfp),
        "steps": steps_of(rfp) if may_edit else {},
        "wrong": [form for form in forms if form.is_bound and form.errors],
        "may_edit": may_edit,
        "sees_prices": rfp.my_role != TeamRole.EVALUATOR,
    }
    return render(request, "rfp/candidates.html", context)


def steps_of(rfp: Rfp) -> dict[int, list[hooks.Step]]:
    """Where a lead goes with what stands against candidates, by their number."""
    at, found = timezone.now(), defaultdict[int, list[hooks.Step]](list)
    for find in hooks.candidate_steps:
        for pk, steps in find(rfp, at).items():
            found[pk] += steps
    return found


def notes_on(rfp: Rfp) -> dict[int, list[str]]:
    """All that is said beside candidates: their track record before what stands in their way here."""
    at, notes = timezone.now(), {pk: [words] for pk, words in standing_notes(rfp).items()}
    for told in hooks.candidate_notes:
        for pk, words in told(rfp, at).items():
            notes.setdefault(pk, []).extend(words)
    return notes


def standing_notes(rfp: Rfp) -> dict[int, str]:
    """What the track record says against candidates, and why one is considered all the same."""
    candidates = list(rfp.candidates.all())
    lines = rfp.service_lines.all()
    found = warnings((each.vendor_id for each in candidates), on=timezone.localdate(), lines=lines)
    notes = {}
    for each in candidates:
        if record := found.get(each.vendor_id):
            notes[each.pk] = f"Track record: {record}: {record.first_line}"
        if each.override_reason:
            told = notes.get(each.pk, f"Track record: {Rating.BLOCKED.label} when it was added")
            notes[each.pk] = f"{told} Considered all the same: {each.override_reason}"
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
def candidate_remove(request: Request, number: str, pk: int) -> HttpResponse:
    """GET asks, POST does."""
    rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    candidate = get_object_or_404(Candidate.objects.select_related("vendor"), rfp=rfp, pk=pk)
    form = RemovalForm(request.POST if request.method == "POST" else None, is_draft=rfp.is_draft)
    if request.method == "POST" and form.is_valid():
        services.remove_candidate(candidate=candidate, reason=form.cleaned_data.get("reason", ""))
        messages.success(request, f"{candidate.vendor} is not considered any more.")
        return redirect("rfp_candidates", number)
    context = {"rfp": rfp, "tab": "vendors", "candidate": candidate, "form": form}
    return render(request, "rfp/candidate_remove.html", context)
