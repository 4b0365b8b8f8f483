from collections.abc import Callable, Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from accounts.requests import Request

from . import hooks
from .access import RfpHasEnded
from .forms.labels import own_labels
from .models import Rfp


class RfpEndedMiddleware:
    """Who comes to change an RFP after its end is told so and what can still be done, on its overview.

    What they wrote cannot be saved any more, but is shown to be copied.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RfpHasEnded):
            return None
        rfp, told = exception.rfp, " ".join(sentences(request, exception.rfp))
        if not request.htmx and (written := list(sent(request, rfp))):
            context = {"rfp": rfp, "tab": "overview", "told": told, "written": written}
            return render(request, "rfp/ended.html", context, status=409)
        messages.warning(request, told)
        return HttpResponseClientRedirect(rfp.get_absolute_url()) if request.htmx else redirect(rfp)


def sentences(request: Request, rfp: Rfp) -> Iterator[str]:
    yield f"{rfp.number} has ended ({rfp.get_status_display().lower()}) and cannot be changed any more."
    if request.method == "POST":
        yield "Nothing was saved."
    if rfp.can_edit and request.user.can_lead_rfps:
        yield "You can read it, send its reports, and copy it as a new RFP."
    else:
        yield "You can still read it."


def sent(request: Request, rfp: Rfp) -> Iterator[tuple[str, str]]:
    """What somebody typed, each with the name of its field where that is known; choices mean nothing here."""
    typed = [
        (name, value.strip())
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.endswith("seen")
        for value in values
    ]
    names = {name for name, _ in typed}
    labels = {**own_labels(rfp, names)}
    for find in hooks.field_labels:
        labels |= find(rfp, names)
    for name, value in typed:
        if value and (name in labels or is_prose(value)):
            yield labels.get(name, ""), value


def is_prose(value: str) -> bool:
    return len(value.split()) > 1 and any(map(str.isalpha, value))
