"""The Scoring tab: an evaluator's own sheet, and for the others how far the panel is."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from rfp.models import Rfp, TeamRole

from ..access import may_see_results, results_view, team_view
from ..forms.scores import ReopenForm, ScoreForm
from ..panel import PanelProgress, PanelScores, scored_criteria
from ..presentation.sheets import CellView, SheetPage, sheet_address
from ..services import scores as services
from ..sheets import Cell, Sheet, assigned_criteria, share_given


@require_GET
@team_view
def rfp_scoring(request: Request, rfp: Rfp) -> HttpResponse:
    if rfp.my_role != TeamRole.EVALUATOR:
        return _panel(request, rfp)
    return _sheet(request, rfp)


def _panel(request: Request, rfp: Rfp) -> HttpResponse:
    context = {"rfp": rfp, "tab": "scoring", "panel": PanelProgress(rfp, at=timezone.now())}
    return render(request, "scoring/panel.html", context)


def _sheet(request: Request, rfp: Rfp, page: SheetPage | None = None, status: int = 200) -> HttpResponse:
    chosen = page or SheetPage.chosen(
        Sheet(rfp=rfp, evaluator=request.user, at=timezone.now()),
        criterion=request.GET.get("criterion", ""),
        vendor=request.GET.get("vendor", ""),
    )
    context = {
        "rfp": rfp,
        "tab": "scoring",
        "page": chosen,
        "sheet": chosen.sheet,
        "excluded": {} if rfp.has_ended else chosen.sheet.excluded,
        "results_open": may_see_results(user=request.user, rfp=rfp),
    }
    return render(request, "scoring/sheet.html", context, status=status)


@require_POST
@team_view
def score_save(request: Request, rfp: Rfp, criterion: int, candidate: int) -> HttpResponse:
    cell = Cell(
        get_object_or_404(assigned_criteria(rfp=rfp, evaluator=request.user), pk=criterion),
        get_object_or_404(rfp.candidates.select_related("vendor"), pk=candidate),
        None,
    )
    view = CellView(cell, ScoreForm(request.POST, criterion=cell.criterion))
    if view.form.is_valid():
        _save(request, view)
    return _fragment(request, rfp, view) if request.htmx else _page_again(request, rfp, view)


def _save(request: Request, view: CellView) -> None:
    """Keeps what was typed, or notes on the view why that was not possible."""
    typed = view.form.cleaned_data
    try:
        view.saved = services.save_score(
            candidate=view.cell.candidate,
            criterion=view.cell.criterion,
            evaluator=request.user,
            value=typed["value"],
            abstained=typed["abstained"],
            comment=typed["comment"],
            revision=typed["revision"],
            at=timezone.now(),
        )
    except services.ScoreConflict as conflict:
        view.conflict = conflict.current
    except services.ScoringClosed as closed:
        view.form.add_error(None, str(closed))


def _fragment(request: Request, rfp: Rfp, view: CellView) -> HttpResponse:
    share = share_given(rfp=rfp, evaluator=request.user, at=timezone.now()) if view.saved else None
    context = {"rfp": rfp, "view": view, "sheet": share}
    return render(request, "scoring/_cell_answer.html", context, status=200 if view.saved else 422)


def _page_again(request: Request, rfp: Rfp, view: CellView) -> HttpResponse:
    by = request.GET.get("by", "")
    if view.saved:
        messages.success(request, f"Saved: {view.cell.criterion}, {view.cell.candidate}.")
        return redirect(sheet_address(rfp.number, view.cell, by=by))
    page = SheetPage.chosen(
        Sheet(rfp=rfp, evaluator=request.user, at=timezone.now()),
        criterion=str(view.cell.criterion.pk),
        vendor=str(view.cell.candidate.pk) if by == "vendor" else "",
    )
    return _sheet(request, rfp, page.with_bound(view), status=422)


@require_http_methods(["GET", "POST"])
@team_view
def sheet_submit(request: Request, rfp: Rfp) -> HttpResponse:
    sheet = Sheet(rfp=rfp, evaluator=request.user, at=timezone.now())
    if not sheet.criteria:
        raise Http404
    status = 200
    if request.method == "POST":
        try:
            services.submit_sheet(rfp=rfp, evaluator=request.user, at=timezone.now())
        except (services.ScoringClosed, services.SheetIncomplete) as refusal:
            messages.error(request, str(refusal))
            status = 422
        else:
            messages.success(request, "Your scores are handed in. The results are open to you now.")
            return redirect("rfp_scoring", rfp.number)
    context = {"rfp": rfp, "tab": "scoring", "sheet": sheet}
    return render(request, "scoring/sheet_submit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@team_view
def sheet_reopen(request: Request, rfp: Rfp, sheet: int) -> HttpResponse:
    if not rfp.can_edit:
        raise Http404
    submitted = rfp.sheets.filter(submitted_at__isnull=False).select_related("evaluator")
    reopened = get_object_or_404(submitted, pk=sheet)
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        try:
            services.reopen_sheet(sheet=reopened, reason=form.cleaned_data["reason"])
        except services.ScoringClosed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{reopened.evaluator} can change the scores again.")
            return redirect("rfp_scoring", rfp.number)
    context = {"rfp": rfp, "tab": "scoring", "reopened": reopened, "form": form}
    return render(request, "scoring/sheet_reopen.html", context, status=422 if form.errors else 200)


@require_GET
@results_view("scoring")
def scores_given(request: Request, rfp: Rfp) -> HttpResponse:
    criteria = scored_criteria(rfp)
    asked = request.GET.get("criterion", "")
    chosen = next((each for each in criteria if str(each.pk) == asked), criteria[0] if criteria else None)
    context = {
        "rfp": rfp,
        "tab": "scoring",
        "criteria": criteria,
        "scores": PanelScores(rfp=rfp, criterion=chosen) if chosen else None,
    }
    return render(request, "scoring/scores_given.html", context)
