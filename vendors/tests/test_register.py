import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.columns import COLUMNS, HELD
from vendors.models import Capability, Certification, DeliverySite, Language, ServiceLine, Vendor
from vendors.templatetags.register_cells import certificates

from .conftest import MakeCertification, MakeVendor

SignIn = Callable[[User], Client]


def fill(make_vendor: MakeVendor, make_certification: MakeCertification, count: int) -> None:
    lines = list(ServiceLine.objects.all()[:3])
    for number in range(count):
        vendor = make_vendor(f"Vendor {number}", employees=number + 1, country="ES")
        Capability.objects.bulk_create(
            Capability(vendor=vendor, service_line=line, years=3) for line in lines
        )
        make_certification(vendor)
        make_certification(vendor, "ISO9001")
        site = DeliverySite.objects.create(
            vendor=vendor, country="MA", city="Rabat", timezone="Africa/Casablanca"
        )
        site.languages.set(Language.objects.filter(code__in=("es", "fr")))


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_one_vendor_and_for_thirty(
    count: int,
    bea: User,
    signed_in: SignIn,
    make_vendor: MakeVendor,
    make_certification: MakeCertification,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fill(make_vendor, make_certification, count)
    client = signed_in(bea)

    with django_assert_num_queries(9):
        answer = client.get(reverse("vendor_list"), {"country": "ES", "sort": "-employees"})

    assert len(answer.context["vendors"]) == count


@pytest.mark.parametrize("count", [1, 30])
def test_all_columns_together_cost_the_same_for_one_vendor_and_for_thirty(
    count: int,
    bea: User,
    signed_in: SignIn,
    make_vendor: MakeVendor,
    make_certification: MakeCertification,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fill(make_vendor, make_certification, count)
    client = signed_in(bea)
    everything = {"columns": [column.key for column in COLUMNS], "sort": "expiry", "country": "ES"}

    with django_assert_num_queries(13):
        html = client.get(reverse("vendor_list"), everything).content.decode()

    assert all(column.title in html for column in COLUMNS)
    assert html.count('aria-sort="ascending"') == 1


def test_chosen_columns_stay_while_filters_change(vendor: Vendor, bea: User, signed_in: SignIn) -> None:
    html = signed_in(bea).get(reverse("vendor_list"), {"columns": "city", "q": "acme"}).content.decode()

    assert '<input type="hidden" name="columns" value="city">' in html
    assert '<input type="hidden" name="q" value="acme">' in html
    assert "/vendors/export.csv?q=acme&amp;columns=city" in html
    assert '<th scope="col">City</th>' in html and ">Headquarters</a>" not in html


def test_the_list_says_how_many_and_turns_pages(
    bea: User, signed_in: SignIn, make_vendor: MakeVendor
) -> None:
    Vendor.objects.bulk_create(
        Vendor(name=f"V{number:03}", search_text=f"v{number:03}") for number in range(120)
    )

    page = signed_in(bea).get(reverse("vendor_list"), {"page": "3", "q": "v"})

    assert [vendor.name for vendor in page.context["vendors"]] == [f"V{number}" for number in range(100, 120)]
    assert "120 vendors found" in page.content.decode()
    assert "page=2" in page.content.decode() and "q=v" in page.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "abc", ""])
def test_a_page_that_is_not_there_shows_one_that_is(
    page: str, vendor: Vendor, bea: User, signed_in: SignIn
) -> None:
    assert "Acme BPO" in signed_in(bea).get(reverse("vendor_list"), {"page": page}).content.decode()


def test_htmx_gets_the_table_only(vendor: Vendor, bea: User, signed_in: SignIn) -> None:
    answer = signed_in(bea).get(reverse("vendor_list"), {"q": "acme"}, HTTP_HX_REQUEST="true")

    html = answer.content.decode()
    assert "<html" not in html and "Acme BPO" in html
    assert 'id="vendor-count" class="muted" role="status" hx-swap-oob="true">1 vendor found' in html
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(
    ("query", "words"), [({}, "The register is empty"), ({"q": "nobody"}, "No vendor matches")]
)
def test_an_empty_list_says_what_to_do(
    query: dict[str, str], words: str, rita: User, signed_in: SignIn
) -> None:
    assert words in signed_in(rita).get(reverse("vendor_list"), query).content.decode()


