"""Waivers of knock-outs: asked for by a lead, decided by somebody else, withdrawn."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import Request
from rfp.access import require_live
from rfp.forms import show_refusal
from rfp.models import APPROVERS, Candidate, Rfp, TeamRole

from ..access import results_view, team_view
from ..forms.answers import AnswerForm
from ..forms.waivers import WaiverForm
from ..models import Waiver
from ..presentation.preview import NoPreview, preview_of_waiver
from ..services.waivers import decide_waiver, request_waiver, withdraw_waiver
from ..waivable import waivable


@require_GET
@results_view("shortlist")
def rfp_waivers(request: Request, rfp: Rfp) -> HttpResponse:
    waivers = list(Waiver.objects.of_rfp(rfp).with_names())
    context = {
        "rfp": rfp,
        "tab": "shortlist",
        "waivers": waivers,
        "may_decide": rfp.my_role in APPROVERS and not rfp.has_ended,
        "may_edit": rfp.can_edit and not rfp.has_ended,
        "lacks_approver": any(each.is_requested for each in waivers) and not has_approver(rfp, waivers),
    }
    return render(request, "scoring/waivers.html", context)


def has_approver(rfp: Rfp, waivers: list[Waiver]) -> bool:
    """Whether somebody can decide every request that waits."""
    approvers = set(rfp.team.filter(role__in=APPROVERS).values_list("user_id", flat=True))
    return all(approvers - {each.requested_by_id} for each in waivers if each.is_requested)


@require_http_methods(["GET", "POST"])
@team_view
def waiver_request(request: Request, rfp: Rfp, candidate: int) -> HttpResponse:
    if not rfp.can_edit:
        raise Http404
    require_live(rfp)
    vendor = get_object_or_404(Candidate.objects.select_related("vendor"), rfp=rfp, pk=candidate)
    form = WaiverForm(
        request.POST or None, criteria=waivable(rfp, [vendor], at=timezone.now()).get(vendor.pk, ())
    )
    if request.method == "POST" and form.is_valid():
        try:
            request_waiver(
                candidate=vendor,
                criterion=form.chosen,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"The waiver for {vendor} is asked for; somebody else decides it.")
            return redirect("rfp_waivers", rfp.number)
    context = {"rfp": rfp, "tab": "shortlist", "candidate": vendor, "form": form}
    return render(request, "scoring/waiver_request.html", context)


@require_http_methods(["GET", "POST"])
@results_view("shortlist")
def waiver_decide(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """For leads and approvers: what is asked, what it would do to the ranking, and the decision."""
    waiver = get_object_or_404(Waiver.objects.of_rfp(rfp).with_names(), pk=pk)
    if rfp.my_role not in APPROVERS:
        raise Http404
    require_live(rfp)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and decided(request, waiver, form):
        return redirect("rfp_waivers", rfp.number)
    context = {
        "rfp": rfp,
        "tab": "shortlist",
        "waiver": waiver,
        "form": form,
        "is_own": waiver.requested_by_id == request.user.pk,
        "has_other": rfp.team.filter(role__in=APPROVERS).exclude(user=waiver.requested_by).exists(),
        **(previewed(rfp, waiver) if waiver.is_requested else {}),
    }
    return render(request, "scoring/waiver_decide.html", context)


def decided(request: Request, waiver: Waiver, form: AnswerForm) -> bool:
    try:
        decide_waiver(
            waiver=waiver,
            approve=form.approves,
            note=form.cleaned_data["note"],
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    words = "approved: the ranking follows now" if form.approves else "declined"
    messages.success(request, f"The waiver for {waiver.candidate} is {words}.")
    return True


def previewed(rfp: Rfp, waiver: Waiver) -> dict[str, object]:
    try:
        return {"preview": preview_of_waiver(rfp, waiver)}
    except NoPreview as why:
        return {"no_preview": str(why)}


@require_http_methods(["GET", "POST"])
@team_view
def waiver_withdraw(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """GET asks, POST does. Leads, and whoever approved it."""
    waiver = get_object_or_404(Waiver.objects.of_rfp(rfp).open().with_names(), pk=pk)
    is_approver = rfp.my_role == TeamRole.APPROVER and waiver.decided_by_id == request.user.pk
    if not (rfp.can_edit or is_approver):
        raise Http404
    require_live(rfp)
    if request.method == "POST":
        try:
            withdraw_waiver(waiver=waiver)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, f"The waiver for {waiver.candidate} is withdrawn.")
        return redirect("rfp_waivers", rfp.number)
    return render(request, "scoring/waiver_withdraw.html", {"rfp": rfp, "tab": "shortlist", "waiver": waiver})
