"""Who reaches which page of the register: the owner, the outsider, the anonymous."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.models import Capability, Certification, DeliverySite, Import, ServiceLine, Vendor

SignIn = Callable[[User], Client]
READ = ["vendor_list", "vendor_names", "vendor_detail", "vendor_history"]
EDIT = [
    "vendor_create",
    "vendor_edit",
    "vendor_status",
    "vendor_import",
    "vendor_import_template",
    "vendor_import_preview",
    "site_create",
    "site_edit",
    "site_remove",
    "capability_create",
    "capability_edit",
    "capability_remove",
    "certification_create",
    "certification_edit",
    "certification_remove",
    "certification_decide",
    "certification_evidence",
    "certification_owner",
    "certification_renew",
]
Addresses = dict[str, str]


@pytest.fixture
def address(vendor: Vendor, claim: Certification, upload: Import) -> Addresses:
    site = DeliverySite.objects.create(vendor=vendor, country="ES", city="Madrid", timezone="Europe/Madrid")
    line = Capability.objects.create(vendor=vendor, service_line=ServiceLine.objects.get(code="FO-01"))
    of_part = {"site": site.pk, "capability": line.pk, "certification": claim.pk}
    found = {}
    for name in [*READ, *EDIT, "vendor_import_discard"]:
        noun = name.split("_")[0]
        if name in ("vendor_list", "vendor_names", "vendor_create", "vendor_import"):
            arguments: list[object] = []
        elif name == "vendor_import_template":
            arguments = ["vendors"]
        elif name.startswith("vendor_import"):
            arguments = [upload.pk]
        else:
            arguments = [vendor.pk if noun == "vendor" or name.endswith("_create") else of_part[noun]]
        found[name] = reverse(name, args=arguments)
    return found


@pytest.mark.parametrize("name", READ)
def test_everybody_on_the_buyers_side_reads(
    name: str, address: Addresses, bea: User, signed_in: SignIn
) -> None:
    assert signed_in(bea).get(address[name]).status_code == 200


@pytest.mark.parametrize("name", EDIT)
def test_a_register_manager_opens_every_page(
    name: str, address: Addresses, rita: User, signed_in: SignIn
) -> None:
    assert signed_in(rita).get(address[name]).status_code == 200


@pytest.mark.parametrize("name", EDIT)
def test_an_administrator_opens_every_page_but_anothers_upload(
    name: str, address: Addresses, ada: User, signed_in: SignIn
) -> None:
    expected = 404 if name == "vendor_import_preview" else 200

    assert signed_in(ada).get(address[name]).status_code == expected


@pytest.mark.parametrize("name", [*EDIT, "vendor_import_discard"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_reader_finds_no_page_to_edit(
    name: str, method: str, address: Addresses, bea: User, signed_in: SignIn
) -> None:
    answer = getattr(signed_in(bea), method)(address[name])

    assert answer.status_code in (404, 405)
    assert Vendor.objects.get().name == "Acme BPO"


@pytest.mark.parametrize("name", [*READ, *EDIT])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_vendors_contact_finds_nothing(
    name: str, method: str, address: Addresses, vic: User, signed_in: SignIn
) -> None:
    answer = getattr(signed_in(vic), method)(address[name])

    assert answer.status_code in (404, 405)


@pytest.mark.parametrize("name", [*READ, *EDIT])
def test_the_anonymous_is_sent_to_sign_in(name: str, address: Addresses, client: Client) -> None:
    answer = client.get(address[name])

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("name", READ)
def test_reading_pages_take_no_post(name: str, address: Addresses, rita: User, signed_in: SignIn) -> None:
    assert signed_in(rita).post(address[name]).status_code == 405


@pytest.mark.parametrize("name", ["vendor_detail", "vendor_edit", "site_edit", "certification_decide"])
def test_what_is_not_there_is_404(name: str, rita: User, signed_in: SignIn) -> None:
    assert signed_in(rita).get(reverse(name, args=[999_999])).status_code == 404
