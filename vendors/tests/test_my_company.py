"""The vendor's own pages: nothing of the buyer's side in them, and nothing of another vendor's."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role, User
from vendors.models import (
    Capability,
    Certification,
    CertificationState,
    ClaimDeed,
    ClaimTarget,
    Contact,
    DeliverySite,
    Document,
    DocumentKind,
    DocumentVersion,
    Evidence,
    Language,
    ProfileClaim,
    ServiceLine,
    Vendor,
)
from vendors.services import add_document_version, add_evidence

from .browser import opened
from .conftest import MakeCertification, MakeVendor
from .files import JPEG, PDF, PNG

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
INTERNAL = "Between us: doubtful."


@pytest.fixture
def contact(reference: None, vendor: Vendor, vic: User) -> Contact:
    return Contact.objects.create(vendor=vendor, name="Vic", email=vic.email, user=vic, invited_at=NOW)


def put(by: User, name: str = "a.pdf", content: bytes = PDF, **of: Any) -> Any:
    add: Any = add_evidence if "certification" in of else add_document_version
    return add(name=name, content=content, dated_on=date(2026, 10, 1), by=by, at=NOW, **of)


@pytest.fixture
def full(
    contact: Contact, make_certification: MakeCertification, make_vendor: MakeVendor, rita: User, vic: User
) -> dict[str, int]:
    """A record with something internal wherever the buyer's side can write it; what `my_` pages are about."""
    vendor = contact.vendor
    secrets = {"notes": INTERNAL, "sources": INTERNAL, "status": "suspended", "status_reason": INTERNAL}
    parent = make_vendor("Parent Between us")
    Vendor.objects.filter(pk=vendor.pk).update(**secrets, parent=parent, confidence="low")
    site = DeliverySite.objects.create(
        vendor=vendor, country="ES", city="Madrid", timezone="Europe/Madrid", source=INTERNAL
    )
    line = Capability.objects.create(
        vendor=vendor, service_line=ServiceLine.objects.all()[0], years=3, source=INTERNAL
    )
    facts = {"source": INTERNAL, "note": INTERNAL, "reason": INTERNAL, "decided_by": rita, "decided_at": NOW}
    verified = make_certification(vendor, state=CertificationState.VERIFIED, **facts)
    make_certification(vendor, "ISO9001", state=CertificationState.REJECTED, **facts)
    stated = make_certification(vendor, "ISO22301", claimed_by=vic, note=INTERNAL, source=INTERNAL)
    put(rita, certification=verified)
    document = Document.objects.create(vendor=vendor, kind=DocumentKind.INSURANCE, title="Liability")
    claim = ProfileClaim.objects.create(
        vendor=vendor,
        target=ClaimTarget.VENDOR,
        topic="founded_year",
        title="Founded in",
        deed=ClaimDeed.CHANGE,
        claimed_by=vic,
        claimed_at=NOW,
    )
    return {
        "my_site": site.pk,
        "my_capability": line.pk,
        "my_certificate_renew": verified.pk,
        "my_certificate": stated.pk,
        "my_evidence": put(vic, certification=stated).pk,
        "my_document_file": put(vic, document=document).pk,
        "my_document": document.pk,
        "my_claim": claim.pk,
    }


PLAIN = ["my_company", "my_facts", "my_claims", "my_certificates", "my_documents", "my_site_create"]
PLAIN += ["my_capability_create", "my_certificate_create", "my_document_create"]
ABOUT = ["my_site_edit", "my_site_remove", "my_capability_edit", "my_capability_remove"]
ABOUT += ["my_certificate_edit", "my_certificate_renew", "my_certificate_remove", "my_certificate_evidence"]
ABOUT += ["my_document_version"]
FILES = ["my_evidence_file", "my_document_file"]
DEEDS = ["my_claim_withdraw"]


def address(name: str, about: dict[str, int]) -> str:
    noun = max((noun for noun in about if name.startswith(noun)), key=len, default=None)
    return reverse(name, args=[about[noun]] if noun and name not in PLAIN else [])


def test_no_page_of_the_vendor_holds_a_word_of_the_buyers_side(
    full: dict[str, int], vic: User, signed_in: SignIn
) -> None:
    client = signed_in(vic)
    found = {name: client.get(address(name, full)) for name in (*PLAIN, *ABOUT)}

    assert {answer.status_code for answer in found.values()} == {200}
    leaks = ("Between us", "Suspended", "Low trust", "/vendors/", "/rfps/", "Rita")
    pages = {name: answer.content.decode() for name, answer in found.items()}
    assert {(name, leak) for name, page in pages.items() for leak in leaks if leak in page} == set()


def test_a_file_that_the_buyer_put_on_record_is_not_the_vendors_to_read(
    full: dict[str, int], vic: User, signed_in: SignIn
) -> None:
    inside = Evidence.objects.exclude(uploaded_by=vic).get()

    assert signed_in(vic).get(reverse("my_evidence_file", args=[inside.pk])).status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_of_another_vendor_exists_for_a_contact(
    method: str,
    full: dict[str, int],
    make_vendor: MakeVendor,
    person: Callable[..., User],
    signed_in: SignIn,
) -> None:
    other = person("Vera", Role.VENDOR_CONTACT)
    Contact.objects.create(
        vendor=make_vendor("Zeta"), name="Vera", email=other.email, user=other, invited_at=NOW
    )
    client = signed_in(other)
    asked = DEEDS if method == "POST" else []
    answers = {client.generic(method, address(name, full)).status_code for name in (*ABOUT, *asked)}

    assert answers == {404}
    assert {client.get(address(name, full)).status_code for name in FILES} == {404}


