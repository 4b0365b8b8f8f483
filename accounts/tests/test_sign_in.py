from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts import services
from accounts.models import User
from outbox.models import Mail

from .conftest import NEW_PASSWORD, PASSWORD

SignIn = Callable[..., str]
Link = Callable[[User], str]

pytestmark = pytest.mark.django_db


def set_password(client: Client, link: str, password: str) -> int:
    form_page = client.get(link).headers["Location"]
    return client.post(form_page, {"password1": password, "password2": password}).status_code


def test_whoever_has_the_password_comes_in(bea: User, sign_in: SignIn) -> None:
    assert sign_in(bea.email) == "/"


def test_the_address_may_be_typed_in_capitals(bea: User, sign_in: SignIn) -> None:
    assert sign_in("BEA@Example.COM") == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(bea: User, client: Client) -> None:
    known = client.post("/accounts/login/", {"login": bea.email, "password": "wrong"})
    unknown = client.post("/accounts/login/", {"login": "none@example.com", "password": "wrong"})

    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors


def test_a_deactivated_person_stays_outside(ada: User, bea: User, client: Client, sign_in: SignIn) -> None:
    sign_in(bea.email)
    services.deactivate(person=bea, by=ada)

    assert client.get("/people/me/").headers["Location"] == "/accounts/login/?next=/people/me/"
    assert sign_in(bea.email) == "/accounts/inactive/"


def test_the_link_of_an_invitation_sets_the_password(
    nora: User, client: Client, mailed_link: Link, sign_in: SignIn
) -> None:
    assert set_password(client, mailed_link(nora), NEW_PASSWORD) == 302
    assert sign_in(nora.email, NEW_PASSWORD) == "/"


def test_the_link_works_once(nora: User, client: Client, mailed_link: Link) -> None:
    link = mailed_link(nora)
    set_password(client, link, NEW_PASSWORD)

    assert b"does not work any more" in client.get(link).content


def test_a_scanner_that_opens_the_link_changes_nothing(
    nora: User, client: Client, mailed_link: Link, sign_in: SignIn
) -> None:
    link = mailed_link(nora)
    for _ in range(3):
        Client().get(link, follow=True)

    assert set_password(client, link, NEW_PASSWORD) == 302
    assert sign_in(nora.email, NEW_PASSWORD) == "/"


def test_an_invitation_by_itself_opens_nothing(nora: User, sign_in: SignIn) -> None:
    assert sign_in(nora.email, "") == ""
    assert sign_in(nora.email, PASSWORD) == ""


@pytest.mark.parametrize("weak", ["short", "passwordpassword"[:8], "123456789012", "nora@example.com"])
def test_a_weak_password_is_refused(nora: User, client: Client, mailed_link: Link, weak: str) -> None:
    assert set_password(client, mailed_link(nora), weak) == 200
    nora.refresh_from_db()
    assert nora.is_invited


@pytest.mark.parametrize(
    ("weak", "message"),
    [
        ("password", "This password is too short. It must contain at least 12 characters."),
        ("12345678", "This password is too short. It must contain at least 12 characters."),
        ("1234567890123", "This password is too common."),
    ],
)
def test_a_weak_password_gets_one_message(
    nora: User, client: Client, mailed_link: Link, weak: str, message: str
) -> None:
    form_page = client.get(mailed_link(nora)).headers["Location"]
    refused = client.post(form_page, {"password1": weak, "password2": weak})

    assert refused.context["form"].errors == {"password1": [message]}


def test_a_forgotten_password_is_reset_by_mail(
    bea: User, client: Client, mailed_link: Link, sign_in: SignIn
) -> None:
    client.post("/accounts/password/reset/", {"email": "BEA@example.com"})

    assert set_password(client, mailed_link(bea), NEW_PASSWORD) == 302
    assert sign_in(bea.email, NEW_PASSWORD) == "/"


def test_asking_for_a_reset_does_not_tell_who_has_an_account(bea: User, client: Client) -> None:
    known = client.post("/accounts/password/reset/", {"email": bea.email})
    unknown = client.post("/accounts/password/reset/", {"email": "none@example.com"})

    assert known.headers["Location"] == unknown.headers["Location"] == "/accounts/password/reset/done/"
    assert [mail.recipient for mail in Mail.objects.all()] == [bea.email]


