"""The whole installation on this machine, each part a process that a test can kill."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from email import message_from_bytes
from pathlib import Path
from typing import Any

from bpo_portal.runtime.places import ROOT
from bpo_portal.runtime.postgres import LocalPostgres
from bpo_portal.runtime.processes import kill
from bpo_portal.runtime.supervisor import Program
from bpo_portal.runtime.valkey import LocalValkey
from outbox.tests.smtp import Server

WORKER = ["-m", "celery", "-A", "bpo_portal", "worker", "--concurrency", "2", "--loglevel", "INFO"]
START_SECONDS = 90.0
CONVERGED_SECONDS = 15.0


class Actor:
    """The people: see `actor.py`."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bpo_portal.tests.faults.actor"],
                cwd=ROOT,
                env=dict(env),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def do(self, name: str, **arguments: object) -> Any:
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("The actor has no pipes.")
        self.process.stdin.write(json.dumps({"do": name, **arguments}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("The actor has died; see actor.log.")
        return json.loads(answer)

    def leave(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(10)


class Rig:
    """PostgreSQL, Valkey, a mail server, a worker and a reconciler, all as in production."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = LocalPostgres(folder / "postgres")
        self.valkey = LocalValkey(folder / "valkey")
        self.mail = Server()
        self.postgres.start()
        self.valkey.start()
        self.mail.start()
        self.env = self._environment()
        self.actor: Actor | None = None
        self.worker = self.program("worker", WORKER)
        self.reconciler = self.program("reconcile", ["manage.py", "reconcile"])

    def begin(self) -> None:
        """When the database is filled: everything that works with it."""
        self.actor = Actor(self.env, self.folder / "actor.log")
        self.heal()

    def do(self, name: str, **arguments: object) -> Any:
        """Have the people do something."""
        if self.actor is None:
            raise RuntimeError("Nobody is there yet.")
        return self.actor.do(name, **arguments)

    def heal(self) -> None:
        """Start whatever is not running, and wait until the worker listens."""
        for part in (self.postgres, self.valkey, self.reconciler):
            if not part.running():
                part.start()
        if not self.worker.running():
            self.start_worker()
        wait_until(self._worker_listens, seconds=START_SECONDS)

    def start_worker(self) -> None:
        self._log_before = len(self._worker_log())
        self.worker.start()

    def _worker_listens(self) -> bool:
        return " ready." in self._worker_log()[self._log_before :]

    def _worker_log(self) -> str:
        return self.worker.log.read_text() if self.worker.log.exists() else ""

    def end(self) -> None:
        if self.actor:
            self.actor.leave()
        kill_program(self.worker)
        kill_program(self.reconciler)
        self.mail.stop()
        self.valkey.destroy()
        self.postgres.destroy()

    def program(self, name: str, arguments: list[str]) -> Program:
        return Program(name, [sys.executable, *arguments], self.folder / f"{name}.log", self.env, ROOT)

    def make_rfp(self, number: str, *, readers: int = 0) -> int:
        """An RFP whose first version is published; so many readers get its reports."""
        rfp_id: int = self.do("make", number=number, readers=readers)
        self.wait_until_right(rfp_id)
        return rfp_id

    def state(self, rfp_id: int) -> dict[str, Any]:
        found: dict[str, Any] = self.do("state", rfp_id=rfp_id)
        return found

    def wait_until_right(self, rfp_id: int) -> float:
        """The seconds until the published version equals one computed from scratch on the inputs there are."""
        return wait_until(lambda: (state := self.state(rfp_id))["current"] and state["right"])

    def computations(self, rfp_id: int) -> int:
        """How often the ranking was computed, by whomever."""
        logs = [self.folder / f"{name}.log" for name in ("worker", "reconcile")]
        return sum(log.read_text().count(f"Computed RFP {rfp_id} in") for log in logs if log.exists())

    def received(self, rfp_id: int) -> list[tuple[str, str]]:
        """Recipients and Message-IDs of what the mail server took of this RFP's reports."""
        recipients = {mail["recipient"] for mail in self.do("mails", rfp_id=rfp_id)}
        return [
            (recipient, str(message_from_bytes(content)["Message-ID"]))
            for recipient, content in list(self.mail.received)
            if recipient in recipients
        ]

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail.port}",
            "REPORT_SETTLE_SECONDS": "2",
            "LOG_LEVEL": "INFO",
            "DJANGO_SETTINGS_MODULE": "bpo_portal.settings",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }


def wait_until(true: Callable[[], bool], *, seconds: float = CONVERGED_SECONDS) -> float:
    """How long it took; fails the test if it took longer."""
    started = time.monotonic()
    while not true():
        if time.monotonic() - started > seconds:
            raise AssertionError(f"Not within {seconds:g} s")
        time.sleep(0.1)
    return time.monotonic() - started


def kill_program(program: Program) -> None:
    """Its whole group, as when the machine goes: nothing can say goodbye."""
    if program.process:
        kill(program.process)


def kill_leader(program: Program) -> None:
    """Only the leader, with SIGKILL."""
    if program.process:
        program.process.kill()
        program.process.wait()


def kill_children(program: Program) -> int:
    """The processes of a worker's pool, with SIGKILL; how many there were."""
    children = children_of(program.process.pid) if program.process else []
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    return len(children)


def children_of(pid: int) -> list[int]:
    listing = subprocess.run(["ps", "-Ao", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [line.split() for line in listing.splitlines()]
    return [int(child) for child, parent in pairs if int(parent) == pid]


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)]
