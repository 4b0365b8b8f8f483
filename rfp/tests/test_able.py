"""Who could do this: the register by what each vendor lacks of an RFP's need."""

from collections.abc import Callable
from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from rfp.models import DemandLanguage, DemandProfile, Rfp
from vendors.models import Capability, DeliverySite, Language, PerformanceRecord, ServiceLine, Vendor

from .asking import SignIn, of

MakeVendor = Callable[..., Vendor]


@pytest.fixture
def needing(draft: Rfp) -> Rfp:
    """Calls in Spanish and Portuguese, at most five seats."""
    line, _ = ServiceLine.objects.get_or_create(code="T-1", defaults={"name": "Calls", "office": "front"})
    draft.service_lines.set([line])
    profile = DemandProfile.objects.create(
        rfp=draft, weekday=[0] * 8 + [50] * 12 + [0] * 4, handling_seconds=306, occupancy=85
    )
    for code, name, share in (("es", "Spanish", 80), ("pt", "Portuguese", 20)):
        language, _ = Language.objects.get_or_create(code=code, defaults={"name": name})
        DemandLanguage.objects.create(profile=profile, language=language, share=share)
    return draft


def equip(vendor: Vendor, *languages: str, seats: int | None = 10, years: int | None = 7) -> None:
    Capability.objects.create(vendor=vendor, service_line=ServiceLine.objects.get(code="T-1"), years=years)
    site = DeliverySite.objects.create(
        vendor=vendor,
        country="PT",
        city="Braga",
        timezone="Europe/Lisbon",
        seats=seats,
        opens=time(7),
        closes=time(20),
    )
    site.languages.set(Language.objects.filter(code__in=languages))


def test_who_lacks_least_comes_first_and_every_row_says_what_and_why(
    needing: Rfp, vendor: MakeVendor, bea: User, signed_in: SignIn
) -> None:
    able, short, blank = (vendor(name) for name in ("Zeta able", "Yot short", "Ann blank"))
    equip(able, "es", "pt")
    equip(short, "es", seats=4, years=None)

    answer = signed_in(bea).get(of("rfp_candidates_able", needing))

    rows = answer.context["rows"]
    told = {row.vendor: [f"{fact.label}: {fact.text}" for fact in row.lacks] for row in rows}
    assert list(told) == [able, short, blank]
    assert told[able] == []
    assert told[short] == ["Portuguese: spoken nowhere", "5 seats in the busiest hour: 4 on file"]
    assert told[blank] == [
        "Calls: not among its service lines",
        "Spanish: spoken nowhere",
        "Portuguese: spoken nowhere",
        "5 seats in the busiest hour: no seats on file",
    ]
    assert [f"{fact.label}: {fact.text}" for fact in rows[0].has] == [
        "Calls: 7 years",
        "Spanish: spoken in Braga",
        "Portuguese: spoken in Braga",
        "5 seats in the busiest hour: 10 on file",
    ]
    page = answer.content.decode()
    assert "Could: nothing is lacking" in page and "Nearshore" in page
    assert "Covers 12 of 12 hours on weekdays" in page
    assert page.count(f'href="/vendors/{able.pk}/') == 6


def test_several_are_added_at_once_and_leave_the_page(
    needing: Rfp, vendor: MakeVendor, bea: User, signed_in: SignIn
) -> None:
    one, other, third = (vendor(name) for name in ("One", "Other", "Third"))
    client, address = signed_in(bea), of("rfp_candidates_able", needing)

    client.post(address, {"vendor": [one.pk, third.pk]})

    assert set(needing.candidates.values_list("vendor", flat=True)) == {one.pk, third.pk}
    assert [row.vendor for row in client.get(address).context["rows"]] == [other]


def test_a_blocked_vendor_needs_a_reason_here_too(
    needing: Rfp, vendor: MakeVendor, bea: User, rita: User, signed_in: SignIn
) -> None:
    bad = vendor("Bad")
    day = bad.created_at.date()
    PerformanceRecord.objects.create(
        vendor=bad, since=day, until=day, rating="blocked", text="Late.", source="Minutes", recorded_by=rita
    )

    page = signed_in(bea).post(of("rfp_candidates_able", needing), {"vendor": [bad.pk]}).content.decode()

    assert "Blocked by the track record: Bad" in page
    assert not needing.candidates.exists()


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("lacking=0", ["Able"]),
        ("lacking=1", ["Able", "Mute"]),
        ("lacking=0&q=mute", []),
        ("shore=nearshore", ["Able", "Mute"]),
        ("shore=onshore", []),
        ("lacking=7", []),
        ("seen_from=PT&shore=onshore", ["Able", "Mute"]),
    ],
)
def test_the_filters_narrow_who_is_shown(
    needing: Rfp, vendor: MakeVendor, bea: User, signed_in: SignIn, asked: str, names: list[str]
) -> None:
    equip(vendor("Able"), "es", "pt")
    equip(vendor("Mute"), "es")
    vendor("Blank")

    answer = signed_in(bea).get(f"{of('rfp_candidates_able', needing)}?{asked}")

    assert answer.status_code == 200
    assert [row.vendor.name for row in answer.context["rows"]] == names


def test_without_a_need_the_page_says_how_to_state_one(draft: Rfp, bea: User, signed_in: SignIn) -> None:
    draft.service_lines.clear()

    page = signed_in(bea).get(of("rfp_candidates_able", draft)).content.decode()

    assert "Say what is needed first" in page


def test_thirty_vendors_cost_as_many_queries_as_one(
    needing: Rfp, vendor: MakeVendor, bea: User, signed_in: SignIn
) -> None:
    client, address = signed_in(bea), of("rfp_candidates_able", needing)
    equip(vendor("First"), "es", "pt")
    counts = []
    for more in (0, 29):
        for number in range(more):
            equip(vendor(f"More {number}"), "es")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]
