"""`bin/run`: BPO Portal on this machine, with its own database and broker, until Ctrl-C."""

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg2

from bpo_portal.runtime.console import Refused, say
from bpo_portal.runtime.environment import local_environment
from bpo_portal.runtime.lock import only_one
from bpo_portal.runtime.options import run as parse
from bpo_portal.runtime.places import ACCOUNTS, LOCAL, LOGS, ROOT
from bpo_portal.runtime.postgres import LocalPostgres, ensure_database
from bpo_portal.runtime.processes import StartFailed, keep_short, last_lines
from bpo_portal.runtime.supervisor import Program, Supervisor
from bpo_portal.runtime.valkey import LocalValkey, free_port

HOST = "127.0.0.1"
UNCLEAN = LOCAL / "unclean"
ANSWER_SECONDS = 180.0
PORT_SECONDS = 10.0
TASK_SECONDS = 130.0
"""A running task may finish when the worker is told to stop: a little over its own time limit."""


def main() -> int:
    options = parse(sys.argv[1:])
    os.chdir(ROOT)
    LOGS.mkdir(parents=True, exist_ok=True)
    address = f"http://localhost:{options.port}"
    with only_one(LOCAL / "run.lock", otherwise="BPO Portal runs already from this folder:") as lock:
        lock.write(address)
        lock.flush()
        if options.reset:
            reset(sure=options.yes)
        with listen(options.port) as listener:
            serve(listener, sample=not options.no_sample)
    return 0


def reset(*, sure: bool) -> None:
    """Delete the data below `.local` that `bin/run` made; servers named in the environment are left alone."""
    if not sure:
        confirm("This deletes all BPO Portal data kept in this folder (.local). Go on? [y/N] ")
    LocalPostgres(LOCAL / "postgres").destroy()
    for name in ("valkey", "media", "schedule"):
        shutil.rmtree(LOCAL / name, ignore_errors=True)
    ACCOUNTS.unlink(missing_ok=True)
    say("The local data has been deleted.")


def confirm(question: str) -> None:
    if not sys.stdin.isatty():
        raise Refused("--reset deletes data and nobody is here to confirm it: add --yes.")
    if input(question).strip().lower() not in ("y", "yes"):
        raise Refused("Nothing was deleted.")


def listen(port: int) -> socket.socket:
    """Take the port for the web server, before anything else is done.

    Waits a little where an earlier run that was killed is still letting go of it.
    """
    deadline = time.monotonic() + PORT_SECONDS
    while True:
        try:
            return socket.create_server((HOST, port))
        except PermissionError as error:
            raise Refused(f"Port {port} is for administrators: choose one from 1024 up.") from error
        except OSError as error:
            if not UNCLEAN.exists() or time.monotonic() > deadline:
                raise Refused(
                    f"Port {port} is in use. Choose another: bin/run --port {free_port()}"
                ) from error
        time.sleep(0.2)


def serve(listener: socket.socket, *, sample: bool) -> None:
    """Start everything, say where it is, and keep it running until told to stop.

    Pages come first and need none of the other programs, which would only slow the start of the web server.
    """
    port: int = listener.getsockname()[1]
    with unclean_until_done(), Supervisor() as supervisor:
        env = start_servers(supervisor, port)
        prepare(env, sample=sample)
        supervisor.start(web(env, listener.fileno()))
        wait_for_answer(supervisor, port)
        for program in background(env):
            supervisor.start_beside(program)
        announce(env["BASE_URL"])
        supervisor.watch()
    say("Stopped.")


@contextlib.contextmanager
def unclean_until_done() -> Iterator[None]:
    """Leave a note that is still there when this process was killed and its children may be ending yet."""
    UNCLEAN.touch()
    try:
        yield
    finally:
        UNCLEAN.unlink(missing_ok=True)


def start_servers(supervisor: Supervisor, port: int) -> dict[str, str]:
    """Our own PostgreSQL and Valkey, unless the environment names others; the settings that lead to them."""
    database_url, redis_url = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if database_url:
        ensure_database(database_url)
    else:
        postgres = LocalPostgres(LOCAL / "postgres")
        supervisor.start(postgres)
        database_url = postgres.url
    if not redis_url:
        valkey = LocalValkey(LOCAL / "valkey")
        supervisor.start(valkey)
        redis_url = valkey.url
    return local_environment(port=port, database_url=database_url, redis_url=redis_url)


