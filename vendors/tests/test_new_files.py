"""What vendors' contacts put on file is news until somebody who keeps the register has marked it as seen."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.inbox import waiting_for
from vendors.models import Certification, Contact, Document, DocumentKind, DocumentVersion, Evidence, Vendor
from vendors.services import add_document_version, add_evidence

from .conftest import MakeCertification
from .files import PDF

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def contact(vendor: Vendor, vic: User) -> Contact:
    return Contact.objects.create(vendor=vendor, name="Vic", email=vic.email, user=vic, invited_at=NOW)


def document(vendor: Vendor, by: User, title: str = "Policy 2026", days: int = 0) -> DocumentVersion:
    paper = Document.objects.create(vendor=vendor, kind=DocumentKind.INSURANCE, title=title)
    return add_document_version(document=paper, **file(by, days))


def proof(certification: Certification, by: User, days: int = 0) -> Evidence:
    return add_evidence(certification=certification, **file(by, days))


def file(by: User, days: int) -> dict[str, object]:
    at = NOW - timedelta(days=days)
    return {"name": "a.pdf", "content": PDF, "dated_on": date(2026, 1, 1), "by": by, "at": at}


def listed(client: Client) -> list[str]:
    return [each.key for each in client.get(reverse("documents_lately")).context["files"]]


def test_new_documents_and_proofs_are_listed_with_their_files_the_newest_first(
    contact: Contact, claim: Certification, vic: User, rita: User, signed_in: SignIn
) -> None:
    paper, evidence = document(contact.vendor, vic, days=2), proof(claim, vic, days=1)
    document(contact.vendor, rita, title="Put on file by a colleague")
    client = signed_in(rita)

    page = client.get(reverse("documents_lately")).content.decode()

    assert listed(client) == [evidence.key, paper.key]
    assert reverse("document_file", args=[paper.pk]) in page and "Policy 2026" in page
    assert reverse("evidence_file", args=[evidence.pk]) in page and claim.number in page
    assert waiting_for(rita, at=NOW).files == 2


def test_a_mark_takes_a_file_off_the_list_of_everybody_and_says_whose_it_is(
    contact: Contact, claim: Certification, vic: User, rita: User, rosa: User, signed_in: SignIn
) -> None:
    paper, evidence = document(contact.vendor, vic, days=400), proof(claim, vic)

    signed_in(rita).post(reverse("files_seen"), {"file": evidence.key})

    client = signed_in(rosa)
    page = client.get(reverse("documents_lately")).content.decode()
    assert listed(client) == [paper.key]
    assert "Seen by Rita" in page
    assert waiting_for(rosa, at=NOW).files == 1
    evidence.refresh_from_db()
    assert (evidence.seen_by, bytes(evidence.content)) == (rita, PDF)


def test_a_mark_can_be_taken_back(
    contact: Contact, claim: Certification, vic: User, rita: User, signed_in: SignIn
) -> None:
    keys = [document(contact.vendor, vic).key, proof(claim, vic).key]
    client = signed_in(rita)
    client.post(reverse("files_seen"), {"file": keys})
    assert listed(client) == []

    client.post(reverse("files_new"), {"file": keys})

    assert sorted(listed(client)) == keys
    assert not client.get(reverse("documents_lately")).context["seen"]


@pytest.mark.parametrize(
    "key", ["", "x", "evidence-", "evidence-1e3", "user-1", "evidence-" + "9" * 30, "\0"]
)
def test_what_names_no_file_marks_none(
    key: str, contact: Contact, vic: User, rita: User, signed_in: SignIn
) -> None:
    paper, client = document(contact.vendor, vic), signed_in(rita)

    assert client.post(reverse("files_seen"), {"file": key}).status_code == 302
    assert listed(client) == [paper.key]


def test_only_who_keeps_the_register_marks_files(
    contact: Contact, vic: User, bea: User, signed_in: SignIn
) -> None:
    paper = document(contact.vendor, vic)

    assert signed_in(bea).post(reverse("files_seen"), {"file": paper.key}).status_code == 404
    assert signed_in(vic).post(reverse("files_seen"), {"file": paper.key}).status_code == 404
    assert DocumentVersion.objects.get().seen_at is None


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_one_file_and_for_thirty(
    count: int,
    contact: Contact,
    make_certification: MakeCertification,
    vic: User,
    rita: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        document(contact.vendor, vic, title=f"Policy {number}")
        proof(make_certification(contact.vendor, number=str(number)), vic)
    client = signed_in(rita)

    with django_assert_num_queries(9):
        client.get(reverse("documents_lately"))
