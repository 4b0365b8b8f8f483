"""Recomputing from files, as an auditor does: needs this package and nothing else."""

import io
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from unicodedata import category

from . import EvaluationError, Fault, parse, rank
from .reading.json_text import LARGEST_FILE

Say = Callable[[str], object]


def evaluate_files(paths: Sequence[str], *, say: Say, complain: Say) -> int:
    """One line of JSON for each good file, one complaint for each fault of a bad one; 0, or 2 if any was bad.

    Lines are plain ASCII, so that no terminal or locale can break them.
    """
    status = 0
    for path in paths:
        try:
            line = rank(parse(read(path))).as_json()
        except EvaluationError as error:
            status = 2
            for fault in error.faults:
                complain(f"{printable(f'{path}: {fault}')}\n")
        else:
            say(f"{line}\n")
    return status


def read(path: str) -> bytes:
    """At most one byte more than is allowed: enough to see that a file is too large."""
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise EvaluationError([Fault("document", f"cannot be read: {reason}")]) from None


def printable(line: str) -> str:
    """Names, titles and keys are the writer's choice: none of them shall begin a line or steer a terminal."""
    if line.isprintable():
        return line
    return "".join(
        each
        if each.isprintable() or category(each) == "Zs"
        else each.encode("unicode_escape").decode("ascii")
        for each in line
    )


def speak(work: Callable[[Say, Say], int]) -> int:
    """The exit status of work that writes to standard output and standard error.

    What the locale cannot show is written as an escape. 1 if what it says cannot be written; a reader who has seen
    enough and closed the pipe is no error to tell.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    out, err = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    try:
        status = work(out.write, err.write)
        out.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            err.write(f"standard output: {error.strerror}\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        return 1
    return status
