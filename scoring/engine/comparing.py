"""Two rankings held against each other: one that was stored, and one computed again from the same inputs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Ranking = dict[str, Any]

SHOWN = ("state", "rank", "total", "quality")


@dataclass(frozen=True)
class Difference:
    """What was stored of a vendor, or of the whole, and what its document gives."""

    of: str
    what: str
    stored: str
    computed: str


def differences_between(
    stored: Ranking, computed: Ranking, titles: Mapping[str, str]
) -> Iterator[Difference]:
    """Raises ValueError, KeyError, TypeError or AttributeError where the stored one is no ranking."""
    before = {row["vendor"]: row for row in stored["rows"]}
    after = {row["vendor"]: row for row in computed["rows"]}
    for key in dict.fromkeys([*after, *before]):
        name = titles.get(key, key)
        if key not in before or key not in after:
            yield Difference(
                name, "row", *("there" if key in rows else "missing" for rows in (before, after))
            )
        else:
            yield from _of_row(name, before[key], after[key])
    rest = {*stored, *computed} - {"rows"}
    for what in sorted(rest):
        if stored.get(what) != computed.get(what):
            yield Difference("The ranking", what.replace("_", " "), *_both(stored, computed, what))


def _of_row(name: str, stored: Ranking, computed: Ranking) -> Iterator[Difference]:
    for what in SHOWN:
        if stored[what] != computed[what]:
            yield Difference(name, what, *_both(stored, computed, what))
    for criterion in dict.fromkeys([*computed["points"], *stored["points"]]):
        pair = _both(stored["points"], computed["points"], criterion)
        if pair[0] != pair[1]:
            yield Difference(name, f"points of {criterion}", *pair)
    if stored["reasons"] != computed["reasons"]:
        yield Difference(name, "reasons", *_both(stored, computed, "reasons"))


def _both(stored: Ranking, computed: Ranking, what: str) -> tuple[str, str]:
    old, new = (_written(each.get(what)) for each in (stored, computed))
    return old, new


def _written(value: object) -> str:
    match value:
        case None:
            return "none"
        case list():
            return ", ".join(map(str, value)) or "none"
        case dict():
            return "see the file"
    return str(value)
