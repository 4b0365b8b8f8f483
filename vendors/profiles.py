"""A vendor's profiles as they are read: claimed beside assessed, the difference, and what was said before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps

from .dimensions import ALL, Dimension, Profile, Side
from .models import ProfileValue, Vendor

Key = tuple[str, str]


@dataclass(frozen=True)
class Earlier:
    """A value that stood there until it was changed or removed."""

    side: str
    value: str
    as_of: date | None


@dataclass(frozen=True)
class Line:
    dimension: Dimension
    claimed: ProfileValue | None
    assessed: ProfileValue | None
    earlier: list[Earlier] = field(default_factory=list)

    @property
    def sides(self) -> list[tuple[Side, ProfileValue | None]]:
        return [(Side.CLAIMED, self.claimed), (Side.ASSESSED, self.assessed)]

    @property
    def difference(self) -> Decimal | None:
        """By how much we assessed it above what the vendor claims."""
        return self.assessed.value - self.claimed.value if self.claimed and self.assessed else None

    @property
    def difference_shown(self) -> str:
        gap = self.difference
        if gap is None:
            return ""
        if not gap:
            return "as claimed"
        return f"{gap:+f}".rstrip("0").rstrip(".").replace("-", "−")

    @property
    def is_worse(self) -> bool:
        gap = self.difference
        return gap is not None and (gap < 0 if self.dimension.better == "higher" else gap > 0)


def profiles_of(vendor: Vendor) -> list[tuple[Profile, list[Line]]]:
    """All dimensions of each profile, in a fixed number of queries."""
    values = vendor.profile_values.select_related("entered_by", "verified_by")
    known = {(each.dimension, each.side): each for each in values}
    before = earlier_of(vendor, known)
    lines = [
        Line(
            each, known.get((each.key, Side.CLAIMED)), known.get((each.key, Side.ASSESSED)), before[each.key]
        )
        for each in ALL
    ]
    return [(profile, [line for line in lines if line.dimension.profile == profile]) for profile in Profile]


def earlier_of(vendor: Vendor, known: dict[Key, ProfileValue]) -> dict[str, list[Earlier]]:
    """Values that no longer stand, newest first and each once, by dimension."""
    found: dict[str, list[Earlier]] = defaultdict(list)
    for event in events_of(vendor):
        now = known.get((event["dimension"], event["side"]))
        stood = now is not None and (now.value, now.as_of) == (event["value"], event["as_of"])
        entry = Earlier(event["side"], f"{event['value']:f}".rstrip("0").rstrip("."), event["as_of"])
        if not stood and entry not in found[event["dimension"]]:
            found[event["dimension"]].append(entry)
    return found


def events_of(vendor: Vendor) -> Iterable[dict[str, Any]]:
    events = apps.get_model("vendors.ProfileValueEvent")._default_manager.filter(vendor=vendor)
    newest_first = events.order_by("-pgh_created_at", "-pgh_id")
    return list(newest_first.values("dimension", "side", "value", "as_of"))
