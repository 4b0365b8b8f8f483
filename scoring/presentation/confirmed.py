"""The shortlist that was confirmed, and what has become of the ranking since."""

from dataclasses import dataclass
from functools import cached_property

from rfp.models import Rfp, RfpStatus

from ..models import Decision, DecisionKind, Shortlist
from ..services.decisions import AWARDED_FROM
from .moves import Mover, movers
from .ranking import is_on_shortlist, ranks

CONFIRMED = (*AWARDED_FROM, RfpStatus.AWARDED)
MOST_TOLD = 4


@dataclass(frozen=True)
class Confirmed:
    decision: Decision
    version: Shortlist
    newest: Shortlist

    @cached_property
    def vendors(self) -> list[str]:
        """By name, best first."""
        titles = self._titles(self.version)
        rows = self.version.result["rows"]
        return [titles[row["vendor"]] for row in rows if is_on_shortlist(row, self.version.line)]

    @property
    def is_newest(self) -> bool:
        return self.version.number == self.newest.number

    @cached_property
    def moved(self) -> str:
        """Who stands elsewhere in the newest version, in words; empty as long as nobody does."""
        if self.is_newest:
            return ""
        titles = self._titles(self.version) | self._titles(self.newest)
        found = movers(ranks(self.version.result), ranks(self.newest.result), titles.__getitem__)
        rest = len(found) - MOST_TOLD
        return ", ".join([*map(_told, found[:MOST_TOLD]), *([f"and {rest} more"] if rest > 0 else [])])

    @staticmethod
    def _titles(version: Shortlist) -> dict[str, str]:
        return {each["key"]: each["title"] for each in version.outline["vendors"]}


def confirmed(rfp: Rfp) -> Confirmed | None:
    """None until the shortlist is confirmed; what waits for approval or was declined does not count."""
    if rfp.status not in CONFIRMED:
        return None
    decisions = Decision.objects.filter(rfp=rfp, kind=DecisionKind.SHORTLIST).with_names()
    in_force = next((each for each in decisions if each.is_in_force), None)
    newest = Shortlist.objects.latest_of(rfp)
    if in_force is None or newest is None:
        return None
    is_newest = in_force.shortlist_id == newest.pk
    version = newest if is_newest else Shortlist.objects.get(pk=in_force.shortlist_id)
    return Confirmed(in_force, version, newest)


def _told(mover: Mover) -> str:
    before, now = mover.move.before, mover.move.now
    if before and now:
        return f"{mover.title} from {before} to {now}"
    return f"{mover.title} ranked {now} now" if now else f"{mover.title} no longer ranked"
