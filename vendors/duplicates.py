"""Records of the register that may be about one company, and why one thinks so."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.core.cache import cache
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bpo_portal.text import folded, searchable

from .models import Distinction, Vendor, VendorQuerySet

FORMS = Path(__file__).parent / "data" / "legal_forms.csv"
LONGEST_FORM = 5
"""Words that a legal form has at most, as in “S de RL de CV”."""
SHORTEST = 5
"""Shorter names are not compared for misspellings: too many differ by a letter and are other companies."""
EDGE = 6
FULL = 300
"""So many names in a block have no more than a common word in common."""
CROWD = 40
"""What more records than that have in common, such as a host, says nothing about any two of them."""
SHARED_HOSTS = {
    "facebook.com",
    "github.io",
    "google.com",
    "instagram.com",
    "linkedin.com",
    "sites.google.com",
    "wikipedia.org",
    "x.com",
}
KEPT = "vendors.duplicates.1"
"""Of what is kept between two views; another number once what is compared is another."""
NUMBERS = {"lei": "LEI", "vat": "VAT number", "duns": "D-U-N-S number"}


@dataclass(frozen=True)
class Reason:
    """Which rule finds two records alike; the lower the rank, the surer."""

    rank: int
    text: str


@dataclass(frozen=True)
class Known:
    """What of a record is compared."""

    pk: int | None
    names: tuple[str, ...]
    lei: str = ""
    vat: str = ""
    duns: str = ""
    website: str = ""
    parent: int | None = None

    @classmethod
    def of(cls, vendor: Vendor) -> "Known":
        names = (vendor.name, vendor.legal_name, *vendor.trading_names)
        return cls(
            vendor.pk,
            tuple(dict.fromkeys(name for name in names if name)),
            vendor.lei,
            bare(vendor.vat_number),
            vendor.duns,
            host_of(vendor.website),
            vendor.parent_id,
        )

    def keys(self) -> Iterator[tuple[str, str]]:
        """What another record must share to be compared with this one."""
        for number in NUMBERS:
            if value := getattr(self, number):
                yield number, value
        if self.website:
            yield "host", self.website
        for name in self.names:
            yield "name", core(name)

    def is_kin(self, other: "Known") -> bool:
        """A parent and its subsidiaries share a website as a matter of course."""
        return (self.parent is not None and self.parent in (other.pk, other.parent)) or (
            other.parent is not None and other.parent == self.pk
        )


@dataclass(frozen=True)
class Alike:
    pk: int
    reasons: tuple[Reason, ...]

    @property
    def is_sure(self) -> bool:
        return self.reasons[0].rank <= 2


@lru_cache(1)
def legal_forms() -> tuple[frozenset[str], frozenset[str]]:
    """Those at the end of a name and those before it, without spaces and points."""
    with FORMS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ends, starts = (
        frozenset(bare(row["form"]) for row in rows if row["place"] == place) for place in ("end", "start")
    )
    return ends, starts


def bare(text: str) -> str:
    """Letters and digits alone, in the form in which a search finds them."""
    return "".join(letter for letter in searchable(text) if letter.isalnum())


@lru_cache(50_000)
def core(name: str) -> str:
    """A name without spaces, punctuation, accents and legal form; the whole name where nothing else is left."""
    words = re.sub(r"[^\w\s]", " ", re.sub(r"[.'’]", "", searchable(name)).replace("_", " ")).split()
    ends, starts = legal_forms()
    if len(words) > 1 and words[0] in starts:
        words = words[1:]
    while form := next(
        (n for n in range(min(LONGEST_FORM, len(words) - 1), 0, -1) if "".join(words[-n:]) in ends), 0
    ):
        words = words[:-form]
    return "".join(words) or bare(name) or folded(name)


def host_of(address: str) -> str:
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return "" if host in SHARED_HOSTS else host


def blocks_of(name: str) -> set[str]:
    """Names with one mistake between them share one that lacks a letter; with two, mostly an end."""
    if len(name) < SHORTEST:
        return set()
    lacking = {name[:place] + name[place + 1 :] for place in range(len(name))}
    return {name, *lacking, f"{name[:EDGE]}…", f"…{name[-EDGE:]}"}


def digits_of(name: str) -> str:
    return "".join(filter(str.isdigit, name))


def mistakes_allowed(name: str) -> int:
    return 1 if len(name) <= 10 else 2


class Lookalikes:
    """An index of records, to find those like another."""

    def __init__(self, records: Iterable[Known]) -> None:
        self.records: dict[int, Known] = {}
        self.by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.blocks: dict[str, list[str]] = {}
        for record in records:
            self.add(record)
        self.names = [value for kind, value in self.by_key if kind == "name"]

    def prepared(self) -> "Lookalikes":
        """For many questions: each is compared with a few names instead of all."""
        blocks: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            for block in blocks_of(name):
                blocks[block].append(name)
        self.blocks = {block: names for block, names in blocks.items() if 1 < len(names) <= FULL}
        return self

    def add(self, record: Known) -> None:
        assert record.pk is not None  # noqa: S101
        self.records[record.pk] = record
        for key in set(record.keys()):
            self.by_key[key].append(record.pk)

    def like(self, record: Known) -> list[Alike]:
        """The surest first."""
        reasons: dict[int, list[Reason]] = defaultdict(list)
        for pk, key in self.sharing(record):
            other = self.records[pk]
            if key[0] == "name":
                reasons[pk].append(same_name(record, other, key[1]))
            elif key[0] != "host":
                reasons[pk].append(Reason(0, f"Same {NUMBERS[key[0]]}"))
            elif not record.is_kin(other):
                reasons[pk].append(Reason(3, f"Same website, {key[1]}"))
        for pk, reason in self.misspelled(record):
            if pk not in reasons or all(other.rank > reason.rank for other in reasons[pk]):
                reasons[pk].append(reason)
        found = [
            Alike(pk, tuple(sorted(set(why), key=lambda r: (r.rank, r.text)))) for pk, why in reasons.items()
        ]
        return sorted(
            (each for each in found if each.reasons), key=lambda each: (each.reasons[0].rank, each.pk)
        )

    def sharing(self, record: Known) -> Iterator[tuple[int, tuple[str, str]]]:
        for key in set(record.keys()):
            sharers = self.by_key.get(key, [])
            if key[0] == "host" and len(sharers) > CROWD:
                continue
            yield from ((pk, key) for pk in sharers[:CROWD] if pk != record.pk)

    def misspelled(self, record: Known) -> Iterator[tuple[int, Reason]]:
        for name in record.names:
            wanted = core(name)
            for other in self.close(wanted):
                for pk in self.by_key["name", other][:CROWD]:
                    if pk != record.pk:
                        theirs = called(self.records[pk], other)
                        yield pk, Reason(4, f"Nearly the same spelling: “{name}” and “{theirs}”")

    def close(self, wanted: str) -> list[str]:
        """Names spelled nearly so, with the same numbers in them."""
        blocks = blocks_of(wanted)
        if not blocks:
            return []
        held = (self.blocks.get(block, ()) for block in blocks)
        names = {name for names in held for name in names} if self.blocks else self.names
        found = process.extract(
            wanted,
            names,
            scorer=OSA.distance,
            processor=None,
            score_cutoff=mistakes_allowed(wanted),
            limit=CROWD,
        )
        close = [name for name, mistakes, _ in found if 0 < mistakes <= mistakes_allowed(name)]
        return [name for name in close if digits_of(name) == digits_of(wanted)]

    def pairs(self) -> Iterator[tuple[int, Alike]]:
        """Every two that are alike, once."""
        self.prepared()
        for pk, record in self.records.items():
            yield from ((pk, other) for other in self.like(record) if other.pk > pk)


def called(record: Known, key: str) -> str:
    return next(name for name in record.names if core(name) == key)


def same_name(first: Known, second: Known, key: str) -> Reason:
    """The strictest rule under which a name of each is the same."""
    ours = [name for name in first.names if core(name) == key]
    theirs = [name for name in second.names if core(name) == key]
    told = f": “{ours[0]}” and “{theirs[0]}”"
    for rank, form, words in (
        (1, folded, "Same name"),
        (1, searchable, "Same name but for accents or look-alike letters"),
        (2, bare, "Same name but for spaces or punctuation"),
    ):
        if shared := {form(name) for name in ours} & {form(name) for name in theirs}:
            one = next(name for name in ours if form(name) in shared)
            other = next(name for name in theirs if form(name) in shared)
            if form is folded:
                return Reason(rank, alias(one, first, second))
            return Reason(rank, f"{words}: “{one}” and “{other}”")
    return Reason(2, f"Same name but for the legal form{told}")


def alias(name: str, first: Known, second: Known) -> str:
    heads = {folded(record.names[0]) for record in (first, second)}
    return f"“{name}” is a name of both" + ("" if folded(name) in heads else ", though neither goes by it")


def register_of(vendors: VendorQuerySet) -> Iterator[Known]:
    wanted = ("name", "legal_name", "trading_names", "lei", "vat_number", "duns", "website", "parent_id")
    return map(Known.of, vendors.order_by("pk").only(*wanted).iterator(2000))


def like(vendor: Vendor) -> list[tuple[Vendor, Alike]]:
    """Records that may be about the company that this one is about, but for those told apart by a person."""
    register = Vendor.objects.current()
    apart = Distinction.objects.partners_of(vendor.pk) if vendor.pk else set()
    found = [
        each for each in Lookalikes(register_of(register)).like(Known.of(vendor)) if each.pk not in apart
    ]
    known = register.in_bulk([each.pk for each in found])
    return [(known[each.pk], each) for each in found]


def all_pairs() -> list[tuple[int, Alike]]:
    """Of the whole register, the surest first; compared anew only after a record has changed."""
    kept, state = cache.get(KEPT), state_of_register()
    if kept is None or kept[0] != state:
        kept = (state, compared())
        cache.set(KEPT, kept, timeout=None)
    apart = set(Distinction.objects.values_list("first_id", "second_id"))
    return [(pk, alike) for pk, alike in kept[1] if (pk, alike.pk) not in apart]


def compared() -> list[tuple[int, Alike]]:
    found = Lookalikes(register_of(Vendor.objects.current())).pairs()
    return sorted(found, key=lambda pair: (pair[1].reasons[0].rank, pair[0], pair[1].pk))


def state_of_register() -> tuple[int, int]:
    """Another one after any change: the database writes each down, and some end before earlier ones."""
    return Vendor.pgh_event_model.objects.count(), Vendor.objects.count()  # type: ignore[attr-defined]
