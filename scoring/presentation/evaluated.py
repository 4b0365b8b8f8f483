"""Where a vendor was evaluated, and what came of it, as far as a person may see."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from accounts.models import User
from rfp.models import Candidate, Rfp
from vendors.models import Vendor

from ..access import may_see_results, team_rfps
from ..models import Shortlist


@dataclass(frozen=True)
class Evaluated:
    rfp: Rfp
    result: str
    is_open: bool
    """Whether this person may open the ranking."""


def evaluated(vendor: Vendor, *, user: User) -> list[Evaluated]:
    """The RFPs of this person's teams that considered the vendor, the newest first. Three queries."""
    rfps = list(team_rfps(user).filter(candidates__vendor=vendor))
    keys = dict(Candidate.objects.filter(vendor=vendor, rfp__in=rfps).values_list("rfp", "key"))
    newest = Shortlist.objects.filter(rfp=OuterRef("rfp")).order_by("-number").values("pk")[:1]
    versions = Shortlist.objects.filter(rfp__in=rfps, pk=Subquery(newest)).defer("document")
    rankings = {each.rfp_id: each.result for each in versions}
    return [_evaluated(rfp, keys[rfp.pk], rankings.get(rfp.pk), user) for rfp in rfps]


def _evaluated(rfp: Rfp, key: str, ranking: dict[str, object] | None, user: User) -> Evaluated:
    if not may_see_results(user=user, rfp=rfp):
        return Evaluated(rfp, "Hidden until you have handed in your scores", False)
    return Evaluated(rfp, _result(key, ranking), ranking is not None)


def _result(key: str, ranking: dict[str, object] | None) -> str:
    rows: list[dict[str, object]] = ranking["rows"] if ranking else []  # type: ignore[assignment]
    row = next((each for each in rows if each["vendor"] == key), None)
    if row is None:
        return "Not ranked yet"
    if row["state"] != "ranked":
        return str(row["state"]).capitalize()
    ranked = sum(1 for each in rows if each["state"] == "ranked")
    return f"Rank {row['rank']} of {ranked}"