def test_a_filter_that_cannot_be_used_is_told_on_the_page(
    vendor: Vendor, bea: User, signed_in: SignIn
) -> None:
    answer = signed_in(bea).get(reverse("vendor_list"), {"country": "XX"})

    assert answer.status_code == 200
    assert "These filters cannot be used" in answer.content.decode()


def test_a_nul_in_the_search_is_passed_over(vendor: Vendor, bea: User, signed_in: SignIn) -> None:
    page = signed_in(bea).get(f"/vendors/?q=%00{vendor.name}%00")

    assert page.status_code == 200
    assert vendor.get_absolute_url() in page.content.decode()


def test_markup_in_a_name_is_shown_as_text(make_vendor: MakeVendor, bea: User, signed_in: SignIn) -> None:
    vendor = make_vendor("<script>alert(1)</script> {{7*7}}", notes="'; DROP TABLE")

    for address in (
        reverse("vendor_list"),
        vendor.get_absolute_url(),
        reverse("vendor_history", args=[vendor.pk]),
    ):
        html = signed_in(bea).get(address).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}" in html
        assert "<script>alert" not in html


def page_of(client: Client, vendor: Vendor) -> str:
    return " ".join(client.get(vendor.get_absolute_url()).content.decode().split())


def test_figures_carry_their_year_and_old_ones_are_called_old(
    make_vendor: MakeVendor, bea: User, signed_in: SignIn
) -> None:
    this_year = timezone.localdate().year
    fresh = make_vendor("Fresh", employees=1200, employees_year=this_year - 3)
    old = make_vendor("Old", employees=1200, employees_year=this_year - 4)

    client = signed_in(bea)
    assert f'1,200</span> <span class="unit">({this_year - 3})' in page_of(client, fresh)
    assert f'1,200</span> <span class="unit old-figure">({this_year - 4}, old)' in page_of(client, old)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"expires_on": None}, "Claimed, not verified"),
        ({"state": "verified", "expires_on": None}, "Verified"),
        ({"state": "verified", "in_days": 60}, "Verified, expiring soon"),
        ({"state": "verified", "in_days": 61}, "Verified"),
        ({"state": "verified", "in_days": 0}, "Verified, expiring soon"),
        ({"state": "verified", "in_days": -1}, "Expired"),
        ({"state": "rejected", "reason": "Number unknown to the body"}, "Rejected"),
    ],
)
def test_a_certification_is_shown_where_it_stands_today(
    facts: dict[str, Any],
    words: str,
    vendor: Vendor,
    make_certification: MakeCertification,
    bea: User,
    signed_in: SignIn,
) -> None:
    if "in_days" in facts:
        facts = {**facts, "expires_on": timezone.localdate() + timedelta(days=facts["in_days"])}
        del facts["in_days"]
    make_certification(vendor, **facts)

    assert f'aria-hidden="true"></i>{words}</span>' in page_of(signed_in(bea), vendor)


@pytest.mark.parametrize(
    ("renewal", "words"),
    [
        ({"state": "verified", "days": 400}, ["verified", "verified, begins later"]),
        ({"state": "verified", "days": 50}, ["verified, expiring soon", "verified, begins later"]),
        ({"state": "claimed", "days": 400}, ["verified, expiring soon", "claimed, not verified"]),
    ],
)
def test_the_list_calls_a_certificate_expiring_only_until_its_renewal_is_verified(
    renewal: dict[str, Any], words: list[str], vendor: Vendor, make_certification: MakeCertification
) -> None:
    today = timezone.localdate()
    soon = today + timedelta(days=5)
    old = make_certification(vendor, state="verified", expires_on=soon)
    make_certification(
        vendor,
        renews=old,
        state=renewal["state"],
        issued_on=soon + timedelta(days=1),
        expires_on=today + timedelta(days=renewal["days"]),
    )
    row: Any = Vendor.objects.annotate(held=HELD).get()

    assert re.findall(r'visually-hidden">, ([^<]+)<', certificates(row.held, today)) == words


