"""Child processes that are stopped by signalling their leader only, and that do not outlive their parent."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 5_000_000


@dataclass(frozen=True)
class Account:
    """The user and group a process runs as."""

    uid: int
    gid: int

    @classmethod
    def named(cls, name: str) -> "Account":
        entry = pwd.getpwnam(name)
        return cls(entry.pw_uid, entry.pw_gid)


class StartFailed(RuntimeError):
    """A process did not come up; the message ends with the last lines of its log."""


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    account: Account | None = None,
    keep_open: Collection[int] = (),
    orphan_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` as the leader of its own process group, its output appended to `log`.

    The group of its own keeps a Ctrl-C in the terminal from reaching it. On Linux it gets `orphan_signal`
    when the thread that calls this ends, however that happens.
    """
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            pass_fds=keep_open,
            process_group=0,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=(lambda: prctl(PR_SET_PDEATHSIG, orphan_signal)) if prctl else None,
        )


def end(process: subprocess.Popen[bytes], *, how: signal.Signals, patience: float) -> None:
    """Ask the leader to end and wait for it."""
    if process.poll() is None:
        process.send_signal(how)
    see_off(process, patience=patience)


def see_off(process: subprocess.Popen[bytes], *, patience: float) -> None:
    """Wait `patience` seconds for a leader that was asked to end; a Ctrl-C meanwhile cuts the wait short."""
    with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
        process.wait(patience)
    kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the group: its leader, or what a leader that died left behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def command_line(pid: int) -> str:
    """The command of a running process, or an empty string where there is none."""
    entry = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        with suppress(OSError):
            return entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    listing = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(listing, capture_output=True, text=True, check=False).stdout.strip()


def last_lines(log: Path, count: int = 12) -> str:
    """The end of a log, for an error message."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


def keep_short(log: Path) -> None:
    """Set a log that has grown long aside, under the same name with `.1`."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_name(log.name + ".1"))
