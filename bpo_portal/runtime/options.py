"""What the commands in `bin/` take.

`bin/bootstrap.py` runs this file before anything is installed, so that help and refusals come at once: it needs the
standard library only, nothing of the project, and to be read by older Pythons too, which are refused later.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

STORED = "Works on the database that DATABASE_URL names, or else on the one bin/run keeps in this folder."


def run(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Runs BPO Portal on this machine, with its own database and broker, until Ctrl-C.",
    )
    parser.add_argument("--port", type=port, default=8000, help="the web server's port (default 8000)")
    parser.add_argument("--reset", action="store_true", help="delete this folder's local data first")
    parser.add_argument("--yes", action="store_true", help="with --reset: do not ask")
    parser.add_argument("--no-sample", action="store_true", help="one administrator instead of sample data")
    return parser.parse_args(arguments)


def port(text: str) -> int:
    if not (text.isdecimal() and len(text) < 6 and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def backup(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/backup", description="Writes all data to FILE.", epilog=STORED)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--replace", action="store_true", help="write over FILE where it exists")
    return parser.parse_args(arguments)


def restore(arguments: Sequence[str]) -> argparse.Namespace:
    description = "Brings back all data from a FILE that bin/backup wrote."
    parser = argparse.ArgumentParser(prog="bin/restore", description=description, epilog=STORED)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--replace", action="store_true", help="delete what the database holds now")
    return parser.parse_args(arguments)


def check(arguments: Sequence[str]) -> list[str]:
    """What goes on to pytest: all but the wish for help."""
    parser = argparse.ArgumentParser(
        prog="bin/test",
        usage="bin/test [PATH…] [pytest options]",
        description="Without a path: lint, types, import contracts, migrations, deployment settings, then all tests. "
        "With paths: pytest on those. Options that pytest knows are passed on to it.",
    )
    return parser.parse_known_args(arguments)[1]
