r"""Why a total is no longer what it was: its change between two evaluations, divided among the causes.

Let v(S) be a vendor's total when the causes in S are as in the new evaluation and the others as in the old
one (``mixing``). What cause c adds depends on what has happened before it. Its part is what it adds on average over
all n! orders in which the causes could have come,

    φ(c) = Σ over S without c of  |S|! (n − |S| − 1)! / n!  × (v(S + c) − v(S)).

The parts add up to v(all) − v(none); causes that do the same get the same; one that never adds anything gets
nothing; the parts of a sum of two values are the sums of the parts; and no other rule has these four properties
(Shapley, *A value for n-person games*, 1953; for dividing a change among its causes: Shorrocks, *Decomposition
procedures for distributional analysis*, Journal of Economic Inequality 11, 2013). Undoing the change, all to
none, negates every part.

A total is a sum over the criteria, so the parts are found criterion by criterion, and each part opens into those
of its criteria. Where only weight and value of a criterion changed this is the symmetric split of a product,

    Δ(w f) = Δw × (f + f') / 2 + (w + w') / 2 × Δf:

half of the orders change w while f is old, half while it is new.

The causes: the weights; the scores of the panel; the measures (facts of the register and the responses); the prices,
one's own and those of others that set p*; the vendors in and out, that is who is not excluded and so takes part
in p* and the best quality; and the method, that is everything else: criteria that came or went, scales,
directions, the panel rule, the price formula with its parameters, the stretching of quality.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import factorial
from typing import TypeVar

from ..arithmetic import apportioned, exact_sum, over_common, rounded
from ..document import Evaluation, Price
from ..ranking import Ranking, Row, rank
from .change import Cause, Changes, CriterionChange, Parts, Split, VendorChange
from .mixing import Mixer, Side
from .words import place_in_words

Key = TypeVar("Key")


def split_change(
    old: Evaluation, new: Evaluation, *, rankings: tuple[Ranking, Ranking] | None = None
) -> Changes:
    """The change of every vendor's total, by cause and by criterion; ``rankings`` saves computing them again."""
    before, after = rankings or (rank(old), rank(new))
    return Splitter(Side(old, before), Side(new, after)).changes()


def shapley(values: Sequence[Fraction]) -> list[Fraction]:
    """The part of each cause. ``values`` has v of every set of causes, at the place whose bits are the set."""
    causes = len(values).bit_length() - 1
    whole, common = over_common(values)
    orders = [factorial(before) * factorial(causes - 1 - before) for before in range(causes)]
    parts = []
    for bit in (1 << cause for cause in range(causes)):
        without = (happened for happened in range(len(values)) if not happened & bit)
        added = sum(orders[each.bit_count()] * (whole[each | bit] - whole[each]) for each in without)
        parts.append(Fraction(added, factorial(causes) * common))
    return parts


