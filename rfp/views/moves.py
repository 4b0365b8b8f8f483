from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import Request

from .. import hooks, readiness, services
from ..forms import MoveForm
from ..lifecycle import DEEDS, RefusedMove, deeds_of
from ..models import Rfp


@require_http_methods(["GET", "POST"])
def rfp_move(request: Request, number: str, to: str) -> HttpResponse:
    """GET asks, POST does."""
    rfp = get_object_or_404(Rfp.objects.editable_by(request.user), number=number)
    if to not in DEEDS:
        raise Http404
    deed, now = DEEDS[to], timezone.now()
    form = MoveForm(request.POST if request.method == "POST" else None, rfp=rfp, deed=deed, at=now)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        try:
            services.move_rfp(rfp=rfp, to=deed.to, by=request.user, at=now, reason=reason)
        except RefusedMove as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{rfp.number} has reached the state “{deed.to.label}”.")
        return redirect(rfp)
    context = {
        "rfp": rfp,
        "tab": "overview",
        "deed": deed,
        "form": form,
        "missing": readiness.missing(rfp, to=to, at=now),
        "is_offered": deed in deeds_of(rfp),
        "grounds": [ground for tell in hooks.grounds[to] if (ground := tell(rfp))],
    }
    return render(request, "rfp/move.html", context)
