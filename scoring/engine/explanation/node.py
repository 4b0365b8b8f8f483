"""A number with what it was computed from, down to what stands in the file."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ..arithmetic import as_ratio, exactly, short
from ..told import as_data
from .formulas import FORMULAS, Kind

MOST_LISTED = 10
"""Of more vendors than this that stand in one list, the first are enough."""
UNTOLD = frozenset({Kind.SETTING, Kind.REFERENCE})
"""Leaves that the formula above them shows already."""


class Node(NamedTuple):
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
        formula, values = FORMULAS.get(self.kind), _values(self.children)
        return formula.write(*values) if formula and values else ""

    @property
    def numbers(self) -> str:
        """The same with what it gives: ``30 × 0.9 = 27``."""
        terms = self.terms
        if not terms or self.value is None:
            return terms
        gives = exactly(self.value)
        return gives if terms == short(self.value) else f"{terms} = {gives}"

    def as_dict(self) -> dict[str, object]:
        """Plain data: the value exactly (``"40/3"``) and to 4 decimals; what is empty is left out."""
        everything = {
            "title": self.title,
            "kind": self.kind.value,
            "exact": None if self.value is None else as_ratio(self.value),
            "value": as_data(self.value),
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
        number = self.numbers
        if self.value is not None:
            number = f"{self.symbols} = {number}" if number else exactly(self.value)
            number = f"{number} {self.unit}".rstrip()
        said = ", ".join(filter(None, [number, self.outcome]))
        yield "  " * depth + (f"{self.title}: {said}" if said else self.title)
        for node in (*self.notes, *self.children):
            if node.kind not in UNTOLD:
                yield from node.lines(depth + 1)


def _values(nodes: tuple[Node, ...]) -> list[Fraction] | None:
    """None if one of them has none."""
    values = [node.value for node in nodes if node.value is not None]
    return values if len(values) == len(nodes) else None


def computed(
    title: str,
    kind: Kind,
    children: tuple[Node, ...],
    *,
    unit: str = "",
    outcome: str = "",
    notes: tuple[Node, ...] = (),
    known: Fraction | None = None,
) -> Node:
    """A node whose value its formula gives; it has none if a child has none. Not computed if it is ``known``."""
    values = _values(children) if known is None else None
    value = known if values is None else FORMULAS[kind].compute(*values)
    return Node(title, kind, value, unit, outcome, children, notes)


def setting(title: str, number: Fraction | int) -> Node:
    return Node(title, Kind.SETTING, Fraction(number))


def given(title: str, number: Fraction, unit: str = "", outcome: str = "") -> Node:
    return Node(title, Kind.GIVEN, number, unit, outcome)


def reference(title: str, number: Fraction) -> Node:
    return Node(title, Kind.REFERENCE, number)


def missing(title: str, outcome: str = "missing", *children: Node) -> Node:
    return Node(title, Kind.MISSING, outcome=outcome, children=children)
