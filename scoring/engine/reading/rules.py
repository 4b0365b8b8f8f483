"""The rules of ``bpo-evaluation/1``: ``faults_of`` finds every place where a document breaks one."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from ..arithmetic import plain
from ..document import Answer, PanelRule, PriceFormula
from ..faults import Fault, place_of, quoted, step
from .columns import Expected, are_good
from .schema import (
    OBJECT,
    Complaints,
    Field,
    as_decimal,
    below,
    decimal,
    ends,
    flag,
    list_of,
    map_of,
    name,
    not_negative,
    object_of,
    one_of,
    positive,
    shown,
    text,
    whole_up_to,
)

FORMAT = "bpo-evaluation/1"
MOST_DECIMALS = 100
MOST_FAULTS = 10_000
TIE_BREAK_WORDS = ("quality", "price")

DOCUMENT = object_of(
    {
        "format": Field(one_of(FORMAT)),
        "title": Field(text),
        "currency": Field(text, required=False),
        "method": Field(
            object_of(
                {
                    "weights_total": Field(positive),
                    "panel": Field(one_of(*PanelRule)),
                    "quality_minimum": Field(decimal, required=False),
                    "quality_relative_to_best": Field(flag, required=False),
                    "decimals": Field(whole_up_to(MOST_DECIMALS)),
                    "tie_break": Field(list_of(name)),
                }
            )
        ),
        "criteria": Field(list_of(lambda value: _criterion(value))),
        "vendors": Field(
            list_of(
                object_of(
                    {
                        "key": Field(name),
                        "title": Field(text),
                        "knockouts": Field(map_of(one_of(*Answer)), required=False),
                        "scores": Field(map_of(map_of(decimal)), required=False),
                        "measures": Field(map_of(decimal), required=False),
                        "price": Field(decimal, required=False),
                    }
                )
            )
        ),
    }
)

IDENTITY = {"key": Field(name), "title": Field(text)}
GRADED = {
    "weight": Field(not_negative),
    "scale": Field(ends),
    "direction": Field(one_of("higher", "lower")),
    "minimum": Field(decimal, required=False),
}
PRICE = {
    "weight": Field(not_negative),
    "formula": Field(one_of(*PriceFormula)),
    "cap": Field(flag, required=False),
    "reference": Field(positive, required=False),
    "bounds": Field(ends, required=False),
    "points_decimals": Field(whole_up_to(MOST_DECIMALS), required=False),
}
KINDS: dict[str, dict[str, Field]] = {"knockout": {}, "scored": GRADED, "measured": GRADED, "price": PRICE}
KIND = {"kind": Field(one_of(*KINDS))}
CRITERION = {kind: object_of(IDENTITY | KIND | own) for kind, own in KINDS.items()}
OF_NO_KNOWN_KIND = object_of(
    IDENTITY | KIND | {key: replace(field, required=False) for key, field in (GRADED | PRICE).items()}
)
NEEDED_BY_FORMULA = {"between_bounds": "bounds", "reference_ratio": "reference"}
VALUES_OF_KIND = {"knockouts": "knockout", "scores": "scored", "measures": "measured"}

Object = Mapping[str, object]


def faults_of(document: object) -> list[Fault]:
    """Every broken rule: first those one sees in one place, then those that take two.

    After 10 000 faults the rest is not looked for, and the last one says so.
    """
    if _is_good(document):
        return []
    found = [Fault(place_of(steps), message) for steps, message in islice(_all(document), MOST_FAULTS + 1)]
    if len(found) > MOST_FAULTS:
        found[MOST_FAULTS] = Fault("document", f"more than {MOST_FAULTS} faults; the rest is not listed")
    return found


def _is_good(document: object) -> bool:
    """True for nearly all documents that are; the vendors are what takes long."""
    if type(document) is not dict or any(_all(document | {"vendors": []})):
        return False
    criteria = _objects(document.get("criteria"))
    return are_good(document.get("vendors"), _by_key(criteria, document.get("method")))


def _all(document: object) -> Complaints:
    yield from DOCUMENT(document)
    if not isinstance(document, OBJECT):
        return
    method = document.get("method")
    criteria = _objects(document.get("criteria"))
    vendors = _objects(document.get("vendors"))
    yield from _repeated_keys("criteria", criteria)
    yield from _one_price(criteria)
    yield from _repeated_keys("vendors", vendors)
    by_key = _by_key(criteria, method)
    if isinstance(method, OBJECT):
        yield from _weights_total(method, [each for _, each in criteria])
        yield from _tie_break(method.get("tie_break"), by_key)
    for index, vendor in vendors:
        yield from below(f".vendors[{index}]", _values(vendor, by_key))


def _criterion(value: object) -> Complaints:
    kind = value.get("kind") if isinstance(value, OBJECT) else None
    yield from (CRITERION.get(kind, OF_NO_KNOWN_KIND) if isinstance(kind, str) else OF_NO_KNOWN_KIND)(value)
    if kind == "price" and isinstance(value, OBJECT):
        formula = value.get("formula")
        needed = NEEDED_BY_FORMULA.get(formula) if isinstance(formula, str) else None
        if needed and value.get(needed) is None:
            yield step(needed), f"is missing, and {formula} needs it"


def _objects(value: object) -> list[tuple[int, Object]]:
    items = value if isinstance(value, list | tuple) else ()
    return [(index, item) for index, item in enumerate(items) if isinstance(item, OBJECT)]


def _has_key(entry: Object) -> bool:
    return isinstance(entry.get("key"), str)


def _by_key(criteria: list[tuple[int, Object]], method: object) -> dict[object, Expected]:
    """Of criteria with the same key the first."""
    fewest = PanelRule.TRIMMED_MEAN.fewest_scores if _is_trimmed(method) else 0
    return {each.get("key"): _expected(each, fewest) for _, each in reversed(criteria) if _has_key(each)}


def _expected(criterion: Object, fewest_scores: int) -> Expected:
    kind = criterion.get("kind")
    known = kind if isinstance(kind, str) and kind in KINDS else None
    return Expected(known, *_ends(criterion.get("scale")), fewest_scores)


def _ends(scale: object) -> tuple[Decimal | None, Decimal | None]:
    """Each end that is a number; none where it cannot be known which of them is wrong."""
    if not isinstance(scale, list | tuple) or len(scale) != 2:
        return None, None
    low, high = map(as_decimal, scale)
    known = low is None or high is None or low < high
    return (low, high) if known else (None, None)


def _repeated_keys(part: str, entries: list[tuple[int, Object]]) -> Complaints:
    first: dict[str, int] = {}
    for index, entry in entries:
        key = entry.get("key")
        if isinstance(key, str) and first.setdefault(key, index) != index:
            yield f".{part}[{index}].key", f"{quoted(key)} is already the key of {part}[{first[key]}]"


def _one_price(criteria: list[tuple[int, Object]]) -> Complaints:
    places = [index for index, criterion in criteria if criterion.get("kind") == "price"]
    for index in places[1:]:
        yield f".criteria[{index}].kind", f"there can be one price criterion, and criteria[{places[0]}] is it"


def _weights_total(method: Object, criteria: list[Object]) -> Complaints:
    """Where some weights are not known, the sum is only wrong for sure if the others are too much already."""
    stated = as_decimal(method.get("weights_total"))
    weights = [as_decimal(each.get("weight")) for each in criteria if each.get("kind") != "knockout"]
    known = [Fraction(weight) for weight in weights if weight is not None]
    total = sum(known, Fraction(0))
    if stated is None or total == stated:
        return
    if len(known) == len(weights):
        yield ".method.weights_total", f"the weights add up to {plain(total)}, not to {stated:f}"
    elif total > stated and min(known) >= 0:
        yield (
            ".method.weights_total",
            f"the weights that are known add up to {plain(total)}, more than {stated:f}",
        )


def _tie_break(entries: object, by_key: Mapping[object, Expected]) -> Complaints:
    for index, key in enumerate(entries if isinstance(entries, list | tuple) else ()):
        if not isinstance(key, str) or not key.strip() or key in TIE_BREAK_WORDS:
            continue
        if key not in by_key:
            yield f".method.tie_break[{index}]", f"there is no criterion {quoted(key)}"
        elif by_key[key].kind == "knockout":
            yield f".method.tie_break[{index}]", f"{quoted(key)} is a knock-out and has no points"


def _is_trimmed(method: object) -> bool:
    return isinstance(method, OBJECT) and method.get("panel") == PanelRule.TRIMMED_MEAN


def _values(vendor: Object, by_key: Mapping[object, Expected]) -> Complaints:
    for part, kind in VALUES_OF_KIND.items():
        values = vendor.get(part)
        for key, value in values.items() if isinstance(values, OBJECT) else ():
            for deeper, message in _value(key, value, kind, by_key.get(key)):
                yield step(part) + step(str(key)) + deeper, message


def _value(key: object, value: object, kind: str, expected: Expected | None) -> Complaints:
    if expected is None:
        yield "", f"there is no criterion {shown(key)}"
    elif expected.kind not in (kind, None):
        yield "", f"{shown(key)} is a {expected.kind} criterion, not a {kind} one"
    elif kind == "scored" and isinstance(value, OBJECT):
        yield from _scores(value, expected)


def _scores(scores: Mapping[object, object], expected: Expected) -> Complaints:
    needed, low, high = expected.fewest_scores, expected.low, expected.high
    given = sum(score is not None for score in scores.values())
    if 0 < given < needed:
        yield "", f"trimmed_mean needs {needed} scores; there are {given}"
    for evaluator, value in scores.items():
        number = as_decimal(value)
        if number is None:
            continue
        if (low is not None and number < low) or (high is not None and number > high):
            yield step(str(evaluator)), f"{number:f} is {_beyond(low, high)}"


def _beyond(low: Decimal | None, high: Decimal | None) -> str:
    """At least one end is known, and the only one known is the one that was passed."""
    if low is None:
        return f"above the high end {high:f}"
    return f"below the low end {low:f}" if high is None else f"outside the scale {low:f} to {high:f}"
