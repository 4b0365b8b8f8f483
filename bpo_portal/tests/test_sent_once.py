"""A form that is sent twice, as by a double click without scripts."""

import re

import pytest
from django.test import Client

from accounts.models import User
from rfp.models import Rfp

pytestmark = pytest.mark.django_db

NEW = "/rfps/new/?template="
TYPED = {
    "title": "Payroll",
    "buyer_country": "ES",
    "currency": "EUR",
    "timezone": "Europe/Madrid",
    "seen": "{}",
}


@pytest.fixture
def client(bea: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(bea, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def token_on(client: Client, page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(page).content.decode())
    assert found
    return found[1]


def sent(client: Client, page: str, **data: str) -> tuple[int, str]:
    body = "&".join(f"{name}={value}" for name, value in data.items())
    answer = client.post(page, body, content_type="application/x-www-form-urlencoded")
    return answer.status_code, answer.headers.get("Location", "")


def test_the_same_form_is_done_once_and_answered_alike(client: Client) -> None:
    form = TYPED | {"csrfmiddlewaretoken": token_on(client, NEW)}

    first, second = sent(client, NEW, **form), sent(client, NEW, **form)

    assert first == second == (302, Rfp.objects.get().get_absolute_url())
    page = client.get(first[1]).content.decode()
    assert page.count("is there as a draft") == 1


def test_the_same_words_from_a_page_opened_again_are_done_again(client: Client) -> None:
    for _ in range(2):
        sent(client, NEW, **TYPED, csrfmiddlewaretoken=token_on(client, NEW))

    assert Rfp.objects.count() == 2


def test_a_form_that_was_refused_is_looked_at_again(client: Client) -> None:
    form = TYPED | {"title": "", "csrfmiddlewaretoken": token_on(client, NEW)}

    assert [sent(client, NEW, **form)[0] for _ in range(2)] == [200, 200]
