"""The What if tab: a scratch copy of the newest version, to try other weights on. It cannot touch the record."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from rfp.forms import show_refusal
from rfp.models import Rfp

from ..access import results_view
from ..forms.what_if import ScenarioForm, WhatIfForm
from ..models import Scenario, ScenarioQuerySet, Shortlist
from ..presentation.away import away_of
from ..presentation.scenarios import Comparison, fits
from ..presentation.what_if import WhatIf
from ..scratch import Changes

MOST_COMPARED = 8


@require_http_methods(["GET", "POST"])
@results_view("what-if")
def rfp_what_if(request: Request, rfp: Rfp) -> HttpResponse:
    """POST shows the ranking under the weights and switches that were sent, and keeps nothing."""
    base = _base(request, rfp)
    if base is None:
        return render(request, "scoring/what_if.html", {"rfp": rfp, "tab": "what-if"})
    if request.method == "GET":
        return _page(request, rfp, base, _form(request, rfp, base, Changes()))
    form = _form(request, rfp, base, Changes(), data=request.POST)
    if not form.is_valid() and form.can_scale and request.POST.get("action") == "scale":
        form.scale()
        form = _form(request, rfp, base, Changes(), data=form.data)
    return _page(request, rfp, base, form)


@require_POST
@results_view("what-if")
def scenario_create(request: Request, rfp: Rfp) -> HttpResponse:
    base = _base(request, rfp)
    if base is None:
        return redirect("rfp_what_if", rfp.number)
    form = _form(request, rfp, base, Changes(), data=request.POST)
    scenario = Scenario(rfp=rfp, owner=request.user, base=base, created_at=timezone.now())
    saving = ScenarioForm(request.POST, instance=scenario)
    if not (form.is_valid() and saving.is_valid()):
        return _page(request, rfp, base, form, saving=saving)
    saving.instance.changes = form.changes.stored()
    if not _save(saving):
        return _page(request, rfp, base, form, saving=saving)
    messages.success(request, f"The scenario “{scenario}” is saved. The record is as it was.")
    return redirect(scenario)


@require_GET
@results_view("what-if")
def scenario(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """Opened on the version it was made on, or, if asked, on the newest."""
    opened = get_object_or_404(_scenarios(request, rfp), pk=pk)
    newest = Shortlist.objects.latest_of(rfp)
    changes, base = Changes.of(opened.changes), opened.base
    if newest and request.GET.get("on") == "newest":
        changes, base = changes.fitted_to(newest.file), newest
    return _page(request, rfp, base, _form(request, rfp, base, changes), opened=opened)


@require_GET
@results_view("what-if")
def scenarios(request: Request, rfp: Rfp) -> HttpResponse:
    """All that one may see, and some of them side by side."""
    found = list(_scenarios(request, rfp))
    chosen = [each for each in found if str(each.pk) in request.GET.getlist("scenario")] or found
    newest = Shortlist.objects.latest_of(rfp)
    context = {
        "rfp": rfp,
        "tab": "what-if",
        "scenarios": [(each, fits(each, newest)) for each in found],
        "deleted": rfp.scenarios.restorable_by(request.user),
        "chosen": chosen[:MOST_COMPARED],
        "most": MOST_COMPARED,
        "comparison": Comparison(newest, chosen[:MOST_COMPARED]) if newest and chosen else None,
        "away": away_of(rfp),
    }
    return render(request, "scoring/scenarios.html", context)


@require_http_methods(["GET", "POST"])
@results_view("what-if")
def scenario_edit(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """Its name, and whether the team sees it."""
    edited = get_object_or_404(rfp.scenarios.editable_by(request.user), pk=pk)
    form = ScenarioForm(request.POST if request.method == "POST" else None, instance=edited)
    if request.method == "POST" and form.is_valid() and _save(form):
        messages.success(request, f"The scenario is called “{edited}” and {_seen_by(edited)}.")
        return redirect("scenarios", rfp.number)
    context = {"rfp": rfp, "tab": "what-if", "form": form}
    return render(request, "scoring/scenario_edit.html", context, status=422 if form.errors else 200)


@require_POST
@results_view("what-if")
def scenario_delete(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """It can be put back, so nobody is asked first."""
    deleted = get_object_or_404(rfp.scenarios.editable_by(request.user), pk=pk)
    deleted.deleted_at = timezone.now()
    deleted.save(update_fields=["deleted_at"])
    messages.success(request, f"The scenario “{deleted}” is deleted. It can be put back below.")
    return redirect("scenarios", rfp.number)


@require_POST
@results_view("what-if")
def scenario_restore(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    restored = get_object_or_404(rfp.scenarios.restorable_by(request.user), pk=pk)
    restored.deleted_at = None
    try:
        restored.validate_constraints()
    except ValidationError:
        messages.error(request, f"You have another scenario “{restored}” by now: rename that one first.")
    else:
        restored.save(update_fields=["deleted_at"])
        messages.success(request, f"The scenario “{restored}” is back.")
    return redirect("scenarios", rfp.number)


def _scenarios(request: Request, rfp: Rfp) -> ScenarioQuerySet:
    return rfp.scenarios.visible_to(request.user).select_related("owner").prefetch_related("base")


def _seen_by(scenario: Scenario) -> str:
    return "the team sees it" if scenario.is_shared else "only you see it"


def _save(form: ScenarioForm) -> bool:
    """A name that is taken is said at the form."""
    try:
        form.instance.validate_constraints()
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    form.save()
    return True


def _base(request: Request, rfp: Rfp) -> Shortlist | None:
    """The version whose copy the reader works on: the newest, or the one that was the newest when they began.

    Raises Http404 for one that is not there.
    """
    sent = request.POST if request.method == "POST" else request.GET
    asked = sent.get("version", "")
    if not asked:
        return Shortlist.objects.latest_of(rfp)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    return get_object_or_404(rfp.shortlists, number=number)


def _form(
    request: Request, rfp: Rfp, base: Shortlist, changes: Changes, *, data: object = None
) -> WhatIfForm:
    names = dict(rfp.team.values_list("key", "user__name"))
    return WhatIfForm(data, document=base.file, names=names, changes=changes)


def _page(
    request: Request,
    rfp: Rfp,
    base: Shortlist,
    form: WhatIfForm,
    *,
    saving: ScenarioForm | None = None,
    opened: Scenario | None = None,
) -> HttpResponse:
    """A form with faults is shown above the record as it is."""
    newest = Shortlist.objects.latest_of(rfp)
    context = {
        "rfp": rfp,
        "tab": "what-if",
        "base": base,
        "newest": newest,
        "form": form,
        "saving": saving or ScenarioForm(),
        "opened": opened,
        "fits": fits(opened, newest) if opened else None,
        "view": WhatIf(base, form.current),
        "away": away_of(rfp),
    }
    is_refused = form.errors or (saving and saving.errors)
    return render(request, "scoring/what_if.html", context, status=422 if is_refused else 200)
