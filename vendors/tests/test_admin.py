from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.models import Capability, Certification, Language, ServiceLine, Vendor

from .browser import opened
from .conftest import MakeCertification, MakeVendor

SignIn = Callable[[User], Client]
MODELS = ["vendor", "certification", "certificationscheme", "serviceline", "industry", "language"]


def list_of(model: str) -> str:
    return reverse(f"admin:vendors_{model}_changelist")


def page_of(record: Any) -> str:
    return reverse(f"admin:vendors_{record._meta.model_name}_change", args=[record.pk])


def untouched(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back from an admin page that nobody touched."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for formset in context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("query", ["", "?q=iso", "?q=%25"])
def test_a_register_manager_lists_and_searches(
    model: str, query: str, claim: Certification, rita: User, signed_in: SignIn
) -> None:
    assert signed_in(rita).get(list_of(model) + query).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_others_are_sent_to_sign_in(model: str, vendor: Vendor, bea: User, signed_in: SignIn) -> None:
    assert signed_in(bea).get(list_of(model)).status_code in (302, 403, 404)


@pytest.mark.parametrize("count", [1, 30])
def test_the_lists_cost_the_same_for_one_row_and_for_thirty(
    count: int,
    make_vendor: MakeVendor,
    make_certification: MakeCertification,
    rita: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        make_certification(make_vendor(f"V{number}"), claimed_by=rita)
    client = signed_in(rita)

    for model in ("vendor", "certification"):
        with django_assert_max_num_queries(12):
            client.get(list_of(model))


def test_a_vendor_is_edited_with_its_parts(
    claim: Certification, vendor: Vendor, rosa: User, signed_in: SignIn
) -> None:
    Capability.objects.create(vendor=vendor, service_line=ServiceLine.objects.get(code="FO-01"), years=3)
    client, address = signed_in(rosa), page_of(vendor)
    typed = untouched(client, address) | {"city": "Vigo", "capabilities-0-years": "4"}

    answer = client.post(address, typed)

    assert answer.status_code == 302
    vendor.refresh_from_db()
    claim.refresh_from_db()
    assert (vendor.city, vendor.capabilities.get().years) == ("Vigo", 4)
    assert claim.claimed_by != rosa


def test_the_admin_shows_the_countries_that_are_on_record(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    vendor.delivery_countries = ["ES", "PT"]
    vendor.save()

    shown = opened(signed_in(rita), reverse("admin:vendors_vendor_change", args=[vendor.pk]))

    assert sorted(shown["delivery_countries"]) == ["ES", "PT"]


def test_a_claim_edited_in_the_admin_is_the_editors(
    claim: Certification, vendor: Vendor, rosa: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rosa), page_of(vendor)

    client.post(
        address,
        untouched(client, address)
        | {"certifications-0-number": "IS 99", "certifications-0-state": "verified"},
    )

    claim.refresh_from_db()
    assert (claim.number, claim.state, claim.claimed_by) == ("IS 99", "claimed", rosa)


def test_a_decided_certification_is_not_edited_in_the_admin(
    claim: Certification, vendor: Vendor, rosa: User, signed_in: SignIn
) -> None:
    Certification.objects.update(state="verified")
    client, address = signed_in(rosa), page_of(vendor)

    assert client.post(address, untouched(client, address) | {"city": "Vigo"}).status_code == 302
    answer = client.post(address, untouched(client, address) | {"certifications-0-number": "IS 99"})

    assert "can no longer be edited" in answer.content.decode()
    assert Certification.objects.get().number == "IS 1234"


def test_nobody_is_overwritten_unseen_in_the_admin(vendor: Vendor, rita: User, signed_in: SignIn) -> None:
    client, address = signed_in(rita), page_of(vendor)
    typed = untouched(client, address) | {"city": "Vigo"}
    Vendor.objects.update(city="Bilbao")

    assert "changed this to “Bilbao”" in client.post(address, typed).content.decode()
    assert Vendor.objects.get().city == "Bilbao"


def test_a_status_is_not_moved_past_its_lifecycle_in_the_admin(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), page_of(vendor)

    client.post(address, untouched(client, address) | {"status": "qualified"})

    assert Vendor.objects.get().status == "prospect"


def test_a_vendor_is_added_in_the_admin(reference: None, rita: User, signed_in: SignIn) -> None:
    answer = signed_in(rita).post(
        reverse("admin:vendors_vendor_add"), {"name": "Nuevo", "status": "registered"}
    )

    assert answer.status_code == 302
    assert Vendor.objects.get().search_text == "nuevo"


@pytest.mark.parametrize(
    ("field", "value"), [("name", "a\0b"), ("employees", "1e3"), ("lei", "x"), ("name", "")]
)
def test_bad_input_is_refused_in_the_admin_too(
    field: str, value: str, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), page_of(vendor)

    answer = client.post(address, untouched(client, address) | {field: value})

    assert field in answer.context["adminform"].form.errors


def test_a_vendor_is_never_deleted(vendor: Vendor, ada: User, signed_in: SignIn) -> None:
    client = signed_in(ada)

    one = client.post(reverse("admin:vendors_vendor_delete", args=[vendor.pk]), {"post": "yes"})
    client.post(
        list_of("vendor"), {"action": "delete_selected", "_selected_action": vendor.pk, "post": "yes"}
    )

    assert one.status_code == 403
    assert Vendor.objects.exists()


def test_a_language_in_use_is_not_lost_from_its_vendors(
    reference: None, vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    spanish = Language.objects.get(code="es")
    vendor.languages.add(spanish)

    signed_in(rita).post(reverse("admin:vendors_language_delete", args=[spanish.pk]), {"post": "yes"})

    assert list(vendor.languages.all()) == [spanish]
