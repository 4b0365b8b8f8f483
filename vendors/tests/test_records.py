"""Writing down vendors: what is taken, what is refused, and nobody overwritten unseen."""

from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors import events
from vendors.forms import VendorForm
from vendors.history import changes_of
from vendors.models import Language, Vendor

from .browser import opened
from .conftest import MakeVendor

SignIn = Callable[[User], Client]
Told = list[int]


@pytest.fixture
def told() -> Any:
    """The vendors that were announced as changed."""
    heard: Told = []

    def hear(*, vendor_id: int, **_: object) -> None:
        heard.append(vendor_id)

    events.vendor_changed.connect(hear, weak=False)
    yield heard
    events.vendor_changed.disconnect(hear)


def new_vendor(**facts: Any) -> dict[str, Any]:
    return {"name": "Nuevo BPO", "status": "prospect", **facts}


def test_a_vat_number_has_its_form_unless_it_stood_on_record_before(
    reference: None, make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    old = make_vendor("Old", vat_number="B12345678")
    client, address = signed_in(rita), reverse("vendor_edit", args=[old.pk])
    typed = opened(client, address)

    new = client.post(reverse("vendor_create"), new_vendor(vat_number="=cmd|' /C calc'!A0"))
    changed = client.post(address, typed | {"vat_number": "B87654321"})
    kept = client.post(address, typed | {"city": "Vigo"})

    for refused in (new, changed):
        assert "two letters of its country" in refused.context["form"].errors["vat_number"][0]
    old.refresh_from_db()
    assert (kept.status_code, old.city, old.vat_number) == (302, "Vigo", "B12345678")
    client.post(address, opened(client, address) | {"vat_number": "ES B-876.543/21"})
    old.refresh_from_db()
    assert old.vat_number == "ES B-876.543/21"


def test_a_register_manager_adds_a_vendor(
    reference: None, rita: User, signed_in: SignIn, told: Told, django_capture_on_commit_callbacks: Any
) -> None:
    spanish = Language.objects.get(code="es")
    typed = new_vendor(
        trading_names="NB\n Nuevo  Grupo \n\nNB",
        country="ES",
        employees="3400",
        employees_year="2026",
        revenue_millions="118.4",
        revenue_currency="EUR",
        revenue_year="2025",
        delivery_countries=["ES", "PT"],
        languages=[spanish.pk],
    )
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(rita).post(reverse("vendor_create"), typed)

    vendor = Vendor.objects.get()
    assert answer["Location"] == vendor.get_absolute_url()
    assert (vendor.trading_names, vendor.employees) == (["NB", "Nuevo Grupo"], 3400)
    assert [country.code for country in vendor.delivery_countries] == ["ES", "PT"]
    assert list(vendor.languages.all()) == [spanish]
    assert told == [vendor.pk]


BAD = [
    ("name", ""),
    ("name", "   "),
    ("name", "\u00a0\u200b"),
    ("name", "x" * 201),
    ("name", "x" * 1_000_000),
    ("name", "a\0b"),
    ("name", "Acme\u202eBPO"),
    ("name", "Line\r\nSubject: x"),
    ("trading_names", "x" * 201),
    ("status", "qualified"),
    ("status", "gone"),
    ("country", "XX"),
    ("website", "javascript:alert(1)"),
    ("website", "no address"),
    ("lei", "123"),
    ("duns", "12345678x"),
    ("founded_year", "1e3"),
    ("founded_year", "99"),
    ("founded_year", "9999"),
    ("founded_year", "2099"),
    ("employees_year", "2099"),
    ("revenue_year", "2099"),
    ("employees", "-1"),
    ("employees", "1,234"),
    ("employees", "1_0"),
    ("employees", "NaN"),
    ("employees", "12.5"),
    ("employees", "9" * 5000),
    ("employees", "99999999999"),
    ("revenue_millions", "1e999999"),
    ("revenue_millions", "Infinity"),
    ("revenue_millions", "1.2345"),
    ("revenue_millions", "-1"),
    ("revenue_currency", "euro"),
    ("parent", "Nobody of that name"),
    ("languages", "999999"),
    ("languages", "x"),
    ("industries", "0"),
    ("delivery_countries", "XX"),
    ("confidence", "certain"),
    ("sources", "x" * 5001),
    ("notes", "a\u2066b"),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_what_cannot_be_taken_is_refused_at_its_field(
    field: str, value: str, reference: None, rita: User, signed_in: SignIn
) -> None:
    answer = signed_in(rita).post(reverse("vendor_create"), new_vendor(**{field: value}))

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Vendor.objects.exists()


def test_what_was_typed_is_kept(rita: User, signed_in: SignIn) -> None:
    answer = signed_in(rita).post(reverse("vendor_create"), new_vendor(lei="123", notes="Kept, not lost"))

    assert "Kept, not lost" in answer.content.decode()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"employees": "5"}, "Say of which year the head-count is."),
        ({"revenue_millions": "5"}, "Say of which year and in which currency the revenue is."),
    ],
)
def test_a_figure_without_its_year_is_refused(
    facts: dict[str, str], words: str, rita: User, signed_in: SignIn
) -> None:
    answer = signed_in(rita).post(reverse("vendor_create"), new_vendor(**facts))

    assert words in answer.content.decode()
    assert not Vendor.objects.exists()


