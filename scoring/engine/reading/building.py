"""From a document without faults to an ``Evaluation``."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..canonical import canonical_bytes, sha256_of
from ..document import (
    Answer,
    Criterion,
    Evaluation,
    Knockout,
    Measured,
    Method,
    PanelRule,
    Price,
    PriceFormula,
    Scored,
    Vendor,
    number,
)

Raw = Mapping[str, Any]


def build(document: Raw, canonical: bytes | None = None) -> Evaluation:
    """The document must have passed ``rules.faults_of``."""
    return Evaluation(
        sha256=sha256_of(canonical or canonical_bytes(document)),
        title=document["title"],
        currency=document.get("currency"),
        method=_method(document["method"]),
        criteria=tuple(map(_criterion, document["criteria"])),
        vendors=tuple(map(_vendor, document["vendors"])),
    )


def _method(raw: Raw) -> Method:
    return Method(
        weights_total=number(raw["weights_total"]),
        panel=PanelRule(raw["panel"]),
        quality_minimum=_number_or_none(raw.get("quality_minimum")),
        quality_relative_to_best=bool(raw.get("quality_relative_to_best")),
        decimals=int(raw["decimals"]),
        tie_break=tuple(raw["tie_break"]),
    )


def _criterion(raw: Raw) -> Criterion:
    match raw["kind"]:
        case "knockout":
            return Knockout(key=raw["key"], title=raw["title"])
        case "price":
            return _price(raw)
        case kind:
            low, high = map(number, raw["scale"])
            return (Scored if kind == "scored" else Measured)(
                key=raw["key"],
                title=raw["title"],
                weight=number(raw["weight"]),
                low=low,
                high=high,
                lower_is_better=raw["direction"] == "lower",
                minimum=_number_or_none(raw.get("minimum")),
            )


def _price(raw: Raw) -> Price:
    low, high = map(number, raw.get("bounds") or (0, 1))
    points_decimals = raw.get("points_decimals")
    return Price(
        key=raw["key"],
        title=raw["title"],
        weight=number(raw["weight"]),
        formula=PriceFormula(raw["formula"]),
        cap=raw.get("cap") is not False,
        reference=number(raw.get("reference") or 1),
        bounds=(low, high),
        points_decimals=None if points_decimals is None else int(points_decimals),
    )


def _vendor(raw: Raw) -> Vendor:
    panels = _given(raw.get("scores"))
    return Vendor(
        key=raw["key"],
        title=raw["title"],
        knockouts={key: Answer(answer) for key, answer in _given(raw.get("knockouts")).items()},
        panels={key: given for key, panel in panels.items() if (given := _given(panel))},
        figures=_given(raw.get("measures")),
        price=_number_or_none(raw.get("price")),
    )


def _given(raw: Raw | None) -> Raw:
    """Without what is not known."""
    if not raw:
        return {}
    return {key: value for key, value in raw.items() if value is not None} if None in raw.values() else raw


def _number_or_none(value: Any) -> Decimal | None:
    return None if value is None else number(value)
