"""Rows that resemble a vendor on record: a person says whether they are about it, and so it is written."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.duplicates import all_pairs
from vendors.models import Distinction, Import, ImportKind, ImportRow, Vendor
from vendors.services import (
    answer_rest,
    answer_rows,
    confirm,
    merge_vendors,
    say_columns,
    standing_in_the_way,
    undo_import,
    upload,
)

from ..conftest import MakeVendor

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
SAME, OTHER = ImportRow.Answer.SAME, ImportRow.Answer.OTHER


@pytest.fixture
def acme(reference: None, make_vendor: MakeVendor) -> Vendor:
    return make_vendor("Acme Servicios", city="Madrid", trading_names=["Acme"])


@pytest.fixture
def load(rita: User) -> Callable[[str], Import]:
    def load(content: str) -> Import:
        file = BytesIO(content.encode())
        return upload(file=file, name="list.csv", kind=ImportKind.VENDORS, by=rita, at=NOW)

    return load


def row(imported: Import, number: int) -> ImportRow:
    return imported.rows.get(number=number)


def test_a_row_that_is_about_a_vendor_on_record_updates_it_and_keeps_its_name_as_another(
    acme: Vendor, load: Callable[[str], Import], rita: User
) -> None:
    imported = load("name,city,service_lines\nAcme Servicios SL,Vigo,FO-01\nNew,Lugo,\n")
    asked = row(imported, 2)
    assert (asked.kind, asked.resembles) == ("new", acme)

    assert answer_rows(imported=imported, answers={2: SAME}) == []

    said = row(imported, 2)
    assert (said.kind, said.label) == ("changed", "Acme Servicios")
    assert ["city", "Madrid", "Vigo"] in said.changes
    assert ["trading_names", "Acme", "Acme; Acme Servicios SL"] in said.changes
    imported.refresh_from_db()
    assert (imported.counts["new"], imported.counts["changed"]) == (1, 1)
    confirm(imported=imported, at=NOW)
    acme.refresh_from_db()
    assert (acme.city, acme.trading_names) == ("Vigo", ["Acme", "Acme Servicios SL"])
    assert acme.capabilities.count() == 1
    assert list(Vendor.objects.matching("servicios sl")) == [acme]
    assert Vendor.objects.count() == 2


def test_taking_the_import_back_takes_back_what_was_updated_so(
    acme: Vendor, load: Callable[[str], Import], rita: User
) -> None:
    imported = load("name,city\nAcme Servicios SL,Vigo\nAkme Servicios,Lugo\n")
    answer_rows(imported=imported, answers={2: SAME, 3: OTHER})
    done = confirm(imported=imported, at=NOW)
    assert Distinction.objects.count() == 1

    assert standing_in_the_way(done) == []
    undo_import(imported=done, by=rita, at=NOW)

    acme.refresh_from_db()
    assert (acme.city, acme.trading_names) == ("Madrid", ["Acme"])
    assert Vendor.objects.get() == acme and not Distinction.objects.exists()


def test_another_company_becomes_a_new_record_and_nobody_is_asked_about_the_two_again(
    acme: Vendor, load: Callable[[str], Import], rita: User
) -> None:
    imported = load("name\nAcme Servicios SL\nAcme Servicios Ltd\n")
    answer_rows(imported=imported, answers={2: OTHER})

    confirm(imported=imported, at=NOW)

    told = Distinction.objects.get()
    assert (told.first, told.second.name) == (acme, "Acme Servicios SL")
    assert (told.reason, told.told_by) == ("Said when list.csv was imported", rita)
    assert (acme.pk, told.second_id) not in [(pk, alike.pk) for pk, alike in all_pairs()]


def test_all_that_nobody_answered_are_said_at_once_to_be_others(
    acme: Vendor, load: Callable[[str], Import]
) -> None:
    imported = load("name\nAcme Servicios SL\n" + "".join(f"Acme Servicio{sign}\n" for sign in "abcdef"))
    answer_rows(imported=imported, answers={2: SAME})

    assert answer_rest(imported=imported) == 6
    confirm(imported=imported, at=NOW)

    assert (Vendor.objects.count(), Distinction.objects.count()) == (7, 6)


def test_an_answer_can_be_changed_until_the_import_is_confirmed(
    acme: Vendor, load: Callable[[str], Import]
) -> None:
    imported = load("name,city\nAcme Servicios SL,Vigo\n")
    before = row(imported, 2).changes

    for answer in (SAME, OTHER, SAME, ""):
        answer_rows(imported=imported, answers={2: answer})

    now = row(imported, 2)
    assert (now.kind, now.answer, now.changes) == ("new", "", before)
    assert confirm(imported=imported, at=NOW).state == "done"
    with pytest.raises(ValidationError, match="waits to be confirmed"):
        answer_rows(imported=imported, answers={2: SAME})


@pytest.mark.parametrize("answers", [{2: SAME, 3: SAME}, {2: SAME}])
def test_one_record_is_not_updated_by_two_rows(
    answers: dict[int, str], acme: Vendor, load: Callable[[str], Import]
) -> None:
    first = "Acme Servicios Ltd" if len(answers) == 2 else "Acme Servicios"
    imported = load(f"name,city\nAcme Servicios SL,Vigo\n{first},Lugo\n")

    refused = answer_rows(imported=imported, answers=answers)

    assert len(refused) == 1
    assert "about the same vendor" in refused[0] or "is about Acme Servicios already" in refused[0]
    assert imported.rows.filter(answer=SAME).count() == len(answers) - 1


def test_what_the_record_cannot_become_is_said_and_left_as_it_was(
    acme: Vendor, load: Callable[[str], Import]
) -> None:
    Vendor.objects.filter(pk=acme.pk).update(employees=5, employees_year=2025)
    imported = load("name,employees_year\nAcme Servicios SL,\n")

    refused = answer_rows(imported=imported, answers={2: SAME})

    assert refused == ["Row 2: Say of which year the head-count is."]
    assert (row(imported, 2).kind, row(imported, 2).answer) == ("new", "")


def test_answers_outlive_a_register_that_moves_on_and_columns_that_are_read_anew(
    acme: Vendor, load: Callable[[str], Import], rita: User
) -> None:
    imported = load("name,city\nAcme Servicios SL,Vigo\n")
    answer_rows(imported=imported, answers={2: SAME})
    Vendor.objects.filter(pk=acme.pk).update(city="Lugo")

    shown_again = confirm(imported=imported, at=NOW)
    assert (shown_again.state, row(imported, 2).answer) == ("previewed", SAME)
    say_columns(imported=shown_again, columns=["name", ""], source="", by=rita, at=NOW)

    assert (row(imported, 2).kind, row(imported, 2).answer) == ("changed", SAME)


def test_a_record_that_was_merged_meanwhile_is_the_one_that_stayed(
    acme: Vendor, make_vendor: MakeVendor, load: Callable[[str], Import], rita: User
) -> None:
    imported = load("name,city\nAcme Servicios SL,Vigo\n")
    answer_rows(imported=imported, answers={2: SAME})
    stayed = make_vendor("Zeta")
    merge_vendors(survivor=stayed, merged=acme, choices={}, by=rita, at=NOW)

    assert confirm(imported=imported, at=NOW).state == "previewed"
    imported.refresh_from_db()
    assert confirm(imported=imported, at=NOW).state == "done"

    stayed.refresh_from_db()
    assert stayed.city == "Vigo"


@pytest.mark.parametrize("count", [1, 30])
def test_a_page_of_answers_costs_the_same_however_many_there_are(
    count: int,
    acme: Vendor,
    make_vendor: MakeVendor,
    load: Callable[[str], Import],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    letters = [chr(ord("a") + number % 26) + chr(ord("a") + number // 26) for number in range(count)]
    for each in letters:
        make_vendor(f"Vendor number {each * 3}")
    imported = load("name\n" + "".join(f"Vendor number {each * 3} Ltd\n" for each in letters))

    with django_assert_max_num_queries(20):
        assert answer_rows(imported=imported, answers=dict.fromkeys(range(2, count + 2), SAME)) == []

    assert imported.rows.filter(kind="changed").count() == count


def test_a_person_answers_a_page_and_then_all_the_rest(
    acme: Vendor, load: Callable[[str], Import], rita: User, signed_in: SignIn
) -> None:
    imported = load("name,city\nAcme Servicios SL,Vigo\nAcme Servicio,Lugo\nPlain,Lugo\n")
    client, address = signed_in(rita), reverse("vendor_import_answers", args=[imported.pk])
    preview = reverse("vendor_import_preview", args=[imported.pk])

    html = client.get(preview, {"show": "alike"}).content.decode()
    answer = client.post(address, {"row-2": "same", "row-3": "", "show": "alike", "page": "1"})
    said = client.get(answer["Location"]).content.decode()
    rest = client.post(address, {"rest": "new"}, follow=True).content.decode()

    assert "2 rows of this file resemble a vendor on record" in html and "Plain" not in html
    assert answer["Location"] == f"{preview}?show=alike&page=1"
    assert "Changes Acme Servicios" in said and "1 row of this file resembles a vendor" in said
    assert "1 more row makes a new record" in rest and "resembles a vendor" not in rest
    assert "Import 3 rows" in rest


def test_importing_takes_along_what_is_ticked_on_the_page(
    acme: Vendor, load: Callable[[str], Import], rita: User, signed_in: SignIn
) -> None:
    imported = load("name,city\nAcme Servicios SL,Vigo\nPlain,Lugo\n")
    client, preview = signed_in(rita), reverse("vendor_import_preview", args=[imported.pk])
    html = client.get(preview, {"show": "alike"}).content.decode()
    assert f'form="answers" formaction="{preview}"' in html and '<form method="post" id="answers"' in html

    done = client.post(preview, {"row-2": "same", "show": "alike", "page": "1"}, follow=True)

    acme.refresh_from_db()
    assert "1 added, 1 changed" in done.content.decode()
    assert (acme.city, Vendor.objects.count()) == ("Vigo", 2)


def test_what_is_ticked_and_cannot_be_keeps_the_file_from_being_imported(
    acme: Vendor, load: Callable[[str], Import], rita: User, signed_in: SignIn
) -> None:
    imported = load("name,city\nAcme Servicios SL,Vigo\nAcme Servicios Ltd,Lugo\nAcme Servicio,Lugo\n")
    answer_rows(imported=imported, answers={2: SAME})
    client, preview = signed_in(rita), reverse("vendor_import_preview", args=[imported.pk])

    answer = client.post(
        preview, {"row-2": "same", "row-3": "same", "row-4": "other", "show": "alike"}, follow=True
    )

    assert answer.redirect_chain[-1][0] == f"{preview}?show=alike"
    assert "about Acme Servicios already" in answer.content.decode()
    assert "Nothing was imported" in answer.content.decode()
    assert [row(imported, number).answer for number in (2, 3, 4)] == [SAME, "", OTHER]
    assert Vendor.objects.count() == 1


def test_all_the_rest_are_those_that_the_page_has_no_tick_for(
    acme: Vendor, load: Callable[[str], Import], rita: User, signed_in: SignIn
) -> None:
    imported = load("name,city\nAcme Servicios SL,Vigo\nAcme Servicio,Lugo\n")

    signed_in(rita).post(
        reverse("vendor_import_answers", args=[imported.pk]), {"row-2": "same", "row-3": "", "rest": "new"}
    )

    assert [row(imported, number).answer for number in (2, 3)] == [SAME, OTHER]


@pytest.mark.parametrize(
    "wrong",
    [{"row-2": "maybe"}, {"row-99999999999": "same"}, {"row-٢": "same"}, {"row-4": "same"}, {"x": "\0"}],
)
def test_what_is_no_answer_changes_nothing(
    wrong: dict[str, str], acme: Vendor, load: Callable[[str], Import], rita: User, signed_in: SignIn
) -> None:
    imported = load("name\nAcme Servicios SL\nB\nC\n")

    answer = signed_in(rita).post(reverse("vendor_import_answers", args=[imported.pk]), wrong)

    assert answer.status_code == 302
    assert not imported.rows.exclude(answer="").exists()


def test_a_file_with_faults_is_mended_before_anything_is_answered(
    acme: Vendor, load: Callable[[str], Import], rita: User, signed_in: SignIn
) -> None:
    imported = load("name,country\nAcme Servicios SL,ES\nBad,Atlantis\n")
    client = signed_in(rita)

    html = client.get(
        reverse("vendor_import_preview", args=[imported.pk]), {"show": "alike"}
    ).content.decode()
    answer = client.post(reverse("vendor_import_answers", args=[imported.pk]), {"row-2": "same"}, follow=True)

    assert "Acme Servicios</a>?" in html and 'type="radio"' not in html
    assert "without faults" in answer.content.decode()
