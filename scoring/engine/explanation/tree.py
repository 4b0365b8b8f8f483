"""Why a total is what it is: the tree from the total down to every score that somebody gave."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ..arithmetic import short
from ..document import Answer, Evaluation, Graded, Knockout, Price, Scored, Vendor, Weighted
from ..ranking import Ranking, Row, State, rank
from .formulas import Kind
from .node import Node, computed, given, missing, reference, setting
from .race import Places, Yardsticks
from .words import place_in_words, vendor_of

ANSWERS = {
    Answer.PASS: "passed",
    Answer.FAIL: "failed, which excludes",
    Answer.WAIVED: "waived, which counts as passed and is reported",
    None: "not answered",
}


class Explainer:
    """Trees of one evaluation. What the vendors share (p*, the stretch) is found once for all of them.

    ``ranking`` saves computing it again, ``evaluators`` has names to show instead of keys.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        *,
        ranking: Ranking | None = None,
        evaluators: Mapping[str, str] | None = None,
    ) -> None:
        rows = (ranking or rank(evaluation)).rows
        self.evaluation, self.names = evaluation, evaluators or {}
        self.rows = {row.vendor: row for row in rows}
        self.settings = {criterion.key: _settings(criterion) for criterion in evaluation.graded}
        self.places = Places(evaluation, rows)
        self.yardsticks = Yardsticks(evaluation, self.rows, lambda vendor: self._plain_quality(vendor).value)

    def explain(self, key: str) -> Node:
        """The tree of one vendor's total; of one that is not ranked, as far as it goes, with the reasons.

        The value of the root is the exact total of ``rank``. Raises ``UnknownVendor``.
        """
        vendor = vendor_of(self.evaluation, key)
        row = self.rows[key]
        terms = {each.key: self._criterion(each, vendor, row) for each in self.evaluation.weighted}
        title, outcome = f"Total of {vendor.title}", place_in_words(self.evaluation, row)
        children = tuple(terms.values())
        knockouts = [
            Node(criterion.title, Kind.ANSWER, outcome=ANSWERS[vendor.knockouts.get(criterion.key)])
            for criterion in self.evaluation.criteria
            if isinstance(criterion, Knockout)
        ]
        notes = *knockouts, *self._quality(vendor, row, terms)
        if row.state is not State.RANKED:
            return Node(title, Kind.NO_TOTAL, outcome=outcome, children=children, notes=notes)
        notes = *notes, *self.places.notes(row)
        return computed(
            title, Kind.SUM, children, unit="points", outcome=outcome, notes=notes, known=row.total
        )

    # --- Quality

    def _quality(self, vendor: Vendor, row: Row, terms: Mapping[str, Node]) -> tuple[Node, ...]:
        """The sum without price, once all of it is there; it meets its minimum before it is stretched."""
        graded = [terms[criterion.key] for criterion in self.evaluation.graded]
        quality = _sum_of("Quality", graded, known=row.quality)
        if quality.value is None or not quality.children:
            return ()
        stretch = self._stretch(row)
        if stretch is None:
            return (self._with_quality_minimum(quality),)
        before = self._plain_quality(vendor)._replace(title="Quality before the stretch")
        return self._with_quality_minimum(before), stretch, quality

    def _plain_quality(self, vendor: Vendor) -> Node:
        return _sum_of("Quality", [self._graded(each, vendor, None) for each in self.evaluation.graded])

    def _stretch(self, row: Row) -> Node | None:
        return None if row.state is State.EXCLUDED else self.yardsticks.stretch

    def _with_quality_minimum(self, quality: Node) -> Node:
        percent = self.evaluation.method.quality_minimum
        if percent is None or quality.value is None:
            return quality
        whole = self.evaluation.quality_weight
        title = f"Minimum, {short(Fraction(percent))} % of {short(whole)}"
        return quality._replace(notes=(_at_least(title, quality.value, Fraction(percent) / 100 * whole),))

    # --- One criterion

    def _criterion(self, criterion: Weighted, vendor: Vendor, row: Row) -> Node:
        if isinstance(criterion, Price):
            return self.yardsticks.price(criterion, vendor)
        return self._graded(criterion, vendor, self._stretch(row), row)

    def _graded(
        self, criterion: Graded, vendor: Vendor, stretch: Node | None, row: Row | None = None
    ) -> Node:
        """With what the ranking has found already, if it is that of ``row``."""
        value = self._value(criterion, vendor)
        if value is None:
            return missing(criterion.title)
        weight, *ends = self.settings[criterion.key]
        direction = Kind.LOWER_IS_BETTER if criterion.lower_is_better else Kind.HIGHER_IS_BETTER
        reached = row.fractions.get(criterion.key) if row else None
        points = row.points.get(criterion.key) if row else None
        fraction = computed("Fraction", direction, (value, *ends), unit="of the weight", known=reached)
        if stretch is None or stretch.value is None:
            return computed(criterion.title, Kind.POINTS, (weight, fraction), unit="points", known=points)
        factors = weight, fraction, reference("Stretch", stretch.value)
        return computed(criterion.title, Kind.STRETCHED_POINTS, factors, unit="points", known=points)

    def _value(self, criterion: Graded, vendor: Vendor) -> Node | None:
        """With its minimum, which is compared with the value as it is, before it is held to the ends of the scale."""
        if isinstance(criterion, Scored):
            scores = vendor.scores.get(criterion.key)
            if not scores:
                return None
            panel = tuple([_score(self.names.get(key, key), score) for key, score in scores.items()])
            node = computed("Value", Kind(self.evaluation.method.panel), panel)
            value = node.value
        else:
            figure = vendor.measures.get(criterion.key)
            if figure is None:
                return None
            value = Fraction(figure)
            _, *ends = self.settings[criterion.key]
            node = given("Value", value)
            if not criterion.low <= figure <= criterion.high:
                node = computed("Value", Kind.HELD, (given("Figure", value), *ends))
        if criterion.minimum is None or value is None:
            return node
        return node._replace(notes=(_at_least("Minimum", value, Fraction(criterion.minimum)),))


def _settings(criterion: Graded) -> tuple[Node, Node, Node]:
    low, high = setting("Low end", Fraction(criterion.low)), setting("High end", Fraction(criterion.high))
    return setting("Weight", Fraction(criterion.weight)), low, high


@lru_cache(maxsize=10_000)
def _score(evaluator: str, score: Decimal) -> Node:
    """Panels give few different scores, so most of these leaves are made once."""
    return given(evaluator, Fraction(score))


def _sum_of(title: str, terms: Sequence[Node], known: Fraction | None = None) -> Node:
    points = [
        missing(term.title) if term.value is None else reference(term.title, term.value) for term in terms
    ]
    return computed(title, Kind.SUM, tuple(points), unit="points", known=known)


def _at_least(title: str, value: Fraction, least: Fraction) -> Node:
    outcome = "met" if value >= least else "missed, which excludes"
    terms = reference("Value", value), setting("Minimum", least)
    return computed(title, Kind.AT_LEAST, terms, outcome=outcome)
