"""Who scores what."""

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from rfp.access import held_live_or_404
from rfp.models import Rfp, TeamRole

from ..history import newest_writer
from ..models import Assignment, Criterion, Kind
from ..services.assignments import Pair, assign_everything, save_assignments


@require_http_methods(["GET", "POST"])
@transaction.atomic
def rfp_assignments(request: Request, number: str) -> HttpResponse:
    """Criteria down, evaluators across, a box for each pair."""
    rfp = held_live_or_404(request, number)
    if request.method == "POST" and assigned(request, rfp):
        return redirect("rfp_assignments", number)
    seen, pairs = shown(request, rfp)
    evaluators = rfp.team.filter(role=TeamRole.EVALUATOR).select_related("user")
    criteria = Criterion.objects.of_rfp(rfp).filter(kind=Kind.SCORED)
    rows = [
        (each, [(member, (each.pk, member.user_id) in pairs) for member in evaluators]) for each in criteria
    ]
    context = {"rfp": rfp, "tab": "criteria", "evaluators": evaluators, "rows": rows, "seen": mark(seen)}
    return render(request, "scoring/criteria_assignments.html", context)


def shown(request: Request, rfp: Rfp) -> tuple[set[Pair], set[Pair]]:
    """What the page says was seen, and the boxes that are ticked: as sent, if they could not be saved."""
    now = present_pairs(rfp)
    if request.method != "POST":
        return now, now
    try:
        return seen_in(request), pairs_in(request.POST.getlist("pair"))
    except ValidationError:
        return now, now


def assigned(request: Request, rfp: Rfp) -> bool:
    beside = ""
    try:
        if request.POST.get("action") == "everything":
            count = assign_everything(rfp=rfp)
        else:
            typed, seen, now = pairs_in(request.POST.getlist("pair")), seen_in(request), present_pairs(rfp)
            count = save_assignments(rfp=rfp, pairs=(now | typed - seen) - (seen - typed))
            beside = kept_beside((now ^ seen) - (typed ^ seen))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    messages.success(request, ("Assignments saved." if count else "Nothing was changed.") + beside)
    return True


def kept_beside(pairs: set[Pair]) -> str:
    """What somebody else changed since the page was opened and nobody touched on it."""
    criteria = Criterion.objects.filter(pk__in={criterion for criterion, _ in pairs})
    if not criteria:
        return ""
    events = apps.get_model("scoring", "AssignmentEvent").objects.filter(
        criterion_id__in=criteria.values("pk"), evaluator_id__in={evaluator for _, evaluator in pairs}
    )
    told = ", ".join(f"“{each}”" for each in criteria)
    return f" {newest_writer(events)} changed who scores {told} while you were editing; that is kept."


def present_pairs(rfp: Rfp) -> set[Pair]:
    found = Assignment.objects.filter(criterion__criteria_set__rfp=rfp)
    return set(found.values_list("criterion_id", "evaluator_id"))


def mark(pairs: set[Pair]) -> str:
    """These pairs as a form sends them back that showed them."""
    return " ".join(f"{criterion}-{evaluator}" for criterion, evaluator in sorted(pairs))


def seen_in(request: Request) -> set[Pair]:
    """The pairs that the page showed ticked. Raises ValidationError where it does not say so."""
    return pairs_in(request.POST.get("seen", "unknown").split())


def pairs_in(sent: list[str]) -> set[Pair]:
    """Pairs written as `criterion-evaluator`. Raises ValidationError for anything else."""
    parts = [each.split("-") for each in sent]
    if any(len(pair) != 2 or not all(is_key(key) for key in pair) for pair in parts):
        raise ValidationError("The boxes sent are not those of this page: load it again.")
    return {(int(criterion), int(evaluator)) for criterion, evaluator in parts}


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
