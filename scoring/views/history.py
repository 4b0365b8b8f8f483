from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import Request
from rfp.models import Rfp

from ..access import may_see_results, team_view
from ..history import History
from ..presentation.changes import told

ENTRIES_ON_A_PAGE = 50


@require_GET
@team_view
def rfp_history(request: Request, rfp: Rfp) -> HttpResponse:
    """The History tab; of judgements, a blind evaluator sees only their own."""
    entries = Paginator(History(rfp=rfp, user=request.user), ENTRIES_ON_A_PAGE)
    page = entries.get_page(request.GET.get("page"))
    context = {
        "rfp": rfp,
        "tab": "history",
        "page": page,
        "changes": told(list(page)),
        "is_blind": not may_see_results(user=request.user, rfp=rfp),
    }
    return render(request, "scoring/history.html", context)
