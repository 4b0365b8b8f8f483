from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect
from pghistory.middleware import HistoryMiddleware

GetResponse = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class TimeZoneMiddleware:
    """Every time on a page is in the reader's own zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = request.user.timezone if request.user.is_authenticated else "UTC"
        with timezone.override(ZoneInfo(zone)):
            return self.get_response(request)


class AuditContextMiddleware(HistoryMiddleware):
    """Who and from where, beside every change that the audit triggers record."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "address": request.META.get("REMOTE_ADDR", "")}


def open_to_vendor_contacts(view: View) -> View:
    view.open_to_vendor_contacts = True  # type: ignore[attr-defined]
    return view


class VendorContactMiddleware:
    """Vendor contacts see what is marked as theirs and the pages about signing in; all else is 404."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or request.user.is_internal:
            return None
        if request.path == "/":
            return redirect(settings.VENDOR_CONTACT_HOME)
        if getattr(view, "open_to_vendor_contacts", False) or request.path.startswith("/accounts/"):
            return None
        raise Http404


class SignInAgainMiddleware:
    """A fragment asked for after the session has ended sends the whole page to sign in, and back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        htmx = getattr(request, "htmx", None)
        sign_in = resolve_url(settings.LOGIN_URL)
        if htmx and response.status_code == 302 and urlsplit(response["Location"]).path == sign_in:
            back = htmx.current_url_abs_path or "/"
            return HttpResponseClientRedirect(redirect_to_login(back).url)
        return response
