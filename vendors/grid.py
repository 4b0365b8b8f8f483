"""Who covers which language at which hour of the buyer's day: a grid of language × site × hour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .coverage import Day, Span, merged
from .models import DeliverySite, Language

MANY = 3
NO_LANGUAGE = "No language recorded"


@dataclass(frozen=True)
class Cell:
    """One hour: the part of it that is covered, and by how many sites."""

    share: Fraction
    sites: int

    @property
    def level(self) -> str:
        """From 0 to 3 and more sites; `part` where the hour is not covered throughout."""
        return "0" if not self.share else "part" if self.share < 1 else str(min(self.sites, MANY))

    @property
    def sign(self) -> str:
        return "–" if not self.share else "½" if self.share < 1 else str(self.sites)

    @property
    def words(self) -> str:
        if not self.share:
            return "nobody"
        who = "1 site" if self.sites == 1 else f"{self.sites} sites"
        return who if self.share == 1 else f"{who}, a part of the hour"


@dataclass(frozen=True)
class Row:
    """The hours of some sites together."""

    title: str
    sites: tuple[DeliverySite, ...]
    day: Day

    @cached_property
    def cells(self) -> list[Cell]:
        shares = [self.day.shares(spans_of(site, self.day)) for site in self.sites]
        united = self.day.shares(merged(span for site in self.sites for span in spans_of(site, self.day)))
        return [
            Cell(share, sum(1 for each in of_sites if each))
            for share, *of_sites in zip(united, *shares, strict=True)
        ]

    @property
    def covered(self) -> int:
        """How many hours are covered from start to end."""
        return sum(cell.share == 1 for cell in self.cells)

    @property
    def words(self) -> str:
        """Such as: 16 of 24 hours, 05–21."""
        full = [cell.share == 1 for cell in self.cells]
        parts = " and ".join(f"{start}–{end}" for start, end in self.day.stretches(full))
        said = f"{self.covered} of {len(full)} hours"
        return f"{said}, {parts}" if parts and not all(full) else said


@dataclass(frozen=True)
class Block:
    """One language: all of its sites together, then each row of them."""

    language: Language | None
    whole: Row
    rows: list[Row]

    @property
    def title(self) -> str:
        return self.language.name if self.language else NO_LANGUAGE

    @property
    def only(self) -> Row | None:
        """The row that is the whole."""
        return self.rows[0] if len(self.rows) == 1 else None


def spans_of(site: DeliverySite, day: Day) -> list[Span]:
    return site.week.within(day.span)


def blocks_of(
    sites: Iterable[DeliverySite], day: Day, *, languages: Sequence[Language] = (), by_vendor: bool = False
) -> list[Block]:
    """Languages in their order; sites need `languages` (and `vendor`, if rows are vendors) fetched."""
    known = [site for site in sites if site.week.is_known]
    spoken: dict[Language | None, list[DeliverySite]] = {language: [] for language in languages}
    for site in known:
        for language in (*site.languages.all(),) or (None,):
            if not languages or language in spoken:
                spoken.setdefault(language, []).append(site)
    order = sorted(spoken, key=lambda language: (language is None, language.name if language else ""))
    return [block_of(language, spoken[language], day, by_vendor=by_vendor) for language in order]


def block_of(language: Language | None, sites: Sequence[DeliverySite], day: Day, *, by_vendor: bool) -> Block:
    together: dict[str, list[DeliverySite]] = {}
    for site in sites:
        together.setdefault(str(site.vendor) if by_vendor else str(site), []).append(site)
    rows = [Row(title, tuple(each), day) for title, each in together.items()]
    return Block(language, Row("All together", tuple(sites), day), rows)
