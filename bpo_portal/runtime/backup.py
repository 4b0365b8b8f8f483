"""`bin/backup` and `bin/restore`: the database to one file and back, complete or not at all.

The database holds everything there is to keep. Redis only speeds tasks up, and what it lost is found
again in the database.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from bpo_portal.runtime import options as known
from bpo_portal.runtime.console import Refused, say
from bpo_portal.runtime.lock import only_one
from bpo_portal.runtime.places import LOCAL, ROOT
from bpo_portal.runtime.postgres import LocalPostgres, ensure_database, wheel_binaries
from bpo_portal.runtime.processes import StartFailed

EMPTY_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
FIRST_BYTES = b"PGDMP"
"""How every file begins that `pg_dump --format=custom` writes."""

LEAVING_SECONDS = 3.0
"""How long the server may take to notice that somebody has disconnected."""

SOMEONE_ELSE = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
"""
"""Connections of people and programs to this database; those of the server's own work have no user."""


def backup(database_url: str, file: Path) -> None:
    """Write the database to `file`, which appears when it is complete and only its owner can read."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(0o600)
    everything = ["--format=custom", "--no-owner", "--no-privileges"]
    otherwise = "No backup has been written"
    try:
        call("pg_dump", *everything, "--file", unfinished, database_url, otherwise=otherwise)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(database_url: str, file: Path, *, replace: bool) -> None:
    """Bring the database to the state in `file`, in one transaction: on an error nothing has changed.

    The file is unpacked as a whole first, into the folder for temporary files, so a damaged one changes nothing.
    A database that holds tables is refused unless `replace` says that they may go, and one that is in use always.
    """
    ensure_database(database_url)
    if not replace and number(database_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"):
        raise Refused("The database is not empty. To replace all that is in it, add --replace.")
    refuse_if_used(database_url)
    with tempfile.TemporaryDirectory(prefix="bpo-restore-") as folder:
        script = Path(folder) / "script.sql"
        unpack(file, script)
        load(database_url, script, file)


def unpack(file: Path, script: Path) -> None:
    otherwise = (
        f"Nothing has been changed, as {file} cannot be unpacked: if it is damaged, restore another one"
    )
    call("pg_restore", "--no-owner", "--no-privileges", "--file", script, file, otherwise=otherwise)


def load(database_url: str, script: Path, file: Path) -> None:
    ways = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output", os.devnull]
    otherwise = f"Nothing has been changed, as the database did not take what is in {file}"
    call("psql", *ways, "--command", EMPTY_SCHEMA, "--file", script, database_url, otherwise=otherwise)


def refuse_if_used(database_url: str) -> None:
    """Whoever is connected would go on writing, into the restored data."""
    deadline = time.monotonic() + LEAVING_SECONDS
    while count := number(database_url, SOMEONE_ELSE):
        if time.monotonic() > deadline:
            raise Refused(
                f"The database is in use ({count} connections): stop BPO Portal and whatever else is connected "
                "to it, then run this command again."
            )
        time.sleep(0.1)


def number(database_url: str, question: str) -> int:
    with contextlib.closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def call(name: str, *arguments: str | Path, otherwise: str) -> None:
    """Run a PostgreSQL program; where it fails, say `otherwise` and the cause it gives."""
    command = [program(name), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{otherwise}. {name} says: {cause(done.stderr)}")


def cause(complaint: str) -> str:
    """The first error among a PostgreSQL program's messages, without the program's name and line number."""
    lines = complaint.strip().splitlines() or ["nothing."]
    first = next((line for line in lines if re.search(r"\b(error|FATAL):", line, re.IGNORECASE)), lines[0])
    return re.sub(r"^(pg_dump|pg_restore|psql(:.*?:\d+)?): (error: +)?", "", first)


def program(name: str) -> str:
    """A PostgreSQL program: the one named by PG_BIN's folder, the packaged one, or the system's."""
    folder = os.environ.get("PG_BIN")
    if folder:
        return str(Path(folder) / name)
    with contextlib.suppress(StartFailed):
        packaged = wheel_binaries() / name
        if packaged.exists():
            return str(packaged)
    installed = shutil.which(name)
    if installed is None:
        raise Refused(f"There is no {name} on this machine: install PostgreSQL's client programs.")
    return installed


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The address of the installation's database; the local server is started when it does not run."""
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    postgres = LocalPostgres(LOCAL / "postgres")
    if postgres.pid:
        yield postgres.url
        return
    with only_one(LOCAL / "run.lock", otherwise="The local database is being started or stopped; try again."):
        postgres.start()
        try:
            yield postgres.url
        finally:
            postgres.stop()


def run_backup(file: Path, *, replace: bool) -> None:
    refuse_unless_writable(file, replace=replace)
    if not os.environ.get("DATABASE_URL") and not (LOCAL / "postgres").exists():
        raise Refused(
            "There is no local data yet: bin/run makes it. Set DATABASE_URL to back up another database."
        )
    with database() as url:
        backup(url, file)
    say(f"Everything is in {file} ({file.stat().st_size:,} bytes). It holds personal data: keep it safe.")


def refuse_unless_writable(file: Path, *, replace: bool) -> None:
    if file.is_dir():
        raise Refused(f"{file} is a folder: name a file in it.")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}: make it, or name a file in another.")
    if not os.access(file.parent, os.W_OK):
        raise Refused(f"You may not write in the folder {file.parent}: name a file in another.")
    if file.exists() and not replace:
        raise Refused(f"There is a file {file} already: name another, or add --replace to write over it.")


def run_restore(file: Path, *, replace: bool) -> None:
    refuse_unless_backup(file)
    if not os.environ.get("DATABASE_URL") and LocalPostgres(LOCAL / "postgres").pid:
        raise Refused(
            "BPO Portal is running from this folder: stop it first, with Ctrl-C where bin/run runs."
        )
    with database() as url:
        restore(url, file, replace=replace)
    say("Restored. At its next start bin/run brings it to this version; elsewhere run: manage.py migrate")


def refuse_unless_backup(file: Path) -> None:
    if file.is_dir():
        raise Refused(f"{file} is a folder: name a file that bin/backup wrote.")
    if not file.exists():
        raise Refused(f"There is no file {file}: name one that bin/backup wrote.")
    if not os.access(file, os.R_OK):
        raise Refused(f"You may not read {file}: run this command as its owner.")
    with file.open("rb") as content:
        if content.read(len(FIRST_BYTES)) != FIRST_BYTES:
            raise Refused(f"{file} is no backup: name a file that bin/backup wrote.")


def main() -> int:
    name, *arguments = sys.argv[1:]
    options = (known.backup if name == "backup" else known.restore)(arguments)
    file = options.file.absolute()
    os.chdir(ROOT)
    run = run_backup if name == "backup" else run_restore
    try:
        run(file, replace=options.replace)
    except StartFailed as error:
        raise Refused(str(error)) from error
    except psycopg2.Error as error:
        raise Refused(
            f"The database could not be used: see whether its server runs and DATABASE_URL is right. {error}".strip()
        ) from error
    except OSError as error:
        raise Refused(f"Nothing has been changed: {error.strerror} ({error.filename or file}).") from error
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        say("Interrupted; nothing has been changed.")
        sys.exit(130)
