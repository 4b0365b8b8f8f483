"""Why this number: how the points of one vendor in one version came about, as a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from ..engine import from_mapping
from ..engine.arithmetic import fixed
from ..engine.document import Criterion, Knockout, Price, Scored, Weighted
from ..engine.explanation.formulas import Kind
from ..engine.explanation.node import Node
from ..engine.explanation.tree import Explainer
from ..models import Shortlist
from ..waivers import of_vendor
from .words import reasons_in_words, short

DIGITS = 6
ANSWERS = {"pass": "Passed", "fail": "Failed", "waived": "Waived"}


@dataclass(frozen=True)
class Part:
    """What one criterion gave: its inputs, the value made of them, the share of the weight, the points."""

    title: str
    kind: str
    weight: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    value: str = ""
    formula: str = ""
    fraction: str = ""
    points: str = ""
    share: Fraction | None = None
    amount: Fraction | None = None
    key: str = ""
    note: str = ""


class Version:
    """A stored version, read once for all the vendors that are explained.

    `names` of evaluators by their key; the key stands for whoever is no longer on the team.
    """

    def __init__(self, shortlist: Shortlist, *, names: Mapping[str, str] | None = None) -> None:
        self.shortlist, self.document, ranking = shortlist, shortlist.file, shortlist.result
        self.evaluation = from_mapping(self.document)
        self.vendors = {each.key: each for each in self.evaluation.vendors}
        self.rows: dict[str, dict[str, Any]] = {row["vendor"]: row for row in ranking["rows"]}
        self.names = names or {}

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.evaluation, evaluators=self.names)


class Explanation:
    """One vendor's row of a version, taken apart with the numbers of its evaluation file."""

    def __init__(self, version: Version, *, vendor: str) -> None:
        self._version = version
        self.key, self.vendor, self.row = vendor, version.vendors[vendor], version.rows[vendor]

    @cached_property
    def parts(self) -> list[Part]:
        terms = iter(self._version.explainer.explain(self.key).children)
        return [
            replace(
                self._answer(each) if isinstance(each, Knockout) else self._part(each, next(terms)),
                key=each.key,
            )
            for each in self._version.evaluation.criteria
        ]

    @property
    def lines(self) -> list[str]:
        """The whole computation, down to the scores, as text to follow on paper."""
        return list(self._version.explainer.explain(self.key).lines())

    @property
    def reasons(self) -> list[str]:
        document = self._version.document
        criteria = {each["key"]: each for each in document["criteria"]}
        waivers = of_vendor(self._version.shortlist.waivers, self.key)
        return reasons_in_words(self.row["reasons"], criteria, document["method"], waivers)

    @property
    def sum_shown(self) -> str:
        """Of a ranked vendor, what a pocket calculator makes of the points that are shown."""
        points: dict[str, str] = self.row["points"] if self.row["total"] else {}
        return f"{sum(map(Decimal, points.values())):f}" if points else ""

    @property
    def is_stretched(self) -> bool:
        return self._version.evaluation.method.quality_relative_to_best

    def _answer(self, criterion: Knockout) -> Part:
        answer = self.vendor.knockouts.get(criterion.key)
        waived = of_vendor(self._version.shortlist.waivers, self.key).get(criterion.key)
        note = f"approved by {waived['approved_by']}: {waived['reason']}" if waived else ""
        return Part(
            criterion.title, "knockout", value=ANSWERS[answer] if answer else "Not answered", note=note
        )

    def _part(self, criterion: Weighted, points: Node) -> Part:
        kind, weight = _kind(criterion), _number(criterion.weight)
        fraction = fraction_of(points)
        if fraction is None or fraction.value is None:
            return Part(criterion.title, kind, weight, value=self._price() if kind == "price" else "Missing")
        value = next(node for node in fraction.children if node.kind not in NOT_A_VALUE)
        amount = value.children[0] if value.kind is Kind.HELD else value
        return Part(
            criterion.title,
            kind,
            weight,
            _inputs(value) if kind == "scored" else (),
            self._price() if kind == "price" else _number(amount.value),
            fraction.terms,
            _number(fraction.value),
            str(self.row["points"].get(criterion.key, "")),
            fraction.value,
            None if kind == "price" else amount.value,
        )

    def _price(self) -> str:
        return "Missing" if self.vendor.price is None else f"{self.vendor.price:,f}"


NOT_A_VALUE = frozenset({Kind.SETTING, Kind.REFERENCE, Kind.LOWEST})


def _kind(criterion: Criterion) -> str:
    if isinstance(criterion, Price):
        return "price"
    return "scored" if isinstance(criterion, Scored) else "measured"


def fraction_of(points: Node) -> Node | None:
    """The share of its weight that a criterion reached, within the tree of its points; None if it is not known."""
    return next((node for node in _below(points) if node.title == "Fraction"), None)


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _below(child)


def _inputs(value: Node) -> tuple[tuple[str, str], ...]:
    given = [(score.title, _number(score.value)) for score in value.children]
    return tuple(sorted(given, key=lambda pair: pair[0].casefold()))


def _number(value: Decimal | Fraction | None) -> str:
    """Exact where six decimals suffice, else rounded to them and marked as such."""
    exact = Fraction(value or 0)
    text = short(fixed(exact, DIGITS))
    return text if Fraction(text) == exact else f"{text}…"
