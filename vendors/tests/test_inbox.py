"""What was brought in and waits for who keeps the register."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.inbox import Waiting, waiting_for
from vendors.models import Certification, CertificationState, Contact, Document, DocumentKind, Vendor
from vendors.services import add_document_version

from .conftest import MakeCertification, MakeVendor
from .files import PDF

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def contact(vendor: Vendor, vic: User) -> Contact:
    return Contact.objects.create(vendor=vendor, name="Vic", email=vic.email, user=vic, invited_at=NOW)


def put_on_file(vendor: Vendor, *, by: User, at: datetime, title: str = "Policy") -> None:
    document, _ = Document.objects.get_or_create(vendor=vendor, kind=DocumentKind.INSURANCE, title=title)
    add_document_version(
        document=document, name="policy.pdf", content=PDF, dated_on=date(2026, 1, 1), by=by, at=at
    )


def certificates(client: Client, page: int = 1) -> str:
    return str(client.get(reverse("certificates_to_verify"), {"page": page}).content.decode())


def test_the_dashboard_tells_of_certificates_and_files_when_no_change_waits(
    contact: Contact, make_certification: MakeCertification, vic: User, rita: User, signed_in: SignIn
) -> None:
    for scheme in ("ISO27001", "ISO9001"):
        make_certification(contact.vendor, scheme, claimed_by=vic)
    put_on_file(contact.vendor, by=vic, at=datetime.now(UTC))

    page = signed_in(rita).get("/").content.decode()

    assert "2 certificates to verify" in page
    assert "1 new file of vendors<" in page
    assert "to be accepted" not in page


def test_only_what_the_person_can_decide_and_is_new_is_counted(
    contact: Contact, make_certification: MakeCertification, vic: User, rita: User, eva: User
) -> None:
    vendor = contact.vendor
    make_certification(vendor, "ISO27001", claimed_by=vic)
    make_certification(vendor, "ISO27001", number="Own", claimed_by=rita)
    make_certification(vendor, "ISO27001", expires_on=date(2026, 11, 27))
    make_certification(vendor, "ISO27001", number="Done", state=CertificationState.VERIFIED)
    put_on_file(vendor, by=vic, at=NOW - timedelta(days=99), title="New")
    put_on_file(vendor, by=rita, at=NOW, title="Of a colleague")

    assert waiting_for(rita, at=NOW) == Waiting(changes=0, certificates=1, files=1)
    assert not waiting_for(eva, at=NOW)


def test_what_waits_is_counted_in_one_query(
    contact: Contact,
    make_certification: MakeCertification,
    vic: User,
    rita: User,
    eva: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_certification(contact.vendor, claimed_by=vic)

    with django_assert_num_queries(1):
        assert waiting_for(rita, at=NOW)
    with django_assert_num_queries(0):
        waiting_for(eva, at=NOW)


def test_every_claim_waits_in_the_queue_with_who_made_it(
    contact: Contact,
    make_certification: MakeCertification,
    make_vendor: MakeVendor,
    vic: User,
    rosa: User,
    rita: User,
    signed_in: SignIn,
) -> None:
    make_certification(contact.vendor, claimed_by=vic)
    imported = make_certification(make_vendor("Borea"), claimed_by=rosa)
    own = make_certification(make_vendor("Aava"), claimed_by=rita)

    page = certificates(signed_in(rita))

    assert "Claimed by Vic of the vendor" in page
    assert "Claimed by Rosa" in page
    assert reverse("certification_decide", args=[imported.pk]) in page
    assert "somebody else than you must verify it: Rosa" in page
    assert reverse("certification_decide", args=[own.pk]) not in page
    assert page.index("Borea") < page.index("Aava")
    assert ">2 you may decide</span>" in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"Aava", "Borea", "Acme BPO"}),
        ({"q": "BORÉA"}, {"Borea"}),
        ({"q": "is 77"}, {"Aava"}),
        ({"q": "tüv"}, {"Borea"}),
        ({"q": "%\0"}, set()),
        ({"scheme": "ISO9001"}, {"Acme BPO"}),
        ({"whose": "own"}, {"Aava"}),
        ({"whose": "vendor"}, {"Acme BPO"}),
        ({"whose": "mine"}, {"Borea", "Acme BPO"}),
        ({"q": "borea", "whose": "own"}, set()),
    ],
)
def test_the_queue_is_searched_by_vendor_number_scheme_and_who_decides(
    asked: dict[str, str],
    shown: set[str],
    contact: Contact,
    make_certification: MakeCertification,
    make_vendor: MakeVendor,
    vic: User,
    rosa: User,
    rita: User,
    signed_in: SignIn,
) -> None:
    make_certification(contact.vendor, "ISO9001", claimed_by=vic)
    make_certification(make_vendor("Borea"), body="TÜV Nord", claimed_by=rosa)
    make_certification(make_vendor("Aava"), number="IS 77", claimed_by=rita)

    answer = signed_in(rita).get(reverse("certificates_to_verify"), asked)

    assert {each.vendor.name for each in answer.context["page"]} == shown
    assert bool(shown) != ("No certificate that waits fits" in answer.content.decode())


def test_a_filter_that_is_wrong_is_named(claim: Certification, rosa: User, signed_in: SignIn) -> None:
    answer = signed_in(rosa).get(reverse("certificates_to_verify"), {"scheme": "nonsense", "whose": "x"})

    assert set(answer.context["filter"].errors) == {"scheme", "whose"}
    assert all(f'id="id_{name}_error"' in answer.content.decode() for name in ("scheme", "whose"))
    assert answer.context["page"].paginator.count == 1


def test_a_long_queue_has_pages_that_cost_the_same(
    make_certification: MakeCertification,
    make_vendor: MakeVendor,
    rosa: User,
    rita: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(rita)
    first = make_certification(make_vendor("Vendor 0"), claimed_by=rosa)
    with django_assert_num_queries(7):
        certificates(client)

    vendors = [Vendor.objects.create(name=f"Vendor {number}") for number in range(1, 60)]
    Certification.objects.bulk_create(
        Certification(vendor=vendor, scheme=first.scheme, claimed_by=rosa) for vendor in vendors
    )
    with django_assert_num_queries(7):
        page = certificates(client)

    assert "1–50 of 60" in page
    assert "51–60 of 60" in certificates(client, 2)


def test_an_empty_queue_says_what_would_be_there(db: None, rita: User, signed_in: SignIn) -> None:
    client = signed_in(rita)

    assert "No certificate waits" in certificates(client)
    assert "No new file" in client.get(reverse("documents_lately")).content.decode()
