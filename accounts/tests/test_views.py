from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from outbox.models import Mail

SignedIn = Callable[[User], Client]

pytestmark = pytest.mark.django_db

FORM = {"name": "Nora", "email": "nora@example.com", "roles": ["evaluator"], "timezone": "Europe/Oslo"}


@pytest.fixture
def pages(bea: User) -> list[tuple[str, str]]:
    return [
        ("GET", "/people/"),
        ("GET", "/people/invite/"),
        ("POST", "/people/invite/"),
        ("GET", f"/people/{bea.pk}/"),
        ("POST", f"/people/{bea.pk}/"),
        ("GET", f"/people/{bea.pk}/deactivate/"),
        ("POST", f"/people/{bea.pk}/deactivate/"),
        ("POST", f"/people/{bea.pk}/reactivate/"),
        ("POST", f"/people/{bea.pk}/invitation/"),
    ]


def test_people_are_for_administrators(
    pages: list[tuple[str, str]], bea: User, rita: User, eva: User, otto: User, vic: User, signed_in: SignedIn
) -> None:
    for outsider in (bea, rita, eva, otto, vic):
        client = signed_in(outsider)
        assert {client.generic(method, path).status_code for method, path in pages} == {404}
    assert User.objects.filter(is_active=True).count() == 5


def test_the_anonymous_are_sent_to_sign_in(pages: list[tuple[str, str]], client: Client) -> None:
    for method, path in [*pages, ("GET", "/people/me/")]:
        assert client.generic(method, path).headers["Location"] == f"/accounts/login/?next={path}"


def test_the_list_filters_by_words_role_and_state(
    ada: User, bea: User, nora: User, signed_in: SignedIn
) -> None:
    client = signed_in(ada)

    def found(query: str) -> list[str]:
        return [person.name for person in client.get(f"/people/?{query}").context["page"]]

    assert found("") == ["Ada", "Bea", "Nora"]
    assert found("q=BEA%40") == ["Bea"]
    assert found("q=%25") == found("q=_") == []
    assert found("role=evaluator") == ["Nora"]
    assert found("state=invited") == ["Nora"]
    assert found("state=active&role=procurement_lead") == ["Bea"]
    assert found("role=nonsense&page=x") == ["Ada", "Bea", "Nora"]


def test_the_list_costs_the_same_for_one_and_for_thirty(
    ada: User,
    person: Callable[..., User],
    signed_in: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(ada)
    for count in (0, 30):
        for number in range(count):
            person(f"P{number}", Role.EVALUATOR)
        with django_assert_max_num_queries(4):
            assert client.get("/people/").status_code == 200


def test_an_administrator_invites(ada: User, signed_in: SignedIn) -> None:
    response = signed_in(ada).post("/people/invite/", FORM)

    assert response.headers["Location"] == "/people/"
    assert User.objects.get(email="nora@example.com").is_invited
    assert Mail.objects.get().recipient == "nora@example.com"


def short(text: str) -> str:
    return ascii(text[:25])


BAD_ADDRESSES = [
    "a@localhost",
    "a@[127.0.0.1]",
    '"a b"@example.com',
    f"{'a' * 65}@example.com",
    "a@example.com, b@example.com",
    "Nora <nora@example.com>",
    "nora@example.com\r\nBcc: eve@example.com",
    "nora@example.com\0",
    "nora@exa\u200bmple.com",
    "nora@example.com\u202e",
    "a@" + "b" * 300 + ".com",
    "x" * 100_000,
    "@example.com",
    "nora@",
    " ",
]


@pytest.mark.parametrize("email", BAD_ADDRESSES, ids=short)
def test_an_address_that_mail_servers_refuse_is_refused(ada: User, signed_in: SignedIn, email: str) -> None:
    response = signed_in(ada).post("/people/invite/", {**FORM, "email": email})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]
    assert (User.objects.count(), Mail.objects.count()) == (1, 0)


