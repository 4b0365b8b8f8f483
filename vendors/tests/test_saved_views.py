"""Views of the register under a name: one's own, those others share, and the one it opens with."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.models import DefaultView, SavedView, ServiceLine

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
REGISTER = "vendor_list"


def save(client: Client, query: str, name: str = "Spain", **typed: str) -> str:
    """What the page says."""
    address = f"{reverse('saved_view_create')}?{query}"
    return client.post(address, {"name": name, **typed}, follow=True).content.decode()


def test_a_view_keeps_filters_columns_and_order_in_one_spelling(bea: User, signed_in: SignIn) -> None:
    page = save(signed_in(bea), "sort=-employees&country=ES&status=&columns=city&page=4")

    view = SavedView.objects.get()
    assert (view.owner, view.name, view.is_shared) == (bea, "Spain", False)
    assert view.query == "country=ES&sort=-employees&columns=city"
    assert 'aria-current="true">Spain</a>' in page


def test_others_see_what_is_shared_and_change_nothing(bea: User, rita: User, signed_in: SignIn) -> None:
    client = signed_in(bea)
    save(client, "country=ES")
    save(client, "country=PT", name="Portugal", is_shared="on")

    page = signed_in(rita).get(reverse(REGISTER)).content.decode()

    assert "Portugal" in page and "by Bea" in page
    assert ">Spain" not in page.partition("Saved views")[2].partition("</nav>")[0]
    shared = SavedView.objects.get(name="Portugal")
    for name in ("saved_view_edit", "saved_view_remove"):
        assert client.post(reverse(name, args=[shared.pk]), {"name": "Mine"}).status_code == 404


def test_the_register_opens_with_the_view_chosen_until_its_filters_are_cleared(
    bea: User, signed_in: SignIn
) -> None:
    client = signed_in(bea)
    save(client, "country=ES")
    view = SavedView.objects.get()
    client.post(reverse("saved_view_default", args=[view.pk]))

    assert client.get(reverse(REGISTER)).headers["Location"] == "/vendors/?country=ES"
    assert client.get(reverse(REGISTER) + "?q=").status_code == 200
    client.post(reverse("saved_view_default", args=[view.pk]))
    assert client.get(reverse(REGISTER)).status_code == 200


def test_what_is_no_longer_shared_opens_nobodys_register(bea: User, rita: User, signed_in: SignIn) -> None:
    view = SavedView.objects.create(owner=bea, name="Spain", query="country=ES", is_shared=True)
    DefaultView.objects.create(user=rita, view=view)
    SavedView.objects.update(is_shared=False)

    assert signed_in(rita).get(reverse(REGISTER)).status_code == 200


def test_a_deleted_view_can_be_put_back_unless_its_name_is_taken(bea: User, signed_in: SignIn) -> None:
    client = signed_in(bea)
    save(client, "country=ES")
    view = SavedView.objects.get()
    client.post(reverse("saved_view_remove", args=[view.pk]))
    assert "Put back" in client.get(reverse("saved_views")).content.decode()
    save(client, "country=PT", name="SPAIN")

    refused = client.post(reverse("saved_view_restore", args=[view.pk]), follow=True).content.decode()
    SavedView.objects.kept().update(name="Other")
    client.post(reverse("saved_view_restore", args=[view.pk]))

    assert "rename that one first" in refused
    assert set(SavedView.objects.kept().values_list("name", flat=True)) == {"Spain", "Other"}


def test_a_name_is_given_once_and_a_view_that_cannot_be_shown_is_not_saved(
    bea: User, signed_in: SignIn
) -> None:
    client = signed_in(bea)
    save(client, "country=ES")

    assert "You have a view of this name already" in save(client, "country=PT", name="spain")
    assert "cannot be used" in save(client, "country=XX", name="Nowhere")
    assert SavedView.objects.count() == 1


def test_a_view_that_asks_for_something_gone_says_so(bea: User, signed_in: SignIn) -> None:
    line = ServiceLine.objects.create(code="X-1", name="Telex", office="front")
    client = signed_in(bea)
    save(client, "service_line=X-1", name="Telex")
    line.delete()

    page = client.get(SavedView.objects.get().get_absolute_url()).content.decode()

    assert "The view “Telex” asks for something that is no longer there" in page
