from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.requests import Request

from ..presentation.dashboard import Dashboard


@require_GET
def dashboard(request: Request) -> HttpResponse:
    """What needs this person."""
    needs = Dashboard(user=request.user, today=timezone.localdate(), at=timezone.now())
    return render(request, "scoring/dashboard.html", {"needs": needs})
