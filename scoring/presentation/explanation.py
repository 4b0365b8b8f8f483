"""Why this number: how the points of one vendor in one version came about."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from ..engine import from_mapping
from ..engine.arithmetic import fixed
from ..engine.document import Graded, Knockout, Measured, Price, Scored
from ..engine.grading import Grader, panel_value
from ..engine.pricing import grade_prices
from ..models import Shortlist
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


class Version:
    """A stored version, read once for all the vendors that are explained."""

    def __init__(self, shortlist: Shortlist) -> None:
        self.shortlist, self.document, ranking = shortlist, shortlist.file, shortlist.result
        self.evaluation = from_mapping(self.document)
        self.vendors = {each.key: each for each in self.evaluation.vendors}
        self.rows: dict[str, dict[str, Any]] = {row["vendor"]: row for row in ranking["rows"]}

    @cached_property
    def prices_compared(self) -> dict[str, Fraction]:
        """What the price formula looks at: prices of all vendors that are not excluded."""
        return {
            vendor.key: Fraction(vendor.price)
            for vendor in self.evaluation.vendors
            if vendor.price is not None and self.rows[vendor.key]["state"] != "excluded"
        }


class Explanation:
    """One vendor's row of a version, taken apart with the numbers of its evaluation file.

    `names` of evaluators by their key; the key stands for whoever is no longer on the team.
    """

    def __init__(self, version: Version, *, vendor: str, names: Mapping[str, str]) -> None:
        self._version, self._names = version, names
        self.key, self.vendor, self.row = vendor, version.vendors[vendor], version.rows[vendor]

    @property
    def parts(self) -> list[Part]:
        return [self._part(criterion) for criterion in self._version.evaluation.criteria]

    @property
    def reasons(self) -> list[str]:
        document = self._version.document
        criteria = {each["key"]: each for each in document["criteria"]}
        return reasons_in_words(self.row["reasons"], criteria, document["method"])

    @property
    def is_stretched(self) -> bool:
        return self._version.evaluation.method.quality_relative_to_best

    def _part(self, criterion: Knockout | Graded | Price) -> Part:
        match criterion:
            case Knockout():
                answer = self.vendor.knockouts.get(criterion.key)
                return Part(criterion.title, "knockout", value=ANSWERS[answer] if answer else "Not answered")
            case Price():
                return self._priced(criterion)
            case Scored():
                return self._scored(criterion)
            case Measured():
                return self._graded(criterion, "measured", self.vendor.measures.get(criterion.key), ())
        raise TypeError(f"No such kind of criterion: {criterion!r}")

    def _scored(self, criterion: Scored) -> Part:
        scores = self.vendor.scores.get(criterion.key, {})
        named = [(self._names.get(key, key), short(f"{score:f}")) for key, score in scores.items()]
        inputs = tuple(sorted(named, key=lambda given: given[0].casefold()))
        value = panel_value(self._version.evaluation.method.panel, scores.values()) if scores else None
        return self._graded(criterion, "scored", value, inputs)

    def _graded(
        self,
        criterion: Graded,
        kind: str,
        value: Decimal | Fraction | None,
        inputs: tuple[tuple[str, str], ...],
    ) -> Part:
        if value is None:
            return Part(criterion.title, kind, _number(criterion.weight), inputs, "Missing")
        fraction = Grader(criterion).grade(value).fraction
        ends = _number(criterion.low), _number(criterion.high)
        held = min(max(Fraction(value), Fraction(criterion.low)), Fraction(criterion.high))
        formula = f"({_number(held)} − {ends[0]}) ÷ ({ends[1]} − {ends[0]})"
        if criterion.lower_is_better:
            formula = f"1 − {formula}"
        return Part(
            criterion.title,
            kind,
            _number(criterion.weight),
            inputs,
            _number(value),
            formula,
            _number(fraction),
            self._points(criterion.key),
            fraction,
            Fraction(value),
        )

    def _priced(self, criterion: Price) -> Part:
        price = self.vendor.price
        grade = grade_prices(criterion, self._version.prices_compared).get(self.key)
        return Part(
            criterion.title,
            "price",
            _number(criterion.weight),
            value="Missing" if price is None else f"{price:,f}",
            formula=self._price_formula(criterion) if grade else "",
            fraction=_number(grade.fraction) if grade else "",
            points=self._points(criterion.key),
            share=grade.fraction if grade else None,
        )

    def _price_formula(self, criterion: Price) -> str:
        price = _number(self.vendor.price or Decimal(0))
        lowest = _number(
            min((each for each in self._version.prices_compared.values() if each > 0), default=Fraction(0))
        )
        low, high = (_number(bound) for bound in criterion.bounds)
        return {
            "lowest_ratio": f"{lowest} ÷ {price}",
            "linear_over_lowest": f"1 − ({price} − {lowest}) ÷ {lowest}",
            "between_bounds": f"({high} − {price}) ÷ ({high} − {low})",
            "reference_ratio": f"{_number(criterion.reference)} ÷ {price}",
        }[criterion.formula]

    def _points(self, key: str) -> str:
        return str(self.row["points"].get(key, ""))


def _number(value: Decimal | Fraction) -> str:
    """Exact where six decimals suffice, else rounded to them and marked as such."""
    exact = Fraction(value)
    text = short(fixed(exact, DIGITS))
    return text if Fraction(text) == exact else f"{text}…"
