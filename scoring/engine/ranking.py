"""An evaluation in, a ranking out: all of its numbers exact, and rounded once when it is written."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from .arithmetic import fixed_units
from .document import Evaluation, Price, Weighted
from .firmness.decisive import decisive
from .firmness.tipping import Contender, Sensitivity, sensitivity
from .judging import Sheet, read
from .placing import Part, Places, Placing, place
from .pricing import Ratios
from .whole import Whole

FORMAT = "bpo-ranking/1"
NOBODY = Part(*[Ratios(Whole.of([]), Whole.of([]))] * 2)


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


def rank(evaluation: Evaluation) -> "Ranking":
    """Who is where, and why; exact for every valid evaluation."""
    sheet = read(evaluation)
    return Ranking(sheet, place(sheet))


@dataclass(frozen=True)
class Ranking:
    """Who is where (ranked, then incomplete, then excluded) and how firm the first place is."""

    sheet: Sheet
    placing: Placing

    @property
    def snapshot_sha256(self) -> str:
        return self.sheet.evaluation.sha256

    @property
    def provisional(self) -> bool:
        return bool(self.sheet.incomplete.any())

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        total, quality = self.placing.total.fractions(), self.placing.quality.fractions()
        fractions = {key: part.share.fractions() for key, part in self._parts.items()}
        points = {key: part.points.fractions() for key, part in self._parts.items()}
        return tuple(
            Row(
                vendor=self._key(vendor),
                state=state,
                reasons=self._reasons.get(vendor, ()),
                rank=rank,
                total=None if at is None else total[at],
                quality=None if at is None else quality[at],
                points={} if at is None else {key: column[at] for key, column in points.items()},
                fractions={} if at is None else {key: column[at] for key, column in fractions.items()},
            )
            for vendor, state, at, rank in self._standings()
        )

    @cached_property
    def sensitivity(self) -> Sensitivity | None:
        """Only for one clear leader, and only where the closed forms hold."""
        evaluation, ranks = self.sheet.evaluation, self.placing.ranks
        one_leader = len(ranks) > 1 and ranks[1] > 1
        if not one_leader or evaluation.rounds_price or evaluation.method.quality_relative_to_best:
            return None
        first = int(self.placing.order[0])
        weights = [each.weight for each in evaluation.weighted]
        rivals = decisive(self._shares, self.placing.total, weights, first)
        leader, *others = self._contenders(np.insert(rivals, 0, first))
        return sensitivity(evaluation, leader, others)

    def as_dict(self) -> dict[str, object]:
        """The ``bpo-ranking/1`` document."""
        return self._document([self._row(*each) for each in self._standings()])

    def as_json(self) -> str:
        """The same as ``json.dumps`` writes it, and quicker: ranked rows are alike but for their texts."""
        form = _form(self._parts)
        rows = (
            json.dumps(self._row(vendor, state, at, rank))
            if at is None
            else form % (json.dumps(self._key(vendor)), rank, *self._texts[at], self._remarks(vendor))
            for vendor, state, at, rank in self._standings()
        )
        return json.dumps(self._document([])).replace("[]", f"[{', '.join(rows)}]", 1)

    def _document(self, rows: list[dict[str, object]]) -> dict[str, object]:
        return {
            "format": FORMAT,
            "snapshot_sha256": self.snapshot_sha256,
            "provisional": self.provisional,
            "rows": rows,
            "sensitivity": self.sensitivity and self.sensitivity.as_dict(),
        }

    def _row(self, vendor: int, state: State, at: int | None, rank: int | None) -> dict[str, object]:
        total, quality, *points = (None, None) if at is None else self._texts[at]
        return {
            "vendor": self._key(vendor),
            "state": state.value,
            "rank": rank,
            "total": total,
            "quality": quality,
            "points": dict(zip(self._parts, points, strict=False)),
            "reasons": list(self._reasons.get(vendor, ())),
        }

    def _remarks(self, vendor: int) -> str:
        return json.dumps(self._reasons[vendor]) if vendor in self._reasons else "[]"

    @cached_property
    def _texts(self) -> list[tuple[str, ...]]:
        """Of each ranked vendor the total, the quality and the points of the criteria."""
        points = (part.points for part in self._parts.values())
        columns = map(self._written, (self.placing.total, self.placing.quality, *points))
        return list(zip(*columns, strict=True))

    def _standings(self) -> Iterator[tuple[int, State, int | None, int | None]]:
        """A vendor's place in the file, its state and, if it is ranked, its position in the columns and its rank."""
        vendors, order, ranks = (
            each.tolist() for each in (self.placing.vendors, self.placing.order, self.placing.ranks)
        )
        for at, rank in zip(order, ranks, strict=True):
            yield vendors[at], State.RANKED, at, rank
        for state, flags in (
            (State.INCOMPLETE, self.sheet.incomplete),
            (State.EXCLUDED, self.sheet.excluded),
        ):
            for vendor in flags.nonzero()[0].tolist():
                yield vendor, state, None, None

    def _key(self, vendor: int) -> str:
        return self.sheet.evaluation.vendors[vendor].key

    @cached_property
    def _reasons(self) -> dict[int, tuple[str, ...]]:
        return self.sheet.reasons()

    @cached_property
    def _parts(self) -> dict[str, Part]:
        """By weighted criterion, what it gave the ranked vendors."""
        graded = {criterion.key: place for place, criterion in enumerate(self.sheet.evaluation.graded)}
        return {
            criterion.key: self._part(criterion, graded.get(criterion.key, 0))
            for criterion in self.sheet.evaluation.weighted
        }

    def _part(self, criterion: Weighted, at: int) -> Part:
        if isinstance(criterion, Price):
            return self.placing.price or NOBODY
        vendors = self.placing.vendors
        reached, whole = self.sheet.shares[at], self.sheet.shares.wholes[at]
        share = Ratios(reached[vendors], Whole.full(whole, len(vendors)))
        return Part(share, share.times(Fraction(criterion.weight) * self.placing.stretch))

    @property
    def _shares(self) -> list[Ratios]:
        return [part.share for part in self._parts.values()]

    def _contenders(self, ranked: Places) -> Iterator[Contender]:
        """Of vendors at these positions in the columns the fractions, each over one denominator."""
        shares = [each[ranked] for each in self._shares]
        upper = zip(*(each.upper.integers() for each in shares), strict=True)
        lower = zip(*(each.lower.integers() for each in shares), strict=True)
        vendors, totals = self.placing.vendors[ranked].tolist(), self.placing.total[ranked].fractions()
        for vendor, total, uppers, lowers in zip(vendors, totals, upper, lower, strict=True):
            whole = lcm(*lowers)
            parts = [each * (whole // own) for each, own in zip(uppers, lowers, strict=True)]
            yield Contender(self._key(vendor), total, parts, whole)

    def _written(self, ratios: Ratios) -> list[str]:
        decimals = self.sheet.evaluation.method.decimals
        units = ratios.in_units(decimals).integers()
        texts = {each: fixed_units(each, decimals) for each in set(units)}
        return list(map(texts.__getitem__, units))


def _form(criteria: Iterable[str]) -> str:
    """The row of a ranked vendor: to be filled with its key, its rank, its texts and its reasons."""
    points = {key.replace("%", "%%"): "%s" for key in criteria}
    numbers = json.dumps({"total": "%s", "quality": "%s", "points": points})
    return f'{{"vendor": %s, "state": "ranked", "rank": %d, {numbers[1:-1]}, "reasons": %s}}'
