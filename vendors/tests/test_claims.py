"""What a vendor's contact changes is a claim, until somebody who keeps the register accepts it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import User
from outbox.models import Mail
from vendors.history import changes_of
from vendors.models import (
    Capability,
    Certification,
    CertificationState,
    ClaimDeed,
    ClaimState,
    ClaimTarget,
    Contact,
    DeliverySite,
    FactSource,
    Language,
    ProfileClaim,
    ServiceLine,
    Vendor,
)
from vendors.sample import load_contacts
from vendors.services import accept_claims, decide_certification, verify_fact

from .browser import opened
from .conftest import MakeCertification

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
SITE = {"country": "PT", "city": "Porto", "timezone": "Europe/Lisbon", "seats": "80"}


@pytest.fixture
def contact(reference: None, vendor: Vendor, vic: User) -> Contact:
    return Contact.objects.create(vendor=vendor, name="Vic", email=vic.email, user=vic, invited_at=NOW)


@pytest.fixture
def site(vendor: Vendor) -> DeliverySite:
    return DeliverySite.objects.create(
        vendor=vendor, country="ES", city="Madrid", timezone="Europe/Madrid", seats=50, source="Seen by us"
    )


def change(client: Client, name: str, *args: int, **typed: Any) -> Any:
    address = reverse(name, args=args)
    return client.post(address, opened(client, address) | typed)


def accept(by: User, *claims: ProfileClaim) -> Any:
    return accept_claims(seen={claim.pk: claim.revision for claim in claims}, by=by, at=NOW)


def text_of(letter: Mail) -> str:
    return bytes(letter.content).decode("utf-8", "replace")


def test_changed_facts_wait_each_with_its_year(contact: Contact, vic: User, signed_in: SignIn) -> None:
    change(
        signed_in(vic), "my_facts", employees="3900", employees_year="2026", website="https://acme.example"
    )

    contact.vendor.refresh_from_db()
    assert contact.vendor.employees == 3400
    claims = {claim.topic: claim for claim in ProfileClaim.objects.all()}
    assert set(claims) == {"employees", "website"}
    assert claims["employees"].lines == [
        ["People", "3,400", "3,900"],
        ["Year of that figure", "2025", "2026"],
    ]
    assert {claim.claimed_by for claim in claims.values()} == {vic}


def test_accepting_writes_the_record_and_the_history_names_both(
    contact: Contact, vic: User, rita: User, signed_in: SignIn
) -> None:
    change(signed_in(vic), "my_facts", employees="3900", employees_year="2026")
    claim = ProfileClaim.objects.get()
    client = signed_in(rita)

    client.post(reverse("claims_accept"), {"claim": claim.key})

    contact.vendor.refresh_from_db()
    assert (contact.vendor.employees, contact.vendor.employees_year) == (3900, 2026)
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == (ClaimState.ACCEPTED, rita)
    told = {(change.who, line.subject) for change in changes_of(contact.vendor)[:9] for line in change.lines}
    assert {("Rita", "Claim of Vic: People"), ("Rita", "Vendor")} <= told
    letter = Mail.objects.get(recipient=vic.email)
    assert "accepted" in letter.subject and "3,400 -> 3,900" in text_of(letter)


def test_a_new_site_waits_and_comes_on_record_with_what_it_rests_on(
    contact: Contact, vic: User, rita: User, signed_in: SignIn
) -> None:
    language = Language.objects.first()
    assert language
    change(signed_in(vic), "my_site_create", **SITE, languages=[str(language.pk)])
    assert not DeliverySite.objects.exists()

    assert accept(rita, ProfileClaim.objects.get()).refused == []

    site = DeliverySite.objects.get()
    assert (site.city, site.seats, list(site.languages.all())) == ("Porto", 80, [language])
    claimed = ProfileClaim.objects.get().claimed_at
    assert (site.source, site.as_of) == ("Stated by Vic of the vendor", timezone.localdate(claimed))


def test_an_accepted_fact_says_who_of_the_vendor_stated_it_when_and_waits_to_be_verified(
    contact: Contact, vic: User, rita: User, signed_in: SignIn
) -> None:
    languages = [str(Language.objects.all()[0].pk)]
    change(
        signed_in(vic),
        "my_facts",
        employees="3900",
        employees_year="2026",
        city="Bilbao",
        languages=languages,
        legal_name="",
        trading_names="Acme",
    )
    day = timezone.localdate(ProfileClaim.objects.all()[0].claimed_at)
    client = signed_in(rita)
    keys = [claim.key for claim in ProfileClaim.objects.all()]

    client.post(reverse("claims_accept"), {"claim": keys})

    told = FactSource.objects.filter(vendor=contact.vendor, field__in=("employees", "country", "languages"))
    assert {(each.source, each.as_of, each.entered_by) for each in told} == {
        ("Stated by Vic of the vendor", day, vic)
    }
    assert told.count() == 3
    untold = FactSource.objects.filter(vendor=contact.vendor).exclude(pk__in=told)
    assert not untold.exclude(source="").exists()
    verify_fact(fact=told[0], by=rita, at=NOW)


def test_a_day_that_a_claim_names_stands_as_its_own(
    contact: Contact, vic: User, rita: User, signed_in: SignIn
) -> None:
    line = ServiceLine.objects.all()[0]
    change(signed_in(vic), "my_capability_create", service_line=str(line.pk), years="4", as_of="2026-01-31")

    assert accept(rita, ProfileClaim.objects.get()).refused == []

    made = Capability.objects.get()
    assert (made.source, made.as_of) == ("Stated by Vic of the vendor", date(2026, 1, 31))
    assert made.entered_by == vic


def test_a_site_and_a_service_line_change_and_go(
    contact: Contact, site: DeliverySite, vic: User, rita: User, signed_in: SignIn
) -> None:
    line = Capability.objects.create(
        vendor=contact.vendor, service_line=ServiceLine.objects.all()[0], years=4
    )
    client = signed_in(vic)
    change(client, "my_site_edit", site.pk, seats="75")
    client.post(reverse("my_capability_remove", args=[line.pk]))

    assert accept(rita, *ProfileClaim.objects.all()).refused == []

    site.refresh_from_db()
    assert site.seats == 75
    assert not Capability.objects.exists()


def test_what_is_put_forward_as_it_stands_is_no_claim(
    contact: Contact, site: DeliverySite, vic: User, signed_in: SignIn
) -> None:
    contact.vendor.delivery_countries = ["ES", "PT"]
    contact.vendor.save()
    client = signed_in(vic)
    change(client, "my_facts")
    change(client, "my_site_edit", site.pk)

    assert not ProfileClaim.objects.exists()


def test_a_record_that_moved_on_is_shown_and_asked_again(
    contact: Contact, site: DeliverySite, vic: User, rita: User, signed_in: SignIn
) -> None:
    change(signed_in(vic), "my_site_edit", site.pk, seats="75")
    claim = ProfileClaim.objects.get()
    DeliverySite.objects.update(seats=60)
    client = signed_in(rita)

    asked = client.post(reverse("claims_accept"), {"claim": claim.key}, follow=True)

    site.refresh_from_db()
    assert site.seats == 60
    assert "The record has changed since" in asked.content.decode()
    assert ProfileClaim.objects.get().lines == [["Seats", "60", "75"]]
    client.post(reverse("claims_accept"), {"claim": claim.key})
    assert DeliverySite.objects.get().seats == 60
    client.post(reverse("claims_accept"), {"claim": ProfileClaim.objects.get().key})
    assert DeliverySite.objects.get().seats == 75


def test_what_is_gone_or_breaks_a_rule_is_refused_and_keeps_waiting(
    contact: Contact, site: DeliverySite, vic: User, rita: User, signed_in: SignIn
) -> None:
    client = signed_in(vic)
    change(client, "my_site_edit", site.pk, seats="75")
    change(client, "my_site_create", **SITE, languages=[])
    DeliverySite.objects.all().delete()
    DeliverySite.objects.create(vendor=contact.vendor, country="PT", city="Porto", timezone="Europe/Lisbon")

    outcome = accept(rita, *ProfileClaim.objects.all())

    problems = sorted(problem for _, problem in outcome.refused)
    assert outcome.accepted == []
    assert "a site in this city already" in problems[0] and "no longer on record" in problems[1]
    assert ProfileClaim.objects.pending().count() == 2
    assert not Mail.objects.exists()


def test_all_of_a_vendor_are_declined_with_one_reason_that_the_contact_reads(
    contact: Contact, vic: User, rita: User, signed_in: SignIn
) -> None:
    change(signed_in(vic), "my_facts", founded_year="1999", city="Bilbao")
    keys = [claim.key for claim in ProfileClaim.objects.all()]
    address = f"{reverse('claims_decline')}?claim={keys[0]}&claim={keys[1]}"
    client = signed_in(rita)

    assert "reason" in client.post(address, {"reason": " "}).context["form"].errors
    client.post(address, {"reason": "Send the register extract."})

    assert {claim.state for claim in ProfileClaim.objects.all()} == {ClaimState.DECLINED}
    assert "Send the register extract." in text_of(Mail.objects.get(recipient=vic.email))
    page = " ".join(strip_tags(signed_in(vic).get(reverse("my_claims")).content.decode()).split())
    assert "Send the register extract." in page
    assert re.search(r"Declined by the buyer[^;]*; put forward by Vic", page)


def test_a_pending_change_is_shown_withdrawn_and_replaced_by_a_newer_one(
    contact: Contact, vic: User, signed_in: SignIn
) -> None:
    client = signed_in(vic)
    change(client, "my_facts", founded_year="1999")
    change(client, "my_facts", founded_year="2001")
    newer = ProfileClaim.objects.pending().get()
    assert newer.new == {"founded_year": "2001"}
    page = client.get(reverse("my_claims")).content.decode()
    assert "2001" in page and "Withdraw" in page

    client.post(reverse("my_claim_withdraw", args=[newer.pk]))

    assert {claim.state for claim in ProfileClaim.objects.all()} == {ClaimState.WITHDRAWN}


def test_a_correction_starts_from_what_waits_and_replaces_all_of_it(
    contact: Contact, vic: User, signed_in: SignIn
) -> None:
    client = signed_in(vic)
    change(client, "my_facts", employees="3500", employees_year="2026", trading_names="Acme\nAcme Sur")
    page = client.get(reverse("my_facts")).content.decode()
    assert "This form starts from changes that wait" in page and "On record: 3,400." in page

    change(client, "my_facts", employees_year="2024")

    pending = {claim.topic: claim.new for claim in ProfileClaim.objects.pending()}
    assert pending["employees"] == {"employees": "3500", "employees_year": "2024"}
    assert pending["trading_names"] == {"trading_names": "Acme\nAcme Sur"}
    assert ProfileClaim.objects.count() == 3


def test_what_waits_is_withdrawn_only_by_putting_the_record_back(
    contact: Contact, vic: User, signed_in: SignIn
) -> None:
    client = signed_in(vic)
    change(client, "my_facts", employees="3500", city="Sur")
    change(client, "my_facts")
    assert ProfileClaim.objects.pending().count() == ProfileClaim.objects.count() == 2

    change(client, "my_facts", employees="3400")

    assert ProfileClaim.objects.pending().get().topic == "headquarters"


def test_a_page_from_before_the_change_does_not_withdraw_it(
    contact: Contact, vic: User, signed_in: SignIn
) -> None:
    client, address = signed_in(vic), reverse("my_facts")
    before = opened(client, address)
    change(client, "my_facts", employees="3500")

    client.post(address, before | {"founded_year": "1999"})

    assert {claim.topic for claim in ProfileClaim.objects.pending()} == {"employees", "founded_year"}


def test_a_correction_of_a_site_keeps_the_rest_of_what_waits(
    contact: Contact, site: DeliverySite, vic: User, signed_in: SignIn
) -> None:
    client, language = signed_in(vic), Language.objects.all()[0]
    change(
        client, "my_site_edit", site.pk, seats="75", opens="08:00", closes="18:00", languages=[language.pk]
    )

    change(client, "my_site_edit", site.pk, seats="80")

    assert ProfileClaim.objects.pending().get().new == {
        "seats": "80",
        "opens": "08:00",
        "closes": "18:00",
        "languages": [str(language.pk)],
    }


def test_the_database_lets_nobody_decide_on_their_own_claim(contact: Contact, vic: User) -> None:
    claim = ProfileClaim(
        vendor=contact.vendor, target=ClaimTarget.VENDOR, topic="city", title="City", deed=ClaimDeed.CHANGE
    )
    claim.claimed_by = claim.decided_by = vic
    claim.claimed_at = claim.decided_at = NOW
    claim.state = ClaimState.ACCEPTED

    with pytest.raises(IntegrityError, match="claim_decided_by_another"), transaction.atomic():
        claim.save()


@pytest.mark.parametrize(
    ("page", "typed", "field"),
    [
        ("my_facts", {"employees": "1e3"}, "employees"),
        ("my_facts", {"employees": "1,234"}, "employees"),
        ("my_facts", {"employees": "NaN"}, "employees"),
        ("my_facts", {"employees": "9" * 500}, "employees"),
        ("my_facts", {"employees": "5", "employees_year": ""}, "__all__"),
        ("my_facts", {"revenue_millions": "12.5", "revenue_year": "", "revenue_currency": ""}, "__all__"),
        ("my_facts", {"founded_year": "1"}, "founded_year"),
        ("my_facts", {"legal_name": "a\u202eb"}, "legal_name"),
        ("my_facts", {"legal_name": "x" * 201}, "legal_name"),
        ("my_facts", {"trading_names": "x" * 201}, "trading_names"),
        ("my_facts", {"website": "javascript:alert(1)"}, "website"),
        ("my_facts", {"lei": "short"}, "lei"),
        ("my_facts", {"country": "XX"}, "country"),
        ("my_facts", {"delivery_countries": ["ES", "QQ"]}, "delivery_countries"),
        ("my_facts", {"languages": ["999999999999999999999"]}, "languages"),
        ("my_facts", {"legal_name": "a\x00b"}, "legal_name"),
        ("my_site_create", SITE | {"timezone": "Mars/Olympus"}, "timezone"),
        ("my_site_create", SITE | {"city": "\u00a0\u200b"}, "city"),
        ("my_site_create", SITE | {"opens": "24:00", "closes": "25:00"}, "opens"),
        ("my_site_create", SITE | {"seats": "-1"}, "seats"),
        ("my_capability_create", {"service_line": "", "years": "3"}, "service_line"),
        ("my_capability_create", {"service_line": "1", "as_of": "2026-02-30"}, "as_of"),
        ("my_capability_create", {"service_line": "1", "annual_volume": "10"}, "volume_unit"),
        ("my_certificate_create", {"scheme": "x"}, "scheme"),
        ("my_certificate_create", {"issued_on": "2026-05-01", "expires_on": "2025-05-01"}, "scheme"),
        ("my_certificate_create", {"expires_on": "9999-01-01"}, "expires_on"),
    ],
)
def test_what_cannot_be_is_a_form_error_and_no_claim(
    page: str, typed: dict[str, Any], field: str, contact: Contact, vic: User, signed_in: SignIn
) -> None:
    answer = change(signed_in(vic), page, **typed)

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not ProfileClaim.objects.exists() and not Certification.objects.exists()


def test_a_certificate_of_the_contact_is_a_claim_that_the_buyer_decides(
    contact: Contact, make_certification: MakeCertification, vic: User, rita: User, signed_in: SignIn
) -> None:
    held = make_certification(contact.vendor, state=CertificationState.VERIFIED)
    change(signed_in(vic), "my_certificate_renew", held.pk, issued_on="2030-01-01", expires_on="2033-01-01")
    renewal = Certification.objects.get(renews=held)
    assert (renewal.state, renewal.claimed_by) == (CertificationState.CLAIMED, vic)
    stated = signed_in(vic).get(reverse("my_certificates")).content.decode()
    assert '>Dates</dt><dd class="tabular">1 Jan 2030 – 1 Jan 2033<' in stated
    assert '>In force</dt><dd class="tabular">no first day – 1 Jan 2030<' in stated
    assert "Claimed by Vic" in signed_in(rita).get(reverse("certificates_to_verify")).content.decode()

    decide_certification(
        certification=renewal, to=CertificationState.REJECTED, by=rita, at=NOW, reason="No such number."
    )

    assert "No such number." in text_of(Mail.objects.get(recipient=vic.email))
    assert "No such number." in signed_in(vic).get(reverse("my_certificates")).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_inbox_costs_the_same_however_much_waits(
    rows: int, contact: Contact, vic: User, rita: User, signed_in: SignIn
) -> None:
    for number in range(rows):
        ProfileClaim.objects.create(
            vendor=Vendor.objects.create(name=f"Vendor {number}"),
            target=ClaimTarget.SITE,
            title=f"Site {number}",
            deed=ClaimDeed.ADD,
            claimed_by=vic,
            claimed_at=NOW,
        )
    client = signed_in(rita)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(reverse("vendor_claims")).status_code == 200

    assert len(queries) == 5


def test_the_sample_story_has_a_change_that_waits_and_one_that_was_declined(
    reference: None, make_vendor: Callable[..., Vendor], vic: User, rita: User
) -> None:
    make_vendor("Acanto Servicios", employees=3400, employees_year=2025, founded_year=2004)

    load_contacts(contact=vic, by=rita, at=NOW)

    assert {claim.topic: claim.state for claim in ProfileClaim.objects.all()} == {
        "employees": ClaimState.PENDING,
        "founded_year": ClaimState.DECLINED,
    }
