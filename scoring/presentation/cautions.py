"""What somebody must have read before a decision is recorded, approved or acted upon."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from ..models import Decision, Shortlist
from .confirmed import confirmed
from .ranking import is_on_shortlist


@dataclass(frozen=True)
class Cautions:
    """None of them is in the way of a decision; `token` stands for the sentences that were read."""

    sentences: Sequence[str]

    @classmethod
    def of(cls, shortlist: Shortlist, winners: Sequence[str]) -> Self:
        """Against deciding on this version, and against awarding to these, by the names of that version."""
        found = Placed(shortlist)
        return cls([*_outdated(shortlist), *_not_first(found, winners), *_below_the_line(found, winners)])

    @classmethod
    def of_decision(cls, decision: Decision) -> Self:
        return cls.of(Shortlist.objects.get(pk=decision.shortlist_id), decision.awarded_to)

    def __bool__(self) -> bool:
        return bool(self.sentences)

    @property
    def token(self) -> str:
        return sha256("\n".join(self.sentences).encode()).hexdigest()[:16]

    def are_read(self, token: str) -> bool:
        return not self.sentences or token == self.token


class Placed:
    """Who stands where in a version, by name."""

    def __init__(self, version: Shortlist) -> None:
        self.version = version

    @cached_property
    def rows(self) -> dict[str, dict[str, Any]]:
        titles = {each["key"]: each["title"] for each in self.version.outline["vendors"]}
        return {titles[row["vendor"]]: row for row in self.version.result["rows"]}

    @property
    def first(self) -> str:
        leaders = [title for title, row in self.rows.items() if row["rank"] == 1]
        return f"{' and '.join(leaders)} {'are' if len(leaders) > 1 else 'is'} first" if leaders else ""

    def below(self, winners: Sequence[str]) -> list[str]:
        line = self.version.line
        return [each for each in winners if each in self.rows and not is_on_shortlist(self.rows[each], line)]


def _outdated(shortlist: Shortlist) -> list[str]:
    newest = Shortlist.objects.latest_of(shortlist.rfp)
    if newest is None or newest.pk == shortlist.pk:
        return []
    first = Placed(newest).first or "nobody is ranked"
    return [f"Version {shortlist.number} is not the newest: in version {newest.number}, {first}."]


def _not_first(found: Placed, winners: Sequence[str]) -> list[str]:
    ranks = {each: found.rows[each]["rank"] for each in winners if each in found.rows}
    number = found.version.number
    return [
        f"{each} is ranked {rank} in version {number}, where {found.first}."
        for each, rank in ranks.items()
        if rank != 1
    ]


def _below_the_line(found: Placed, winners: Sequence[str]) -> list[str]:
    """Of the shortlist that was confirmed; of the version's own, where none is."""
    shortlist = confirmed(found.version.rfp)
    if shortlist is None:
        return [
            f"{each} is not on the shortlist of version {found.version.number}."
            for each in found.below(winners)
        ]
    agreed = f"version {shortlist.version.number}: {', '.join(shortlist.vendors) or 'nobody'}"
    return [
        f"{each} is not on the confirmed shortlist ({agreed})."
        for each in winners
        if each not in shortlist.vendors
    ]
