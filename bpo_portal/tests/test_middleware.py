from resource import RUSAGE_THREAD, getrusage

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from bpo_portal.middleware import ProxyAddressMiddleware, RoomForFramesMiddleware


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("10.0.0.1, 198.51.100.7", "198.51.100.7"),
        ("nonsense, 2001:db8::1", "2001:db8::1"),
        ("198.51.100.7, nonsense", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_behind_a_proxy_only_what_the_proxy_saw_is_believed(forwarded: str, address: str) -> None:
    def show(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.META["REMOTE_ADDR"])

    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})

    assert ProxyAddressMiddleware(show)(request).content.decode() == address


def test_calls_ask_the_system_for_no_memory_however_deep_the_page_is(rf: RequestFactory) -> None:
    middleware = RoomForFramesMiddleware(lambda request: HttpResponse(str(most_faults_at_any_depth())))

    assert int(middleware(rf.get("/")).content) < CALLS / 2 < most_faults_at_any_depth()


CALLS = 400


def most_faults_at_any_depth() -> int:
    return max(faults(depth) for depth in range(300))


def faults(depth: int) -> int:
    """Pages of memory asked for by many calls of a function, made from so deep."""
    if depth:
        return faults(depth - 1)
    before = getrusage(RUSAGE_THREAD).ru_minflt
    for _ in range(CALLS):
        called()
    return getrusage(RUSAGE_THREAD).ru_minflt - before


def called() -> None:
    """A function whose frame takes part of a piece, as that of any function."""
    return called_within()


def called_within() -> None: ...
