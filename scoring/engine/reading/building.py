"""From a document without faults to an ``Evaluation``."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

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
)
from .schema import decimal_in

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
        weights_total=_decimal(raw["weights_total"]),
        panel=PanelRule(raw["panel"]),
        quality_minimum=_decimal_or_none(raw.get("quality_minimum")),
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
            low, high = map(_decimal, raw["scale"])
            return (Scored if kind == "scored" else Measured)(
                key=raw["key"],
                title=raw["title"],
                weight=_decimal(raw["weight"]),
                low=low,
                high=high,
                lower_is_better=raw["direction"] == "lower",
                minimum=_decimal_or_none(raw.get("minimum")),
            )


def _price(raw: Raw) -> Price:
    low, high = map(_decimal, raw.get("bounds") or (0, 1))
    points_decimals = raw.get("points_decimals")
    return Price(
        key=raw["key"],
        title=raw["title"],
        weight=_decimal(raw["weight"]),
        formula=PriceFormula(raw["formula"]),
        cap=raw.get("cap") is not False,
        reference=_decimal(raw.get("reference") or 1),
        bounds=(low, high),
        points_decimals=None if points_decimals is None else int(points_decimals),
    )


def _vendor(raw: Raw) -> Vendor:
    panels = {key: _decimals(panel) for key, panel in _given(raw.get("scores")).items()}
    return Vendor(
        key=raw["key"],
        title=raw["title"],
        knockouts={key: Answer(answer) for key, answer in _given(raw.get("knockouts")).items()},
        scores={key: scores for key, scores in panels.items() if scores},
        measures=_decimals(raw.get("measures")),
        price=_decimal_or_none(raw.get("price")),
    )


def _decimals(raw: Raw | None) -> dict[str, Decimal]:
    """All at once where all are texts, as they nearly always are."""
    if not raw:
        return {}
    if set(map(type, raw.values())) == {str}:
        return cast(dict[str, Decimal], dict(zip(raw, map(decimal_in, raw.values()), strict=True)))
    return {key: _decimal(value) for key, value in raw.items() if value is not None}


def _given(raw: Raw | None) -> Raw:
    return {key: value for key, value in (raw or {}).items() if value is not None}


def _decimal_or_none(value: Any) -> Decimal | None:
    return None if value is None else _decimal(value)


def _decimal(value: str | int) -> Decimal:
    """One object for all places where the same number is written."""
    return cast(Decimal, decimal_in(value)) if isinstance(value, str) else Decimal(value)