def test_an_invisible_character_at_the_end_of_an_address_is_refused(ada: User, signed_in: SignedIn) -> None:
    response = signed_in(ada).post("/people/invite/", {**FORM, "email": "nora@example.com\u200b"})

    assert list(response.context["form"].errors) == ["email"]


def test_capitals_do_not_make_another_account(ada: User, signed_in: SignedIn) -> None:
    response = signed_in(ada).post("/people/invite/", {**FORM, "email": "ADA@Example.com"})

    assert response.context["form"].errors == {
        "email": ["There is an account with this e-mail address already."]
    }
    assert response.context["form"]["name"].value() == "Nora"


@pytest.mark.parametrize(
    "name", ["", "  ", "\u00a0\u200b", "a\0b", "a\u202eb", "a\r\nb", "x" * 151, "x" * 1_000_000], ids=short
)
def test_a_name_that_is_none_is_refused(ada: User, signed_in: SignedIn, name: str) -> None:
    response = signed_in(ada).post("/people/invite/", {**FORM, "name": name})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["name"]
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{{7*7}}", "'; DROP TABLE users", "Nüñez 🙂"])
def test_a_name_is_shown_as_text(ada: User, signed_in: SignedIn, name: str) -> None:
    client = signed_in(ada)
    client.post("/people/invite/", {**FORM, "name": name})
    page = client.get("/people/").content.decode()

    assert User.objects.get(email="nora@example.com").name == name
    assert f">{escape(name)}</a>" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("roles", []), ("roles", ["emperor"]), ("timezone", "Mars/Olympus"), ("timezone", "../../etc/passwd")],
)
def test_what_is_no_role_or_zone_is_refused(
    ada: User, signed_in: SignedIn, field: str, value: object
) -> None:
    response = signed_in(ada).post("/people/invite/", {**FORM, field: value})

    assert list(response.context["form"].errors) == [field]


def test_a_vendor_contact_with_another_role_is_refused(ada: User, signed_in: SignedIn) -> None:
    response = signed_in(ada).post("/people/invite/", {**FORM, "roles": ["vendor_contact", "evaluator"]})

    assert "A vendor contact cannot have a role" in response.content.decode()
    assert User.objects.count() == 1


def test_an_edit_is_saved_and_told_in_the_trail(ada: User, bea: User, signed_in: SignedIn) -> None:
    client = signed_in(ada)
    form = {
        "name": "Beatrice",
        "email": bea.email,
        "roles": ["procurement_lead", "approver"],
        "timezone": "UTC",
    }
    client.post(f"/people/{bea.pk}/", form, REMOTE_ADDR="192.0.2.9")
    newest = client.get(f"/people/{bea.pk}/").context["trail"][0]

    assert (newest.label, newest.by, newest.address) == ("Changed", ada, "192.0.2.9")
    assert [(field.name, field.before, field.after) for field in newest.fields] == [
        ("Name", "Bea", "Beatrice"),
        ("Roles", "Procurement lead", "Procurement lead, Approver"),
        ("Time zone", "Europe/Madrid", "UTC"),
    ]


def test_the_trail_holds_changes_made_past_the_forms(ada: User, bea: User, signed_in: SignedIn) -> None:
    User.objects.filter(pk=bea.pk).update(name="Nobody asked")
    trail = signed_in(ada).get(f"/people/{bea.pk}/").context["trail"]

    assert [(change.label, change.by) for change in trail] == [("Changed", None), ("Created", None)]


def test_the_last_administrator_is_told_why_not(ada: User, signed_in: SignedIn) -> None:
    form = {"name": "Ada", "email": ada.email, "roles": ["observer"], "timezone": "UTC"}
    response = signed_in(ada).post(f"/people/{ada.pk}/", form)

    assert "at least one active person" in response.content.decode()
    ada.refresh_from_db()
    assert ada.roles == ["administrator"]


