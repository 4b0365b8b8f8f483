"""Long imports: worked on apart, seen while they run, and never lost or half written."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pghistory
import pytest
from django.test import Client

from accounts.models import User
from vendors.imports import make_plan, write
from vendors.models import Import, ImportKind, Vendor
from vendors.services import confirm, import_runs, run_due, undo_import, upload
from vendors.services.import_runs import DIED, LEASE, claim, run

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
LATER = NOW + LEASE + timedelta(seconds=1)
FILE = b"name,city\n" + b"".join(b"Vendor %d,Vigo\n" % number for number in range(600))


@pytest.fixture
def long_one(reference: None, rita: User) -> Import:
    return upload(file=BytesIO(FILE), name="long.csv", kind=ImportKind.VENDORS, by=rita, at=NOW)


def now(imported: Import) -> Import:
    return Import.objects.get(pk=imported.pk)


def test_a_long_file_is_planned_and_written_apart(long_one: Import) -> None:
    assert (long_one.state, long_one.row_count) == ("planning", 600)

    run(import_id=long_one.pk, at=NOW)
    assert (now(long_one).state, now(long_one).counts["new"]) == ("previewed", 600)

    confirm(imported=now(long_one), at=NOW)
    assert (now(long_one).state, Vendor.objects.count()) == ("writing", 0)
    run(import_id=long_one.pk, at=NOW)
    assert (now(long_one).state, Vendor.objects.count()) == ("done", 600)


def test_a_task_that_comes_twice_does_its_work_once(long_one: Import) -> None:
    for _ in range(2):
        run(import_id=long_one.pk, at=NOW)
    confirm(imported=now(long_one), at=NOW)
    for _ in range(2):
        run(import_id=long_one.pk, at=NOW)

    assert Vendor.objects.count() == 600


def test_what_no_task_came_for_is_found_by_the_reconciler(long_one: Import) -> None:
    run_due(at=NOW)
    assert now(long_one).state == "planning"

    run_due(at=LATER)
    assert now(long_one).state == "previewed"


def test_a_message_that_could_not_be_sent_makes_it_due_at_once(long_one: Import) -> None:
    Import.objects.update(leased_until=None)

    run_due(at=NOW)

    assert now(long_one).state == "previewed"


def test_nobody_else_works_on_it_while_its_process_is_heard_of(long_one: Import) -> None:
    assert claim(long_one.pk, at=NOW) == 1

    run(import_id=long_one.pk, at=NOW)
    assert now(long_one).state == "planning"

    run(import_id=long_one.pk, at=LATER)
    assert now(long_one).state == "previewed"


def test_a_process_that_was_overtaken_writes_nothing(long_one: Import, rita: User) -> None:
    run(import_id=long_one.pk, at=NOW)
    confirm(imported=now(long_one), at=NOW)
    claim(long_one.pk, at=NOW)
    slow = now(long_one)
    claim(long_one.pk, at=LATER)

    with pytest.raises(import_runs.Overtaken):
        import_runs.work(slow, at=NOW)

    assert not Vendor.objects.exists() and now(long_one).state == "writing"


def test_what_kills_its_process_each_time_is_given_up_and_can_be_tried_again(
    long_one: Import, rita: User, signed_in: SignIn
) -> None:
    at = NOW
    for _ in range(4):
        claim(long_one.pk, at=at)
        at += LEASE + timedelta(seconds=1)
    client, address = signed_in(rita), f"/vendors/import/{long_one.pk}/"
    assert now(long_one).error == DIED and "Try again" in client.get(address).content.decode()

    client.post(f"{address}again/")
    run(import_id=long_one.pk, at=NOW)

    assert (now(long_one).error, now(long_one).state) == ("", "previewed")


def test_the_page_says_how_far_it_is_and_turns_when_it_is_ready(
    long_one: Import, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), f"/vendors/import/{long_one.pk}/"
    Import.objects.update(step="Compared", rows_done=250)

    page = client.get(address).content.decode()
    piece = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "Compared 250 of 600 rows" in page and "Compared 250 of 600 rows" in piece
    assert "<html" in page and "<html" not in piece
    run(import_id=long_one.pk, at=NOW)
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_each_step_is_told_with_its_rows(reference: None, rita: User) -> None:
    told: list[tuple[str, int]] = []

    make_plan(kind="vendors", content=FILE, name="a.csv", tell=lambda *said: told.append(said))
    write(kind="vendors", content=FILE, name="a.csv", by=rita, at=NOW, tell=lambda *said: told.append(said))

    once = [("Read", 0), ("Read", 500), ("Compared", 0), ("Compared", 500)]
    assert told == [*once, *once, ("Written", 0), ("Written", 500)]


def test_where_the_register_has_moved_on_the_preview_is_made_anew(long_one: Import, rita: User) -> None:
    run(import_id=long_one.pk, at=NOW)
    Vendor.objects.create(name="Vendor 5")
    confirm(imported=now(long_one), at=NOW)

    run(import_id=long_one.pk, at=NOW)

    kept = now(long_one)
    assert (kept.state, kept.counts["changed"], Vendor.objects.count()) == ("previewed", 1, 1)
    assert "has changed since" in kept.note


@pytest.fixture
def written(long_one: Import) -> Import:
    run(import_id=long_one.pk, at=NOW)
    confirm(imported=now(long_one), at=NOW)
    run(import_id=long_one.pk, at=NOW)
    return now(long_one)


def test_a_long_import_is_taken_back_apart(
    written: Import, rita: User, rosa: User, signed_in: SignIn
) -> None:
    address = f"/vendors/import/{written.pk}/"
    page = signed_in(rosa).post(f"{address}undo/", follow=True).content.decode()
    assert "Taking back" in page and "Waiting for a worker; 600 rows" in page
    assert (now(written).state, Vendor.objects.count()) == ("undoing", 600)

    run(import_id=written.pk, at=NOW)

    assert (now(written).state, Vendor.objects.count()) == ("undone", 0)
    assert "Taken back by Rosa" in " ".join(signed_in(rita).get(address).content.decode().split())


def test_a_long_import_that_cannot_be_taken_back_says_afterwards_what_stands_in_the_way(
    written: Import, rita: User, signed_in: SignIn
) -> None:
    with pghistory.context(user=rita.pk):
        Vendor.objects.filter(name="Vendor 5").update(city="Lugo")
    undo_import(imported=written, by=rita, at=NOW)

    run(import_id=written.pk, at=NOW)

    assert (now(written).state, Vendor.objects.count()) == ("done", 600)
    page = signed_in(rita).get(f"/vendors/import/{written.pk}/").content.decode()
    assert "Nothing was taken back. Changed or built on since: Vendor 5." in page and "Take it back…" in page


def test_taking_back_tells_how_far_it_is(written: Import, rita: User) -> None:
    undo_import(imported=written, by=rita, at=NOW)
    told: list[tuple[str, int]] = []

    import_runs.work(now(written), at=NOW, tell=lambda *said: told.append(said))

    assert list(dict.fromkeys(told)) == [("Looked through", 0), ("Taken back", 500), ("Taken back", 600)]


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_import_is_still_open(person: Callable[..., User]) -> None:
    rita = person("Rita", "register_manager")
    kept = upload(file=BytesIO(FILE), name="long.csv", kind=ImportKind.VENDORS, by=rita, at=NOW)
    claim(kept.pk, at=NOW)
    kept = now(kept)
    progress = import_runs.Progress(kept)
    seen = import_runs.Progress(kept)
    found: list[tuple[object, ...]] = []

    def tell(step: str, rows: int) -> None:
        progress.told_at = 0.0
        progress(step, rows)
        with seen.connection.cursor() as cursor:
            cursor.execute("SELECT step, rows_done FROM vendors_import WHERE id = %s", [kept.pk])
            found.append(cursor.fetchone())

    import_runs.work(kept, at=NOW, tell=tell)
    progress.close()
    seen.close()

    assert ("Compared", 500) in found and ("Kept", 0) in found
    assert now(kept).state == "previewed"
