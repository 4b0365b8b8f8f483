import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from ipaddress import ip_address
from typing import Any

from django.core.cache import cache
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string

MARK = "csrfmiddlewaretoken"
GetResponse = Callable[[HttpRequest], HttpResponse]


class RoomForFramesMiddleware:
    """One piece of memory for the frames of all calls of a request.

    CPython has its frames in pieces of 16 KiB. A loop whose calls cross the edge of a piece asks the system
    for memory at every call and gives it back at every return, which doubled what a long page took. A frame
    with more room than that gets a larger piece, half of which is left for the calls below it.
    """

    ENTRIES = 17_000
    """Of eight bytes each: 256 KiB are the least power of two that holds them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    __call__.__code__ = __call__.__code__.replace(co_stacksize=ENTRIES)


class ProxyAddressMiddleware:
    """Behind a reverse proxy the client's address is the one that this proxy saw: the last it wrote down.

    Whatever a client puts into the header itself stands before that and is not believed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        with suppress(ValueError):
            request.META["REMOTE_ADDR"] = str(ip_address(seen))
        return self.get_response(request)


class RefuseOtherMethodsMiddleware:
    """Pages are read and forms are posted; no view has to think of any other method."""

    ALLOWED = ("GET", "HEAD", "POST")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in self.ALLOWED:
            return HttpResponseNotAllowed(self.ALLOWED)
        return self.get_response(request)


class NulBytesMiddleware:
    """No page has to think of NUL bytes in an address, which PostgreSQL cannot store: in its path they are refused, in
    what is asked of it they count as spaces.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            return HttpResponseBadRequest(render_to_string("400.html"))
        query = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = query.replace("%00", "%20").replace("\0", "%20")
        return self.get_response(request)


class SentOnceMiddleware:
    """A form that comes twice from the same page, as by a double click, is done once and answered alike.

    Each time that a page shows a form, its token is masked anew; so the same bytes are the same form. Only what led
    somewhere is remembered: a form that was refused can be sent again as it is.
    """

    REMEMBERED = 30
    PATIENCE = 5
    """In seconds; so long the second waits for the answer of the first."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if key := getattr(request, "sent_once", ""):
            if response.status_code == 302:
                cache.set(key, (response["Location"], response.cookies.get("messages")), self.REMEMBERED)
            else:
                cache.delete(key)
        return response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        key = self.key_of(request)
        if not key:
            return None
        if cache.add(key, (), self.REMEMBERED):
            request.sent_once = key  # type: ignore[attr-defined]
            return None
        answer = self.awaited(key)
        if not answer:
            return None
        location, messages = answer
        response = HttpResponseRedirect(location)
        if messages is not None:
            response.cookies["messages"] = messages
        return response

    def key_of(self, request: HttpRequest) -> str:
        """Empty for what is no form of a page: files, fragments, and whoever has no session."""
        is_form = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
        session = request.session.session_key or ""
        if not (is_form and session) or "HX-Request" in request.headers or MARK not in request.POST:
            return ""
        sent = f"{session} {request.get_full_path()} ".encode() + request.body
        return f"sent-once {sha256(sent).hexdigest()}".replace(" ", "-")

    def awaited(self, key: str) -> Any:
        ends = time.monotonic() + self.PATIENCE
        while (answer := cache.get(key)) == () and time.monotonic() < ends:
            time.sleep(0.05)
        return answer
