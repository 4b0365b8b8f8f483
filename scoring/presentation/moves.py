"""Shortlists whose ranking has moved since a person last looked: who moved, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery

from accounts.models import User
from rfp.models import Candidate, Rfp, RfpStatus
from rfp.models.rfp import ENDED

from ..access import may_see_results, team_rfps
from ..models import LastSeen, Shortlist
from .ranking import Move, ranks

MOST_TOLD = 4
MOST_RFPS = 6
MOST_READ = 30
"""Of so many rankings at most it is found out whether they moved."""


@dataclass(frozen=True)
class Mover:
    title: str
    move: Move


@dataclass(frozen=True)
class Moved:
    """What has become of one ranking; `seen` is the version looked at last, None if there was none."""

    rfp: Rfp
    seen: int | None
    newest: Shortlist
    movers: list[Mover]
    leaders: list[str]

    @property
    def versions(self) -> int:
        return self.newest.number - (self.seen or 0)

    @property
    def told(self) -> list[Mover]:
        return self.movers[:MOST_TOLD]

    @property
    def untold(self) -> int:
        return max(len(self.movers) - MOST_TOLD, 0)

    @property
    def causes(self) -> list[str]:
        return self.newest.cause.splitlines()


def moved_since_seen(user: User) -> list[Moved]:
    """The rankings that moved, newest first; never of an RFP whose results are hidden. Three queries."""
    rfps = [rfp for rfp in _unseen(user) if may_see_results(user=user, rfp=rfp)]
    versions = _versions(rfps)
    names = {
        (candidate.rfp_id, candidate.key): candidate.vendor.name
        for candidate in Candidate.objects.filter(rfp__in=rfps).select_related("vendor")
    }
    found = [_moved(rfp, versions, names) for rfp in rfps]
    return [each for each in found if each][:MOST_RFPS]


def _unseen(user: User) -> Iterable[Rfp]:
    """Published RFPs that go on, with a version newer than the one seen last, the latest computed first.

    What a draft would rank changes with every keystroke of who writes it, and is no news."""
    newest = Shortlist.objects.filter(rfp=OuterRef("pk")).order_by("-number")
    seen = LastSeen.objects.filter(user=user, rfp=OuterRef("pk")).values("number")
    rfps = team_rfps(user).annotate(
        newest_number=Subquery(newest.values("number")[:1]),
        newest_at=Subquery(newest.values("computed_at")[:1]),
        seen_number=Subquery(seen),
    )
    unseen = Q(seen_number=None) | Q(seen_number__lt=F("newest_number"))
    going_on = rfps.filter(unseen, newest_number__isnull=False).exclude(status__in=[*ENDED, RfpStatus.DRAFT])
    return going_on.order_by("-newest_at")[:MOST_READ]


def _versions(rfps: list[Rfp]) -> dict[tuple[int, int], Shortlist]:
    wanted = Q()
    for rfp in rfps:
        wanted |= Q(rfp=rfp, number__in=[rfp.__dict__["newest_number"], rfp.__dict__["seen_number"] or 0])
    found = Shortlist.objects.filter(wanted).defer("document") if rfps else []
    return {(each.rfp_id, each.number): each for each in found}


def _moved(
    rfp: Rfp, versions: dict[tuple[int, int], Shortlist], names: dict[tuple[int, str], str]
) -> Moved | None:
    seen, newest = rfp.__dict__["seen_number"], versions[rfp.pk, rfp.__dict__["newest_number"]]
    now = ranks(newest.result)
    before = ranks(versions[rfp.pk, seen].result) if seen else {}
    moved = movers(before, now, lambda key: names.get((rfp.pk, key), key)) if seen else []
    if seen and not moved:
        return None
    leaders = [names.get((rfp.pk, key), key) for key, rank in now.items() if rank == 1]
    return Moved(rfp, seen, newest, moved, leaders)


def movers(before: dict[str, int], now: dict[str, int], name: Callable[[str], str]) -> list[Mover]:
    """By the place they have now; who fell out comes last."""
    moves = {key: Move(before.get(key), now.get(key)) for key in [*now, *(set(before) - set(now))]}
    return [Mover(name(key), move) for key, move in moves.items() if move.text]


def moves_in_words(older: Shortlist, newer: Shortlist) -> str:
    """Who stands elsewhere in the newer version, the first few by name; empty if nobody does."""
    before, now = ranks(older.result), ranks(newer.result)
    titles = _titles(newer)
    if set(before) - set(titles):
        titles = _titles(older) | titles
    found = movers(before, now, titles.__getitem__)
    rest = len(found) - MOST_TOLD
    return ", ".join([*map(_told, found[:MOST_TOLD]), *([f"and {rest} more"] if rest > 0 else [])])


def _titles(version: Shortlist) -> dict[str, str]:
    return {each["key"]: each["title"] for each in version.outline["vendors"]}


def _told(mover: Mover) -> str:
    before, now = mover.move.before, mover.move.now
    if before and now:
        return f"{mover.title} from {before} to {now}"
    return f"{mover.title} ranked {now} now" if now else f"{mover.title} no longer ranked"
