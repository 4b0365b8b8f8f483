"""Keeps a row of children running, and stops them in the reverse order of their start."""

import signal
import subprocess
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import Protocol, Self

from bpo_portal.runtime.console import say
from bpo_portal.runtime.processes import StartFailed, keep_short, kill, see_off, spawn

HEALTHY_SECONDS = 60.0
LONGEST_PAUSE = 30.0
LOOK_SECONDS = 0.25
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Child(Protocol):
    """What the supervisor looks after: a program or a server."""

    @property
    def name(self) -> str: ...

    @property
    def log(self) -> Path: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def kill(self) -> None: ...

    def running(self) -> bool: ...


@dataclass
class Program:
    """A command that runs until it is told to stop; it may take `patience` seconds over that.

    `keep_open` are the file descriptors it inherits.
    """

    name: str
    command: Sequence[str | Path]
    log: Path
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    patience: float = 30.0
    keep_open: Collection[int] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _asked: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        keep_short(self.log)
        if self.process:
            kill(self.process)
        self.process = spawn(self.command, log=self.log, env=self.env, cwd=self.cwd, keep_open=self.keep_open)

    def ask(self) -> None:
        """Tell it to stop, once: told again, some programs drop what they are doing."""
        if self.running() and self.process and self._asked is not self.process:
            self._asked = self.process
            self.process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        self.ask()
        if self.process:
            see_off(self.process, patience=self.patience)

    def kill(self) -> None:
        if self.process:
            kill(self.process)

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass
class Watched:
    """A child and the pause before its next start, which doubles while it keeps failing."""

    child: Child
    started: float
    failures: int = 0
    due: float | None = None

    def tend(self, now: float) -> None:
        """Start the child again when it has ended and its pause is over."""
        if self.due is None and not self.child.running():
            self._plan(now)
        elif self.due is not None and now >= self.due:
            self._restart(now)

    def _plan(self, now: float) -> None:
        if now - self.started > HEALTHY_SECONDS:
            self.failures = 0
        pause = min(0.5 * 2**self.failures, LONGEST_PAUSE)
        self.failures += 1
        self.due = now + pause
        say(f"{self.child.name} ended by itself and starts again in {pause:g} s; see {self.child.log}")

    def _restart(self, now: float) -> None:
        self.due = None
        self.started = now
        try:
            self.child.start()
        except (StartFailed, OSError) as error:
            say(str(error))


class Supervisor:
    """Use it as a context: what was started in it is stopped when it is left, the last one first.

    Any of `STOPPING` leaves it, except a hang-up that the caller ignores, as `nohup` does. A second one
    while it stops cuts the wait for that child short.
    """

    def __init__(self) -> None:
        self._watched: list[Watched] = []
        self._groups: list[list[Child]] = []

    def __enter__(self) -> Self:
        heard = [number for number in STOPPING if not ignored(number)]
        self._handlers = {number: signal.signal(number, interrupt) for number in heard}
        return self

    def start(self, child: Child) -> None:
        self._groups.append([])
        self.start_beside(child)

    def start_beside(self, child: Child) -> None:
        """Start one that needs none of those started last, nor they it: they stop together."""
        self._groups[-1].append(child)
        self._watched.append(Watched(child, time.monotonic()))
        child.start()

    def watch(self) -> None:
        """Restart what ends, until a signal comes."""
        while True:
            self.look()
            time.sleep(LOOK_SECONDS)

    def look(self) -> None:
        for watched in self._watched:
            watched.tend(time.monotonic())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        for group in reversed(self._groups):
            stop_together(group)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        return kind is KeyboardInterrupt


def stop_together(children: Sequence[Child]) -> None:
    """Tell all programs before waiting for any of them: the slowest decides how long that takes."""
    say(f"Stopping {', '.join(child.name for child in children)}")
    with suppress(KeyboardInterrupt):
        for child in children:
            if isinstance(child, Program):
                child.ask()
    for child in reversed(children):
        try:
            child.stop()
        except KeyboardInterrupt:
            child.kill()


def ignored(number: signal.Signals) -> bool:
    return number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
