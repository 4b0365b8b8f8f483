"""Whether vendors are good, seen by the column: what those of nearly every file are, and found out at once.

The rules look at one vendor after the other, which finds every fault but takes many times as long. What is good
here has no fault there; what is not good here is looked at there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from ..document import Answer
from .schema import UNPAIRED_OR_NUL, as_decimal, is_plain

Map = Mapping[Any, Any]

VENDOR = {"key", "title", "knockouts", "scores", "measures", "price"}
ANSWERS = set(Answer)
WRITTEN = {str, int}


class Expected(NamedTuple):
    """What a vendor's values are held against; ``None`` where the criterion itself is faulty."""

    kind: str | None
    low: Decimal | None
    high: Decimal | None
    fewest_scores: int


def are_good(vendors: object, criteria: Mapping[Any, Expected]) -> bool:
    """Different vendors, with nothing but what their criteria allow."""
    return (
        isinstance(vendors, list)
        and _are(dict, vendors)
        and VENDOR.issuperset(chain.from_iterable(vendors))
        and _can_be_told_apart(vendors)
        and _numbers(_given(vendors, "price")) is not None
        and all(_is_good(vendors, part, criteria) for part in PARTS)
    )


def _can_be_told_apart(vendors: Sequence[Map]) -> bool:
    keys: list[Any] = [each.get("key") for each in vendors]
    titles: list[Any] = [each.get("title") for each in vendors]
    return (
        _are(str, keys)
        and all(map(is_plain, keys))
        and len(set(keys)) == len(keys)
        and _are(str, titles)
        and not UNPAIRED_OR_NUL.search("".join(titles))
    )


def _is_good(vendors: Sequence[Map], part: str, criteria: Mapping[Any, Expected]) -> bool:
    """One kind of values, those of one criterion after those of the other."""
    kind, are_right = PARTS[part]
    rows = _given(vendors, part)
    if not _are(dict, rows):
        return False
    columns = ((criteria.get(key), _given(rows, key)) for key in set().union(*rows))
    return all(each and each.kind == kind and are_right(column, each) for each, column in columns)


def _given(rows: Iterable[Map], key: str) -> list[Any]:
    return [value for row in rows if (value := row.get(key)) is not None]


def _are(kind: type, values: Iterable[object]) -> bool:
    """Of this very type: an object in which a key is repeated is not."""
    return {kind}.issuperset(map(type, values))


def _are_answers(answers: Sequence[Any], expected: Expected) -> bool:
    return _are(str, answers) and ANSWERS.issuperset(answers)


def _are_figures(figures: Sequence[Any], expected: Expected) -> bool:
    return _numbers(figures) is not None


def _are_panels(panels: Sequence[Any], expected: Expected) -> bool:
    if not _are(dict, panels) or not all(map(is_plain, set().union(*panels))):
        return False
    scores = _numbers([each for panel in panels for each in panel.values() if each is not None])
    return scores is not None and _are_on_scale(scores, expected) and _are_enough(panels, expected)


def _are_on_scale(scores: Collection[Decimal], expected: Expected) -> bool:
    low, high = expected.low, expected.high
    return low is not None and high is not None and (not scores or low <= min(scores) <= max(scores) <= high)


def _are_enough(panels: Iterable[Map], expected: Expected) -> bool:
    if not expected.fewest_scores:
        return True
    counts = (len(panel) - list(panel.values()).count(None) for panel in panels)
    return all(count == 0 or count >= expected.fewest_scores for count in counts)


def _numbers(written: Collection[Any]) -> list[Decimal] | None:
    """The different ones; None if something is no number. Few differ, so most are not looked at."""
    if not WRITTEN.issuperset(map(type, written)):
        return None
    numbers = [as_decimal(each) for each in set(written)]
    known = [each for each in numbers if each is not None]
    return known if len(known) == len(numbers) else None


PARTS = {
    "knockouts": ("knockout", _are_answers),
    "measures": ("measured", _are_figures),
    "scores": ("scored", _are_panels),
}
