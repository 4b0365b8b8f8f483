"""A certificate ends overnight: nobody clicks, and everybody who has to know knows the next morning."""

from datetime import date, datetime, timedelta

import pghistory
import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from outbox.models import Mail
from rfp.models import Candidate, Rfp, RfpStatus
from scoring.models import CriteriaSet, Criterion, Delivery, Kind, PriceFormula, ReportSubscription, Source
from scoring.presentation.moves import moved_since_seen
from scoring.services.recompute import recompute
from scoring.services.reconcile import reconcile
from scoring.services.reports import subscribe
from scoring.services.seen import mark_seen
from vendors.models import Certification, CertificationScheme, CertificationState, Standing, Vendor

from .conftest import SignIn
from .scenes import NOW, TODAY, certify, require_certificate

pytestmark = pytest.mark.django_db
BOARD = "board@example.com"
MINUTE = timedelta(minutes=1)
MIDNIGHT = NOW.replace(hour=23, minute=0)
"""In Madrid: 23:00 UTC in winter."""
OUT = "Acanto is out: ISO/IEC 27001 ended on 1 March 2027"


@pytest.fixture(autouse=True)
def settle_time(settings: Settings) -> None:
    settings.REPORT_SETTLE_SECONDS = 120


@pytest.fixture
def rfp(evaluation: Rfp, bea: User) -> Rfp:
    """Asks for ISO/IEC 27001 every day; Acanto's ends today, the others' much later."""
    require_certificate(evaluation)
    for vendor in ("Borea", "Cima"):
        certify(vendor)
    certify("Acanto", expires_on=TODAY)
    subscribe(rfp=evaluation, email=BOARD, name="Board", by=bea, at=NOW)
    ReportSubscription.objects.update(chosen_at=NOW - timedelta(days=1))
    return evaluation


def live_through(start: datetime, *moments: timedelta) -> None:
    for moment in moments:
        reconcile(at=start + moment)


def test_the_night_a_certificate_ends_everything_follows_by_itself(rfp: Rfp) -> None:
    live_through(NOW, timedelta(0), 3 * MINUTE)
    assert [mail.recipient for mail in Mail.objects.all()] == [BOARD]

    live_through(MIDNIGHT, -MINUTE)
    assert rfp.shortlists.count() == 1

    live_through(MIDNIGHT, timedelta(0), 3 * MINUTE, timedelta(hours=8), timedelta(days=1), timedelta(days=9))

    ended = Certification.objects.get(vendor__name="Acanto")
    assert ended.standing(on=TODAY) == Standing.EXPIRING
    assert ended.standing(on=TODAY + timedelta(days=1)) == Standing.EXPIRED
    newest = rfp.shortlists.latest("number")
    assert (newest.number, newest.cause, newest.as_of) == (2, OUT, TODAY + timedelta(days=1))
    assert [row["state"] for row in newest.result["rows"]] == ["ranked", "ranked", "excluded"]
    assert list(Delivery.objects.order_by("pk").values_list("shortlist__number", flat=True)) == [1, 2]
    mail = Mail.objects.filter(recipient=BOARD).latest("pk")
    body = mail.message.get_body(("plain",))
    assert body and OUT in body.get_content()


def test_the_dashboard_says_who_fell_out_and_why(rfp: Rfp, bea: User, signed_in: SignIn) -> None:
    reconcile(at=NOW)
    mark_seen(user=bea, rfp=rfp, number=1)
    reconcile(at=MIDNIGHT)

    [moved] = moved_since_seen(bea)
    page = signed_in(bea).get(reverse("dashboard")).content.decode()

    assert moved.causes == [OUT]
    assert "Acanto" in [mover.title for mover in moved.movers if mover.move.now is None]
    assert OUT in page


def test_a_verified_renewal_without_a_gap_excludes_nobody(rfp: Rfp) -> None:
    certify("Acanto", issued_on=TODAY + timedelta(days=1))

    live_through(NOW, *(timedelta(days=day) for day in range(4)))

    assert [each.cause for each in rfp.shortlists.all()] == ["First ranking"]


def test_a_renewal_that_nobody_has_verified_keeps_nobody_in(rfp: Rfp) -> None:
    certify("Acanto", issued_on=TODAY + timedelta(days=1), state=CertificationState.CLAIMED)

    live_through(NOW, timedelta(0), timedelta(days=1))

    assert rfp.shortlists.latest("number").cause == OUT


def test_a_renewal_after_a_gap_brings_the_vendor_back_and_says_so(rfp: Rfp) -> None:
    certify("Acanto", issued_on=TODAY + timedelta(days=3))

    live_through(NOW, *(timedelta(days=day) for day in range(5)))

    causes = [each.cause for each in rfp.shortlists.order_by("number")]
    assert causes == ["First ranking", OUT, "ISO/IEC 27001 of Acanto is valid from 4 March 2027"]


def test_an_expiry_set_to_yesterday_is_told_with_its_certificate(rfp: Rfp) -> None:
    reconcile(at=NOW)
    Certification.objects.filter(vendor__name="Borea").update(expires_on=TODAY - timedelta(days=1))

    reconcile(at=NOW + MINUTE)

    assert rfp.shortlists.latest("number").cause == "Borea is out: ISO/IEC 27001 ended on 28 February 2027"