def test_deactivating_is_asked_first_and_can_be_taken_back(ada: User, bea: User, signed_in: SignedIn) -> None:
    client = signed_in(ada)

    assert b"Deactivate Bea?" in client.get(f"/people/{bea.pk}/deactivate/").content
    client.post(f"/people/{bea.pk}/deactivate/")
    bea.refresh_from_db()
    assert not bea.is_active
    client.post(f"/people/{bea.pk}/reactivate/")
    bea.refresh_from_db()
    assert bea.is_active


def test_nobody_deactivates_themselves_by_address(ada: User, signed_in: SignedIn) -> None:
    client = signed_in(ada)
    page = client.post(f"/people/{ada.pk}/deactivate/", follow=True)

    assert "You cannot deactivate yourself" in page.content.decode()
    ada.refresh_from_db()
    assert ada.is_active


def test_an_invitation_is_sent_again(ada: User, nora: User, signed_in: SignedIn) -> None:
    signed_in(ada).post(f"/people/{nora.pk}/invitation/")

    assert Mail.objects.filter(recipient=nora.email).count() == 2


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_a_person_that_is_not_there_is_not_found(ada: User, signed_in: SignedIn, pk: int) -> None:
    assert signed_in(ada).get(f"/people/{pk}/").status_code == 404


def test_everybody_changes_their_own_name_and_zone_and_nothing_else(eva: User, signed_in: SignedIn) -> None:
    form = {
        "name": "Eva Maria",
        "timezone": "Asia/Manila",
        "roles": ["administrator"],
        "email": "x@example.com",
    }
    signed_in(eva).post("/people/me/", form)
    eva.refresh_from_db()

    assert (eva.name, eva.timezone) == ("Eva Maria", "Asia/Manila")
    assert (eva.roles, eva.email) == (["evaluator"], "eva@example.com")


def test_a_zone_that_the_list_leaves_out_stays(eva: User, signed_in: SignedIn) -> None:
    User.objects.filter(pk=eva.pk).update(timezone="US/Pacific")
    response = signed_in(eva).post("/people/me/", {"name": "Eva", "timezone": "US/Pacific"})

    assert response.status_code == 302


def test_times_are_shown_in_the_readers_zone(ada: User, nora: User, signed_in: SignedIn) -> None:
    User.objects.filter(pk=ada.pk).update(timezone="Asia/Manila")

    assert " PST</time>" in signed_in(ada).get(f"/people/{nora.pk}/").content.decode()


def test_a_vendor_contact_sees_a_plain_page_and_nothing_of_the_buyers(vic: User, signed_in: SignedIn) -> None:
    client = signed_in(vic)

    assert client.get("/").headers["Location"] == "/my-company/"
    assert b"Nothing here for you" in client.get("/my-company/").content
    assert client.get("/people/me/").status_code == 200
    assert client.get("/accounts/2fa/").status_code == 200
    for path in ("/vendors/", "/rfps/", "/outbox/", "/people/", "/admin/"):
        assert client.get(path).status_code == 404


def test_a_fragment_asked_for_after_the_session_ended_sends_the_page_to_sign_in(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/rfps/?q=a&page=2"}
    response = client.get("/people/me/", headers=headers)

    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/rfps/%3Fq%3Da%26page%3D2"


def test_the_admin_shows_people_and_changes_none(ada: User, bea: User, signed_in: SignedIn) -> None:
    client = signed_in(ada)

    assert client.get("/admin/accounts/user/").status_code == 200
    page = client.get(f"/admin/accounts/user/{bea.pk}/change/").content.decode()
    assert bea.password not in page
    assert client.post(f"/admin/accounts/user/{bea.pk}/change/", {"name": "X"}).status_code == 403
    assert client.get("/admin/accounts/user/add/").status_code == 403


def test_the_admin_is_absent_for_those_without_its_roles(eva: User, signed_in: SignedIn) -> None:
    client = signed_in(eva)

    assert client.get("/admin/", follow=True).status_code == 404
    assert client.get("/admin/accounts/user/", follow=True).status_code == 404
