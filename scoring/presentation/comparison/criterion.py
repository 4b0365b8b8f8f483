"""One criterion with all vendors side by side: what each reached, and what each evaluator gave and wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from rfp.models import Rfp

from ...engine.document import Criterion, Knockout, Scored
from ...numbers import plain
from ..explanation import Version
from ..words import short
from .cells import Cell, Compared
from .results import Results


@dataclass(frozen=True)
class Standing:
    """A vendor under the criterion: `place` among all of them there, `rank` in the whole ranking."""

    vendor: Compared
    place: int | None
    rank: int | None
    cell: Cell


class OneCriterion:
    """`vendors` are those of the version; the best under this criterion come first, the unknown last."""

    def __init__(self, rfp: Rfp, version: Version, vendors: Sequence[Compared], *, key: str) -> None:
        self.rfp, self.version, self.key = rfp, version, key
        known = [each for each in vendors if each.key in version.rows]
        self.vendors = sorted(known, key=lambda each: (self.share(each) is None, -(self.share(each) or 0)))

    @cached_property
    def criterion(self) -> Criterion:
        """Raises KeyError if the version has no criterion of this key."""
        return {each.key: each for each in self.version.evaluation.criteria}[self.key]

    @property
    def is_knockout(self) -> bool:
        return isinstance(self.criterion, Knockout)

    @property
    def has_panel(self) -> bool:
        return isinstance(self.criterion, Scored)

    @property
    def weight(self) -> str:
        return "" if isinstance(self.criterion, Knockout) else short(plain(self.criterion.weight))

    def share(self, vendor: Compared) -> Fraction | None:
        return self.shares[vendor.key]

    @cached_property
    def shares(self) -> dict[str, Fraction | None]:
        """How much of the weight each reached; None where that is not known, and for a knock-out."""
        return {
            key: (self.version.explainer.rows[key].fractions or {}).get(self.key) for key in self.version.rows
        }

    @cached_property
    def places(self) -> dict[str, int]:
        """1 for the best; who is level shares the place, and the next one counts how many are better."""
        shares = sorted((share for share in self.shares.values() if share is not None), reverse=True)
        return {key: shares.index(share) + 1 for key, share in self.shares.items() if share is not None}

    def standings(self, vendors: Sequence[Compared]) -> list[Standing]:
        """For some of `vendors`, a page of them."""
        results = Results(self.rfp, self.version, vendors)
        place = [each.key for each, _ in results.parts].index(self.key)
        cells = results.row_of(*results.parts[place]).cells
        return [
            Standing(vendor, self.places.get(vendor.key), self.version.rows[vendor.key]["rank"], cell)
            for vendor, cell in zip(vendors, cells, strict=True)
        ]
