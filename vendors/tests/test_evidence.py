"""Evidence files: versions that stay, and nothing in them that could do harm."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from vendors.evidence_files import MAX_BYTES, kind_of
from vendors.models import Certification, Evidence
from vendors.services import add_evidence

from .files import JPEG, PDF, PNG, image, pdf

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
DATED = date(2026, 10, 30)


def put(claim: Certification, by: User, *, name: str = "scan.pdf", content: bytes = PDF) -> Evidence:
    return add_evidence(certification=claim, name=name, content=content, dated_on=DATED, by=by, at=NOW)


def post(
    client: Client, claim: Certification, *, name: str = "scan.pdf", content: bytes = PDF, **typed: str
) -> Any:
    file = SimpleUploadedFile(name, content)
    address = reverse("certification_evidence", args=[claim.pk])
    return client.post(address, {"file": file, "dated_on": "2026-10-30", **typed})


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.pdf", PDF, "pdf"), ("A.PNG", PNG, "png"), ("a.jpg", JPEG, "jpg"), ("b.c.jpeg", JPEG, "jpg")],
)
def test_a_file_that_is_what_its_name_says_is_taken(name: str, content: bytes, kind: str) -> None:
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", PDF, "Choose a PDF, PNG or JPEG"),
        ("pdf", PDF, "Choose a PDF, PNG or JPEG"),
        ("a.pdf.exe", PDF, "Choose a PDF, PNG or JPEG"),
        ("a.html", b"<script>alert(1)</script>", "Choose a PDF, PNG or JPEG"),
        ("a.pdf", PNG, "not what the file is"),
        ("a.png", PDF, "not what the file is"),
        ("a.jpg", PNG, "not what the file is"),
        ("a.pdf", b"<html>%PDF-1.7", "not what the file is"),
        ("a.pdf", b"%PDF-1.7\n<script>alert(1)</script>", "damaged"),
        ("a.pdf", PDF[: len(PDF) // 3], "damaged"),
        ("a.pdf", pdf(pages=0), "no page"),
        ("a.pdf", pdf(password="secret"), "password"),
        ("a.png", PNG[:40], "damaged"),
        ("a.jpg", JPEG[: len(JPEG) // 2], "damaged"),
        ("a.jpg", b"\xff\xd8\xff" + b"x" * 100, "damaged"),
        ("a.png", image("PNG", size=(8000, 5001)), "40 million"),
        ("a.png", image("PNG", size=(20000, 20000)), "40 million"),
    ],
)
def test_a_file_that_is_something_else_is_refused(name: str, content: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        kind_of(name, content)


def test_each_file_is_a_version_with_its_hash_its_day_and_who_brought_it(
    claim: Certification, rita: User, rosa: User
) -> None:
    first, second = put(claim, rita), put(claim, rosa, name="b.png", content=PNG)

    assert (first.version, second.version) == (1, 2)
    stored = Evidence.objects.get(version=1)
    assert bytes(stored.content) == PDF
    assert (stored.sha256, stored.size) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
    assert (stored.dated_on, stored.uploaded_by, stored.uploaded_at) == (DATED, rita, NOW)


def test_the_same_file_is_not_put_on_file_twice(claim: Certification, rita: User) -> None:
    put(claim, rita)

    with pytest.raises(ValidationError, match="on file already, as version 1"):
        put(claim, rita, name="other.pdf")


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE vendors_evidence SET dated_on = '2020-01-01'",
        "UPDATE vendors_evidence SET content = 'x'",
        "DELETE FROM vendors_evidence",
        "INSERT INTO vendors_evidence (certification_id, version, kind, dated_on, note, content, size, sha256,"
        " uploaded_by_id, uploaded_at) SELECT certification_id, 2, kind, dated_on, note, 'forged', size, sha256,"
        " uploaded_by_id, uploaded_at FROM vendors_evidence",
    ],
)
def test_the_database_refuses_to_change_what_is_on_file(deed: str, claim: Certification, rita: User) -> None:
    put(claim, rita)

    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)

    assert bytes(Evidence.objects.get().content) == PDF


def test_a_claim_with_evidence_stays(claim: Certification, rita: User, signed_in: SignIn) -> None:
    put(claim, rita)

    answer = signed_in(rita).post(reverse("certification_remove", args=[claim.pk]), follow=True)
    with pytest.raises(ProtectedError):
        claim.vendor.delete()

    assert "Evidence is on file" in answer.content.decode()
    assert Certification.objects.get() == claim


def test_a_file_is_uploaded_on_its_page_and_listed_at_the_vendor(
    claim: Certification, rita: User, signed_in: SignIn
) -> None:
    client, page = signed_in(rita), reverse("vendor_detail", args=[claim.vendor_id])
    assert "No evidence on file" in client.get(page).content.decode()

    assert post(client, claim, note="Surveillance audit").status_code == 302

    html = client.get(page).content.decode()
    assert "No evidence on file" not in html
    for words in (
        "Evidence, version 1",
        "dated 30 Oct 2026",
        "Surveillance audit",
        hashlib.sha256(PDF).hexdigest(),
    ):
        assert words in html


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"dated_on": ""}, "dated_on"),
        ({"dated_on": "2199-01-01"}, "dated_on"),
        ({"dated_on": "30/10/2026"}, "dated_on"),
        ({"note": "x" * 301}, "note"),
        ({"content": b""}, "file"),
        ({"content": PDF + b"\n" * MAX_BYTES}, "file"),
        ({"name": "x.exe"}, "file"),
    ],
)
def test_an_upload_that_cannot_be_is_refused_at_its_field(
    typed: dict[str, Any], field: str, claim: Certification, rita: User, signed_in: SignIn
) -> None:
    answer = post(signed_in(rita), claim, **typed)

    assert list(answer.context["form"].errors) == [field]
    assert not Evidence.objects.exists()


def test_a_file_that_is_too_large_is_told_so(claim: Certification, rita: User, signed_in: SignIn) -> None:
    answer = post(signed_in(rita), claim, content=PDF + b"\n" * MAX_BYTES)

    assert answer.context["form"].errors["file"] == ["The file is larger than 10 MB."]


def test_a_file_is_served_as_a_download_under_our_name_and_can_do_nothing(
    claim: Certification, rita: User, bea: User, signed_in: SignIn
) -> None:
    evidence = put(claim, rita, name='<img src=x onerror="alert(1)">.pdf')

    answer = signed_in(bea).get(reverse("evidence_file", args=[evidence.pk]))

    name = f"acme-bpo-iso27001-{claim.pk}-v1.pdf"
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_only_the_buyers_side_reads_evidence(
    claim: Certification, rita: User, vic: User, client: Client, signed_in: SignIn
) -> None:
    address = reverse("evidence_file", args=[put(claim, rita).pk])

    assert client.get(address).status_code == 302
    assert signed_in(vic).get(address).status_code == 404


def test_the_page_lists_thirty_versions_for_the_price_of_one(
    claim: Certification, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("vendor_detail", args=[claim.vendor_id])
    counts = []
    for sizes in (range(1, 2), range(2, 31)):
        for size in sizes:
            put(claim, rita, name="a.png", content=image("PNG", size=(size, 1)))
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[1] <= counts[0]
    assert not any('"vendors_evidence"."content"' in query["sql"] for query in queries.captured_queries)
