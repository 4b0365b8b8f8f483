"""What a piece of work takes, and how the benches tell it beside its limit."""

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds in all, and of this process's processor time."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def p95(times: Sequence[float]) -> float:
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def mebibytes_at_most() -> float:
    """Of memory that this process has held so far."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else float("nan")


def line(name: str, taken: str, met: bool | None = None) -> None:
    print(f"  {name:52}{taken}{'' if met is None else ', met' if met else ', MISSED'}", flush=True)
