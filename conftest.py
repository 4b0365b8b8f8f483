"""The cast of all tests: who they are and what they may do."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from accounts.models import Role, User
from bpo_portal.garbage import look_seldom

PASSWORD = "correct horse battery staple"


def pytest_configure() -> None:
    """What takes longer than most tests: a slow hash for passwords, looking for garbage in all that was
    imported, and finding all static files for each client, where a server does so once; clients find them
    as they ask for them.
    """
    look_seldom()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes by their parameter's name: a workbook's hold the time it was made, and every process
    of the test run must know the tests by the same names.
    """
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def mail_goes_where_it_goes(settings: Settings) -> None:
    """Into the outbox, as in production; the test runner would put it elsewhere."""
    settings.EMAIL_BACKEND = "outbox.backend.OutboxBackend"


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    def make(name: str, *roles: Role, timezone: str = "Europe/Madrid") -> User:
        return User.objects.create_user(
            f"{name.lower()}@example.com", PASSWORD, name=name, roles=list(roles), timezone=timezone
        )

    return make


@pytest.fixture
def ada(person: Callable[..., User]) -> User:
    """Administers users and reference data."""
    return person("Ada", Role.ADMINISTRATOR)


@pytest.fixture
def bea(person: Callable[..., User]) -> User:
    """Leads procurement."""
    return person("Bea", Role.PROCUREMENT_LEAD)


@pytest.fixture
def rita(person: Callable[..., User]) -> User:
    """Keeps the register."""
    return person("Rita", Role.REGISTER_MANAGER)


@pytest.fixture
def eva(person: Callable[..., User]) -> User:
    """Evaluates."""
    return person("Eva", Role.EVALUATOR)


@pytest.fixture
def emil(person: Callable[..., User]) -> User:
    """Evaluates too."""
    return person("Emil", Role.EVALUATOR)


@pytest.fixture
def otto(person: Callable[..., User]) -> User:
    """Observes."""
    return person("Otto", Role.OBSERVER)


@pytest.fixture
def vic(person: Callable[..., User]) -> User:
    """Answers for a vendor."""
    return person("Vic", Role.VENDOR_CONTACT)


@pytest.fixture
def xenia(person: Callable[..., User]) -> User:
    """Leads other RFPs; an outsider to those of the tests."""
    return person("Xenia", Role.PROCUREMENT_LEAD)


@pytest.fixture
def signed_in(client: Client) -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
