from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.template.loader import render_to_string

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
