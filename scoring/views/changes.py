"""What changed between two versions, and how ranks went over all of them."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import Request
from rfp.models import Rfp

from ..access import results_view
from ..forms.changes import SpanForm
from ..presentation.difference import Difference
from ..presentation.ranks import RanksOverVersions
from .versions import VersionPaginator

OFFERED = 50
"""So many of the newest versions can be chosen from a list; links lead to any."""
CAUSES_TOLD = 12
VERSIONS_IN_A_CHART = 30


@require_GET
@results_view("shortlist")
def shortlist_changes(request: Request, rfp: Rfp) -> HttpResponse:
    newest = rfp.shortlists.values_list("number", flat=True).first() or 0
    context: dict[str, Any] = {"rfp": rfp, "tab": "shortlist", "newest": newest}
    if newest < 2:
        return render(request, "scoring/shortlist_changes.html", context)
    form = _form(rfp, request.GET, newest)
    context["form"] = form
    if form.is_valid():
        older, newer = form.span
        context |= {"difference": _difference(rfp, older, newer), "causes": _causes(rfp, older, newer)}
    return render(request, "scoring/shortlist_changes.html", context, status=400 if form.errors else 200)


def _form(rfp: Rfp, asked: QueryDict, newest: int) -> SpanForm:
    """From the version before to the newest, unless others are asked for."""
    data = {"from": asked.get("from", str(newest - 1)), "to": asked.get("to", str(newest))}
    chosen = [int(each) for each in data.values() if each.isdecimal() and len(each) < 10]
    offered = rfp.shortlists.filter(Q(number__gt=newest - OFFERED) | Q(number__in=chosen))
    return SpanForm(data, newest=newest, offered=offered.values_list("number", "computed_at"))


def _difference(rfp: Rfp, older: int, newer: int) -> Difference:
    versions = {each.number: each for each in rfp.shortlists.filter(number__in=(older, newer))}
    names = dict(rfp.team.values_list("key", "user__name"))
    return Difference(versions[older], versions[newer], evaluators=names)


def _causes(rfp: Rfp, older: int, newer: int) -> list[tuple[int, str]]:
    passed = rfp.shortlists.filter(number__gt=older, number__lte=newer)
    return list(passed.values_list("number", "cause")[:CAUSES_TOLD])


@require_GET
@results_view("shortlist")
def shortlist_ranks(request: Request, rfp: Rfp) -> HttpResponse:
    page: Any = VersionPaginator(rfp, VERSIONS_IN_A_CHART).get_page(request.GET.get("page"))
    numbers = [each.number for each in page]
    versions = list(rfp.shortlists.filter(number__in=numbers).defer("document"))
    context = {
        "rfp": rfp,
        "tab": "shortlist",
        "page": page,
        "over": RanksOverVersions(rfp, versions),
    }
    return render(request, "scoring/shortlist_ranks.html", context)
