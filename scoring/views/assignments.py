"""Who scores what."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from rfp.access import live_or_404
from rfp.models import Rfp, TeamRole

from ..models import Assignment, Criterion, Kind
from ..services.assignments import Pair, assign_everything, save_assignments


@require_http_methods(["GET", "POST"])
def rfp_assignments(request: Request, number: str) -> HttpResponse:
    """Criteria down, evaluators across, a box for each pair."""
    rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    if request.method == "POST" and assigned(request, rfp):
        return redirect("rfp_assignments", number)
    pairs = set(
        Assignment.objects.filter(criterion__criteria_set__rfp=rfp).values_list(
            "criterion_id", "evaluator_id"
        )
    )
    evaluators = rfp.team.filter(role=TeamRole.EVALUATOR).select_related("user")
    criteria = Criterion.objects.of_rfp(rfp).filter(kind=Kind.SCORED)
    rows = [
        (each, [(member, (each.pk, member.user_id) in pairs) for member in evaluators]) for each in criteria
    ]
    context = {"rfp": rfp, "tab": "criteria", "evaluators": evaluators, "rows": rows}
    return render(request, "scoring/criteria_assignments.html", context)


def assigned(request: Request, rfp: Rfp) -> bool:
    try:
        if request.POST.get("action") == "everything":
            count = assign_everything(rfp=rfp)
        else:
            count = save_assignments(rfp=rfp, pairs=pairs_in(request.POST.getlist("pair")))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    messages.success(request, "Assignments saved." if count else "Nothing was changed.")
    return True


def pairs_in(sent: list[str]) -> set[Pair]:
    """Pairs written as `criterion-evaluator`. Raises ValidationError for anything else."""
    parts = [each.split("-") for each in sent]
    if any(len(pair) != 2 or not all(is_key(key) for key in pair) for pair in parts):
        raise ValidationError("The boxes sent are not those of this page: load it again.")
    return {(int(criterion), int(evaluator)) for criterion, evaluator in parts}


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
