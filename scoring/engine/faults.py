"""What is wrong with an evaluation file, and where."""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

SHOWN_CHARACTERS = 60
PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")


class Fault(NamedTuple):
    """One broken rule. ``place`` reads like a path: ``criteria[2].weight``; the root is ``document``."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class EvaluationError(ValueError):
    """The file was refused. ``faults`` names every broken rule with its place, in the file's order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def quoted(text: str) -> str:
    """Text as it may safely stand in a one-line message: quoted, shortened, nothing unprintable."""
    cut = text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
    return json.dumps(cut, ensure_ascii=not cut.isprintable())


def step(key: str) -> str:
    """The piece that a key adds to a place: ``.weight``, or ``["odd key"]``."""
    return f".{key}" if PLAIN_KEY.fullmatch(key) else f"[{quoted(key)}]"


def place_of(steps: str) -> str:
    return steps.removeprefix(".") or "document"
