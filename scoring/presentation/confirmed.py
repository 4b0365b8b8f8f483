"""The shortlist that was confirmed, and what has become of the ranking since."""

from dataclasses import dataclass
from functools import cached_property

from rfp.models import Rfp, RfpStatus

from ..models import Decision, DecisionKind, Shortlist
from ..services.decisions import AWARDED_FROM
from .moves import moves_in_words
from .ranking import is_on_shortlist

CONFIRMED = (*AWARDED_FROM, RfpStatus.AWARDED)


@dataclass(frozen=True)
class Confirmed:
    decision: Decision
    version: Shortlist
    newest: Shortlist

    @cached_property
    def vendors(self) -> list[str]:
        """By name, best first."""
        titles = {each["key"]: each["title"] for each in self.version.outline["vendors"]}
        rows = self.version.result["rows"]
        return [titles[row["vendor"]] for row in rows if is_on_shortlist(row, self.version.line)]

    @property
    def is_newest(self) -> bool:
        return self.version.number == self.newest.number

    @cached_property
    def moved(self) -> str:
        """Who stands elsewhere in the newest version, in words; empty as long as nobody does."""
        return "" if self.is_newest else moves_in_words(self.version, self.newest)


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
