"""The tab that tells where a vendor works from."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pghistory
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone as clock
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.forms.viewpoint import viewpoint
from vendors.models import DeliverySite, Language, NearCountry, Vendor
from vendors.services import verify_fact

SignIn = Callable[[User], Client]
MakeSite = Callable[..., DeliverySite]


@pytest.fixture
def make_site(reference: None, vendor: Vendor) -> MakeSite:
    def make(
        city: str, *languages: str, country: str = "ES", timezone: str = "Europe/Madrid", **facts: Any
    ) -> DeliverySite:
        facts = {"opens": time(8), "closes": time(20), **facts}
        site = DeliverySite.objects.create(
            vendor=vendor, city=city, country=country, timezone=timezone, **facts
        )
        site.languages.set(Language.objects.filter(code__in=languages))
        return site

    return make


def page(client: Client, vendor: Vendor, query: str = "") -> str:
    answer = client.get(f"{reverse('vendor_delivery', args=[vendor.pk])}?{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_site_is_seen_from_the_country_of_the_readers_clock(
    vendor: Vendor, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Porto", country="PT", timezone="Europe/Lisbon")

    html = page(signed_in(bea), vendor, "on=2026-11-27")

    assert "Nearshore" in html and "Same region (Southern Europe), and clocks are 0 h apart at best" in html
    assert "<strong>8 h</strong> of 8 h" in html and "on weekdays, the same all year" in html


@pytest.mark.parametrize(
    ("today", "day"), [("27", "Friday 27"), ("28", "Monday 30"), ("29", "Monday 30"), ("30", "Monday 30")]
)
def test_without_a_day_the_next_working_day_is_looked_at(
    today: str, day: str, reference: None, bea: User
) -> None:
    _, buyer = viewpoint({}, {}, user=bea, today=date(2026, 11, int(today)))

    assert f"{buyer.day:%A %d}" == day


def test_what_is_the_same_all_year_is_said_of_that_kind_of_day(
    vendor: Vendor, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Porto", country="PT", timezone="Europe/Lisbon")

    html = page(signed_in(bea), vendor, "on=2026-11-28")

    assert "<strong>0 h</strong> of 8 h" in html and "on Saturdays, the same all year" in html


def test_a_site_shows_its_own_clock(
    vendor: Vendor, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Manila", country="PH", timezone="Asia/Manila")

    html = page(signed_in(bea), vendor)

    manila = clock.now() + timedelta(hours=8)
    shown = {moment.strftime("%H:%M") for moment in (manila, manila - timedelta(minutes=1))}
    assert any(f'{clock} <span class="unit">Asia/Manila' in html for clock in shown)


def test_overlap_changes_are_told_with_their_days(
    vendor: Vendor, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Bogotá", country="CO", timezone="America/Bogota", closes=time(18))

    html = page(signed_in(bea), vendor, "country=ES&start=10:00&end=18:00&on=2026-11-27")

    assert "<strong>4 h</strong> of 8 h" in html
    assert "from 28 Mar 2027: 3 h" in html and "from 31 Oct 2027: 4 h" in html


def test_the_last_choice_is_kept_for_the_next_vendor(
    vendor: Vendor, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Madrid")
    client = signed_in(bea)

    page(client, vendor, "country=CO&on=2026-11-27")

    assert "in America/Bogota" in page(client, vendor) and "South America" in page(client, vendor)


def test_what_an_administrator_set_is_named_as_the_reason(
    vendor: Vendor, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Porto", country="PT", timezone="Europe/Lisbon")
    NearCountry.objects.create(buyer_country="ES", country="PT", is_near=False, reason="By policy.")

    html = page(signed_in(bea), vendor)

    assert "Offshore" in html and "Set by an administrator: By policy." in html


@pytest.mark.parametrize(
    "query",
    [
        "country=XX",
        "zone=Mars/Olympus",
        "start=25:00",
        "on=2026-02-30",
        "on=0001-01-01",
        "on=9999-12-31",
        "end=x",
    ],
)
def test_what_cannot_be_used_is_told_and_left_as_usual(
    query: str, vendor: Vendor, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Madrid", "es")

    html = page(signed_in(bea), vendor, query)

    assert "What cannot be used is left as usual" in html
    assert "in Europe/Madrid; looked at for" in html


def test_the_grid_says_for_each_language_which_hours_are_covered(
    vendor: Vendor, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Madrid", "es", "pt")
    make_site("Bogotá", "es", country="CO", timezone="America/Bogota", opens=time(6), closes=time(18))
    make_site("Lima", country="PE", timezone="America/Lima", opens=None, closes=None)

    client = signed_in(bea)
    weekday = page(client, vendor, "country=ES&on=2026-11-27")
    sunday = page(client, vendor, "country=ES&on=2026-11-29")

    assert "16 of 24 hours, 08–00" in weekday and "12 of 24 hours, 12–00" in weekday
    assert "12 of 24 hours, 08–20" in weekday and '2<span class="visually-hidden"> (2 sites)' in weekday
    assert "their hours are not known: Lima, Peru" in weekday
    assert "0 of 24 hours" in sunday


def test_countries_delivered_from_without_a_site_are_seen_too(
    make_vendor: Callable[..., Vendor], bea: User, signed_in: SignIn
) -> None:
    vendor = make_vendor("Wide", delivery_countries=["PH", "ES"])

    html = page(signed_in(bea), vendor)

    assert "<span>Philippines</span>" in html and "<span>Spain</span>" in html
    assert "No delivery site is recorded." in html and "Add the first one" not in html


def test_a_buyer_whose_clock_names_no_country_chooses_one(
    vendor: Vendor, make_site: MakeSite, person: Callable[..., User], signed_in: SignIn
) -> None:
    make_site("Madrid")

    html = page(signed_in(person("Ursula", "observer", timezone="UTC")), vendor)

    assert "Nowhere yet" in html and "Onshore" not in html


@pytest.mark.parametrize("count", [1, 30])
def test_the_tab_costs_the_same_with_many_sites(
    count: int,
    vendor: Vendor,
    make_site: MakeSite,
    bea: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        make_site(f"C{number}", "es", "pt")
    client = signed_in(bea)
    page(client, vendor)

    with django_assert_num_queries(6):
        page(client, vendor)


def test_a_site_says_where_it_comes_from_and_another_person_verifies_it(
    vendor: Vendor, make_site: MakeSite, rita: User, ada: User, signed_in: SignIn
) -> None:
    site = make_site("Porto", country="PT", timezone="Europe/Lisbon")
    DeliverySite.objects.update(entered_by=rita, source="Visit of the site")
    address = reverse("site_verify", args=[site.pk])

    assert address not in page(signed_in(rita), vendor)
    assert "Not verified, entered by Rita" in page(signed_in(ada), vendor)
    signed_in(ada).post(address)

    html = page(signed_in(rita), vendor)
    assert "Visit of the site" in html and "Verified by Ada" in html


def test_a_site_whose_languages_change_is_verified_no_longer(
    vendor: Vendor, make_site: MakeSite, reference: None, rita: User, ada: User
) -> None:
    site = make_site("Porto", country="PT", timezone="Europe/Lisbon")
    verify_fact(fact=site, by=ada, at=clock.now())

    with pghistory.context(user=rita.pk):
        site.languages.add(Language.objects.earliest("pk"))

    site.refresh_from_db()
    assert (site.is_verified, site.entered_by) == (False, rita)
