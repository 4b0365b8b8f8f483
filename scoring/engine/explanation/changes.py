"""What changed between two evaluation documents, in words: the cause of a new shortlist version."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from ..document import Criterion, Evaluation, Knockout, Measured, Price, PriceFormula, Scored, Vendor

Facts = Mapping[str, object]
Vendors = Sequence[tuple[Vendor, Vendor]]
Keyed = TypeVar("Keyed", Criterion, Vendor)
Kind = TypeVar("Kind", Knockout, Scored, Measured)


def changes_between(
    old: Evaluation, new: Evaluation, *, evaluators: Mapping[str, str] | None = None
) -> list[str]:
    """One sentence for each change: method, criteria, weights, knock-outs, scores, measures, prices, vendors.

    Numbers are compared as numbers: ``4.0`` and ``4`` are no change. What came or went with a criterion or
    a vendor is not listed one by one. ``evaluators`` has names to show instead of keys.
    """
    comparison = Comparison(old, new, evaluators or {})
    return [*comparison.before_vendors(), *comparison.of(comparison.kept_vendors), *comparison.vendors()]


def changes_by_vendor(
    old: Evaluation, new: Evaluation, *, evaluators: Mapping[str, str] | None = None
) -> tuple[list[str], dict[str, list[str]]]:
    """The same, what is of one vendor apart: by its key, if it is in both evaluations."""
    comparison = Comparison(old, new, evaluators or {})
    changed = [pair for pair in comparison.kept_vendors if pair[0] != pair[1]]
    by_vendor = {pair[1].key: told for pair in changed if (told := list(comparison.of([pair])))}
    return [*comparison.before_vendors(), *comparison.vendors()], by_vendor


class Comparison:
    """Two evaluations, and the criteria and vendors that both have; titles are those of the later one."""

    def __init__(self, old: Evaluation, new: Evaluation, names: Mapping[str, str]) -> None:
        self.old, self.new, self.names = old, new, names
        self.kept_criteria = _kept(old.criteria, new.criteria)
        self.kept_vendors = _kept(old.vendors, new.vendors)

    def before_vendors(self) -> Iterator[str]:
        """Title, method, criteria and weights."""
        yield from _differences("", _method(self.old), _method(self.new))
        yield from self.criteria()
        for before, after in self.kept_criteria:
            if not isinstance(before, Knockout) and not isinstance(after, Knockout):
                yield from _difference(f"Weight of {after.title}", before.weight, after.weight)

    def of(self, vendors: Vendors) -> Iterator[str]:
        """What changed of these vendors, as they were and as they are."""
        yield from self.knockouts(vendors)
        yield from self.scores(vendors)
        yield from self.measures(vendors)
        yield from self.prices(vendors)

    def criteria(self) -> Iterator[str]:
        for title in _gone(self.new.criteria, self.old.criteria):
            yield f"Criterion {title} added"
        for title in _gone(self.old.criteria, self.new.criteria):
            yield f"Criterion {title} removed"
        for before, after in self.kept_criteria:
            if before.title != after.title:
                yield f"Criterion {before.title} is now called {after.title}"
            was, now = _settings(before), _settings(after)
            if was["Kind"] != now["Kind"]:
                was, now = {"Kind": was["Kind"]}, {"Kind": now["Kind"]}
            yield from _differences(f" of {after.title}", was, now)
        if _reordered(self.kept_criteria, self.old.criteria):
            yield "Order of the criteria changed"

    def knockouts(self, vendors: Vendors) -> Iterator[str]:
        for criterion, before, after in self._pairs(Knockout, vendors):
            answers = before.knockouts.get(criterion.key), after.knockouts.get(criterion.key)
            yield from _difference(f"{criterion.title} of {after.title}:", *answers)

    def scores(self, vendors: Vendors) -> Iterator[str]:
        for criterion, before, after in self._pairs(Scored, vendors):
            was, now = before.scores.get(criterion.key, {}), after.scores.get(criterion.key, {})
            for evaluator in {**was, **now} if was != now else ():
                name = self.names.get(evaluator, evaluator)
                what = f"Score of {name} for {after.title} on {criterion.title}"
                yield from _difference(what, was.get(evaluator), now.get(evaluator))

    def measures(self, vendors: Vendors) -> Iterator[str]:
        for criterion, before, after in self._pairs(Measured, vendors):
            figures = before.measures.get(criterion.key), after.measures.get(criterion.key)
            yield from _difference(f"{criterion.title} of {after.title}", *figures)

    def prices(self, vendors: Vendors) -> Iterator[str]:
        unit = f" {self.new.currency}" if self.new.currency else ""
        for before, after in vendors:
            for sentence in _difference(f"Price of {after.title}", before.price, after.price):
                yield sentence if after.price is None else sentence + unit

    def vendors(self) -> Iterator[str]:
        for title in _gone(self.new.vendors, self.old.vendors):
            yield f"{title} added"
        for title in _gone(self.old.vendors, self.new.vendors):
            yield f"{title} removed"
        for before, after in self.kept_vendors:
            if before.title != after.title:
                yield f"{before.title} is now called {after.title}"
        if _reordered(self.kept_vendors, self.old.vendors):
            yield "Order of the vendors changed"

    def _pairs(self, kind: type[Kind], vendors: Vendors) -> Iterator[tuple[Kind, Vendor, Vendor]]:
        """Each vendor, before and after, at each criterion that was of this kind and still is."""
        for before, after in self.kept_criteria:
            if isinstance(before, kind) and isinstance(after, kind):
                for was, now in vendors:
                    yield after, was, now


def _kept(old: Sequence[Keyed], new: Sequence[Keyed]) -> list[tuple[Keyed, Keyed]]:
    """In the new order."""
    earlier = {each.key: each for each in old}
    return [(earlier[each.key], each) for each in new if each.key in earlier]


def _gone(present: Sequence[Keyed], other: Sequence[Keyed]) -> list[str]:
    """Titles of what is present here and not in the other."""
    others = {each.key for each in other}
    return [each.title for each in present if each.key not in others]


def _reordered(kept: Sequence[tuple[Keyed, Keyed]], old: Sequence[Keyed]) -> bool:
    now = {after.key: None for _, after in kept}
    return list(now) != [each.key for each in old if each.key in now]


def _differences(of: str, old: Facts, new: Facts) -> Iterator[str]:
    for what in {**old, **new}:
        yield from _difference(what + of, old.get(what), new.get(what))


def _difference(what: str, old: object, new: object) -> Iterator[str]:
    if old != new:
        yield f"{what} {_shown(old)} → {_shown(new)}"


def _shown(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case tuple():
            return ", ".join(map(_shown, value)) or "none"
    return str(value)


def _method(evaluation: Evaluation) -> Facts:
    method = evaluation.method
    return {
        "Title": evaluation.title,
        "Currency": evaluation.currency,
        "Total of the weights": method.weights_total,
        "Panel rule": method.panel,
        "Quality minimum": method.quality_minimum,
        "Quality relative to the best:": method.quality_relative_to_best,
        "Decimals": method.decimals,
        "Tie-break": method.tie_break,
    }


def _settings(criterion: Criterion) -> Facts:
    """Everything but title and weight."""
    match criterion:
        case Knockout():
            return {"Kind": "knock-out"}
        case Price():
            return _price_settings(criterion)
    return {
        "Kind": "scored" if isinstance(criterion, Scored) else "measured",
        "Scale": (criterion.low, criterion.high),
        "Direction": "lower is better" if criterion.lower_is_better else "higher is better",
        "Minimum": criterion.minimum,
    }


def _price_settings(criterion: Price) -> Facts:
    """Of the parameters, those that the formula uses."""
    used: dict[PriceFormula, Facts] = {
        PriceFormula.BETWEEN_BOUNDS: {"Bounds": criterion.bounds},
        PriceFormula.REFERENCE_RATIO: {"Reference": criterion.reference, "Cap": criterion.cap},
    }
    return {
        "Kind": "price",
        "Formula": criterion.formula,
        **used.get(criterion.formula, {}),
        "Decimals of the points": criterion.points_decimals,
    }
