from collections.abc import Callable, Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from accounts.requests import Request

from .access import RfpHasEnded
from .models import Rfp

UNSAVED = "Nothing was saved. The Back button of your browser shows what you typed, to copy it."


class RfpEndedMiddleware:
    """Who comes to change an RFP after its end is led to its overview and told what can still be done."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RfpHasEnded):
            return None
        rfp = exception.rfp
        messages.warning(request, " ".join(sentences(request, rfp)))
        return HttpResponseClientRedirect(rfp.get_absolute_url()) if request.htmx else redirect(rfp)


def sentences(request: Request, rfp: Rfp) -> Iterator[str]:
    yield f"{rfp.number} has ended ({rfp.get_status_display().lower()}) and cannot be changed any more."
    if request.method == "POST":
        yield UNSAVED
    if rfp.can_edit and request.user.can_lead_rfps:
        yield "You can read it, send its reports, and copy it as a new RFP."
    else:
        yield "You can still read it."