class Splitter:
    """Divides the changes between two evaluations."""

    def __init__(self, old: Side, new: Side) -> None:
        old.other, new.other = new, old
        self.old, self.new, self.sides = old, new, (old, new)
        self.keys = list(dict.fromkeys([*new.criteria, *old.criteria]))
        self.mixer = Mixer(old, new)
        self.decimals = max(old.method.decimals, new.method.decimals)
        self.is_stretched = any(side.method.quality_relative_to_best for side in self.sides)
        self.changed = {key for key in {**new.vendors, **old.vendors} if self._differs(key)}
        self.shared = {key: self._shared_causes(key) for key in self.keys}
        self.anywhere = set().union(
            *self.shared.values(),
            *(self._own_causes(vendor, key) for vendor in self.changed for key in self.keys),
        )

    def changes(self) -> Changes:
        return Changes(
            old_sha256=self.old.evaluation.sha256,
            new_sha256=self.new.evaluation.sha256,
            vendors=tuple(map(self._vendor, dict.fromkeys([*self.new.rows, *self.old.rows]))),
            entered=tuple(key for key in self.new.field if key not in self.old.field),
            left=tuple(key for key in self.old.field if key not in self.new.field),
        )

    # --- Which causes the points of a vendor at a criterion may depend on; the others would get nothing

    def _differs(self, vendor: str) -> bool:
        return self.old.vendors.get(vendor) != self.new.vendors.get(vendor)

    def _shared_causes(self, key: str) -> set[Cause]:
        """Whichever the vendor is."""
        relative = {side.method.quality_relative_to_best for side in self.sides}
        prices = Price in {type(side.criteria.get(key)) for side in self.sides}
        return _those(
            weights=self.old.weight(key) != self.new.weight(key),
            method=self.old.settings.get(key) != self.new.settings.get(key) or len(relative) > 1,
            prices=prices and any(self.old.price(each) != self.new.price(each) for each in self.changed),
            field=(prices or self.is_stretched) and set(self.old.field) != set(self.new.field),
        )

    def _own_causes(self, vendor: str, key: str) -> set[Cause]:
        return _those(
            scores=self.old.scores(vendor, key) != self.new.scores(vendor, key),
            measures=self.old.measure(vendor, key) != self.new.measure(vendor, key),
        )

    def _causes(self, vendor: str, key: str) -> tuple[Cause, ...]:
        """Where quality is stretched, the points of a vendor depend on everything of all the others."""
        found = self.shared[key]
        if self.is_stretched:
            found = self.anywhere
        elif vendor in self.changed:
            found = found | self._own_causes(vendor, key)
        return tuple(cause for cause in Cause if cause in found)

    # --- Their parts

    def _vendor(self, key: str) -> VendorChange:
        before, after = self.old.rows.get(key), self.new.rows.get(key)
        return VendorChange(
            vendor=key,
            title=(self.new if after else self.old).vendors[key].title,
            ranks=(before.rank if before else None, after.rank if after else None),
            places=(_place(self.old, before), _place(self.new, after)),
            split=self._split(before, after) if before and after else None,
        )

    def _split(self, before: Row, after: Row) -> Split | None:
        if before.total is None or after.total is None:
            return None
        parts = self._parts(before.vendor)
        change = rounded(after.total, self.decimals) - rounded(before.total, self.decimals)
        whole = {cause: exact_sum(found.values()) for cause, found in parts.items()}
        shown = self._shown(whole, change)
        opened = {cause: self._shown(found, shown[cause]) for cause, found in parts.items()}
        moved = set().union(*parts.values())
        return Split(
            decimals=self.decimals,
            totals=(before.total, after.total),
            shown_change=change,
            parts=whole,
            shown=shown,
            criteria=tuple(
                self._criterion(key, before, after, _of(key, parts), _of(key, opened))
                for key in self.keys
                if key in moved
            ),
        )

    def _parts(self, vendor: str) -> dict[Cause, dict[str, Fraction]]:
        """By cause and criterion, those that are not zero."""
        parts: dict[Cause, dict[str, Fraction]] = {cause: {} for cause in Cause}
        for key in self.keys:
            causes = self._causes(vendor, key)
            values = (
                [self.mixer.points(mix, vendor, key) for mix in self.mixer.mixes(causes)] if causes else []
            )
            for cause, part in zip(causes, shapley(values) if causes else (), strict=True):
                if part:
                    parts[cause][key] = part
        return {cause: found for cause, found in parts.items() if found}

    def _shown(self, parts: Mapping[Key, Fraction], whole: Fraction) -> dict[Key, Fraction]:
        """As decimals that add up."""
        return dict(zip(parts, apportioned(list(parts.values()), whole, self.decimals), strict=True))

    def _criterion(self, key: str, before: Row, after: Row, parts: Parts, shown: Parts) -> CriterionChange:
        side = self.new if key in self.new.criteria else self.old
        return CriterionChange(
            criterion=key,
            title=side.criteria[key].title,
            weights=(self.old.weights.get(key), self.new.weights.get(key)),
            fractions=(before.fractions.get(key), after.fractions.get(key)),
            points=(before.points.get(key, Fraction(0)), after.points.get(key, Fraction(0))),
            parts=parts,
            shown=shown,
        )


def _those(**differing: bool) -> set[Cause]:
    return {Cause(name) for name, differs in differing.items() if differs}


def _place(side: Side, row: Row | None) -> str:
    return place_in_words(side.evaluation, row) if row else "not there"


def _of(key: str, parts: Mapping[Cause, Mapping[str, Fraction]]) -> Parts:
    return {cause: found[key] for cause, found in parts.items() if key in found}
