"""Taking back a whole import: all of it or nothing, and never over what somebody did since."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import pghistory
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.history import changes_of
from vendors.models import (
    Capability,
    Certification,
    DeliverySite,
    FactSource,
    Import,
    ImportKind,
    Language,
    ServiceLine,
    Vendor,
)
from vendors.services import ChangedSince, confirm, standing_in_the_way, undo_import, upload

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

    told = [(change.who, change.via) for change in changes_of(acme)[:9] if change.via]

    assert told == [("Rita", "taking back the import of file.csv"), ("Rita", "from the import of file.csv")]


def change_the_vendor(rita: User) -> str:
    Vendor.objects.filter(name="New").update(city="Bilbao")
    return "New"


def give_it_a_site(rita: User) -> str:
    vendor = Vendor.objects.get(name="New")
    DeliverySite.objects.create(vendor=vendor, country="ES", city="Vigo", timezone="Europe/Madrid")
    return "New: Delivery site Vigo, Spain"


def give_it_a_language(rita: User) -> str:
    Vendor.objects.get(name="New").languages.add(Language.objects.get(code="fr"))
    return "New: Language French"


def let_its_contact_claim(rita: User) -> str:
    Vendor.objects.get(name="New").claims.create(
        target="vendor", deed="change", title="Company", claimed_by=rita, claimed_at=NOW
    )
    return "New: Profile claim Change Company"


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

    with pytest.raises(ChangedSince, match="Acme: Certification ISO/IEC 27001"):
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


def test_the_page_names_what_stands_in_the_way_until_it_is_set_back(
    acme: Vendor, rita: User, signed_in: SignIn
) -> None:
    imported = load("name,city,employees,employees_year\nNew,Lugo,,\nAcme,Lugo,1200,2025\n", rita)
    address, client = f"/vendors/import/{imported.pk}/undo/", signed_in(rita)
    with pghistory.context(user=rita.pk):
        change_the_vendor(rita)
        Vendor.objects.filter(name="Acme").update(employees=1300)

    html = client.get(address).content.decode()
    refused = client.post(address, follow=True).content.decode()
    with pghistory.context(user=rita.pk):
        Vendor.objects.filter(name="New").update(city="Lugo")
        Vendor.objects.filter(name="Acme").update(employees=1200)
    asked = client.get(address).content.decode()
    client.post(address)

    new = Vendor.objects.filter(name="New")
    assert f'<a href="{acme.get_absolute_url()}">Acme</a>' in html and "Take it back" not in html
    assert "People was left as “1,200”, and is “1,300” now" in html
    assert "Headquarters, city was left as “Lugo”, and is “Bilbao” now" in html
    assert "Nothing was taken back." in refused
    assert "cannot be taken back" not in asked and not new.exists()
    acme.refresh_from_db()
    assert (acme.city, acme.employees) == ("", 5)


def in_the_way(imported: Import) -> list[str]:
    return [str(each) for each in standing_in_the_way(imported)]


def test_what_was_removed_and_added_again_as_it_was_stands_in_no_way(acme: Vendor, rita: User) -> None:
    before = state_of_the_register()
    imported = load("name,languages,service_lines\nAcme,es; fr,FO-02\nNew,fr,\n", rita)
    french = Language.objects.get(code="fr")
    with pghistory.context(user=rita.pk):
        for vendor in Vendor.objects.all():
            vendor.languages.remove(french)
            vendor.languages.add(french)
        acme.capabilities.filter(service_line__code="FO-02").delete()

    assert in_the_way(imported) == []
    undo(imported, rita)

    assert state_of_the_register() == before


def test_what_else_was_entered_on_a_changed_record_stays(acme: Vendor, rita: User, rosa: User) -> None:
    imported = load("name,city\nAcme,Lugo\n", rita)
    with pghistory.context(user=rosa.pk):
        Vendor.objects.update(notes="Called today.")
        acme.languages.add(Language.objects.get(code="fr"))

    undo(imported, rita)

    acme.refresh_from_db()
    assert (acme.city, acme.notes) == ("", "Called today.")
    assert set(acme.languages.values_list("code", flat=True)) == {"es", "fr"}


def test_a_figure_and_its_year_are_taken_back_together(acme: Vendor, rita: User) -> None:
    imported = load("name,employees,employees_year\nAcme,7,2026\n", rita)
    with pghistory.context(user=rita.pk):
        Vendor.objects.update(employees_year=2025)

    assert in_the_way(imported) == ["Acme (Employees year was left as “2026”, and is “2025” now)"]


@pytest.mark.parametrize("told", ["source", "verified"])
def test_a_source_or_verification_given_since_to_what_was_imported_stands_in_the_way(
    told: str, acme: Vendor, rita: User, rosa: User
) -> None:
    imported = load("name,city,website\nAcme,Lugo,\n", rita)
    facts = FactSource.objects.filter(vendor=acme)
    values: dict[str, object] = (
        {"source": "Report"} if told == "source" else {"verified_by": rosa, "verified_at": NOW}
    )
    with pghistory.context(user=rita.pk):
        facts.filter(field="employees").update(**values)
        untouched = in_the_way(imported)
        facts.filter(field="country").update(**values)

    assert (untouched, in_the_way(imported)) == ([], ["Acme: Fact source Headquarters"])


def test_a_source_of_a_fact_comes_back_with_the_fact(acme: Vendor, rita: User) -> None:
    facts = FactSource.objects.filter(vendor=acme, field__in=["country", "languages"])
    with pghistory.context(user=rita.pk):
        facts.update(source="Report")
    imported = load("name,city,languages\nAcme,Lugo,es; fr\n", rita)
    cleared = set(facts.values_list("source", flat=True))

    undo(imported, rita)

    assert (cleared, set(facts.values_list("source", flat=True))) == ({""}, {"Report"})


def test_languages_given_since_to_a_site_of_the_import_stand_in_the_way(acme: Vendor, rita: User) -> None:
    imported = load(
        "vendor,country,city,timezone,languages\nAcme,ES,Lugo,Europe/Madrid,es\n", rita, ImportKind.SITES
    )
    with pghistory.context(user=rita.pk):
        DeliverySite.objects.get(city="Lugo").languages.add(Language.objects.get(code="fr"))

    assert in_the_way(imported) == ["Acme: Site language French"]


@pytest.mark.parametrize("count", [1, 30])
def test_what_stands_in_the_way_is_found_in_few_queries(
    count: int, rita: User, django_assert_max_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    imported = load("name,city\n" + "".join(f"V{number},Lugo\n" for number in range(count)), rita)
    with pghistory.context(user=rita.pk):
        Vendor.objects.update(city="Vigo")

    with django_assert_max_num_queries(60):
        assert len(in_the_way(imported)) == count
