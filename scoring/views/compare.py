"""The Compare tab: a few vendors side by side, or all of them by all criteria."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.requests import Request
from rfp.models import Rfp

from ..access import results_view
from ..forms.compare import CompareForm
from ..inputs import local_day
from ..models import Shortlist
from ..presentation.away import away_of
from ..presentation.comparison import Comparison, HeatMap, OneCriterion, vendors_to_compare
from ..presentation.explanation import Version
from ..reports import comparison_of

SUGGESTED = 4
LONGEST_NUMBER = 9
ON_A_PAGE = 50


@require_GET
@results_view("compare")
def rfp_compare(request: Request, rfp: Rfp) -> HttpResponse:
    return _page(request, Choice(request.GET, rfp))


@require_GET
@results_view("compare")
def compare_spreadsheet(request: Request, rfp: Rfp) -> HttpResponse:
    choice = Choice(request.GET, rfp)
    comparison = choice.comparison
    if comparison is None:
        return _page(request, choice)
    file = comparison_of(comparison, choice.heat_map)
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@require_GET
@results_view("compare")
def rfp_heat_map(request: Request, rfp: Rfp) -> HttpResponse:
    choice = Choice(request.GET, rfp)
    return render(request, "scoring/heat_map.html", choice.context | {"heat_map": choice.heat_map})


@require_GET
@results_view("compare")
def rfp_criterion(request: Request, rfp: Rfp, criterion_key: str) -> HttpResponse:
    choice = Choice(request.GET, rfp)
    if choice.version is None:
        raise Http404
    criteria = {each.key: each for each in choice.version.evaluation.criteria}
    if criterion_key not in criteria:
        raise Http404
    one = OneCriterion(rfp, choice.version, list(choice.form.vendors), key=criterion_key)
    page = Paginator(one.vendors, ON_A_PAGE).get_page(request.GET.get("page"))
    order = list(criteria.values())
    place = order.index(criteria[criterion_key])
    context = {
        "one": one,
        "page": page,
        "standings": one.standings(list(page)),
        "previous": order[place - 1] if place else None,
        "following": order[place + 1] if place + 1 < len(order) else None,
    }
    return render(request, "scoring/compare_criterion.html", choice.context | context)


@dataclass(frozen=True)
class Choice:
    """What an address asks for: the version and the vendors. Raises Http404 for a version that is not there."""

    asked: QueryDict
    rfp: Rfp

    @cached_property
    def shortlist(self) -> Shortlist | None:
        number = self.asked.get("version", "")
        if not number:
            return Shortlist.objects.latest_of(self.rfp)
        if not (number.isdecimal() and len(number) <= LONGEST_NUMBER):
            raise Http404
        return get_object_or_404(self.rfp.shortlists, number=int(number))

    @cached_property
    def form(self) -> CompareForm:
        candidates = {each.key: each for each in self.rfp.candidates.select_related("vendor")}
        shortlist = self.shortlist
        titles = {each["key"]: each["title"] for each in shortlist.file["vendors"]} if shortlist else {}
        vendors = vendors_to_compare(candidates, shortlist.result if shortlist else None, titles)
        data = self.asked.copy()
        if "vendor" not in data:
            data.setlist("vendor", [each.key for each in vendors[:SUGGESTED]])
        return CompareForm(data, vendors=vendors)

    @cached_property
    def comparison(self) -> Comparison | None:
        if not self.form.is_valid():
            return None
        return Comparison(
            rfp=self.rfp,
            vendors=self.form.cleaned_data["vendor"],
            shortlist=self.shortlist,
            today=local_day(self.rfp, at=timezone.now()),
        )

    @cached_property
    def heat_map(self) -> HeatMap | None:
        return HeatMap(Version(self.shortlist), list(self.form.vendors)) if self.shortlist else None

    @cached_property
    def version(self) -> Version | None:
        """With the names of its evaluators."""
        names = dict(self.rfp.team.values_list("key", "user__name"))
        return Version(self.shortlist, names=names) if self.shortlist else None

    @property
    def context(self) -> dict[str, object]:
        newest = self.rfp.shortlists.values_list("number", flat=True).first()
        shown = self.shortlist.number if self.shortlist else None
        return {
            "rfp": self.rfp,
            "tab": "compare",
            "form": self.form,
            "away": away_of(self.rfp),
            "shortlist": self.shortlist,
            "is_newest": shown == newest,
            "newer": shown + 1 if shown and newest and shown < newest else None,
            "older": shown - 1 if shown and shown > 1 else None,
        }


def _page(request: Request, choice: Choice) -> HttpResponse:
    context, comparison = choice.context, choice.comparison
    if comparison:
        only_differences = choice.form.cleaned_data["differences"]
        context |= {
            "comparison": comparison,
            "sections": comparison.sections(only_differences=only_differences),
        }
    refused = "vendor" in request.GET and comparison is None
    return render(request, "scoring/compare.html", context, status=400 if refused else 200)
