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

from bpo_portal.runtime.backup import backup, restore
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
