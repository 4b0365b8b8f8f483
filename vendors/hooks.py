"""What the apps above add to deeds of this one, within the same transaction; they register in `AppConfig.ready`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from accounts.models import User

from .models import AWAY, Vendor, VendorStatus


@dataclass(frozen=True)
class Move:
    """A vendor as it stands now, and how it stood before."""

    vendor: Vendor
    was: str

    @property
    def is_of_note(self) -> bool:
        """Whether it decides who is asked for offers."""
        return self.was != self.vendor.status and (self.was in AWAY or self.vendor.is_away)

    @property
    def in_words(self) -> str:
        status = self.vendor.get_status_display().lower()
        return status if self.vendor.is_away else f"{BACK[VendorStatus(self.was)]} as {status}"


BACK = {VendorStatus.SUSPENDED: "reinstated", VendorStatus.RETIRED: "brought back"}

moved: list[Callable[[list[Move], User], None]] = []
"""Called with the vendors that one deed suspended, retired or brought back, and whose deed it was."""


def tell_moved(moves: Iterable[Move], *, by: User) -> None:
    if of_note := [move for move in moves if move.is_of_note]:
        for hook in moved:
            hook(of_note, by)


def moves_since(before: Mapping[int, str]) -> list[Move]:
    """Those of these vendors that stand otherwise than they did, by what was noted of them before."""
    return [
        Move(vendor, before[vendor.pk])
        for vendor in Vendor.objects.filter(pk__in=before).order_by("pk")
        if vendor.status != before[vendor.pk]
    ]
