"""What vendors are judged by, and how much each criterion counts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from rfp.access import held_live_or_404, live_or_404
from rfp.forms import RemovalForm, show_refusal
from rfp.models import Rfp

from ..certificates import outlooks
from ..forms.criteria import FORMS, STARTS, CriterionForm
from ..forms.method import MethodForm
from ..forms.rubric import BaseRubric, rubric_of
from ..forms.weights import BALANCES, UNSAVED, WeightsForm
from ..models import CriteriaSet, Criterion, Kind, WeightAnswer, WeightMethod
from ..presentation.changes import recorded_changes
from ..presentation.overtaken import overtakings
from ..presentation.preview import NoPreview, preview_of_weights
from ..services.criteria import delete_criterion, move_criterion, save_criterion
from ..services.method import save_method
from ..services.weights import WeightsConflict, save_weights
from ..weighting import outcome


@require_http_methods(["GET", "POST"])
def rfp_criteria(request: Request, number: str) -> HttpResponse:
    """Everybody on the team reads the criteria; leads change all weights in one form."""
    if request.method == "POST":
        rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    else:
        rfp = get_object_or_404(Rfp.objects.visible_to(request.user), number=number)
    criteria_set = set_of(rfp)
    criteria = list(criteria_set.criteria.select_related("scheme", "service_line").prefetch_related("rubric"))
    weighted = [each for each in criteria if not each.is_knockout]
    may_edit = rfp.can_edit and not rfp.has_ended
    proposal = proposed(request, criteria_set, weighted) if may_edit else None
    form = WeightsForm(request.POST or None, criteria_set=criteria_set, criteria=weighted, **(proposal or {}))
    action = request.POST.get("action", "")
    is_balanced = form.is_valid() and action in BALANCES and form.balance(action)
    if action not in UNSAVED and form.is_valid() and saved(request, rfp, form):
        if action == "see":
            return redirect("rfp_shortlist", number)
        return redirect(f"{reverse('rfp_criteria', args=[number])}?saved=weights")
    context = {
        "rfp": rfp,
        "tab": "criteria",
        "criteria_set": criteria_set,
        "knockouts": [each for each in criteria if each.is_knockout],
        "against": {} if rfp.has_ended else against(rfp),
        "form": form,
        "is_balanced": is_balanced,
        **(previewed(form) if form.is_bound else {}),
        **(preview_in_words(criteria_set, proposal["proposed"]) if proposal else {}),
        "is_proposed": bool(proposal),
        "may_edit": may_edit,
        "has_price": any(each.kind == Kind.PRICE for each in criteria),
        "changes": recorded_changes(rfp),
        "follows": request.GET.get("saved") == "weights",
    }
    return render(request, "scoring/criteria.html", context)


def previewed(form: WeightsForm) -> dict[str, object]:
    """What stands beside weights that were typed: what the ranking would become, or why that is not known.

    Nothing while they do not add up: the line of their sum says so.
    """
    if not form.has_weights:
        return {"no_preview": f"No ranking can be computed from these weights. {' '.join(form.faults())}"}
    if form.typed_sum != form.criteria_set.weights_total:
        return {}
    weights = {each.key: form.weights[each.pk] for each in form.criteria}
    return preview_in_words(form.criteria_set, weights)


def preview_in_words(criteria_set: CriteriaSet, weights: Mapping[str, Decimal]) -> dict[str, object]:
    try:
        return {"preview": preview_of_weights(criteria_set, weights)}
    except NoPreview as why:
        return {"no_preview": str(why)}


def proposed(
    request: Request, criteria_set: CriteriaSet, weighted: Sequence[Criterion]
) -> dict[str, Any] | None:
    """The weights that a way of asking proposes, to be looked at in the form, with the reason for them."""
    method = request.GET.get("proposal", "") if request.method == "GET" else ""
    if method not in WeightMethod.values:
        return None
    rows = WeightAnswer.objects.counting(criteria_set.rfp).filter(method=method)
    found = outcome(method, rows, weighted, criteria_set.weights_total)
    if found.proposal is None:
        return None
    reason = f"{WeightMethod(method).label}: answers of {', '.join(found.names.values())}"
    return {"proposed": found.proposal.weights, "reason": reason[:500]}


def against(rfp: Rfp) -> dict[int, list[str]]:
    """What certificates say against candidates now or at the start of the contract, by criterion."""
    found = outlooks(rfp, at=timezone.now())
    sentences: dict[int, list[str]] = {}
    for candidate in rfp.candidates.select_related("vendor") if any(found.values()) else ():
        for criterion, words in found[candidate.pk]:
            sentences.setdefault(criterion.pk, []).append(f"{candidate.vendor}: {words}")
    return sentences


def saved(request: Request, rfp: Rfp, form: WeightsForm) -> bool:
    try:
        count = save_weights(
            rfp=rfp,
            weights=form.weights,
            by=request.user,
            at=timezone.now(),
            reason=form.cleaned_data.get("reason", ""),
            seen=form.cleaned_data["seen"],
        )
    except WeightsConflict as conflict:
        form.overtaken(conflict, overtakings(conflict))
        return False
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    messages.success(request, "Weights saved." if count else "Nothing was changed.")
    return True


@require_http_methods(["GET", "POST"])
def criterion_create(request: Request, number: str) -> HttpResponse:
    rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    kind = request.GET.get("kind", "")
    if kind not in FORMS:
        return render(request, "scoring/criterion_kind.html", {"rfp": rfp, "tab": "criteria", "kinds": FORMS})
    start = dict(STARTS[kind])
    return criterion_page(request, rfp, Criterion(criteria_set=set_of(rfp), kind=kind, **start))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def criterion_edit(request: Request, number: str, pk: int) -> HttpResponse:
    rfp = held_live_or_404(request, number)
    return criterion_page(request, rfp, criterion_of(rfp, pk))


def criterion_page(request: Request, rfp: Rfp, criterion: Criterion) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = FORMS[criterion.kind](data, instance=criterion)
    rubric = rubric_of(criterion, data) if criterion.is_scored else None
    if data is not None and keep(request, rfp, form, rubric):
        return redirect("rfp_criteria", rfp.number)
    context = {"rfp": rfp, "tab": "criteria", "form": form, "rubric": rubric, "criterion": criterion}
    return render(request, "scoring/criterion_form.html", context)


def keep(request: Request, rfp: Rfp, form: CriterionForm, rubric: BaseRubric | None) -> bool:
    """Whether the criterion was saved; if not, the forms say why."""
    if not all([form.is_valid(), rubric is None or rubric.is_valid()]):
        return False
    cleaned = form.cleaned_data
    if rubric and not rubric.require_on_scale(cleaned["scale_low"], cleaned["scale_high"]):
        return False
    is_new = form.instance.pk is None
    try:
        save_criterion(
            rfp=rfp,
            criterion=form.instance,
            rubric=rubric.levels if rubric else (),
            by=request.user,
            at=timezone.now(),
            reason=cleaned.get("reason", ""),
        )
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    hint = " Now give it its weight." if is_new and not form.instance.is_knockout else ""
    kept = f" {rubric.beside}" if rubric and rubric.beside else ""
    messages.success(request, form.report(f"“{form.instance.title}” is saved.{hint}") + kept)
    return True


@require_http_methods(["GET", "POST"])
def criterion_delete(request: Request, number: str, pk: int) -> HttpResponse:
    """GET asks, POST does."""
    rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    criterion = criterion_of(rfp, pk)
    form = RemovalForm(request.POST if request.method == "POST" else None, is_draft=rfp.is_draft)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        try:
            delete_criterion(criterion=criterion, by=request.user, at=timezone.now(), reason=reason)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"“{criterion.title}” is deleted.")
            return redirect("rfp_criteria", number)
    context = {"rfp": rfp, "tab": "criteria", "criterion": criterion, "form": form}
    return render(request, "scoring/criterion_delete.html", context)


@require_POST
def criterion_move(request: Request, number: str, pk: int, to: str) -> HttpResponse:
    rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    if to not in ("up", "down"):
        raise Http404
    criterion = criterion_of(rfp, pk)
    try:
        move_criterion(criterion=criterion, up=to == "up", by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(f"{reverse('rfp_criteria', args=[number])}#criterion-{criterion.pk}")


@require_http_methods(["GET", "POST"])
@transaction.atomic
def rfp_method(request: Request, number: str) -> HttpResponse:
    rfp = held_live_or_404(request, number)
    form = MethodForm(request.POST or None, instance=set_of(rfp))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        try:
            save_method(criteria_set=form.instance, by=request.user, at=timezone.now(), reason=reason)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, form.report("Method saved."))
            return redirect("rfp_criteria", number)
    return render(request, "scoring/criteria_method.html", {"rfp": rfp, "tab": "criteria", "form": form})


def set_of(rfp: Rfp) -> CriteriaSet:
    """The criteria set of an RFP; unsaved where there is none yet."""
    found = CriteriaSet.objects.filter(rfp=rfp).first() or CriteriaSet(rfp=rfp)
    found.rfp = rfp
    return found


def criterion_of(rfp: Rfp, pk: int) -> Criterion:
    criterion = get_object_or_404(Criterion.objects.of_rfp(rfp).select_related("criteria_set"), pk=pk)
    criterion.criteria_set.rfp = rfp
    return criterion