def test_a_self_declaration_is_said_to_be_no_certificate(
    vendor: Vendor, make_certification: MakeCertification, bea: User, signed_in: SignIn
) -> None:
    make_certification(vendor, "GDPR")

    assert "Self-declaration: not a certificate" in page_of(signed_in(bea), vendor)


@pytest.mark.parametrize("count", [1, 30])
def test_a_vendors_page_costs_the_same_with_many_parts(
    count: int,
    reference: None,
    vendor: Vendor,
    bea: User,
    signed_in: SignIn,
    make_certification: MakeCertification,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    spanish = Language.objects.get(code="es")
    for number, line in enumerate(ServiceLine.objects.all()[:count]):
        Capability.objects.create(vendor=vendor, service_line=line, years=number)
        site = DeliverySite.objects.create(
            vendor=vendor, country="ES", city=f"C{number}", timezone="Europe/Madrid"
        )
        site.languages.add(spanish)
        make_certification(vendor, number=str(number), claimed_by=bea)
        Vendor.objects.create(name=f"Sub {number}", parent=vendor)
    client = signed_in(bea)

    with django_assert_max_num_queries(22):
        client.get(vendor.get_absolute_url())


def test_sources_are_links_to_where_they_point(make_vendor: MakeVendor, bea: User, signed_in: SignIn) -> None:
    vendor = make_vendor(
        sources="https://a.example/x https://b.example/y\nAnnual report\njavascript:alert(1)"
    )

    html = page_of(signed_in(bea), vendor)

    assert 'href="https://a.example/x"' in html and 'href="https://b.example/y"' in html
    assert "<li>Annual report </li>" in html and "<li>javascript:alert(1) </li>" in html


def test_names_are_offered_while_typing(make_vendor: MakeVendor, bea: User, signed_in: SignIn) -> None:
    make_vendor("Ágora")
    make_vendor("Other")

    html = signed_in(bea).get(reverse("vendor_names"), {"parent": "ago"}).content.decode()

    assert html.strip() == '<option value="Ágora"></option>'


def test_a_certificate_is_in_force_to_the_end_of_its_last_day(
    vendor: Vendor, make_certification: MakeCertification
) -> None:
    make_certification(vendor, state="verified", issued_on=date(2026, 1, 1), expires_on=date(2026, 12, 31))

    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [Certification.objects.valid(on=day).exists() for day in days] == [False, True, True, False]


def test_the_certificate_in_force_is_shown_before_what_is_claimed_later_over_or_rejected(
    vendor: Vendor, make_certification: MakeCertification, bea: User, signed_in: SignIn
) -> None:
    today, year = timezone.localdate(), timedelta(days=365)
    make_certification(vendor, "ISO9001", expires_on=today - year)
    make_certification(vendor, "ISO18295-1", state="rejected", reason="No such number")
    make_certification(vendor, "ISO22301", issued_on=today + year, expires_on=today + 2 * year)
    make_certification(vendor, "ISO27001", expires_on=today + year)
    make_certification(vendor, "PCIDSS", state="verified", expires_on=today + year)

    page = signed_in(bea).get(reverse("vendor_list")).content.decode()

    shown = re.findall(r'class="pill [^>]*title="([^"]*)"', page)
    assert [title.split(":")[0][:13] for title in shown] == ["PCI DSS", "ISO/IEC 27001", "ISO 22301"]
    assert "+2" in page


def test_a_vendor_delivers_from_and_speaks_what_is_stated_and_what_its_sites_say(
    reference: None, make_vendor: MakeVendor, bea: User, signed_in: SignIn
) -> None:
    vendor = make_vendor("Costa", delivery_countries=["PT"])
    french = Language.objects.get(code="fr")
    for country, city in (("PT", "Porto"), ("MA", "Rabat"), ("ES", "Vigo")):
        site = DeliverySite.objects.create(vendor=vendor, country=country, city=city, timezone="UTC")
        site.languages.add(french)
    client = signed_in(bea)

    listed = client.get(reverse("vendor_list"), {"columns": ["delivery", "languages"]}).content.decode()
    overview = client.get(vendor.get_absolute_url()).content.decode()

    assert ">Portugal, Morocco, Spain</td>" in listed
    assert ">French</td>" in listed
    assert "<div>Morocco, Spain <span" in overview
    assert "<div>French <span" in overview
