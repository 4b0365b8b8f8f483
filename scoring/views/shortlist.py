"""The Shortlist tab: the newest version, earlier ones, and why each number is what it is."""

from collections.abc import Collection

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import Request
from rfp.models import Candidate, Rfp

from ..access import require_results, results_view, team_rfps
from ..models import Shortlist
from ..panel import outstanding
from ..presentation.authors import authors
from ..presentation.awarded import award_in_force
from ..presentation.away import away_of
from ..presentation.confirmed import confirmed
from ..presentation.explanation import Explanation, Version
from ..presentation.moves import moves_in_words
from ..presentation.provenance import Provenance
from ..presentation.ranking import RankingView
from ..presentation.status import Status, with_status
from ..services.recompute import retry
from ..services.seen import mark_seen
from ..waivable import waiver_steps

VERSIONS_BESIDE = 6
RANKED_ON_A_PAGE = 250
LINKED = ("key", "rfp_id", "price", "vendor__name")
NOT_DOCUMENT = ("document", "ranking")


@require_GET
@results_view("shortlist", extended=with_status)
def rfp_shortlist(request: Request, rfp: Rfp) -> HttpResponse:
    return _page(request, rfp, number=None)


@require_GET
@results_view("shortlist", extended=with_status)
def shortlist_version(request: Request, rfp: Rfp, version: int) -> HttpResponse:
    return _page(request, rfp, number=version)


def _page(request: Request, rfp: Rfp, *, number: int | None) -> HttpResponse:
    status = Status.of(rfp)
    shown = status.newest if number is None else number
    context = {
        "rfp": rfp,
        "tab": "shortlist",
        "status": status,
        "shown": shown,
        "is_live": number is None or number == status.newest,
        **_ranking(request, rfp, shown, newest=status.newest),
    }
    return render(request, "scoring/shortlist.html", context)


def _ranking(request: Request, rfp: Rfp, number: int | None, *, newest: int | None) -> dict[str, object]:
    """One version for the page, with its neighbours; marks it as seen."""
    if number is None:
        return {"view": None}
    shortlist = get_object_or_404(rfp.shortlists, number=number)
    older = rfp.shortlists.filter(number__lt=number).order_by("-number")
    seen = mark_seen(user=request.user, rfp=rfp, number=number) if number == newest else number
    beside = list(rfp.shortlists.defer(*NOT_DOCUMENT)[:VERSIONS_BESIDE])
    view = RankingView(shortlist, before=older.defer("document").first())
    page = Paginator(view.ranked, RANKED_ON_A_PAGE).get_page(request.GET.get("page"))
    candidates = _candidates(rfp, [row.key for row in (*page, *view.incomplete, *view.excluded)])
    out = [candidates[row.key] for row in view.excluded if row.fails_knockout and row.key in candidates]
    return {
        "view": view,
        "awarded": award_in_force(rfp),
        "confirmed": confirmed(rfp),
        "since": _since(shortlist, seen),
        "page": page,
        "candidates": candidates,
        "away": away_of(rfp),
        "waiver_steps": waiver_steps(rfp, out, at=timezone.now()) if _may_waive(rfp) else {},
        "beside": beside,
        "newer": number + 1 if newest and number < newest else None,
        "older": number - 1 if number > 1 else None,
        "outstanding": outstanding(rfp, at=shortlist.computed_at) if number == newest else 0,
        "authors": authors(rfp, [shortlist]).get(number, []),
        "decisions": list(shortlist.decisions.select_related("decided_by", "approver", "approval__by")),
    }


def _may_waive(rfp: Rfp) -> bool:
    return rfp.can_edit and not rfp.has_ended


def _since(shortlist: Shortlist, seen: int) -> dict[str, object] | None:
    """What is new to somebody who saw another version last."""
    if seen >= shortlist.number:
        return None
    last = shortlist.rfp.shortlists.get(number=seen)
    return {"number": seen, "moved": moves_in_words(last, shortlist)}


def _candidates(rfp: Rfp, keys: Collection[str]) -> dict[str, Candidate]:
    """Of these, those that are still there: their vendors are linked to."""
    linked = rfp.candidates.filter(key__in=keys).select_related("vendor").only(*LINKED)
    return {each.key: each for each in linked}


@require_GET
def shortlist_status(request: Request, number: str) -> HttpResponse:
    """What a page that shows the newest version asks again and again: 204 as long as nothing is new."""
    rfp = get_object_or_404(with_status(team_rfps(request.user)), number=number)
    require_results(user=request.user, rfp=rfp)
    status = Status.of(rfp)
    token, is_newest = request.GET.get("token", ""), request.GET.get("shown", "") == str(status.newest or 0)
    if token == status.token and is_newest:
        return HttpResponse(status=204)
    context = {"rfp": rfp, "status": status, "shown": status.newest, "is_live": True}
    if not (is_newest and status.marks_as(token)):
        context |= _ranking(request, rfp, status.newest, newest=status.newest) | {"swap": True}
    return render(request, "scoring/_shortlist_status.html", context)


@require_GET
@results_view("shortlist")
def shortlist_vendor(request: Request, rfp: Rfp, version: int, vendor: str) -> HttpResponse:
    """Why this number: the row of one vendor, taken apart."""
    shortlist = get_object_or_404(rfp.shortlists, number=version)
    names = dict(rfp.team.values_list("key", "user__name"))
    read = Version(shortlist, names=names)
    if vendor not in read.rows:
        raise Http404
    explanation = Explanation(read, vendor=vendor)
    provenance = Provenance(rfp, shortlist, vendor=vendor, document=read.document)
    context = {
        "rfp": rfp,
        "tab": "shortlist",
        "shortlist": shortlist,
        "explanation": explanation,
        "origins": [(each, found) for each in read.document["criteria"] if (found := provenance.of(each))],
        "candidate": _candidates(rfp, [vendor]).get(vendor),
        "away": away_of(rfp),
    }
    return render(request, "scoring/shortlist_vendor.html", context)


@require_GET
@results_view("shortlist")
def shortlist_file(request: Request, rfp: Rfp, version: int) -> HttpResponse:
    """The evaluation file, byte for byte as stored."""
    shortlist = get_object_or_404(rfp.shortlists.defer("ranking"), number=version)
    response = HttpResponse(shortlist.document.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{rfp.number}-version-{version}.json"'
    return response


@require_POST
@results_view("shortlist")
def shortlist_retry(request: Request, rfp: Rfp) -> HttpResponse:
    if not rfp.can_edit:
        raise Http404
    retry(rfp=rfp)
    messages.info(request, "The ranking is computed again.")
    return redirect("rfp_shortlist", rfp.number)
