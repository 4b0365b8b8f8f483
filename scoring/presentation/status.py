"""Whether the ranking on a page is the newest there is, and what is in the way if it is not."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Self

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from rfp.models import Candidate, Rfp
from vendors.models import AWAY

from ..inputs.problems import NO_CRITERIA, NO_VENDORS, NO_WEIGHTS
from ..models import Recomputation, Shortlist

FAST_MS = 200
SLOW_MS = 1500
REMEDIES = {
    NO_CRITERIA: ("Add criteria", "rfp_criteria"),
    NO_WEIGHTS: ("Give weights", "rfp_criteria"),
    NO_VENDORS: ("Choose vendors", "rfp_candidates_add"),
}
"""Where the lead mends what keeps a new RFP from being ranked: what the button says, and its page."""


def with_status(rfps: QuerySet[Rfp]) -> QuerySet[Rfp]:
    """With everything that a status is read from, so that polling costs one query."""
    newest = Shortlist.objects.filter(rfp=OuterRef("pk")).order_by("-number")
    away = Candidate.objects.filter(rfp=OuterRef("pk"), vendor__status__in=AWAY).order_by().values("rfp")
    marks = StringAgg(Concat("key", Value(":"), "vendor__status"), ",", order_by=F("key"))
    return rfps.select_related("recomputation").annotate(
        newest_number=Subquery(newest.values("number")[:1]), away=Subquery(away.annotate(m=marks).values("m"))
    )


@dataclass(frozen=True)
class Status:
    """`state`: final, stale, parked, waiting or current; `newest` is None before the first version.

    `away` stands for who is suspended or retired: marks that may come and go under one and the same version.
    """

    state: str
    newest: int | None
    computed: int | None
    problems: list[str]
    parked_at: datetime | None
    away: str

    @classmethod
    def of(cls, rfp: Rfp) -> Self:
        """Of an RFP from `with_status`."""
        row: Recomputation | None = getattr(rfp, "recomputation", None)
        newest: int | None = rfp.__dict__["newest_number"]
        away = sha256((rfp.__dict__["away"] or "").encode()).hexdigest()[:8]
        if row is None:
            return cls("final" if rfp.has_ended else "stale", newest, None, [], None, away)
        problems = row.waiting_for.splitlines()
        return cls(_state(rfp, row), newest, row.computed_version, problems, row.parked_at, away)

    @property
    def remedy(self) -> tuple[str, str] | None:
        """The first page to go to, if that is known."""
        return next((REMEDIES[each] for each in self.problems if each in REMEDIES), None)

    @property
    def token(self) -> str:
        """Equal as long as there is nothing new to say."""
        return f"{self.state}.{self.newest or 0}.{self.computed or 0}.{self.away}"

    def marks_as(self, token: str) -> bool:
        """Whether a page with this token marks the same vendors as suspended or retired."""
        return token.rpartition(".")[2] == self.away

    @property
    def poll_ms(self) -> int:
        """When to ask again; 0 for never."""
        return {"stale": FAST_MS, "final": 0}.get(self.state, SLOW_MS)


def _state(rfp: Rfp, row: Recomputation) -> str:
    if rfp.has_ended:
        return "final"
    if row.computed_version is None or row.computed_version < rfp.inputs_version:
        return "parked" if row.parked_at else "stale"
    return "waiting" if row.waiting_for else "current"
