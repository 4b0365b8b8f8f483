from collections.abc import Callable

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import path

from accounts.models import User

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


@login_not_required
def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault that nobody foresaw")


urlpatterns = [path("fail/", fail)]


def assert_guarded(response: HttpResponseBase) -> None:
    policy = response.headers["Content-Security-Policy"]

    assert set(policy.split("; ")) >= STRICT
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/accounts/login/", 200),
        ("GET", "/", 302),
        ("GET", "/accounts/signup/", 404),
        ("GET", "/accounts/login/?next=%00", 200),
        ("GET", "/people/%00/", 400),
        ("DELETE", "/accounts/login/", 405),
    ],
)
def test_every_kind_of_answer_is_guarded(client: Client, method: str, address: str, status: int) -> None:
    response = client.generic(method, address, secure=True)

    assert response.status_code == status
    assert_guarded(response)


@pytest.mark.parametrize("address", ["/people/", "/people/me/", "/outbox/", "/admin/", "/nowhere/"])
def test_pages_inside_are_guarded(ada: User, signed_in: Callable[[User], Client], address: str) -> None:
    assert_guarded(signed_in(ada).get(address, secure=True))


def test_static_files_are_guarded(client: Client) -> None:
    response = client.get(staticfiles_storage.url("img/logo.svg"), secure=True)

    assert response.status_code == 200
    assert_guarded(response)


def test_a_form_from_elsewhere_is_refused_with_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a"}, secure=True)

    assert response.status_code == 403
    assert b"This page was open for too long" in response.content
    assert_guarded(response)


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_guarded_and_tells_nothing() -> None:
    response = Client(raise_request_exception=False).get("/fail/", secure=True)

    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content
    assert b"nobody foresaw" not in response.content
    assert_guarded(response)
