"""What a ranking says: exact inside, rounded once when it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .arithmetic import fixed

SENSITIVITY_DECIMALS = 4


class State(StrEnum):
    RANKED = "ranked"
    INCOMPLETE = "incomplete"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Row:
    """One vendor's result. The numbers are exact, and absent unless the vendor is ranked.

    ``fractions`` is, by criterion, the share of its weight that was reached; ``points`` is weight times that.
    """

    vendor: str
    state: State
    reasons: tuple[str, ...]
    rank: int | None
    total: Fraction | None
    quality: Fraction | None
    points: Mapping[str, Fraction]
    fractions: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Tipping:
    """The weight at which ``vendor`` draws level with the leader."""

    at: Fraction
    vendor: str

    def as_dict(self) -> dict[str, object]:
        return {"at": fixed(self.at, SENSITIVITY_DECIMALS), "vendor": self.vendor}


@dataclass(frozen=True, slots=True)
class CriterionSensitivity:
    criterion: str
    weight: Decimal
    down: Tipping | None
    up: Tipping | None

    def as_dict(self) -> dict[str, object]:
        return {
            "criterion": self.criterion,
            "weight": f"{abs(self.weight):f}",
            "down": self.down and self.down.as_dict(),
            "up": self.up and self.up.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Transfer:
    """Points of weight that, moved between two criteria, let ``vendor`` draw level with the leader."""

    points: Fraction
    giver: str
    taker: str
    vendor: str

    def as_dict(self) -> dict[str, object]:
        points = fixed(self.points, SENSITIVITY_DECIMALS)
        return {"points": points, "from": self.giver, "to": self.taker, "vendor": self.vendor}


@dataclass(frozen=True, slots=True)
class Sensitivity:
    leader: str
    criteria: tuple[CriterionSensitivity, ...]
    smallest_transfer: Transfer | None

    def as_dict(self) -> dict[str, object]:
        return {
            "leader": self.leader,
            "criteria": [each.as_dict() for each in self.criteria],
            "smallest_transfer": self.smallest_transfer and self.smallest_transfer.as_dict(),
        }
