"""One `bin/run` per checkout, and nothing that needs the data to itself beside it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bpo_portal.runtime.console import Refused


@contextmanager
def only_one(file: Path, *, otherwise: str) -> Iterator[IO[str]]:
    """Hold `file` locked; where it is locked already, say `otherwise` and what its holder wrote into it.

    The lock ends with this process, however that happens; what it starts does not inherit it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            held.seek(0)
            raise Refused(f"{otherwise} {held.read()}".strip()) from error
        held.truncate(0)
        yield held
