"""Ranks over versions: a chart, and the table that says the same."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from rfp.models import Rfp

from ..models import Shortlist
from .ranking import ranks

MOST_VENDORS = 12


class RanksOverVersions:
    """`versions` come newest first; of many vendors, those that stood best in the newest or ever."""

    def __init__(self, rfp: Rfp, versions: Sequence[Shortlist]) -> None:
        self.rfp, self.versions = rfp, list(reversed(versions))
        self._ranks = [ranks(each.result) for each in self.versions]

    @cached_property
    def _keys(self) -> list[str]:
        """By the newest rank, then by the best one ever."""
        best: dict[str, int] = {}
        for found in self._ranks:
            for key, rank in found.items():
                best[key] = min(rank, best.get(key, rank))
        last = self._ranks[-1] if self._ranks else {}
        return sorted(best, key=lambda key: (last.get(key, len(best) + best[key]), best[key], key))

    @property
    def left_out(self) -> int:
        return max(len(self._keys) - MOST_VENDORS, 0)

    @cached_property
    def rows(self) -> list[tuple[str, list[int | None]]]:
        names = self._names
        shown = self._keys[:MOST_VENDORS]
        return [(names.get(key, key), [found.get(key) for found in self._ranks]) for key in shown]

    @property
    def chart(self) -> dict[str, Any]:
        return {
            "versions": [str(each.number) for each in self.versions],
            "vendors": [{"name": name, "ranks": found} for name, found in self.rows],
        }

    @cached_property
    def _names(self) -> dict[str, str]:
        """As candidates are called now; whoever is none any more, as in the last version with a rank for it."""
        names = dict(self.rfp.candidates.values_list("key", "vendor__name"))
        last = {
            each.number
            for key in self._keys[:MOST_VENDORS]
            if key not in names
            for each in [self._last_of(key)]
        }
        for shortlist in self.rfp.shortlists.filter(number__in=last) if last else ():
            names |= {vendor["key"]: vendor["title"] for vendor in shortlist.file["vendors"]} | names
        return names

    def _last_of(self, key: str) -> Shortlist:
        found = zip(self.versions, self._ranks, strict=True)
        return [version for version, places in found if key in places][-1]
