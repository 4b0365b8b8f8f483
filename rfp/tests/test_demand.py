"""The work an RFP asks for, and how far vendors' sites meet it."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from rfp.demand import Demand, Fit, fit
from rfp.models import Candidate, DemandLanguage, DemandProfile, Rfp, TeamMember
from vendors.models import DeliverySite, Language, Vendor
from vendors.services import load_reference

SignIn = Callable[[User], Client]
MakeSite = Callable[..., DeliverySite]
DAYTIME = [0] * 8 + [100] * 12 + [0] * 4
TYPED: dict[str, Any] = {
    "weekday": "8-20: 100",
    "saturday": "",
    "sunday": "",
    "handling_seconds": "306",
    "occupancy": "85",
    "languages": "",
    "ramp_up": "",
    **{f"season_{month}": "100" for month in range(12)},
}


@pytest.fixture
def reference(db: None) -> None:
    load_reference()


@pytest.fixture
def asked(db: None, bea: User) -> Rfp:
    rfp = Rfp.objects.create(
        number="RFP-2026-777",
        title="Line",
        buyer_country="ES",
        timezone="Europe/Madrid",
        contract_starts_on=date(2026, 11, 1),
    )
    TeamMember.objects.create(rfp=rfp, user=bea, role="lead", key="bea")
    return rfp


@pytest.fixture
def make_site(asked: Rfp) -> MakeSite:
    def make(vendor: str, *languages: str, seats: int | None = 10, **facts: Any) -> DeliverySite:
        owner, _ = Vendor.objects.get_or_create(name=vendor)
        Candidate.objects.get_or_create(rfp=asked, vendor=owner, defaults={"key": vendor.lower()})
        facts = {"city": f"C{DeliverySite.objects.count()}", "opens": time(8), "closes": time(20), **facts}
        facts = {"country": "ES", "timezone": "Europe/Madrid", **facts}
        site = DeliverySite.objects.create(vendor=owner, seats=seats, **facts)
        site.languages.set(Language.objects.get_or_create(code=code, name=code)[0] for code in languages)
        return site

    return make


def profile(rfp: Rfp, shares: dict[str, int] | None = None, **facts: Any) -> Demand:
    found = DemandProfile.objects.create(
        rfp=rfp, **{"weekday": DAYTIME, "handling_seconds": 306, "occupancy": 85, **facts}
    )
    for code, share in (shares or {}).items():
        language, _ = Language.objects.get_or_create(code=code, name=code)
        DemandLanguage.objects.create(profile=found, language=language, share=share)
    return Demand(found, date(2026, 11, 1), "Europe/Madrid")


def fitting(demand: Demand) -> Fit:
    return fit(demand, list(DeliverySite.objects.prefetch_related("languages")))


def test_seats_follow_from_volume_handling_time_and_occupancy(asked: Rfp) -> None:
    demand = profile(asked, season=[100] * 11 + [200], ramp_up=[50])

    peaks = {month.name: demand.peak(month) for month in demand.months}

    assert (peaks["November 2026"], peaks["December 2026"], peaks["January 2027"]) == (5, 20, 10)


def test_a_site_with_enough_seats_and_hours_fits(asked: Rfp, make_site: MakeSite) -> None:
    make_site("Acme", "es")

    assert fitting(profile(asked, {"es": 100})).words == (
        "Covers 12 of 12 hours on weekdays; enough seats in every month."
    )


def test_the_month_that_lacks_most_is_named(asked: Rfp, make_site: MakeSite) -> None:
    make_site("Acme", "es")

    found = fitting(profile(asked, {"es": 100}, season=[100] * 11 + [500]))

    assert found.words == "Covers 12 of 12 hours on weekdays; 40 seats short in December 2026 (es)."


def test_an_hour_needs_every_language_that_is_asked_for(asked: Rfp, make_site: MakeSite) -> None:
    make_site("Acme", "es")
    make_site("Acme", "pt", opens=time(10), closes=time(16))

    assert fitting(profile(asked, {"es": 80, "pt": 20})).covered["weekday"] == 6


def test_a_seat_that_speaks_two_languages_is_counted_once_in_all(asked: Rfp, make_site: MakeSite) -> None:
    make_site("Acme", "es", "pt", seats=7)

    found = fitting(profile(asked, {"es": 50, "pt": 50}))

    assert found.worst is not None and (found.worst.seats, found.worst.language) == (3, "any language")


def test_hours_are_those_of_the_buyer_across_daylight_saving(asked: Rfp, make_site: MakeSite) -> None:
    make_site("Acme", country="CO", timezone="America/Bogota", opens=time(2), closes=time(14))

    found = fitting(profile(asked))

    assert found.covered["weekday"] == 12
    assert found.worst is not None and found.worst.month.name == "April 2027"


def test_seats_that_are_not_known_count_as_none_and_are_told(asked: Rfp, make_site: MakeSite) -> None:
    make_site("Acme", seats=None)

    found = fitting(profile(asked))

    assert (found.unknown_seats, found.worst and found.worst.seats) == (1, 10)


def test_a_lead_describes_the_demand_in_parts_of_the_day(
    asked: Rfp, reference: None, bea: User, signed_in: SignIn
) -> None:
    typed = {**TYPED, "weekday": "0-8: 20; 8-20: 180", "languages": "Spanish 80; ca 20", "ramp_up": "25, 50"}
    client, address = signed_in(bea), reverse("rfp_demand_edit", args=[asked.number])

    assert client.post(address, typed).status_code == 302

    made = DemandProfile.objects.get()
    assert made.weekday == [20] * 8 + [180] * 12 + [0] * 4
    assert [(each.language.code, each.share) for each in made.languages.all()] == [("es", 80), ("ca", 20)]
    html = client.get(address).content.decode()
    assert 'value="0-8: 20; 8-20: 180"' in html and 'value="Spanish 80; Catalan 20"' in html


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("weekday", "8-20"),
        ("weekday", "20-8: 5"),
        ("weekday", "8-25: 5"),
        ("weekday", "8-12: 5; 11-13: 6"),
        ("weekday", "8-12: -5"),
        ("weekday", "8-12: 99999999"),
        ("weekday", ""),
        ("languages", "Klingon 100"),
        ("languages", "Spanish 80"),
        ("languages", "Spanish 50; es 50"),
        ("ramp_up", "101"),
        ("ramp_up", "1.5"),
        ("handling_seconds", "0"),
        ("occupancy", "101"),
        ("season_3", ""),
        ("season_3", "-1"),
    ],
)
def test_a_demand_that_cannot_be_is_refused(
    field: str, typed: str, asked: Rfp, reference: None, bea: User, signed_in: SignIn
) -> None:
    answer = signed_in(bea).post(reverse("rfp_demand_edit", args=[asked.number]), {**TYPED, field: typed})

    assert list(answer.context["form"].errors) == [field]
    assert not DemandProfile.objects.exists()


@pytest.mark.parametrize(
    ("hour", "answer"), [("09", "es at 09:00: Acme, Beta."), ("03", "es at 03:00: Beta."), ("", None)]
)
def test_who_covers_a_language_at_an_hour_is_answered_in_words(
    hour: str, answer: str | None, asked: Rfp, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Acme", "es")
    make_site("Beta", "es", opens=time(0), closes=time(0))
    query = {"language": "es", "hour": hour, "on": "2026-11-27"}

    html = signed_in(bea).get(reverse("rfp_coverage", args=[asked.number]), query).content.decode()

    assert (answer or "24 of 24 hours") in html


def test_coverage_without_vendors_leads_to_choosing_them(asked: Rfp, bea: User, signed_in: SignIn) -> None:
    asked.candidates.all().delete()

    page = signed_in(bea).get(reverse("rfp_coverage", args=[asked.number])).content.decode()

    assert f'href="{reverse("rfp_candidates_add", args=[asked.number])}">Choose vendors</a>' in page


@pytest.mark.parametrize("query", ["vendor=999999", "hour=24", "language=zz", "on=2026-02-30", "vendor=x"])
def test_a_question_that_cannot_be_used_is_told(
    query: str, asked: Rfp, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Acme", "es")

    answer = signed_in(bea).get(f"{reverse('rfp_coverage', args=[asked.number])}?{query}")

    assert answer.status_code == 200 and "What cannot be used is left as usual" in answer.content.decode()


def test_pages_cost_the_same_with_many_candidates(
    asked: Rfp, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    profile(asked, {"es": 100})
    make_site("V0", "es")
    client = signed_in(bea)
    addresses = [reverse(name, args=[asked.number]) for name in ("rfp_demand", "rfp_coverage")]

    def costs() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    few = costs()
    for number in range(1, 15):
        make_site(f"V{number}", "es")
    assert costs() == few


def test_a_language_of_the_demand_that_nobody_speaks_is_named(
    asked: Rfp, make_site: MakeSite, bea: User, signed_in: SignIn
) -> None:
    make_site("Acme", "es")
    profile(asked, {"es": 80, "pt": 20})

    page = signed_in(bea).get(reverse("rfp_coverage", args=[asked.number])).content.decode()

    assert "speaks pt: 20 % of the demand comes in it" in page
    assert "speaks es" not in page
