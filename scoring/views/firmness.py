from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.requests import Request
from rfp.models import Rfp

from ..access import results_view
from ..presentation.firmness import QUESTIONS, FirmnessView


@require_GET
@results_view("shortlist")
def shortlist_firmness(request: Request, rfp: Rfp, version: int) -> HttpResponse:
    """How firm the first place of a version is, with proofs; what takes long only when it is asked for."""
    shortlist = get_object_or_404(rfp.shortlists.defer("ranking"), number=version)
    firm = FirmnessView(shortlist, evaluators=dict(rfp.team.values_list("key", "user__name")))
    asked = request.GET.get("ask", "")
    context = {"rfp": rfp, "tab": "shortlist", "shortlist": shortlist, "firm": firm}
    if asked in QUESTIONS:
        context |= {"asked": asked, "answer": firm.answer(asked)}
        if request.htmx:
            return render(request, "scoring/_firmness_answer.html", context)
    return render(request, "scoring/shortlist_firmness.html", context)
