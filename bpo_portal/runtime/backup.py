"""`bin/backup` and `bin/restore`: the database to one file and back, complete or not at all.

The database holds everything there is to keep. Redis only speeds tasks up, and what it lost is found
again in the database.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from bpo_portal.runtime.console import Refused, say
from bpo_portal.runtime.lock import only_one
from bpo_portal.runtime.places import LOCAL, ROOT
from bpo_portal.runtime.postgres import LocalPostgres, ensure_database, wheel_binaries
from bpo_portal.runtime.processes import StartFailed

EMPTY_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


def backup(database_url: str, file: Path) -> None:
    """Write the database to `file`, which appears when it is complete and only its owner can read."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(0o600)
    try:
        call(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", unfinished, database_url
        )
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(database_url: str, file: Path, *, replace: bool) -> None:
    """Bring the database to the state in `file`, in one transaction: on an error nothing has changed.

    The file is unpacked as a whole first, into the folder for temporary files, so a damaged one changes nothing.
    A database that holds tables is refused unless `replace` says that they may go.
    """
    ensure_database(database_url)
    if not replace and table_count(database_url):
        raise Refused("The database is not empty. To replace all that is in it, add --replace.")
    load = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output", os.devnull]
    with tempfile.TemporaryDirectory(prefix="bpo-restore-") as folder:
        script = Path(folder) / "script.sql"
        call("pg_restore", "--no-owner", "--no-privileges", "--file", script, file)
        call("psql", *load, "--command", EMPTY_SCHEMA, "--file", script, database_url)


def table_count(database_url: str) -> int:
    with contextlib.closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def call(name: str, *arguments: str | Path) -> None:
    """Run a PostgreSQL program; its own words are the error."""
    command = [program(name), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(done.stderr.strip())


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


def run_backup(file: Path) -> None:
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.")
    if not os.environ.get("DATABASE_URL") and not (LOCAL / "postgres").exists():
        raise Refused("There is no local data yet. Set DATABASE_URL to back up another database.")
    with database() as url:
        backup(url, file)
    say(f"Everything is in {file} ({file.stat().st_size:,} bytes). It holds personal data: keep it safe.")


def run_restore(file: Path, *, replace: bool) -> None:
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    if not os.environ.get("DATABASE_URL") and LocalPostgres(LOCAL / "postgres").pid:
        raise Refused(
            "BPO Portal is running from this folder: stop it first, with Ctrl-C where bin/run runs."
        )
    with database() as url:
        restore(url, file, replace=replace)
    say("Restored. At its next start bin/run brings it to this version; elsewhere run: manage.py migrate")


def parse(arguments: list[str]) -> argparse.Namespace:
    name = arguments[0]
    parser = argparse.ArgumentParser(
        prog=f"bin/{name}",
        description="Writes all data to FILE."
        if name == "backup"
        else "Brings back all data from a FILE that bin/backup wrote.",
        epilog="Works on the database that DATABASE_URL names, or else on the one bin/run keeps in this folder.",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    if name == "restore":
        parser.add_argument("--replace", action="store_true", help="delete what the database holds now")
    return parser.parse_args(arguments[1:])


def main() -> None:
    options = parse(sys.argv[1:])
    file = options.file.absolute()
    os.chdir(ROOT)
    try:
        if sys.argv[1] == "backup":
            run_backup(file)
        else:
            run_restore(file, replace=options.replace)
    except (StartFailed, psycopg2.OperationalError) as error:
        raise Refused(str(error)) from error


if __name__ == "__main__":
    main()
