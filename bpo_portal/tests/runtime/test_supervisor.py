"""Real children: what a signal, a crash and the death of the supervisor do to them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bpo_portal.runtime.places import ROOT
from bpo_portal.runtime.processes import command_line
from bpo_portal.runtime.supervisor import LONGEST_PAUSE, Program, Supervisor, Watched
from bpo_portal.tests.runtime.conftest import eventually

TASK = "import time; time.sleep(1); open('task.done', 'w')"

LEADER_WITH_A_TASK = f"""
import signal, subprocess, sys, time
def finish(*_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    task.wait()
    open('journal', 'a').write('worker %s\\n' % task.returncode)
    sys.exit()
task = subprocess.Popen([sys.executable, '-c', {TASK!r}])
signal.signal(signal.SIGTERM, finish)
open('worker.ready', 'w')
while True: time.sleep(0.05)
"""

SERVER = """
import signal, sys, time
def finish(*_):
    open('journal', 'a').write('server\\n')
    sys.exit()
signal.signal(signal.SIGTERM, finish)
open('server.ready', 'w')
while True: time.sleep(0.05)
"""

SUPERVISOR = f"""
import signal, sys
from pathlib import Path
from bpo_portal.runtime.supervisor import Program, Supervisor
here = Path.cwd()
signal.signal(signal.SIGHUP, signal.SIG_DFL)
with Supervisor() as supervisor:
    for name, code in (('server', {SERVER!r}), ('worker', {LEADER_WITH_A_TASK!r})):
        program = Program(name, [sys.executable, '-c', code], here / (name + '.log'), cwd=here)
        supervisor.start(program)
        (here / (name + '.pid')).write_text(str(program.process.pid))
    supervisor.watch()
print('left in order')
"""


@pytest.fixture
def supervised(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A supervisor with a server and, started after it, a worker in the middle of a task."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-c", SUPERVISOR]
    with subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True) as process:
        ready = [folder / "server.ready", folder / "worker.ready"]
        assert eventually(lambda: all(file.exists() for file in ready), 20)
        yield process
        if process.poll() is None:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_all_in_reverse_order_and_the_running_task_finishes(
    supervised: subprocess.Popen[str], folder: Path, number: signal.Signals
) -> None:
    supervised.send_signal(number)
    output, _ = supervised.communicate(timeout=20)

    assert (folder / "task.done").exists()
    assert (folder / "journal").read_text() == "worker 0\nserver\n"
    assert output == "Stopping worker\nStopping server\nleft in order\n"


def test_a_hang_up_that_the_caller_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Supervisor() as supervisor:
            os.kill(os.getpid(), signal.SIGHUP)
            supervisor.look()
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) != signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_second_signal_does_not_wait_for_the_task(supervised: subprocess.Popen[str], folder: Path) -> None:
    supervised.terminate()
    assert supervised.stdout is not None
    assert supervised.stdout.readline() == "Stopping worker\n"
    supervised.terminate()
    supervised.communicate(timeout=20)

    worker = int((folder / "worker.pid").read_text())
    assert eventually(lambda: not command_line(worker))
    assert not (folder / "task.done").exists()
    assert (folder / "journal").read_text() == "server\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent has died")
def test_children_do_not_outlive_a_killed_supervisor(supervised: subprocess.Popen[str], folder: Path) -> None:
    pids = [int((folder / f"{name}.pid").read_text()) for name in ("server", "worker")]

    supervised.kill()
    supervised.wait()

    assert eventually(lambda: not any(command_line(pid) for pid in pids))


LEADER_WITH_A_CHILD = """
import subprocess, time
child = subprocess.Popen(['sleep', '60'])
open('child', 'w').write(str(child.pid))
time.sleep(60)
"""


def test_a_child_that_dies_is_started_again_and_leaves_nothing_behind(folder: Path) -> None:
    note = folder / "child"
    with Supervisor() as supervisor:
        command = [sys.executable, "-c", LEADER_WITH_A_CHILD]
        program = Program("worker", command, folder / "worker.log", cwd=folder)
        supervisor.start(program)
        assert eventually(lambda: note.exists() and note.read_text() != "")
        first, orphan = program.process, int(note.read_text())
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        first.wait()

        def restarted() -> bool:
            supervisor.look()
            return program.process is not first and program.running()

        assert eventually(restarted)
        assert eventually(lambda: not command_line(orphan))
    assert not program.running()


def test_the_pause_doubles_while_a_child_keeps_dying_and_is_short_again_after_a_good_minute(
    folder: Path,
) -> None:
    program = Program("broken", [sys.executable, "-c", ""], folder / "broken.log", cwd=folder)
    watched = Watched(program, started=0.0)
    now, pauses = 0.0, []
    for _ in range(8):
        watched.tend(now)
        assert watched.due is not None
        pauses.append(watched.due - now)
        now = watched.due
        watched.tend(now)
        assert program.process is not None
        program.process.wait()

    watched.tend(now + 61)

    assert pauses == [0.5, 1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]
    assert watched.due == now + 61 + 0.5


def test_a_command_that_cannot_be_started_is_reported_and_tried_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = Watched(Program("absent", [folder / "absent"], folder / "absent.log"), started=0.0)

    watched.tend(0.0)
    watched.tend(0.5)
    watched.tend(0.6)

    assert "absent ended by itself and starts again in 0.5 s" in capsys.readouterr().out
    assert watched.due == 1.6


SLOW_TO_END = """
import signal, sys, time

def end(*_):
    told = time.monotonic()
    time.sleep(1)
    open(sys.argv[1] + '.times', 'w').write(f'{told} {time.monotonic()}')
    sys.exit()

signal.signal(signal.SIGTERM, end)
open(sys.argv[1], 'w')
while True: time.sleep(0.05)
"""


def test_programs_that_run_side_by_side_are_all_told_to_stop_before_any_of_them_has(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["web", "worker", "beat"]
    programs = [
        Program(name, [sys.executable, "-c", SLOW_TO_END, name], folder / f"{name}.log", cwd=folder)
        for name in names
    ]
    with Supervisor() as supervisor:
        supervisor.start(programs[0])
        for program in programs[1:]:
            supervisor.start_beside(program)
        assert eventually(lambda: all((folder / name).exists() for name in names))

    times = [(folder / f"{name}.times").read_text().split() for name in names]
    assert max(float(told) for told, _ in times) < min(float(ended) for _, ended in times)
    assert capsys.readouterr().out == "Stopping web, worker, beat\n"
    assert not any(program.running() for program in programs)
