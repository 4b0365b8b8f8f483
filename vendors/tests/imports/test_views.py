"""Import, preview, confirm: what was shown is what is written, or nothing is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.history import changes_of
from vendors.models import Import, Vendor

from ..conftest import MakeVendor

SignIn = Callable[[User], Client]
ADDRESS = "/vendors/import/"


def send(client: Client, content: bytes, name: str = "file.csv", kind: str = "vendors") -> str:
    """Import a file; the page that it leads to."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(ADDRESS, {"kind": kind, "file": file}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_is_previewed_then_written(make_vendor: MakeVendor, rita: User, signed_in: SignIn) -> None:
    acme = make_vendor("Acme", city="Madrid")
    client = signed_in(rita)

    html = send(client, b"name,city\nAcme,Vigo\nNew,Lugo\n")
    assert "Import 2 rows" in html and Vendor.objects.count() == 1

    answer = client.post(reverse("vendor_import_preview", args=[Import.objects.get().pk]), follow=True)
    assert "Imported file.csv: 1 added, 1 changed." in answer.content.decode()
    assert sorted(Vendor.objects.values_list("name", "city")) == [("Acme", "Vigo"), ("New", "Lugo")]
    kept = Import.objects.get()
    assert (kept.state, bytes(kept.content), kept.rows.count()) == ("done", b"", 2)
    assert (changes_of(acme)[0].who, changes_of(acme)[0].via) == ("Rita", "from the import of file.csv")


def test_the_preview_shows_old_and_new(make_vendor: MakeVendor, rita: User, signed_in: SignIn) -> None:
    make_vendor("Acme", city="Madrid")

    html = " ".join(send(signed_in(rita), b"name,city\nAcme,Vigo\n").split())

    assert "was </span>Madrid</del>" in html and "becomes </span>Vigo</ins>" in html