def test_the_link_leads_to_this_installation_whatever_the_request_called_it(
    bea: User, client: Client, mailed_link: Link
) -> None:
    client.post("/accounts/password/reset/", {"email": bea.email}, HTTP_HOST="127.0.0.1")

    assert mailed_link(bea).startswith("/accounts/password/reset/key/")


def test_a_changed_password_is_told_by_mail(bea: User, client: Client, sign_in: SignIn) -> None:
    sign_in(bea.email)
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/accounts/password/change/", form)

    assert sign_in(bea.email, NEW_PASSWORD) == "/"
    assert Mail.objects.get().subject == "Your password for BPO Portal was changed"


def test_no_second_record_of_addresses_lets_an_old_one_in(
    ada: User, bea: User, client: Client, sign_in: SignIn
) -> None:
    sign_in(bea.email)
    EmailAddress.objects.update_or_create(
        user=bea, email=bea.email, defaults={"verified": True, "primary": True}
    )
    services.change(
        person=bea, name=bea.name, email="beatrice@example.com", roles=bea.roles, timezone=bea.timezone
    )
    client.logout()

    assert sign_in("bea@example.com") == ""
    assert sign_in("beatrice@example.com") == "/"


@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "login/code/confirm/", "password/set/"],
)
def test_there_is_no_sign_up_and_no_self_service_for_addresses(
    bea: User, signed_in: Callable[[User], Client], path: str
) -> None:
    assert Client().get(f"/accounts/{path}").status_code == 404
    assert signed_in(bea).post(f"/accounts/{path}").status_code == 404


def test_many_failures_close_the_door_for_that_address_and_place(
    bea: User, client: Client, sign_in: SignIn
) -> None:
    for _ in range(8):
        sign_in(bea.email, "wrong")
    response = client.post(
        "/accounts/login/", {"login": bea.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.1"
    )

    assert response.status_code == 429
    assert b"Too many failed attempts" in response.content


def test_capitals_do_not_start_the_count_again(bea: User, sign_in: SignIn) -> None:
    for typed in ["bea@example.com", "BEA@EXAMPLE.COM"] * 4:
        sign_in(typed, "wrong")

    assert sign_in("Bea@example.com") == ""


def test_an_outsider_cannot_lock_somebody_out(bea: User, sign_in: SignIn) -> None:
    for _ in range(20):
        sign_in(bea.email, "wrong", address="198.51.100.7")

    assert sign_in(bea.email, address="192.0.2.1") == "/"


@pytest.mark.parametrize(
    "login",
    ["a\0b@example.com", "x" * 1_000_000, " ", "\u200b", "a@b@c", "' OR 1=1 --", ""],
    ids=lambda text: ascii(text[:25]),
)
def test_strange_text_for_an_address_is_only_a_failed_sign_in(bea: User, client: Client, login: str) -> None:
    response = client.post("/accounts/login/", {"login": login, "password": "wrong"})

    assert response.status_code == 200
    assert response.context["form"].errors


def test_the_way_back_stays_inside(bea: User, client: Client) -> None:
    form = {"login": bea.email, "password": PASSWORD, "next": "https://evil.example/"}

    assert client.post("/accounts/login/", form).headers["Location"] == "/"


def test_the_admin_has_no_sign_in_of_its_own(client: Client) -> None:
    assert client.get("/admin/login/").headers["Location"].startswith("/accounts/login/")
    form = {"username": "a", "password": "b"}
    assert client.post("/admin/login/", form).headers["Location"].startswith("/accounts/login/")


def test_no_field_repeats_its_label_as_a_placeholder(
    nora: User, bea: User, client: Client, mailed_link: Link
) -> None:
    pages = [client.get(address) for address in ("/accounts/login/", "/accounts/password/reset/")]
    pages.append(client.get(mailed_link(nora), follow=True))
    client.force_login(bea, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages += [client.get(f"/accounts/{page}/") for page in ("password/change", "reauthenticate")]

    for page in pages:
        assert 'type="password"' in page.content.decode() or "E-mail address" in page.content.decode()
        assert "placeholder" not in page.content.decode()
