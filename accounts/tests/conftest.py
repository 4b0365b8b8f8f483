import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts import services
from accounts.models import Role, User
from outbox import reading
from outbox.models import Mail

PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "several unrelated words 41"


@pytest.fixture
def nora(ada: User) -> User:
    """Has been invited and has set no password yet."""
    return services.invite(
        name="Nora", email="nora@example.com", roles=[Role.EVALUATOR], timezone="Europe/Oslo", by=ada
    )


@pytest.fixture
def mailed_link() -> Callable[[User], str]:
    """The path of the link in the newest mail to somebody."""

    def find(person: User) -> str:
        mail = Mail.objects.filter(recipient=person.email).latest("pk")
        link = re.search(r"http://localhost:8000(/accounts/password/reset/key/\S+)", reading.text(mail))
        assert link
        return link[1]

    return find


@pytest.fixture
def sign_in(client: Client) -> Callable[..., str]:
    """Signs in as people do, from an address of choice; where that leads, or an empty text."""

    def enter(email: str, password: str = PASSWORD, *, address: str = "192.0.2.1") -> str:
        form = {"login": email, "password": password}
        response = client.post("/accounts/login/", form, REMOTE_ADDR=address)
        return response.headers.get("Location", "")

    return enter
