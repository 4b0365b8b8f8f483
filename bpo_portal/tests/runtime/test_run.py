"""`bin/run` as a person uses it, in a folder with a space in its name, without the installation before it."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bpo_portal.runtime.places import ROOT
from bpo_portal.runtime.postgres import LocalPostgres
from bpo_portal.runtime.processes import command_line
from bpo_portal.runtime.valkey import free_port
from bpo_portal.tests.runtime.conftest import eventually

LEFT_OUT = shutil.ignore_patterns(".git", ".*_cache", ".local", "node_modules", "media", "staticfiles")
CHOSEN_BY_RUN = {
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "BASE_URL",
    "LOCAL_MODE",
    "MEDIA_ROOT",
    "STATIC_ROOT",
}
START_SECONDS = 240.0


class Installation:
    """A checkout and the `bin/run` in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.output = folder.parent / "output"
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *options: str) -> subprocess.Popen[bytes]:
        env = {key: value for key, value in os.environ.items() if key not in CHOSEN_BY_RUN}
        command = [sys.executable, "-P", "-m", "bpo_portal.runtime.run", "--port", str(self.port), *options]
        with self.output.open("wb") as output:
            return subprocess.Popen(
                command,
                cwd="/",
                env=env | {"PYTHONPATH": str(self.folder)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def start(self) -> None:
        """Start it and wait for the address that it prints."""
        process = self.process = self.run("--no-sample")
        assert eventually(
            lambda: "BPO Portal is at" in self.said() or process.poll() is not None, START_SECONDS
        )
        assert process.poll() is None, self.said()

    def said(self) -> str:
        return self.output.read_text()

    def refused(self, *options: str) -> str:
        """What it says when it ends at once."""
        process = self.run(*options)
        assert process.wait(START_SECONDS) == 1
        return self.said().strip()

    def children(self) -> dict[int, str]:
        assert self.process
        pid = self.process.pid
        pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return {int(child): command_line(int(child)) for child in pids}

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        try:
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def accounts(self) -> list[dict[str, str]]:
        accounts: list[dict[str, str]] = json.loads((self.folder / ".local" / "accounts.json").read_text())
        return accounts


@pytest.fixture
def installation(folder: Path) -> Iterator[Installation]:
    checkout = folder / "a checkout"
    shutil.copytree(ROOT, checkout, ignore=LEFT_OUT)
    installation = Installation(checkout)
    yield installation
    if installation.process and installation.process.poll() is None:
        installation.process.kill()
        installation.process.wait()
    LocalPostgres(checkout / ".local" / "postgres").destroy()


@pytest.mark.faults
@pytest.mark.skipif(sys.platform != "linux", reason="finds the children in /proc")
def test_an_installation_heals_keeps_its_data_over_kill_9_and_stops_in_order(
    installation: Installation,
) -> None:
    installation.start()
    accounts = installation.accounts()
    assert [account["role"] for account in accounts] == ["Administrator"]
    assert accounts[0]["password"] in installation.said()
    assert (installation.folder / ".local" / "accounts.json").stat().st_mode & 0o077 == 0
    assert installation.answers()

    first = installation.children()
    assert len(first) == 6
    web = next(pid for pid, command in first.items() if "gunicorn" in command)
    os.kill(web, signal.SIGKILL)
    assert eventually(lambda: web not in installation.children() and len(installation.children()) == 6, 30)
    assert eventually(installation.answers, 60)

    assert installation.process
    installation.process.kill()
    installation.process.wait()
    installation.start()
    assert "Making" not in installation.said()
    assert installation.accounts() == accounts
    assert installation.answers()

    second = installation.children()
    installation.process.send_signal(signal.SIGINT)
    assert installation.process.wait(60) == 0
    names = [
        line.removeprefix("Stopping ") for line in installation.said().splitlines() if "Stopping" in line
    ]
    assert names == ["web, worker, reconcile, beat", "Valkey", "PostgreSQL"]
    assert not any(command_line(pid) for pid in {**first, **second})


def test_a_port_in_use_is_said_before_anything_is_done(installation: Installation) -> None:
    with listener_on(installation.port):
        said = installation.refused()

    assert said.startswith(f"Port {installation.port} is in use. Choose another: bin/run --port ")
    assert not (installation.folder / ".local" / "postgres").exists()


def test_data_is_not_deleted_without_a_yes(installation: Installation) -> None:
    data = installation.folder / ".local" / "valkey"
    data.mkdir(parents=True)

    said = installation.refused("--reset")

    assert said == "--reset deletes data and nobody is here to confirm it: add --yes."
    assert data.exists()


def listener_on(port: int) -> socket.socket:
    return socket.create_server(("127.0.0.1", port))
