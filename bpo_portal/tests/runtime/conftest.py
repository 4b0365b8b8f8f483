"""A folder as unkind as a person's may be: a space in its path, and not below the test runner's private one."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bpo_portal.runtime.postgres import LocalPostgres
from bpo_portal.runtime.valkey import LocalValkey


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="bpo test "))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def postgres(folder: Path) -> Iterator[LocalPostgres]:
    server = LocalPostgres(folder / "postgres", durable=False)
    server.start()
    yield server
    server.destroy()


@pytest.fixture
def valkey(folder: Path) -> Iterator[LocalValkey]:
    server = LocalValkey(folder / "valkey")
    server.start()
    yield server
    server.destroy()


def eventually(question: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether the answer becomes yes within that time."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
