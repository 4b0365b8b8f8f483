"""What a dossier is about: one RFP, its versions, and those of them that are shown in full."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from accounts.models import User
from rfp.models import Rfp

from ..models import Decision, Shortlist

Row = list[Any]
Rows = Iterator[Row]
Tell = Callable[[str, int, int], None]
AT_ONCE = 50
"""Versions in memory at a time."""


@dataclass
class Scope:
    """`tell` hears how far the work is: what is written, how much of it, out of how much.

    `altered` says of versions what does not match, by number; it is filled as they are written.
    """

    rfp: Rfp
    by: User
    tell: Tell
    altered: dict[int, list[str]] = field(default_factory=dict)

    def versions(self) -> Iterator[Shortlist]:
        """Oldest first, never many of them at once."""
        found = self.rfp.shortlists.select_related("rfp").order_by("number")
        yield from found.iterator(chunk_size=AT_ONCE)

    @cached_property
    def newest(self) -> int | None:
        """Versions are numbered from 1 without gaps, so this is how many there are."""
        return self.rfp.shortlists.values_list("number", flat=True).first()

    @property
    def known_at(self) -> datetime:
        """When the newest version was computed: the same for the same state of the record."""
        newest = self.rfp.shortlists.values_list("computed_at", flat=True).first()
        return newest or self.rfp.created_at

    @cached_property
    def decisions(self) -> list[Decision]:
        """Oldest first."""
        found = Decision.objects.filter(rfp=self.rfp).with_names()
        return list(found.order_by("at", "pk"))

    @cached_property
    def in_full(self) -> list[int]:
        """The numbers of the versions that decisions rest on, and of the newest."""
        return sorted({*(each.shortlist.number for each in self.decisions), *filter(None, [self.newest])})

    def shown_in_full(self) -> Iterator[Shortlist]:
        """Without those that do not match their hash: nothing is derived from them."""
        for number in self.in_full:
            if number not in self.altered:
                yield self.rfp.shortlists.select_related("rfp").get(number=number)

    @property
    def titles(self) -> dict[str, str]:
        """Of the candidates, by the keys that evaluation files use."""
        return dict(self.rfp.candidates.values_list("key", "vendor__name"))


def stem(number: int) -> str:
    """What the files of a version begin with: such that they sort as they are numbered."""
    return f"version-{number:05}"


def moment(at: datetime | None) -> str:
    """To the second, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def day(on: date | None) -> str:
    return on.isoformat() if on else ""


def name(person: User | None) -> str:
    return str(person) if person else ""
