"""What the commands in `bin/` say to the person at the terminal."""

import sys
from contextlib import suppress


class Refused(SystemExit):
    """The command cannot go on; says why and what to do instead, and ends with status 1."""


def say(text: str = "") -> None:
    """Print a line at once; a terminal or pipe that has gone away is no reason to stop working."""
    with suppress(OSError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