@pytest.mark.parametrize("count", [1, 30])
def test_new_rows_that_look_like_a_vendor_on_record_are_marked_in_few_queries(
    count: int,
    make_vendor: MakeVendor,
    rita: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_vendor("Acme Servicios", website="https://acme.example")
    rows = "".join(f"Other {number},https://www.acme.example/{number}\n" for number in range(count))
    client = signed_in(rita)
    send(client, f"name,website\nÁcme Servicios SL,\nUnlike,\n{rows}".encode())

    with django_assert_max_num_queries(10):
        html = client.get(f"{ADDRESS}{Import.objects.get().pk}/").content.decode()

    assert html.count(">Acme Servicios</a>?") == count + 1
    assert "Same name but for the legal form" in html and "Same website, acme.example" in html


def test_a_file_with_a_fault_cannot_be_confirmed(db: None, rita: User, signed_in: SignIn) -> None:
    client = signed_in(rita)

    html = send(client, b"name,country\nGood,ES\nBad,Atlantis\n")
    assert "1 fault." in html and "“Atlantis” is no country" in html
    assert "Import 1 row" not in html

    answer = client.post(reverse("vendor_import_preview", args=[Import.objects.get().pk]), follow=True)
    assert "A file with faults is not imported." in answer.content.decode()
    assert not Vendor.objects.exists()


def test_a_register_that_moved_on_is_shown_again_before_anything_is_written(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    acme = make_vendor("Acme", city="Madrid")
    client = signed_in(rita)
    send(client, b"name,city\nAcme,Vigo\n")
    Vendor.objects.filter(pk=acme.pk).update(city="Bilbao")
    address = reverse("vendor_import_preview", args=[Import.objects.get().pk])

    html = client.post(address, follow=True).content.decode()
    assert "The register has changed since this preview was made." in html and "Bilbao" in html
    assert Vendor.objects.get().city == "Bilbao"

    client.post(address)
    assert Vendor.objects.get().city == "Vigo"


def test_a_change_elsewhere_does_not_hold_an_import_up(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    make_vendor("Acme", city="Madrid")
    other = make_vendor("Other")
    client = signed_in(rita)
    send(client, b"name,city\nAcme,Vigo\n")
    Vendor.objects.filter(pk=other.pk).update(city="Bilbao")

    client.post(reverse("vendor_import_preview", args=[Import.objects.get().pk]))

    assert Vendor.objects.get(name="Acme").city == "Vigo"


def test_an_upload_is_its_uploaders_alone(upload: Import, rosa: User, signed_in: SignIn) -> None:
    client, address = signed_in(rosa), reverse("vendor_import_preview", args=[upload.pk])

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert client.post(reverse("vendor_import_discard", args=[upload.pk])).status_code == 404
    assert Import.objects.exists() and not Vendor.objects.exists()


def test_a_confirmation_that_comes_twice_writes_once(upload: Import, rita: User, signed_in: SignIn) -> None:
    client, address = signed_in(rita), reverse("vendor_import_preview", args=[upload.pk])

    assert [client.post(address).status_code for _ in range(2)] == [302, 302]
    assert Vendor.objects.count() == 1


def test_a_discarded_file_is_gone(upload: Import, rita: User, signed_in: SignIn) -> None:
    signed_in(rita).post(reverse("vendor_import_discard", args=[upload.pk]))

    assert not Import.objects.exists() and not Vendor.objects.exists()


def test_files_that_nobody_confirmed_do_not_pile_up(upload: Import, rita: User, signed_in: SignIn) -> None:
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=2))

    send(signed_in(rita), b"name\nA\n")

    assert not Import.objects.filter(pk=upload.pk).exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "The submitted file is empty."),
        (b"name\nA\n", "a.exe", "Only .csv and .xlsx files are read."),
        (b"PK\x03\x04rest", "a.xlsx", "The workbook is damaged."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(
    content: bytes, name: str, words: str, rita: User, signed_in: SignIn
) -> None:
    html = send(signed_in(rita), content, name)

    assert words in html
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("content", "column", "rule"),
    [
        (
            "name,trading_names\nA," + "x" * 300,
            "trading_names",
            "Name 1 has at most 200 characters; this has 300.",
        ),
        ("name\n" + "x" * 300, "name", "At most 200 characters; this has 300."),
        ("name\nA\0B", "name", "Contains the control character U+0000; remove it."),
        ('name,employees,employees_year\nA,"1.234,56",2025', "employees", "“1.234,56” is not a plain number"),
        ("name,country,city\n=cmd|'/C calc'!A0,ES,Vigo,more", "(no name)", "beyond the last column"),
    ],
)
def test_a_faulty_cell_is_named_by_row_column_and_rule(
    content: str, column: str, rule: str, rita: User, signed_in: SignIn
) -> None:
    html = send(signed_in(rita), content.encode())

    row = Import.objects.get().rows.get()
    assert (row.number, row.kind, row.changes[0][0]) == (2, "faulty", column)
    assert rule in row.changes[0][2] and "1 fault" in html


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    text=st.text(st.sampled_from("name,city;\t\"'\r\n =<\0\ufeff\u202eÁ€😀1|"), max_size=60),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252"]),
    start=st.sampled_from(["", "name,city\n", "name;employees;employees_year\nA;1;2025\n"]),
)
def test_no_file_breaks_the_import(
    text: str, encoding: str, start: str, rita: User, signed_in: SignIn
) -> None:
    content = (start + text).encode(encoding, "ignore")

    answer = signed_in(rita).post(
        ADDRESS, {"kind": "vendors", "file": SimpleUploadedFile("file.csv", content)}, follow=True
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["", "people", "vendors'"])
def test_a_kind_that_is_not_offered_is_refused(kind: str, rita: User, signed_in: SignIn) -> None:
    send(signed_in(rita), b"name\nA\n", kind=kind)

    assert not Import.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.csv", "..\\..\\boot.csv", 'quo"te.csv', "<b>.csv", "a\u202eb.csv", "x" * 300 + ".csv"],
)
def test_a_files_name_is_only_a_name(name: str, rita: User, signed_in: SignIn) -> None:
    html = send(signed_in(rita), b"name\nA\n", name)

    assert "<b>.csv" not in html
    kept = Import.objects.get().file_name
    assert kept.endswith(".csv") and len(kept) <= 255 and not {"/", "\\", "\u202e"} & set(kept)


@pytest.mark.parametrize("kind", ["vendors", "certifications"])
def test_the_empty_file_has_the_columns_that_are_known(kind: str, rita: User, signed_in: SignIn) -> None:
    answer = signed_in(rita).get(reverse("vendor_import_template", args=[kind]))

    assert answer["Content-Disposition"] == f'attachment; filename="{kind}.csv"'
    assert "Put the records in rows below it." in send(signed_in(rita), answer.content + b"\r\n", kind=kind)
    assert not Import.objects.exists()
    assert signed_in(rita).get(reverse("vendor_import_template", args=["people"])).status_code == 404


def test_the_list_says_what_is_to_be_done_about_each_file(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    make_vendor("Acme")
    client = signed_in(rita)
    for content in (b"name\nAcme\n", b"name,country\nA,Atlantis\nB,Utopia\n", b"name\nNew\n"):
        send(client, content)

    html = client.get(reverse("vendor_imports")).content.decode()

    assert "Nothing to import: all of it is on record" in html
    assert "Cannot be imported: 2 faults" in html
    assert html.count("To be confirmed") == 1


def test_many_rows_are_shown_in_pages(rita: User, signed_in: SignIn) -> None:
    html = send(signed_in(rita), b"name\n" + b"".join(b"V%d\n" % number for number in range(250)))

    assert "1–100 of 250 rows" in html and "Import 250 rows" in html
