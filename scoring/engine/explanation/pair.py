r"""Why one vendor is ahead of another: the difference of their totals, by criterion.

A total is the sum of the points of its criteria, so total(a) − total(b) is the sum over the criteria of
points(a) − points(b). As long as neither the quality is stretched nor points are rounded early, each of these
is weight × (fraction(a) − fraction(b)).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ..arithmetic import (
    apportioned,
    as_ratio,
    exactly,
    fixed,
    over_common,
    rounded,
    short,
    signed,
    to_decimals,
)
from ..document import Evaluation, Measured, Scored, Vendor, Weighted
from ..grading import panel_value
from ..ranking import Ranking, Row, rank
from ..told import DECIMALS
from .words import place_in_words, vendor_of

Pair = tuple[Fraction, Fraction]


class NotRanked(ValueError):
    """One of the vendors has no total; the text says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion: what each vendor had, the share of the weight it reached with that, and its points.

    ``exact`` is the difference of the points; ``shown`` is the same to so many decimals that all parts add up
    to the difference of the totals as they are shown.
    """

    criterion: str
    title: str
    weight: Fraction
    values: Pair
    fractions: Pair
    points: Pair
    exact: Fraction
    shown: Fraction

    def as_dict(self, decimals: int) -> dict[str, object]:
        return {
            "criterion": self.criterion,
            "weight": fixed(self.weight, DECIMALS),
            "values": [fixed(value, DECIMALS) for value in self.values],
            "fractions": [fixed(fraction, DECIMALS) for fraction in self.fractions],
            "points": [fixed(points, DECIMALS) for points in self.points],
            "exact": as_ratio(self.exact),
            "shown": fixed(self.shown, decimals),
        }


@dataclass(frozen=True)
class Difference:
    """How far ``vendors[0]`` is ahead of ``vendors[1]``: exactly, and ``shown`` as the totals are, rounded each.

    ``parts`` in the order of the criteria.
    """

    vendors: tuple[str, str]
    titles: tuple[str, str]
    totals: Pair
    shown: Fraction
    decimals: int
    parts: tuple[Part, ...]

    @property
    def exact(self) -> Fraction:
        return self.totals[0] - self.totals[1]

    @cached_property
    def by_size(self) -> list[Part]:
        """What decides most comes first."""
        sizes, _ = over_common(part.exact for part in self.parts)
        order = sorted(range(len(sizes)), key=lambda at: -abs(sizes[at]))
        return [self.parts[at] for at in order]

    @property
    def sentence(self) -> str:
        """``Acme is 3.50 ahead of Bolt: −10.00 Coverage, +7.50 Price, +6.00 Security``."""
        first, second = self.titles
        verdict = f"{first} and {second} are level"
        if self.shown:
            lead = to_decimals(abs(self.shown), self.decimals)
            verdict = f"{first} is {lead} {'ahead of' if self.shown > 0 else 'behind'} {second}"
        parts = [f"{signed(part.shown, self.decimals)} {part.title}" for part in self.by_size if part.shown]
        return f"{verdict}: {', '.join(parts)}" if parts else verdict

    def lines(self) -> Iterator[str]:
        """The sentence, then each criterion: the points of both, what they had, and the exact difference."""
        yield self.sentence
        for part in self.by_size:
            (first, second), (value, other) = map(short, part.points), map(short, part.values)
            yield f"  {part.title}: {first} − {second} = {exactly(part.exact)} points, for {value} and {other}"
        first, second = map(short, self.totals)
        shown = to_decimals(self.shown, self.decimals)
        yield f"  Total: {first} − {second} = {exactly(self.exact)} points, shown as {shown}"

    def as_dict(self) -> dict[str, object]:
        return {
            "vendors": list(self.vendors),
            "totals": [fixed(total, self.decimals) for total in self.totals],
            "exact": as_ratio(self.exact),
            "shown": fixed(self.shown, self.decimals),
            "parts": [part.as_dict(self.decimals) for part in self.by_size],
            "sentence": self.sentence,
        }


def difference(evaluation: Evaluation, a: str, b: str, *, ranking: Ranking | None = None) -> Difference:
    """``ranking`` saves computing it again. Raises ``UnknownVendor``, and ``NotRanked`` without two totals."""
    rows = {row.vendor: row for row in (ranking or rank(evaluation)).rows}
    first, second = vendor_of(evaluation, a), vendor_of(evaluation, b)
    totals = _total(evaluation, first, rows[a]), _total(evaluation, second, rows[b])
    decimals, criteria = evaluation.method.decimals, evaluation.weighted
    shown = rounded(totals[0], decimals) - rounded(totals[1], decimals)
    points = [(rows[a].points[criterion.key], rows[b].points[criterion.key]) for criterion in criteria]
    exact = [ours - theirs for ours, theirs in points]
    parts_shown = apportioned(exact, shown, decimals)
    parts = tuple(
        Part(
            criterion=criterion.key,
            title=criterion.title,
            weight=Fraction(criterion.weight),
            values=(_value(evaluation, criterion, first), _value(evaluation, criterion, second)),
            fractions=(rows[a].fractions[criterion.key], rows[b].fractions[criterion.key]),
            points=points[at],
            exact=exact[at],
            shown=parts_shown[at],
        )
        for at, criterion in enumerate(criteria)
    )
    return Difference((a, b), (first.title, second.title), totals, shown, decimals, parts)


def _total(evaluation: Evaluation, vendor: Vendor, row: Row) -> Fraction:
    if row.total is None:
        raise NotRanked(f"{vendor.title} has no total, it is {place_in_words(evaluation, row)}")
    return row.total


def _value(evaluation: Evaluation, criterion: Weighted, vendor: Vendor) -> Fraction:
    """Of a ranked vendor, which has all of them."""
    if isinstance(criterion, Scored):
        return panel_value(evaluation.method.panel, vendor.scores[criterion.key].values())
    figure = vendor.measures[criterion.key] if isinstance(criterion, Measured) else vendor.price
    return Fraction(figure or 0)
