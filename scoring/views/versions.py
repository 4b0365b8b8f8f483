"""Earlier versions of a shortlist: the list of them, computing one again, and decisions that rest on one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import Request
from rfp.access import require_live
from rfp.forms import show_refusal
from rfp.models import APPROVERS, Rfp

from ..access import results_view
from ..forms.answers import AnswerForm
from ..forms.decisions import DecisionForm
from ..models import Decision
from ..presentation.authors import authors
from ..presentation.cautions import Cautions
from ..services.decisions import answer_decision, decide
from ..services.verification import verify

VERSIONS_ON_A_PAGE = 25
NOT_DOCUMENT = ("document", "ranking")


class VersionPaginator(Paginator):  # type: ignore[type-arg]
    """Versions are numbered from 1 without gaps, so none has to be counted or passed over."""

    def __init__(self, rfp: Rfp, per_page: int = VERSIONS_ON_A_PAGE) -> None:
        super().__init__(rfp.shortlists.all(), per_page)
        self.rfp = rfp

    @cached_property
    def count(self) -> int:
        return self.rfp.shortlists.values_list("number", flat=True).first() or 0

    def page(self, number: int | str) -> Page:  # type: ignore[type-arg]
        number = self.validate_number(number)
        newest = self.count - (number - 1) * self.per_page
        rows = self.rfp.shortlists.filter(number__lte=newest, number__gt=newest - self.per_page)
        shown = rows.checked().defer(*NOT_DOCUMENT).prefetch_related("decisions__approval")
        return Page(list(shown), number, self)


@require_GET
@results_view("shortlist")
def shortlist_versions(request: Request, rfp: Rfp) -> HttpResponse:
    page: Any = VersionPaginator(rfp).get_page(request.GET.get("page"))
    by = authors(rfp, list(page))
    rows = [(version, by.get(version.number, [])) for version in page]
    context = {"rfp": rfp, "tab": "shortlist", "page": page, "rows": rows}
    return render(request, "scoring/shortlist_versions.html", context)


@require_GET
@results_view("shortlist")
def shortlist_recompute(request: Request, rfp: Rfp, version: int) -> HttpResponse:
    """Computed again from what is stored with the version, and compared with it; changes nothing."""
    shortlist = get_object_or_404(rfp.shortlists, number=version)
    context = {"rfp": rfp, "tab": "shortlist", "shortlist": shortlist, "found": verify(shortlist)}
    return render(request, "scoring/shortlist_recompute.html", context)


@require_http_methods(["GET", "POST"])
@results_view("shortlist")
def shortlist_decide(request: Request, rfp: Rfp, version: int) -> HttpResponse:
    """GET asks, POST keeps the decision for good."""
    if not rfp.can_edit:
        raise Http404
    require_live(rfp)
    shortlist = get_object_or_404(rfp.shortlists.select_related("rfp"), number=version)
    posted = request.POST if request.method == "POST" else None
    form = DecisionForm(
        posted, shortlist=shortlist, by=request.user, initial={"kind": request.GET.get("kind", "")}
    )
    is_valid = form.is_valid()
    cautions = Cautions.of(shortlist, form.cleaned_data.get("awarded_to", []) if form.is_bound else [])
    is_read = cautions.are_read(request.POST.get("read", ""))
    if is_valid and is_read:
        try:
            decision = decide(shortlist=shortlist, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{decision} on version {version} is recorded.{asked(decision)}")
            return redirect(shortlist)
    context = {"rfp": rfp, "tab": "shortlist", "shortlist": shortlist, "form": form, "cautions": cautions}
    status = 422 if form.errors or (is_valid and not is_read) else 200
    return render(request, "scoring/shortlist_decide.html", context, status=status)


def asked(decision: Decision) -> str:
    return f" {decision.approver} is asked by mail to approve it." if decision.approver else ""


@require_http_methods(["GET", "POST"])
@results_view("shortlist")
def decision_answer(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """What is to be approved, to be read by whoever sees results; answered by the person who was asked."""
    decisions = Decision.objects.filter(rfp=rfp).select_related("shortlist__rfp", "decided_by")
    decision = get_object_or_404(decisions.select_related("approver", "approval__by"), pk=pk)
    if request.method == "POST":
        if decision.approver != request.user or rfp.my_role not in APPROVERS:
            raise Http404
        require_live(rfp)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            answer_decision(
                decision=decision,
                approves=form.approves,
                note=form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{decision}: {'approved' if form.approves else 'declined'}.")
            return redirect(decision.shortlist)
    is_open = Decision.objects.to_approve(request.user).filter(pk=pk).exists()
    context = {
        "rfp": rfp,
        "tab": "shortlist",
        "decision": decision,
        "cautions": Cautions.of_decision(decision) if is_open else None,
        "newest": rfp.shortlists.values_list("number", flat=True).first(),
        "is_open": is_open,
        "is_overtaken": decision.waits and not Decision.objects.standing().filter(pk=pk).exists(),
        "form": form,
    }
    return render(request, "scoring/decision_answer.html", context, status=422 if form.errors else 200)
