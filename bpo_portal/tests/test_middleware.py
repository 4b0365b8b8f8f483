import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from bpo_portal.middleware import ProxyAddressMiddleware


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
