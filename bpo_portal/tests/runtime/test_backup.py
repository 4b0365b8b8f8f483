"""Real data there and back, row for row."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings

from bpo_portal.runtime.backup import backup, cause, restore
from bpo_portal.runtime.console import Refused
from bpo_portal.runtime.places import ROOT
from bpo_portal.runtime.postgres import ensure_database

TABLES = """
SELECT format('SELECT %L, count(*), coalesce(md5(string_agg(md5(t::text), '''' ORDER BY t::text)), '''') FROM %I t',
              tablename, tablename)
FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename
"""


def query(url: str, text: str) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(text)
            return cursor.fetchall() if cursor.description else []


def contents(url: str) -> list[tuple[object, ...]]:
    """Of every table: its name, its number of rows, and a digest of all of them."""
    return [query(url, str(statement))[0] for (statement,) in query(url, TABLES)]


def named(name: str) -> str:
    """The address of another database on the tests' server."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def address() -> Iterator[Callable[[str], str]]:
    """Addresses of databases that are dropped afterwards."""
    used: list[str] = []

    def make(name: str) -> str:
        used.append(f"{name}_{os.getpid()}")
        return named(used[-1])

    yield make
    for database in used:
        query(named("postgres"), f"DROP DATABASE IF EXISTS {database}")


@pytest.fixture
def installation(db: None, address: Callable[[str], str], folder: Path) -> str:
    """The project's own tables, with its reference data in them."""
    url = address("installation")
    backup(named(str(settings.DATABASES["default"]["NAME"])), folder / "empty.dump")
    restore(url, folder / "empty.dump", replace=False)
    command = [sys.executable, "manage.py", "load_reference"]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True, capture_output=True
    )
    return url


def test_all_tables_come_back_row_for_row(
    installation: str, address: Callable[[str], str], folder: Path
) -> None:
    file = folder / "a backup.dump"
    copy = address("copy")

    backup(installation, file)
    restore(copy, file, replace=False)

    before = contents(installation)
    assert contents(copy) == before
    assert {"accounts_user", "django_migrations", "vendors_vendor"} <= {name for name, _, _ in before}
    assert sum(1 for _, rows, _ in before if rows) > 6
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def notes(address: Callable[[str], str]) -> str:
    url = address("notes")
    ensure_database(url)
    query(
        url, "CREATE TABLE note AS SELECT n, repeat(md5(n::text), 50) AS text FROM generate_series(1, 500) n"
    )
    return url


def test_a_database_that_is_not_empty_is_left_alone(notes: str, folder: Path) -> None:
    file = folder / "backup.dump"
    backup(notes, file)
    query(notes, "INSERT INTO note VALUES (501, 'later')")

    with pytest.raises(Refused, match="--replace"):
        restore(notes, file, replace=False)

    assert query(notes, "SELECT count(*) FROM note") == [(501,)]


def test_replacing_brings_back_the_old_state_and_nothing_else(notes: str, folder: Path) -> None:
    file = folder / "backup.dump"
    before = contents(notes)
    backup(notes, file)
    query(notes, "DELETE FROM note WHERE n > 7; CREATE TABLE later (id int)")

    restore(notes, file, replace=True)

    assert contents(notes) == before


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.5, 0.95])
def test_a_damaged_file_changes_nothing(notes: str, folder: Path, kept: float) -> None:
    file = folder / "backup.dump"
    backup(notes, file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(kept * len(whole))])
    before = contents(notes)

    with pytest.raises(Refused):
        restore(notes, file, replace=True)

    assert contents(notes) == before


def test_a_backup_that_fails_leaves_the_earlier_one(
    notes: str, address: Callable[[str], str], folder: Path
) -> None:
    file = folder / "backup.dump"
    backup(notes, file)
    earlier = file.read_bytes()

    with pytest.raises(Refused, match="does not exist"):
        backup(address("absent"), file)

    assert file.read_bytes() == earlier
    assert list(folder.glob("backup*")) == [file]


def test_a_database_in_use_is_not_replaced(notes: str, folder: Path) -> None:
    file = folder / "backup.dump"
    backup(notes, file)

    with closing(psycopg2.connect(notes)), pytest.raises(Refused, match="in use"):
        restore(notes, file, replace=True)


def command(name: str, *arguments: str | Path, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bpo_portal.runtime.backup", name, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_that_exists_is_written_over_when_that_is_asked_for(notes: str, folder: Path) -> None:
    file = folder / "backup.dump"
    file.write_text("something dear")

    refused = command("backup", file, url=notes)
    kept = file.read_text()
    done = command("backup", "--replace", file, url=notes)

    assert (refused.returncode, kept) == (1, "something dear")
    assert (
        refused.stderr
        == f"There is a file {file} already: name another, or add --replace to write over it.\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_bytes().startswith(b"PGDMP")


def no_file(folder: Path) -> Path:
    return folder / "absent.dump"


def no_backup(folder: Path) -> Path:
    file = folder / "notes.txt"
    file.write_text("no backup at all")
    return file


def half_a_backup(folder: Path) -> Path:
    file = folder / "half.dump"
    file.write_bytes(b"PGDMP\x01\x0e")
    return file


def the_folder(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (no_file, "There is no file"),
        (no_backup, "is no backup"),
        (half_a_backup, "cannot be unpacked"),
        (the_folder, "is a folder"),
    ],
)
def test_what_cannot_be_restored_is_said_in_one_line(
    notes: str, folder: Path, make: Callable[[Path], Path], words: str
) -> None:
    done = command("restore", "--replace", make(folder), url=notes)

    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["backup", "restore"])
def test_a_database_that_cannot_be_reached_is_named_without_a_trace(folder: Path, name: str) -> None:
    done = command(name, half_a_backup(folder), "--replace", url="postgres://nobody@127.0.0.1:1/absent")

    assert done.returncode == 1
    assert "Connection refused" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_cause_is_the_first_error_without_the_names_of_program_and_line() -> None:
    complaint = """psql:/tmp/a folder/script.sql:7: NOTICE:  nothing to see
psql:/tmp/a folder/script.sql:12: ERROR:  extension "pg_trgm" is not available
psql:/tmp/a folder/script.sql:13: ERROR:  current transaction is aborted"""

    assert cause(complaint) == 'ERROR:  extension "pg_trgm" is not available'
