"""Vendors whose names are spelled nearly as what somebody looks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bpo_portal.text import searchable

from .models import VendorQuerySet

FEW = 3
"""Fewer than so many found are a reason to look for others."""
MOST_OFFERED = 5
LOOKED_AT = 100
SHORTEST = 3


@dataclass(frozen=True)
class Near:
    """A vendor that may be meant; `alias` where not its name but another of its names is alike."""

    pk: int
    name: str
    alias: str
    mistakes: int


def near(vendors: VendorQuerySet, text: str) -> list[Near]:
    """The vendors spelled most like the text, without those that a search for it finds."""
    wanted = searchable(text)
    if len(wanted) < SHORTEST:
        return []
    allowed = mistakes_allowed(wanted)
    rows = vendors.order_by().values_list("pk", "search_text")
    spelled = {pk: names for pk, names in rows if wanted not in names}
    cutoff = 100 * (1 - (allowed + 0.5) / len(wanted))
    alike = process.extract(
        wanted, spelled, scorer=fuzz.partial_ratio, processor=None, score_cutoff=cutoff, limit=LOOKED_AT
    )
    closest = {
        pk: min((fewest_mistakes(wanted, line, allowed), line) for line in names.split("\n"))
        for names, _, pk in alike
    }
    return offered(vendors, {pk: found for pk, found in closest.items() if found[0] <= allowed})


def mistakes_allowed(wanted: str) -> int:
    """One in a short word, two in a usual one, three in a long text."""
    return 1 if len(wanted) <= 5 else 2 if len(wanted) <= 10 else 3


def fewest_mistakes(wanted: str, line: str, allowed: int) -> int:
    """Letters left out, added, changed or swapped between the text and the part of the name most like it."""
    parts = parts_of(line, len(wanted.split()), len(wanted), allowed)
    found = process.extractOne(wanted, parts, scorer=OSA.distance, processor=None, score_cutoff=allowed)
    return int(found[1]) if found else allowed + 1


def parts_of(line: str, words: int, length: int, allowed: int) -> Iterator[str]:
    """As many words of the line as were typed, one more or less, whole and as far as they may be typed yet."""
    found = line.split()
    for start in range(len(found)):
        for count in range(max(1, words - 1), words + 2):
            part = " ".join(found[start : start + count])
            yield part
            yield from (
                part[:end] for end in range(length - allowed, length + allowed + 1) if end < len(part)
            )


def offered(vendors: VendorQuerySet, closest: dict[int, tuple[int, str]]) -> list[Near]:
    """The closest with their names as they are written."""
    best = sorted(closest, key=lambda pk: (*closest[pk], pk))[:MOST_OFFERED]
    known = vendors.only("name", "legal_name", "trading_names").in_bulk(best)
    found = []
    for pk in best:
        mistakes, line = closest[pk]
        vendor = known[pk]
        alias = written(line, [vendor.name, vendor.legal_name, *vendor.trading_names])
        found.append(Near(pk, vendor.name, "" if alias == vendor.name else alias, mistakes))
    return found


def written(line: str, names: Iterable[str]) -> str:
    return next((name for name in names if searchable(name) == line), "")
