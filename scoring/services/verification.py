"""Computing a stored version again, from its document alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ..engine import ENGINE_VERSION, EvaluationError, parse, rank
from ..models import Shortlist

Ranking = dict[str, Any]

SHOWN = ("state", "rank", "total", "quality")


@dataclass(frozen=True)
class Difference:
    """What was stored of a vendor, or of the whole, and what its document gives."""

    of: str
    what: str
    stored: str
    computed: str


@dataclass(frozen=True)
class Verification:
    """`faults` say why the document cannot be computed at all; `vendors` is how many were ranked again."""

    shortlist: Shortlist
    sha256: str
    faults: list[str]
    differences: list[Difference]
    vendors: int = 0

    @property
    def same_hash(self) -> bool:
        return self.sha256 == self.shortlist.sha256

    @property
    def is_identical(self) -> bool:
        return self.same_hash and not (self.faults or self.differences or self.shortlist.alterations)

    @property
    def engine_version(self) -> str:
        return ENGINE_VERSION

    @property
    def same_engine(self) -> bool:
        return self.shortlist.engine_version == ENGINE_VERSION


def verify(shortlist: Shortlist) -> Verification:
    """Reads nothing but the document of the version; changes nothing."""
    found = sha256(shortlist.document.encode()).hexdigest()
    try:
        evaluation = parse(shortlist.document)
    except EvaluationError as error:
        return Verification(shortlist, found, [str(fault) for fault in error.faults], [])
    computed = json.loads(json.dumps(rank(evaluation).as_dict()))
    titles = {vendor.key: vendor.title for vendor in evaluation.vendors}
    try:
        stored = json.loads(shortlist.ranking)
        differences = list(_differences(stored, computed, titles))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Verification(shortlist, found, ["The stored ranking cannot be read."], [], len(titles))
    return Verification(shortlist, found, [], differences, len(titles))


def _differences(stored: Ranking, computed: Ranking, titles: dict[str, str]) -> Iterator[Difference]:
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
