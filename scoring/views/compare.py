"""The Compare tab: a few candidates side by side."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.requests import Request
from rfp.models import Rfp

from ..access import results_view
from ..forms.compare import CompareForm
from ..models import Shortlist
from ..presentation.comparison import Comparison
from ..presentation.ranking import ranks

SUGGESTED = 4


@require_GET
@results_view("compare")
def rfp_compare(request: Request, rfp: Rfp) -> HttpResponse:
    shortlist = Shortlist.objects.latest_of(rfp)
    form = CompareForm(request.GET if "c" in request.GET else _suggestion(request, rfp, shortlist), rfp=rfp)
    context: dict[str, object] = {"rfp": rfp, "tab": "compare", "form": form, "shortlist": shortlist}
    if form.is_valid():
        comparison = Comparison(
            rfp=rfp, candidates=form.cleaned_data["c"], shortlist=shortlist, today=timezone.localdate()
        )
        context["comparison"] = comparison
        context["sections"] = comparison.sections(only_differences=form.cleaned_data["differences"])
    return render(
        request, "scoring/compare.html", context, status=400 if "c" in request.GET and form.errors else 200
    )


def _suggestion(request: Request, rfp: Rfp, shortlist: Shortlist | None) -> QueryDict:
    """The first of the ranking; before there is one, the first candidates."""
    places = ranks(shortlist.result) if shortlist else {}
    known = rfp.candidates.values_list("key", "pk")
    in_order = sorted(known, key=lambda each: places.get(each[0], len(places) + 1))
    data = request.GET.copy()
    data.setlist("c", [str(pk) for _, pk in in_order[:SUGGESTED]])
    return data
