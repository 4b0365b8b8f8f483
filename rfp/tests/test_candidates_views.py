import html
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from rfp.models import Rfp, TeamRole
from rfp.services import add_candidates, add_member
from vendors.models import Capability, ServiceLine, Vendor
from vendors.tests.browser import own_browser

from .asking import SignIn, of, row
from .conftest import NOW


def test_a_lead_enters_prices(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    response = signed_in(bea).post(
        of("rfp_candidates", ready), row(ready, "130000.50") | row(ready, "", "bolt")
    )

    assert response.status_code == 302
    assert [each.price for each in ready.candidates.all()] == [Decimal("130000.50"), None]


def test_a_bad_price_names_the_row_and_saves_nothing(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).post(of("rfp_candidates", ready), row(ready, "1e3") | row(ready, "5", "bolt"))

    assert ">Acme</a>: “1e3” is not a plain number" in page.content.decode()
    assert 'value="5"' in page.content.decode()
    assert not ready.candidates.exclude(price=None).exists()


def test_a_price_changed_meanwhile_is_shown_and_can_be_replaced(
    ready: Rfp, signed_in: SignIn, bea: User, person: Callable[..., User]
) -> None:
    client, mine, xavier = own_browser(bea), row(ready, "100"), person("Xavier", Role.PROCUREMENT_LEAD)
    add_member(rfp=ready, user=xavier, role=TeamRole.LEAD)
    own_browser(xavier).post(of("rfp_candidates", ready), row(ready, "90"))

    page = client.post(of("rfp_candidates", ready), mine).content.decode()

    assert "Xavier changed this to 90.00 while you were editing." in page
    assert 'value="100"' in page
    assert ready.candidates.get(key="acme").price == Decimal(90)

    client.post(of("rfp_candidates", ready), row(ready, "100"))
    assert ready.candidates.get(key="acme").price == Decimal(100)


def test_vendors_are_picked_from_the_register(
    draft: Rfp, signed_in: SignIn, bea: User, acme: Vendor, bolt: Vendor
) -> None:
    client = signed_in(bea)
    page = client.get(of("rfp_candidates_add", draft) + "?q=acm").content.decode()

    client.post(of("rfp_candidates_add", draft), {"vendor": [acme.pk, bolt.pk, "x", "9" * 30, -1]})

    assert "Acme" in page
    assert "Bolt" not in page
    assert list(draft.candidates.values_list("key", flat=True)) == ["acme", "bolt"]
    assert "Nobody left to choose" in client.get(of("rfp_candidates_add", draft)).content.decode()


def test_the_service_lines_of_the_rfp_are_a_filter_from_the_start_that_can_be_removed(
    draft: Rfp, signed_in: SignIn, bea: User, acme: Vendor, bolt: Vendor
) -> None:
    line = ServiceLine.objects.create(code="zz-payroll", name="Payroll of ships", office="back")
    draft.service_lines.set([line])
    Capability.objects.create(vendor=acme, service_line=line)
    client, address = signed_in(bea), of("rfp_candidates_add", draft)

    first = client.get(address)
    assert first.headers["Location"] == f"{address}?own_lines=any"
    page = client.get(first.headers["Location"]).content.decode()
    assert "Acme" in page
    assert "Bolt" not in page
    assert "Bolt" in client.get(f"{address}?own_lines=all").content.decode()


def test_only_a_status_that_can_be_asked_is_a_filter_there(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).get(of("rfp_candidates_add", draft) + "?own_lines=all").content.decode()

    assert 'value="qualified"' in page
    for status in ("suspended", "retired"):
        assert f'value="{status}"' not in page


def test_nothing_ticked_is_said(draft: Rfp, signed_in: SignIn, bea: User, acme: Vendor) -> None:
    page = signed_in(bea).post(of("rfp_candidates_add", draft)).content.decode()

    assert "Tick the vendors" in page


def test_nothing_ticked_keeps_the_filter_and_the_order(
    draft: Rfp, signed_in: SignIn, bea: User, acme: Vendor, bolt: Vendor
) -> None:
    client, chosen = signed_in(bea), "?own_lines=all&q=acm&sort=-name"
    offered = client.get(f"{of('rfp_candidates_add', draft)}{chosen}&ticked={acme.pk}").content.decode()
    found = re.search(r'<form method="post" action="([^"]*/vendors/add/[^"]*)"', offered)
    assert found

    page = client.post(html.unescape(found[1])).content.decode()

    assert html.unescape(found[1]).endswith(chosen)
    assert "Tick the vendors" in page
    assert "Acme" in page and "Bolt" not in page
    assert f'id="vendor-{acme.pk}" checked' not in page
    assert '<option value="-name" selected>' in page


def test_the_service_lines_that_are_asked_for_stand_first(
    draft: Rfp, signed_in: SignIn, bea: User, acme: Vendor
) -> None:
    lines = [
        ServiceLine.objects.create(code=f"zz-{number}", name=f"Line {number}", office="back")
        for number in range(4)
    ]
    for line in lines:
        Capability.objects.create(vendor=acme, service_line=line, years=10 - lines.index(line))
    draft.service_lines.set(lines[3:])
    client, address = signed_in(bea), of("rfp_candidates_add", draft)

    def shown(query: str) -> str:
        cell = client.get(address + query).content.decode().split('<td class="small lines">')[1]
        return re.sub("<[^>]*>", " ", cell.split("</td>")[0])

    assert shown("?own_lines=all").split()[:2] == ["Line", "0"]
    assert shown("?own_lines=any").split()[:2] == ["Line", "3"]
    assert shown("?own_lines=any&service_line=zz-2").split()[:2] == ["Line", "2"]
    assert shown("?own_lines=any").strip().endswith("and 2 more lines")


def test_a_suspended_vendor_is_neither_offered_nor_taken(
    draft: Rfp, signed_in: SignIn, bea: User, vendor: Callable[..., Vendor]
) -> None:
    gone = vendor("Gone", status="suspended", status_reason="Insolvent.")
    client = signed_in(bea)

    offered = client.get(of("rfp_candidates_add", draft)).content.decode()
    refused = client.post(of("rfp_candidates_add", draft), {"vendor": [gone.pk]}).content.decode()

    assert "Gone" not in offered
    assert "not to be asked: Gone" in refused
    assert not draft.candidates.exists()


def test_removing_a_candidate_of_a_published_rfp_asks_for_a_reason(
    ready: Rfp, signed_in: SignIn, bea: User
) -> None:
    Rfp.objects.filter(pk=ready.pk).update(status="published")
    client, acme = signed_in(bea), ready.candidates.get(key="acme")

    assert client.post(of("candidate_remove", ready, acme.pk)).status_code == 200
    assert ready.candidates.count() == 2

    client.post(of("candidate_remove", ready, acme.pk), {"reason": "Withdrew."})
    assert ready.candidates.count() == 1


@pytest.mark.parametrize("count", [1, 30])
def test_candidates_cost_the_same_for_many(
    draft: Rfp,
    signed_in: SignIn,
    bea: User,
    vendor: Callable[..., Vendor],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    many = [vendor(f"Vendor {number}") for number in range(count)]
    add_candidates(rfp=draft, vendors=many, on=NOW.date())
    for number in range(30):
        vendor(f"Other {number}")
    client = signed_in(bea)

    with django_assert_max_num_queries(19):
        client.get(of("rfp_candidates", draft))
    with django_assert_max_num_queries(22):
        client.get(of("rfp_candidates_add", draft))
