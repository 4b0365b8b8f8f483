from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from accounts.models import User

from .conftest import PASSWORD

SignIn = Callable[..., str]

pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


@pytest.fixture
def confirmed(bea: User, client: Client, sign_in: SignIn) -> Client:
    """Bea, who has just confirmed that it is she."""
    sign_in(bea.email)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_setting_up_asks_for_the_password_again(bea: User, client: Client, sign_in: SignIn) -> None:
    sign_in(bea.email)

    assert (
        client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")
    )


def test_the_app_is_set_up_with_a_picture_and_a_first_code(bea: User, confirmed: Client) -> None:
    page = confirmed.get("/accounts/2fa/totp/activate/")
    assert b'src="data:image/svg+xml' in page.content

    confirmed.post("/accounts/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})

    kinds = Authenticator.objects.filter(user=bea).values_list("type", flat=True)
    assert sorted(kinds) == ["recovery_codes", "totp"]


def test_fields_are_named_once_and_as_everywhere_else(bea: User, client: Client, sign_in: SignIn) -> None:
    sign_in(bea.email)
    assert "Current password" in client.get("/accounts/password/change/").content.decode()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.get("/accounts/2fa/totp/activate/").content.decode()

    assert "Authenticator code" in page
    assert "placeholder" not in page


def test_who_was_invited_may_set_it_up(bea: User, confirmed: Client) -> None:
    EmailAddress.objects.update_or_create(user=bea, email=bea.email, defaults={"verified": False})

    assert confirmed.get("/accounts/2fa/totp/activate/").status_code == 200


def test_a_wrong_first_code_turns_nothing_on(bea: User, confirmed: Client) -> None:
    confirmed.get("/accounts/2fa/totp/activate/")

    assert confirmed.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_password_alone_is_not_enough_any_more(bea: User, client: Client, sign_in: SignIn) -> None:
    TOTP.activate(bea, "JBSWY3DPEHPK3PXP")

    assert sign_in(bea.email) == "/accounts/2fa/authenticate/"
    assert client.get("/people/me/").status_code == 302
    code = {"code": code_of("JBSWY3DPEHPK3PXP")}
    assert client.post("/accounts/2fa/authenticate/", code).headers["Location"] == "/"
    assert client.get("/people/me/").status_code == 200


def test_a_recovery_code_works_once(bea: User, client: Client, sign_in: SignIn) -> None:
    TOTP.activate(bea, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(bea).get_unused_codes()[0]

    for expected in (302, 200):
        sign_in(bea.email)
        assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == expected
        client.logout()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "totp/activate/",
        "totp/deactivate/",
        "recovery-codes/",
        "recovery-codes/generate/",
        "webauthn/",
        "webauthn/add/",
    ],
)
def test_every_page_of_the_second_factor_opens(bea: User, confirmed: Client, path: str) -> None:
    TOTP.activate(bea, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(bea)
    if path == "totp/activate/":
        Authenticator.objects.all().delete()

    assert confirmed.get(f"/accounts/2fa/{path}").status_code == 200
