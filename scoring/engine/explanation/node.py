"""A number with what it was computed from, down to what stands in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..arithmetic import fixed
from .formulas import FORMULAS, Kind
from .numbers import as_ratio, exactly, short

DECIMALS = 4
MOST_LISTED = 10
"""Of more vendors than this that stand in one list, the first are enough."""
UNTOLD = frozenset({Kind.SETTING, Kind.REFERENCE})
"""Leaves that the formula above them shows already."""


@dataclass(frozen=True, slots=True)
class Node:
    """``children`` are the terms of its formula, in order; ``notes`` go with it and do not enter it.

    ``value`` is exact, None where there is none. ``unit`` says what it counts. ``outcome`` is what no number
    says: met, missed, waived, set by whom.
    """

    title: str
    kind: Kind
    value: Fraction | None = None
    unit: str = ""
    outcome: str = ""
    children: tuple["Node", ...] = ()
    notes: tuple["Node", ...] = ()

    @property
    def symbols(self) -> str:
        """The formula: ``weight × fraction``. Empty for what is not computed."""
        formula = FORMULAS.get(self.kind)
        return formula.symbols if formula else ""

    @property
    def terms(self) -> str:
        """The formula with its numbers, without what it gives: ``30 × 0.9``. Empty where one is missing."""
        formula = FORMULAS.get(self.kind)
        values = [child.value for child in self.children]
        if formula is None or not values or any(value is None for value in values):
            return ""
        return formula.write(*values)

    @property
    def numbers(self) -> str:
        """The same with what it gives: ``30 × 0.9 = 27``."""
        if not self.terms or self.value is None:
            return self.terms
        return (
            exactly(self.value)
            if self.terms == short(self.value)
            else f"{self.terms} = {exactly(self.value)}"
        )

    def as_dict(self) -> dict[str, object]:
        """Plain data: the value exactly (``"40/3"``) and to 4 decimals; what is empty is left out."""
        everything = {
            "title": self.title,
            "kind": self.kind.value,
            "exact": None if self.value is None else as_ratio(self.value),
            "value": None if self.value is None else fixed(self.value, DECIMALS),
            "unit": self.unit,
            "formula": self.symbols,
            "numbers": self.numbers,
            "outcome": self.outcome,
            "children": [child.as_dict() for child in self.children],
            "notes": [note.as_dict() for note in self.notes],
        }
        return {key: value for key, value in everything.items() if value not in (None, "", [])}

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree as text, two spaces for each level."""
        yield "  " * depth + self._line()
        for node in (*self.notes, *self.children):
            if node.kind not in UNTOLD:
                yield from node.lines(depth + 1)

    def _line(self) -> str:
        said = ", ".join(filter(None, [self._number(), self.outcome]))
        return f"{self.title}: {said}" if said else self.title

    def _number(self) -> str:
        if self.value is None:
            return self.numbers
        number = f"{self.symbols} = {self.numbers}" if self.numbers else exactly(self.value)
        return f"{number} {self.unit}".rstrip()


def computed(
    title: str,
    kind: Kind,
    children: tuple[Node, ...],
    *,
    unit: str = "",
    outcome: str = "",
    notes: tuple[Node, ...] = (),
) -> Node:
    """A node whose value its formula gives; it has none if a child has none."""
    values = [child.value for child in children]
    lacking = any(value is None for value in values)
    value = None if lacking else FORMULAS[kind].compute(*values)
    return Node(title, kind, value, unit, outcome, children, notes)


def setting(title: str, number: Fraction | int) -> Node:
    return Node(title, Kind.SETTING, Fraction(number))


def given(title: str, number: Fraction, unit: str = "", outcome: str = "") -> Node:
    return Node(title, Kind.GIVEN, number, unit, outcome)


def reference(title: str, number: Fraction, unit: str = "") -> Node:
    return Node(title, Kind.REFERENCE, number, unit)


def missing(title: str, outcome: str = "missing", *children: Node) -> Node:
    return Node(title, Kind.MISSING, outcome=outcome, children=children)