def test_a_contact_sees_from_where_the_register_finds_their_company(
    contact: Contact, vic: User, signed_in: SignIn
) -> None:
    Vendor.objects.filter(pk=contact.vendor_id).update(delivery_countries=["PT"])
    site = DeliverySite.objects.create(
        vendor=contact.vendor, country="ES", city="Vigo", timezone="Europe/Madrid"
    )
    site.languages.set(Language.objects.filter(code="es"))

    html = signed_in(vic).get(reverse("my_company")).content.decode()

    assert "Portugal<div>Spain" in html and "<div>Spanish" in html and "by its sites" in html


def test_who_is_of_no_vendor_sees_nothing(full: dict[str, int], vic: User, signed_in: SignIn) -> None:
    Contact.objects.all().delete()
    client = signed_in(vic)

    assert b"Nothing here for you" in client.get("/my-company/").content
    assert {client.get(address(name, full)).status_code for name in (*PLAIN[1:], *ABOUT, *FILES)} == {404}


def test_files_leave_as_attachments_that_can_do_nothing(
    full: dict[str, int], vic: User, signed_in: SignIn
) -> None:
    for name in FILES:
        answer = signed_in(vic).get(address(name, full))

        assert answer.content == PDF
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="acme-bpo-')
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_has_versions_and_the_register_reads_them(
    contact: Contact, vic: User, rita: User, signed_in: SignIn
) -> None:
    client = signed_in(vic)
    for name, content in (("my_document_create", PDF), ("my_document_version", PNG)):
        about = {"my_document": Document.objects.values_list("pk", flat=True).first() or 0}
        ending = "pdf" if content is PDF else "png"
        typed = {"kind": "insurance", "title": "Liability", "dated_on": "2026-10-01"}
        client.post(address(name, about), {**typed, "file": SimpleUploadedFile(f"a.{ending}", content)})

    assert list(DocumentVersion.objects.values_list("version", "kind")) == [(2, "png"), (1, "pdf")]
    page = signed_in(rita).get(reverse("vendor_contacts", args=[contact.vendor_id])).content.decode()
    assert "Liability" in page
    newest = DocumentVersion.objects.first()
    assert newest and signed_in(rita).get(reverse("document_file", args=[newest.pk])).content == PNG


@pytest.mark.parametrize(
    ("name", "content", "typed", "field"),
    [
        ("a.exe", PDF, {}, "file"),
        ("a.pdf", PNG, {}, "file"),
        ("a.png", b"<script>", {}, "file"),
        ("a.jpg", JPEG[:30], {}, "file"),
        ("../../a.pdf", b"", {}, "file"),
        ("a.pdf", PDF, {"dated_on": "2999-01-01"}, "dated_on"),
        ("a.pdf", PDF, {"dated_on": "2026-02-30"}, "dated_on"),
        ("a.pdf", PDF, {"note": "a\u202eb"}, "note"),
    ],
)
def test_a_document_that_cannot_be_leaves_nothing_behind(
    name: str,
    content: bytes,
    typed: dict[str, str],
    field: str,
    contact: Contact,
    vic: User,
    signed_in: SignIn,
) -> None:
    facts = {"kind": "insurance", "title": "Liability", "dated_on": "2026-10-01", **typed}
    file = SimpleUploadedFile(name, content)
    answer = signed_in(vic).post(reverse("my_document_create"), {**facts, "file": file})

    assert answer.status_code == 200
    assert field in answer.context["file"].errors
    assert not Document.objects.exists()


def test_a_stated_certificate_is_changed_and_withdrawn_until_it_has_proof(
    contact: Contact, make_certification: MakeCertification, vic: User, signed_in: SignIn
) -> None:
    stated = make_certification(contact.vendor, claimed_by=vic)
    client = signed_in(vic)
    page = reverse("my_certificate_edit", args=[stated.pk])
    client.post(page, opened(client, page) | {"number": "IS 77"})
    assert Certification.objects.get().number == "IS 77"

    put(vic, certification=stated)
    client.post(reverse("my_certificate_remove", args=[stated.pk]))
    assert Certification.objects.exists()


def test_a_decided_certificate_is_out_of_the_vendors_hands(
    contact: Contact, make_certification: MakeCertification, vic: User, signed_in: SignIn
) -> None:
    verified = make_certification(contact.vendor, state=CertificationState.VERIFIED, claimed_by=vic)
    client = signed_in(vic)

    for name in ("my_certificate_edit", "my_certificate_remove"):
        assert client.post(reverse(name, args=[verified.pk])).status_code == 404


def test_the_vendors_pages_cost_the_same_however_much_there_is(
    contact: Contact, make_certification: MakeCertification, vic: User, signed_in: SignIn
) -> None:
    client, costs = signed_in(vic), []
    for rows in (range(1), range(1, 30)):
        for number in rows:
            DeliverySite.objects.create(
                vendor=contact.vendor, country="ES", city=f"City {number}", timezone="Europe/Madrid"
            )
            certification = make_certification(contact.vendor, number=str(number), claimed_by=vic)
            document = Document.objects.create(vendor=contact.vendor, kind="other", title=f"Paper {number}")
            put(vic, document=document)
            put(vic, certification=certification)
        for name in ("my_company", "my_certificates", "my_documents"):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(name))
            costs.append(len(queries))

    assert costs[:3] == costs[3:]
