"""What the ranking would become, while weights and minimums are typed; nothing is stored."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.requests import Request
from rfp.models import Rfp

from ..access import results_view
from ..forms.criteria import FORMS, STARTS
from ..forms.weights import WeightsForm
from ..inputs import local_day
from ..models import Criterion
from ..presentation.preview import NoPreview, effect_of_minimum
from .criteria import criterion_of, previewed, set_of


@require_POST
@results_view("criteria")
def weights_preview(request: Request, rfp: Rfp) -> HttpResponse:
    criteria_set = set_of(rfp)
    criteria = list(Criterion.objects.of_rfp(rfp).weighted())
    form = WeightsForm(request.POST, criteria_set=criteria_set, criteria=criteria)
    return render(request, "scoring/_preview.html", previewed(form))


@require_POST
@results_view("criteria")
def criterion_effect(request: Request, rfp: Rfp, pk: int | None = None) -> HttpResponse:
    """Whom the minimum in the criterion form would exclude."""
    if not rfp.can_edit:
        raise Http404
    criterion = criterion_of(rfp, pk) if pk else new_criterion(rfp, request.GET.get("kind", ""))
    form = FORMS[criterion.kind](request.POST, instance=criterion)
    context: dict[str, object] = {}
    if form.errors.get("minimum"):
        context["no_preview"] = " ".join(map(str, form.errors["minimum"]))
    else:
        try:
            context["effect"] = effect_of_minimum(rfp, criterion, on=local_day(rfp, at=timezone.now()))
        except NoPreview as why:
            context["no_preview"] = str(why)
    return render(request, "scoring/_effect.html", context)


def new_criterion(rfp: Rfp, kind: str) -> Criterion:
    if kind not in FORMS:
        raise Http404
    return Criterion(criteria_set=set_of(rfp), kind=kind, **STARTS[kind])