def prepare(env: Mapping[str, str], *, sample: bool) -> None:
    """Bring database and static files to the state of the code; fill a database that has no user yet."""
    python(env, "Preparing the database", "-m", "bpo_portal.prepare")
    if not has_users(env["DATABASE_URL"]):
        accounts = ("--accounts", str(ACCOUNTS))
        if sample:
            python(env, "Making the sample data", "manage.py", "load_sample", *accounts)
        else:
            python(env, "Making an administrator", "manage.py", "create_administrator", *accounts)


def python(env: Mapping[str, str], doing: str, *arguments: str) -> None:
    say(doing)
    log = LOGS / "prepare.log"
    keep_short(log)
    with log.open("a") as output:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=env, stdout=output, stderr=output, check=False, umask=0o077
        )
    if done.returncode:
        raise StartFailed(
            f"{last_lines(log)}\n'python {' '.join(arguments[:2])}' failed: see above and {log}"
        )


def has_users(database_url: str) -> bool:
    with contextlib.closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM accounts_user)")
        row = cursor.fetchone()
    return bool(row and row[0])


def web(env: Mapping[str, str], listener: int) -> Program:
    command = [*web_command(f"fd://{listener}", workers=env.get("WEB_WORKERS", "3")), "--preload"]
    return Program("web", command, LOGS / "web.log", env, ROOT, keep_open=(listener,))


def background(env: Mapping[str, str]) -> list[Program]:
    """Worker, reconciler and beat; the only worker here has no others to find or to follow."""
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "bpo_portal"]
    schedule = LOCAL / "schedule"
    schedule.mkdir(exist_ok=True)
    alone = ["--without-mingle", "--without-gossip"]
    worker = [*celery, "worker", "--concurrency", "2", *alone, "--loglevel", "WARNING"]
    beat = [*celery, "beat", "--schedule", str(schedule / "celerybeat"), "--loglevel", "WARNING"]
    reconcile = [python, "manage.py", "reconcile", "--skip-checks"]

    def program(name: str, command: list[str], patience: float = 30.0) -> Program:
        return Program(name, command, LOGS / f"{name}.log", env, ROOT, patience)

    return [program("worker", worker, TASK_SECONDS), program("reconcile", reconcile), program("beat", beat)]


def web_command(bind: str, *, workers: str) -> list[str]:
    """A web server that browsers reach without a proxy in between.

    Its processes have threads, as browsers open connections before they need them: a process without
    would wait for the request on one of these and answer nobody else.
    """
    gunicorn = [sys.executable, "-m", "gunicorn", "bpo_portal.wsgi:application", "--bind", bind]
    return [*gunicorn, "--worker-class", "gthread", "--threads", "4", "--workers", workers]


def wait_for_answer(supervisor: Supervisor, port: int) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while not answers(port):
        if time.monotonic() > deadline:
            log = LOGS / "web.log"
            raise StartFailed(f"{last_lines(log)}\nThe web server does not answer: see above and {log}")
        supervisor.look()
        time.sleep(0.1)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("HEAD", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def announce(address: str) -> None:
    say(f"\nBPO Portal is at {address}   (Ctrl-C stops it; logs are in {LOGS.relative_to(ROOT)})\n")
    if ACCOUNTS.exists():
        say(accounts_table(ACCOUNTS))


def accounts_table(file: Path) -> str:
    """The accounts made at the first start, one a line."""
    accounts: list[dict[str, str]] = json.loads(file.read_text())
    columns = [[account[key] for account in accounts] for key in ("role", "name", "email", "password")]
    padded = [[cell.ljust(max(map(len, column))) for cell in column] for column in columns]
    lines = ["  ".join(row).rstrip() for row in zip(*padded, strict=True)]
    return "\n  ".join(["Sign in with one of these accounts; they exist on this machine only:", *lines])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StartFailed as error:
        raise Refused(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(130)
