r"""Why a total is no longer what it was: its change between two evaluations, divided among the causes.

Let v(S) be a vendor's total when the causes in S are as in the new evaluation and the others as in the old
one (``mixing.py``). Each cause gets its Shapley value (``shapley.py``): what it adds, on average over all orders
in which the causes could have come. The parts add up exactly to the change of the total, whatever changed.

A total is a sum over the criteria, so the parts are found criterion by criterion, and each part opens into those
of its criteria. Where only weight and value of a criterion changed this is the symmetric split of a product,

    Δ(w f) = Δw × (f + f') / 2 + (w + w') / 2 × Δf.

The causes: the weights; the scores of the panel; the measures (facts of the register and the responses); the prices,
one's own and those of others that set p*; the vendors in and out, that is who is not excluded and so takes part
in p* and the best quality; and the method, that is everything else: criteria that came or went, scales,
directions, the panel rule, the price formula with its parameters, the stretching of quality.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from .. import Ranking, rank
from ..arithmetic import exact_sum, rounded
from ..document import Evaluation
from ..ranking import Row
from .causes import Differences
from .change import Changes, CriterionChange, Parts, Split, VendorChange
from .mixing import Mixer
from .shapley import shapley
from .shown import apportion_signed
from .sides import Cause, Side
from .words import place_in_words

ZERO = Fraction(0)
Key = TypeVar("Key")


def split_change(
    old: Evaluation, new: Evaluation, *, rankings: tuple[Ranking, Ranking] | None = None
) -> Changes:
    """The change of every vendor's total, by cause and by criterion; ``rankings`` saves computing them again."""
    before, after = rankings or (rank(old), rank(new))
    return Splitter(Side(old, before), Side(new, after)).changes()


class Splitter:
    """Divides the changes between two evaluations."""

    def __init__(self, old: Side, new: Side) -> None:
        old.other, new.other = new, old
        self.old, self.new = old, new
        self.differences, self.mixer = Differences(old, new), Mixer(old, new)
        self.decimals = max(old.method.decimals, new.method.decimals)

    def changes(self) -> Changes:
        return Changes(
            old_sha256=self.old.evaluation.sha256,
            new_sha256=self.new.evaluation.sha256,
            vendors=tuple(map(self._vendor, dict.fromkeys([*self.new.rows, *self.old.rows]))),
            entered=tuple(key for key in self.new.field if key not in self.old.field),
            left=tuple(key for key in self.old.field if key not in self.new.field),
        )

    def _vendor(self, key: str) -> VendorChange:
        before, after = self.old.rows.get(key), self.new.rows.get(key)
        side = self.new if after else self.old
        return VendorChange(
            vendor=key,
            title=side.vendors[key].title,
            ranks=(before.rank if before else None, after.rank if after else None),
            places=(_place(self.old, key), _place(self.new, key)),
            split=self._split(before, after) if before and after else None,
        )

    def _split(self, before: Row, after: Row) -> Split | None:
        if before.total is None or after.total is None:
            return None
        parts = self._parts(before.vendor)
        change = rounded(after.total, self.decimals) - rounded(before.total, self.decimals)
        whole = {cause: exact_sum(found.values()) for cause, found in parts.items()}
        shown = _apportioned(whole, change, self.decimals)
        opened = {cause: _apportioned(found, shown[cause], self.decimals) for cause, found in parts.items()}
        moved = set().union(*parts.values())
        keys = [key for key in self.differences.keys if key in moved]
        return Split(
            decimals=self.decimals,
            totals=(before.total, after.total),
            shown_change=change,
            parts=whole,
            shown=shown,
            criteria=tuple(
                self._criterion(key, before, after, _of(key, parts), _of(key, opened)) for key in keys
            ),
        )

    def _parts(self, vendor: str) -> dict[Cause, dict[str, Fraction]]:
        """By cause and criterion, those that are not zero."""
        parts: dict[Cause, dict[str, Fraction]] = {cause: {} for cause in Cause}
        for key, causes in self.differences.of(vendor).items():
            ordered = tuple(cause for cause in Cause if cause in causes)
            for cause, part in zip(ordered, self._shapley(vendor, key, ordered), strict=True):
                if part:
                    parts[cause][key] = part
        return {cause: found for cause, found in parts.items() if found}

    def _shapley(self, vendor: str, key: str, causes: tuple[Cause, ...]) -> list[Fraction]:
        mixes = self.mixer.mixes(causes)
        return shapley([self.mixer.points(mix, vendor, key) for mix in mixes])

    def _criterion(self, key: str, before: Row, after: Row, parts: Parts, shown: Parts) -> CriterionChange:
        side = self.new if key in self.new.criteria else self.old
        return CriterionChange(
            criterion=key,
            title=side.criteria[key].title,
            weights=(self.old.weights.get(key), self.new.weights.get(key)),
            fractions=(before.fractions.get(key), after.fractions.get(key)),
            points=(before.points.get(key, ZERO), after.points.get(key, ZERO)),
            parts=parts,
            shown=shown,
        )


def _place(side: Side, vendor: str) -> str:
    row = side.rows.get(vendor)
    return place_in_words(side.evaluation, row) if row else "not there"


def _apportioned(parts: Mapping[Key, Fraction], whole: Fraction, decimals: int) -> dict[Key, Fraction]:
    return dict(zip(parts, apportion_signed(list(parts.values()), whole, decimals), strict=True))


def _of(key: str, parts: Mapping[Cause, Mapping[str, Fraction]]) -> Parts:
    return {cause: found[key] for cause, found in parts.items() if key in found}