def test_a_contract_that_starts_later_can_leave_a_certificate_behind(evaluation: Rfp) -> None:
    require_certificate(evaluation, valid_on="contract_start")
    for vendor in ("Acanto", "Borea", "Cima"):
        certify(vendor, expires_on=date(2027, 6, 30))
    reconcile(at=NOW)
    Rfp.objects.update(contract_starts_on=date(2027, 7, 1))

    reconcile(at=NOW + MINUTE)

    first = evaluation.shortlists.latest("number").cause.splitlines()[0]
    assert first == "Acanto is out: ISO/IEC 27001 ends on 30 June 2027, before the contract starts"


@pytest.mark.parametrize("valid_on", ["today", "contract_start"])
def test_what_ends_before_the_contract_starts_is_said_at_once(
    evaluation: Rfp, bea: User, signed_in: SignIn, valid_on: str
) -> None:
    require_certificate(evaluation, valid_on=valid_on)
    start = date.today() + timedelta(days=90)
    Rfp.objects.update(contract_starts_on=start)
    certify("Acanto", expires_on=start - timedelta(days=1))
    certify("Borea", expires_on=start)
    client = signed_in(bea)

    vendors = client.get(reverse("rfp_candidates", args=[evaluation.number])).content.decode()
    criteria = client.get(reverse("rfp_criteria", args=[evaluation.number])).content.decode()

    for page in (vendors, criteria):
        assert page.count("before the contract starts") == 1
        assert page.count("ISO/IEC 27001 is not on file") == 1
    assert "Acanto: ISO/IEC 27001 ends on" in criteria
    assert "Borea:" not in criteria


def test_certificates_of_many_rfps_end_in_one_night(bea: User) -> None:
    rfps = _ten_rfps()
    for rfp in rfps[:2]:
        subscribe(rfp=rfp, email=BOARD, name="Board", by=bea, at=NOW)
    reconcile(at=NOW)
    before = dict(Rfp.objects.values_list("pk", "inputs_version"))

    live_through(MIDNIGHT, timedelta(0), MINUTE, 3 * MINUTE, 5 * MINUTE)

    assert {rfp.inputs_version - before[rfp.pk] for rfp in Rfp.objects.all()} == {1}
    newest = [rfp.shortlists.latest("number") for rfp in rfps]
    assert {each.number for each in newest} == {2}
    assert {each.cause.count("is out: ISO/IEC 27001 ended on 1 March 2027") for each in newest} == {10}
    assert sorted(Delivery.objects.values_list("shortlist__rfp", "recipient")) == [
        (rfp.pk, BOARD) for rfp in rfps[:2]
    ]


def _ten_rfps() -> list[Rfp]:
    """Ten vendors each, every one with a certificate that ends today; `bench/register.py` does a hundred."""
    scheme = CertificationScheme.objects.create(
        code="iso27001", name="ISO/IEC 27001", kind="certificate", counts_as_certificate=True
    )
    rfps = Rfp.objects.bulk_create(
        Rfp(
            number=f"RFP-2027-{number:03}",
            title="Mail room",
            buyer_country="ES",
            timezone="Europe/Madrid",
            deadline_at=NOW,
            status=RfpStatus.EVALUATION,
        )
        for number in range(10)
    )
    vendors = Vendor.objects.bulk_create(Vendor(name=f"Vendor {number}") for number in range(100))
    Certification.objects.bulk_create(
        Certification(vendor=vendor, scheme=scheme, state="verified", expires_on=TODAY) for vendor in vendors
    )
    Candidate.objects.bulk_create(
        Candidate(rfp=rfps[place // 10], vendor=vendor, key=f"v{place}", price=100 + place)
        for place, vendor in enumerate(vendors)
    )
    for criteria_set in CriteriaSet.objects.bulk_create(CriteriaSet(rfp=rfp) for rfp in rfps):
        _criteria(criteria_set, scheme)
    return rfps


def _criteria(criteria_set: CriteriaSet, scheme: CertificationScheme) -> None:
    Criterion.objects.bulk_create(
        [
            Criterion(
                criteria_set=criteria_set,
                key="iso27001",
                title="ISO/IEC 27001",
                kind=Kind.KNOCKOUT,
                source=Source.CERTIFICATE,
                scheme=scheme,
            ),
            Criterion(
                criteria_set=criteria_set,
                key="price",
                title="Price",
                kind=Kind.PRICE,
                source=Source.OFFER,
                weight=100,
                formula=PriceFormula.LOWEST_RATIO,
            ),
        ]
    )


@pytest.mark.django_db(transaction=True)
def test_a_contract_that_somebody_moved_is_told_before_what_it_did_to_certificates(
    evaluation: Rfp, bea: User
) -> None:
    require_certificate(evaluation, valid_on="contract_start")
    for vendor in ("Acanto", "Borea", "Cima"):
        certify(vendor, expires_on=date(2027, 6, 30))
    Rfp.objects.update(contract_starts_on=date(2027, 6, 1))
    recompute(rfp_id=evaluation.pk, at=timezone.now())
    with pghistory.context(user=bea.pk):
        Rfp.objects.update(contract_starts_on=date(2027, 7, 1))

    recompute(rfp_id=evaluation.pk, at=timezone.now())

    told = evaluation.shortlists.latest("number").cause.splitlines()
    assert told[:2] == [
        "Contract start 1 June 2027 → 1 July 2027 by Bea",
        "Acanto is out: ISO/IEC 27001 ends on 30 June 2027, before the contract starts",
    ]