@pytest.mark.parametrize("name", ["acme bpo", "ACME  BPO", " Acme BPO ", "Acme\u00a0BPO"])
def test_the_same_name_in_other_letters_is_the_same_vendor(
    name: str, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    answer = signed_in(rita).post(reverse("vendor_create"), new_vendor(name=name))

    assert answer.context["form"].errors["name"] == ["“Acme BPO” is in the register already."]


def test_both_normal_forms_of_a_name_are_one_vendor(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    make_vendor("Ágora")

    answer = signed_in(rita).post(reverse("vendor_create"), new_vendor(name="A\u0301gora"))

    assert "name" in answer.context["form"].errors


@pytest.mark.parametrize("name", ["Асme BPO", "Acmé BPO"])
def test_a_name_that_only_looks_the_same_is_warned_about(
    name: str, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    answer = signed_in(rita).post(reverse("vendor_create"), new_vendor(name=name), follow=True)

    assert "looks like" in answer.content.decode()
    assert Vendor.objects.count() == 2


def test_an_edit_changes_what_was_typed_and_nothing_else(
    vendor: Vendor, rita: User, signed_in: SignIn, told: Told, django_capture_on_commit_callbacks: Any
) -> None:
    client, address = signed_in(rita), reverse("vendor_edit", args=[vendor.pk])
    typed = opened(client, address) | {"employees": "3500", "employees_year": "2026"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, typed)

    assert answer.status_code == 302
    before, vendor = vendor, Vendor.objects.get()
    assert (vendor.employees, vendor.country, vendor.status) == (3500, before.country, before.status)
    assert told == [vendor.pk]


def test_a_form_that_nobody_touched_changes_nothing_when_it_is_saved(
    reference: None, make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    facts: dict[str, Any] = {
        "trading_names": ["Acme", "Acme Group"],
        "country": "ES",
        "employees": 3400,
        "revenue_millions": Decimal("118.40"),
        "revenue_currency": "EUR",
        "revenue_year": 2025,
        "delivery_countries": ["ES", "PT", "TN"],
        "sources": "Annual report 2025\nhttps://acme.example/facts",
        "notes": "Two lines\n\nand a gap between them.",
    }
    vendor = make_vendor(**facts)
    vendor.languages.add(*Language.objects.filter(code__in=["es", "pt"]))
    address, before = reverse("vendor_edit", args=[vendor.pk]), state_of(vendor)
    lines, client = lines_of(vendor), signed_in(rita)

    answer = client.post(address, opened(client, address))

    assert (answer.status_code, state_of(vendor)) == (302, before)
    assert lines_of(vendor) == lines


def lines_of(vendor: Vendor) -> list[Any]:
    return [change.lines for change in changes_of(vendor)[:20]]


def state_of(vendor: Vendor) -> dict[str, Any]:
    fresh = Vendor.objects.get(pk=vendor.pk)
    return model_to_dict(fresh) | {
        "delivery_countries": [str(each.code) for each in fresh.delivery_countries],
        "languages": sorted(fresh.languages.values_list("code", flat=True)),
    }


def test_nobody_overwrites_unseen_what_somebody_else_has_written(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("vendor_edit", args=[vendor.pk])
    typed = opened(client, address) | {"lei": "5493001KJTIIGC8Y1R12"}
    Vendor.objects.filter(pk=vendor.pk).update(employees=9000, lei="529900T8BM49AURSDO55")

    answer = client.post(address, typed)

    html, form = answer.content.decode(), answer.context["form"]
    assert "changed this to “529900T8BM49AURSDO55” while you were editing." in form.errors["lei"][0]
    assert 'value="5493001KJTIIGC8Y1R12"' in html and 'value="9000"' in html
    assert Vendor.objects.get().lei == "529900T8BM49AURSDO55"

    again = typed | {"seen": form["seen"].value(), "employees": "9000"}
    assert client.post(address, again).status_code == 302
    vendor.refresh_from_db()
    assert (vendor.lei, vendor.employees) == ("5493001KJTIIGC8Y1R12", 9000)


def test_what_others_changed_elsewhere_is_kept_beside_and_said_so(
    reference: None, vendor: Vendor, rita: User, rosa: User, signed_in: SignIn
) -> None:
    spanish = Language.objects.get(code="es")
    hers, his = signed_in(rita), signed_in(rosa)
    address = reverse("vendor_edit", args=[vendor.pk])
    typed = opened(hers, address) | {"founded_year": "1999"}
    his.post(
        address,
        opened(his, address)
        | {"city": "Sur", "is_sample": "on", "languages": [str(spanish.pk)], "notes": "One\r\n\r\ntwo"},
    )

    answer = hers.post(address, typed, follow=True)

    assert "Rosa changed “City” to “Sur”, “Languages” to “Spanish”" in html_text(answer)
    vendor.refresh_from_db()
    assert (vendor.founded_year, vendor.city, vendor.is_sample) == (1999, "Sur", True)
    assert (list(vendor.languages.all()), vendor.notes) == ([spanish], "One\n\ntwo")


def test_the_same_change_by_two_is_no_conflict(vendor: Vendor, rita: User, signed_in: SignIn) -> None:
    client, address = signed_in(rita), reverse("vendor_edit", args=[vendor.pk])
    typed = opened(client, address) | {"city": "Sur"}
    Vendor.objects.update(city="Sur")

    assert client.post(address, typed).status_code == 302


def test_a_figure_is_not_joined_unseen_with_the_year_that_somebody_else_gave(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("vendor_edit", args=[vendor.pk])
    typed = opened(client, address) | {"employees_year": "2024"}
    Vendor.objects.update(employees=9000)

    answer = client.post(address, typed)

    assert "“People” and “Year of that figure” belong together" in html_text(answer)
    assert Vendor.objects.get().employees_year == 2025
    assert client.post(address, shown_again(answer, typed)).status_code == 302
    vendor.refresh_from_db()
    assert (vendor.employees, vendor.employees_year) == (9000, 2024)


def test_what_is_kept_beside_is_told_too_where_something_else_is_wrong(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("vendor_edit", args=[vendor.pk])
    typed = opened(client, address) | {"founded_year": "99"}
    Vendor.objects.update(city="Sur")

    answer = client.post(address, typed)

    assert "changed “City” to “Sur” while you were editing; that is kept." in html_text(answer)
    assert client.post(address, shown_again(answer, typed) | {"founded_year": "1999"}).status_code == 302
    assert Vendor.objects.get().city == "Sur"


def html_text(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


def shown_again(answer: Any, typed: dict[str, Any]) -> dict[str, Any]:
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in typed if name in form.fields}


@pytest.mark.parametrize("seen", ["", "{", "[]", "null", "[" * 100_000, '"x"'])
def test_a_form_that_does_not_say_what_was_seen_is_not_saved(
    seen: str, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("vendor_edit", args=[vendor.pk])

    answer = client.post(address, opened(client, address) | {"city": "Vigo", "seen": seen})

    assert "out of date" in answer.content.decode()
    assert Vendor.objects.get().city == ""


@pytest.mark.parametrize("parent", ["Acme BPO", "Daughter", "Granddaughter"])
def test_a_vendor_belongs_neither_to_itself_nor_to_its_own_subsidiary(
    parent: str, vendor: Vendor, make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    daughter = make_vendor("Daughter", parent=vendor)
    make_vendor("Granddaughter", parent=daughter)
    client, address = signed_in(rita), reverse("vendor_edit", args=[vendor.pk])

    answer = client.post(address, opened(client, address) | {"parent": parent})

    assert "parent" in answer.context["form"].errors


def test_two_who_add_the_same_vendor_at_once_make_one(db: None) -> None:
    first, second = VendorForm(new_vendor()), VendorForm(new_vendor())
    assert first.is_valid() and second.is_valid()

    assert (first.saved(), second.saved()) == (True, False)
    assert second.non_field_errors() == ["There is a vendor of this name already."]
