"""Files that call their columns otherwise: proposed, corrected, remembered; nothing is dropped silently."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from vendors.imports import COLUMNS_OF, propose
from vendors.models import Import, ImportKind, SourceColumns, Vendor

SignIn = Callable[[User], Client]
FILE = b"Supplier Name;Pa\xc3\xads;Colour\nAcme;Spain;red\n"
SAID = {"column_0": "name", "column_1": "country", "column_2": "-", "source": "Finance list"}


def send(client: Client, content: bytes = FILE, source: str = "") -> Import:
    file = SimpleUploadedFile("file.csv", content)
    answer = client.post("/vendors/import/", {"kind": "vendors", "file": file, "source": source}, follow=True)
    assert answer.status_code == 200
    return Import.objects.latest("pk")


@pytest.mark.parametrize(
    ("kind", "head", "proposed"),
    [
        ("vendors", ["Supplier Name", "PAÍS", "Head-count"], ["name", "country", "employees"]),
        ("vendors", ["Company", "Vendor name", "Colour"], ["name", "", ""]),
        ("vendors", ["Web-Site", "Leagl name", ""], ["website", "legal_name", ""]),
        ("certifications", ["Supplier", "Standard", "Expiry date"], ["vendor", "scheme", "expires_on"]),
        ("sites", ["Provider", "Land", "Town", "Time zone"], ["vendor", "country", "city", "timezone"]),
        ("capabilities", ["Vendor", "Process", "Years of experience"], ["vendor", "service_line", "years"]),
    ],
)
def test_columns_are_proposed_by_names_that_are_alike(
    kind: str, head: list[str], proposed: list[str]
) -> None:
    assert propose(head, COLUMNS_OF[kind]) == proposed


def test_a_file_with_other_columns_asks_what_they_are(db: None, rita: User, signed_in: SignIn) -> None:
    client = signed_in(rita)

    kept = send(client)
    html = client.get(f"/vendors/import/{kept.pk}/", follow=True).content.decode()

    assert (kept.state, kept.head) == ("mapping", ["Supplier Name", "País", "Colour"])
    assert '<option value="name" selected>' in html and '<option value="country" selected>' in html
    assert "Leave out" in html and "red" in html


def test_what_was_said_is_read_so_and_remembered_for_the_next_file(
    db: None, rita: User, signed_in: SignIn
) -> None:
    client = signed_in(rita)
    kept = send(client)

    html = client.post(f"/vendors/import/{kept.pk}/columns/", SAID, follow=True).content.decode()
    assert "Left out: Colour." in html and "Import 1 row" in html
    client.post(f"/vendors/import/{kept.pk}/")
    assert list(Vendor.objects.values_list("name", "country")) == [("Acme", "ES")]

    again = send(client, FILE.replace(b"Acme", b"Nuevo"))
    assert (again.state, again.source, again.columns) == (
        "previewed",
        "Finance list",
        ["name", "country", ""],
    )


def test_another_source_is_asked_anew(db: None, rita: User, signed_in: SignIn) -> None:
    client = signed_in(rita)
    client.post(f"/vendors/import/{send(client).pk}/columns/", SAID)

    assert send(client, source="Other list").state == "mapping"
    assert send(client, source="Finance list").state == "previewed"


def test_what_was_said_before_can_be_said_otherwise(db: None, rita: User, signed_in: SignIn) -> None:
    client = signed_in(rita)
    kept = send(client)
    client.post(f"/vendors/import/{kept.pk}/columns/", SAID)

    client.post(f"/vendors/import/{kept.pk}/columns/", SAID | {"column_2": "city"})

    assert SourceColumns.objects.get().columns == ["name", "country", "city"]
    assert Import.objects.get().rows.get().changes[-1] == ["city", "", "red"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"column_0": "-"}, "Say which column of the file is name"),
        ({"column_1": "name"}, "2 columns cannot all be name."),
        ({"column_2": ""}, "This field is required."),
        ({"column_2": "colour"}, "This is not on the list, or no longer: choose one that is listed."),
    ],
)
def test_columns_are_said_completely_and_once(
    said: dict[str, str], words: str, db: None, rita: User, signed_in: SignIn
) -> None:
    client = signed_in(rita)
    kept = send(client)

    html = client.post(f"/vendors/import/{kept.pk}/columns/", SAID | said).content.decode()

    assert words in html and Import.objects.get().state == "mapping"
    assert not SourceColumns.objects.exists()


def test_faults_name_the_column_as_the_file_does(db: None, rita: User, signed_in: SignIn) -> None:
    client = signed_in(rita)
    kept = send(client, FILE.replace(b"Spain", b"Atlantis"))
    client.post(f"/vendors/import/{kept.pk}/columns/", SAID)

    lines = client.get(f"/vendors/import/{kept.pk}/faults.csv").content.decode("utf-8-sig").splitlines()

    assert lines[0] == "row,column,what is wrong"
    assert lines[1].startswith("2,País,")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_separators_are_found_although_no_column_is_known(
    separator: str, encoding: str, db: None, rita: User, signed_in: SignIn
) -> None:
    rows = [["Supplier", "País", "Umsatz, netto"], ["Acme", "Spain", "5"], ["B; C", "Spain", "6"]]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)

    kept = send(signed_in(rita), text.encode(encoding))

    assert kept.head == rows[0]


def test_an_import_of_a_kind_knows_only_its_own_columns() -> None:
    assert "scheme" not in propose(["Certificate"], COLUMNS_OF[ImportKind.VENDORS])
