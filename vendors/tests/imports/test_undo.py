"""Taking back a whole import: all of it or nothing, and never over what somebody did since."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import pghistory
import pytest
from django.test import Client

from accounts.models import User
from vendors.history import changes_of
from vendors.models import (
    Capability,
    Certification,
    DeliverySite,
    Import,
    ImportKind,
    Language,
    ServiceLine,
    Vendor,
)
from vendors.services import ChangedSince, confirm, undo_import, upload

from ..conftest import MakeVendor

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


def load(content: str, by: User, kind: ImportKind = ImportKind.VENDORS) -> Import:
    kept = upload(file=BytesIO(content.encode()), name="file.csv", kind=kind, by=by, at=NOW)
    return confirm(imported=kept, at=NOW)


def undo(imported: Import, by: User) -> Import:
    return undo_import(imported=imported, by=by, at=NOW)


def state_of_the_register() -> list[object]:
    untold = {"id", "updated_at", "created_at"}
    return [
        sorted(
            str({key: value for key, value in row.items() if key not in untold})
            for row in model._default_manager.values()
        )
        for model in (
            Vendor,
            Capability,
            Certification,
            DeliverySite,
            Vendor.languages.through,
            Vendor.industries.through,
            DeliverySite.languages.through,
        )
    ]


@pytest.fixture
def acme(reference: None, make_vendor: MakeVendor) -> Vendor:
    acme = make_vendor("Acme", legal_name="Acme Ltd", employees=5, country="ES")
    acme.languages.add(Language.objects.get(code="es"))
    acme.capabilities.create(service_line=ServiceLine.objects.get(code="FO-01"), years=9)
    site = acme.sites.create(country="ES", city="Vigo", timezone="Europe/Madrid", seats=3)
    site.languages.add(Language.objects.get(code="es"))
    return acme


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (
            "vendors",
            "name,legal_name,employees,employees_year,languages,industries,service_lines\n"
            "Acme,Other,7,2025,en;fr,Banking,FO-02\nNew,,1,2026,es,,FO-01\n",
        ),
        ("sites", "vendor,country,city,timezone,seats,languages\nAcme,ES,Vigo,,5,en\n"),
        ("sites", "vendor,country,city,timezone,seats,languages\nAcme,ES,Lugo,Europe/Madrid,5,en\n"),
        ("capabilities", "vendor,service_line,years\nAcme,FO-01,10\nAcme,FO-03,2\n"),
        ("certifications", "vendor,scheme,number\nAcme,ISO27001,IS 1\n"),
    ],
)
def test_what_an_import_did_is_taken_back(kind: str, content: str, acme: Vendor, rita: User) -> None:
    content = content.replace("timezone,", "").replace("Vigo,,", "Vigo,") if "Vigo,," in content else content
    content = content.replace("Banking", "").strip() + "\n"
    before = state_of_the_register()

    imported = load(content, rita, ImportKind(kind))
    assert imported.state == "done" and state_of_the_register() != before
    undone = undo(imported, rita)

    assert state_of_the_register() == before
    assert (undone.state, undone.undone_by) == ("undone", rita)
    acme.refresh_from_db()
    assert list(Vendor.objects.matching("acme ltd")) == [acme]


def test_both_the_import_and_its_undoing_are_in_the_history(acme: Vendor, rita: User) -> None:
    undo(load("name,city\nAcme,Lugo\n", rita), rita)

    told = [(change.who, change.via) for change in changes_of(acme)[:2]]

    assert told == [("Rita", "taking back the import of file.csv"), ("Rita", "from the import of file.csv")]


def change_the_vendor(rita: User) -> str:
    Vendor.objects.filter(name="New").update(city="Bilbao")
    return "New"


def give_it_a_site(rita: User) -> str:
    vendor = Vendor.objects.get(name="New")
    DeliverySite.objects.create(vendor=vendor, country="ES", city="Vigo", timezone="Europe/Madrid")
    return "New: delivery site"


def give_it_a_language(rita: User) -> str:
    Vendor.objects.get(name="New").languages.add(Language.objects.get(code="fr"))
    return "New: "


def let_its_contact_claim(rita: User) -> str:
    Vendor.objects.get(name="New").claims.create(
        target="vendor", deed="change", title="Company", claimed_by=rita, claimed_at=NOW
    )
    return "New: profile claim"


def import_it_again(rita: User) -> str:
    load("name,city\nNew,Bilbao\n", rita)
    return "New"


@pytest.mark.parametrize(
    "meanwhile",
    [change_the_vendor, give_it_a_site, give_it_a_language, let_its_contact_claim, import_it_again],
)
def test_what_was_changed_since_is_named_and_nothing_is_taken_back(
    meanwhile: Callable[[User], str], acme: Vendor, rita: User
) -> None:
    imported = load("name,city\nAcme,Lugo\nNew,Lugo\n", rita)
    with pghistory.context(user=rita.pk):
        expected = meanwhile(rita)
    before = state_of_the_register()

    with pytest.raises(ChangedSince) as refused:
        undo(imported, rita)

    assert [message for message in refused.value.messages if message.startswith(expected)]
    assert state_of_the_register() == before
    imported.refresh_from_db()
    assert imported.state == "done"


def test_a_claim_that_was_verified_since_stays(acme: Vendor, rita: User, rosa: User) -> None:
    imported = load("vendor,scheme\nAcme,ISO27001\n", rita, ImportKind.CERTIFICATIONS)
    with pghistory.context(user=rosa.pk):
        Certification.objects.update(state="verified", decided_by=rosa, decided_at=NOW)

    with pytest.raises(ChangedSince, match="Acme: certification"):
        undo(imported, rita)


def test_changes_of_other_vendors_stand_in_no_way(acme: Vendor, make_vendor: MakeVendor, rita: User) -> None:
    imported = load("name,city\nAcme,Lugo\n", rita)
    make_vendor("Other", founded_year=date(2026, 1, 1).year)

    assert undo(imported, rita).state == "undone"


def test_a_person_asks_sees_and_takes_back_once(
    acme: Vendor, rita: User, rosa: User, bea: User, signed_in: SignIn
) -> None:
    imported = load("name,city\nAcme,Lugo\nNew,Lugo\n", rita)
    address = f"/vendors/import/{imported.pk}/undo/"
    client = signed_in(rosa)

    assert "Take it back" in client.get(address).content.decode()
    html = client.post(address, follow=True).content.decode()
    assert "Took back the import of file.csv." in html and "Taken back by Rosa" in " ".join(html.split())
    assert not Vendor.objects.filter(name="New").exists()
    assert client.post(address).status_code == 302
    assert "Taken back" in client.get("/vendors/imports/").content.decode()
    assert signed_in(bea).get("/vendors/imports/").status_code == 404


def test_the_page_lists_what_stands_in_the_way(acme: Vendor, rita: User, signed_in: SignIn) -> None:
    imported = load("name,city\nNew,Lugo\n", rita)
    with pghistory.context(user=rita.pk):
        change_the_vendor(rita)

    html = signed_in(rita).post(f"/vendors/import/{imported.pk}/undo/").content.decode()

    assert "Nothing was taken back." in html and "<li>New</li>" in html
