"""Whom a report is for: that decides what it may say, and since when it tells what changed."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max

from ..models import Delivery, Shortlist


@dataclass(frozen=True)
class Reader:
    """`since` is the number of the version they were sent last, None if there is none.

    People outside the team get neither the panel's comments nor the names of evaluators.
    """

    since: int | None = None
    is_team: bool = False


class Readers:
    """The readers of one version by address, in two queries however many there are."""

    def __init__(self, shortlist: Shortlist) -> None:
        self.shortlist = shortlist

    def of(self, email: str) -> Reader:
        return Reader(since=self._since.get(email), is_team=email in self._team)

    @cached_property
    def _since(self) -> dict[str, int]:
        earlier = Delivery.objects.of_rfp(self.shortlist.rfp).filter(
            shortlist__number__lt=self.shortlist.number
        )
        newest = earlier.order_by().values("recipient").annotate(number=Max("shortlist__number"))
        return dict(newest.values_list("recipient", "number"))

    @cached_property
    def _team(self) -> set[str]:
        team = self.shortlist.rfp.team.filter(user__is_active=True)
        return set(team.values_list("user__email", flat=True))
