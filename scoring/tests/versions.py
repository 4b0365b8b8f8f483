"""Versions of a shortlist straight from evaluation documents, without a database."""

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rfp.models import Rfp
from scoring import engine
from scoring.models import Shortlist
from scoring.reports import Report

Document = dict[str, Any]

GOLD = Path(__file__).parent / "engine" / "gold"
COMPUTED_AT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
NASTY = [
    "<script>alert(1)</script>",
    "=cmd|'/C calc'!A0",
    "\u202egnp.exe \u200fשם",
    "W" * 300,
    '#panic("x") $y$ *b* _i_ `c` @ref <label> \\u{41} ]',
    "+1-800",
    "@SUM(A1)",
    "-2+3",
]


def gold(name: str) -> Document:
    document: Document = json.loads((GOLD / f"{name}.json").read_text())["document"]
    return document


def call_centre() -> Document:
    """Five vendors: three ranked, one incomplete, one excluded; one knock-out is waived."""
    scores = {"acme": ("4", "5"), "bolt": ("5", "5"), "cove": ("3", "3"), "dune": (), "elm": ("5", "5")}
    prices = {"acme": "100000", "bolt": "125000", "cove": "110000", "dune": "90000", "elm": "80000"}
    answers = {"elm": "fail", "cove": "waived"}
    return {
        "format": "bpo-evaluation/1",
        "title": "Out-of-hours contact centre",
        "currency": "EUR",
        "method": {"weights_total": "100", "panel": "mean", "decimals": 2, "tie_break": ["quality", "price"]},
        "criteria": [
            {"key": "iso", "title": "Valid ISO/IEC 27001 certificate", "kind": "knockout"},
            _scored("security", "Information security", "40", minimum="2"),
            {
                "key": "hours",
                "title": "Hours covered",
                "kind": "measured",
                "weight": "20",
                "scale": ["0", "24"],
                "direction": "higher",
            },
            {"key": "price", "title": "Price", "kind": "price", "weight": "40", "formula": "lowest_ratio"},
        ],
        "vendors": [
            {
                "key": key,
                "title": f"{key.title()} Services",
                "knockouts": {"iso": answers.get(key, "pass")},
                "scores": {"security": dict(zip(("eva", "ben"), given, strict=True))} if given else {},
                "measures": {"hours": "16"},
                "price": prices[key],
            }
            for key, given in scores.items()
        ],
    }


def large(vendors: int = 50, criteria: int = 20) -> Document:
    weight = 100 // criteria
    scored = [
        _scored(f"c{number}", f"Criterion number {number}", str(weight)) for number in range(1, criteria)
    ]
    price = {"key": "price", "title": "Price", "kind": "price", "formula": "lowest_ratio"}
    return {
        **call_centre(),
        "criteria": [*scored, price | {"weight": str(100 - weight * (criteria - 1))}],
        "vendors": [
            {
                "key": f"v{place}",
                "title": f"Vendor number {place}",
                "scores": {
                    each["key"]: {
                        name: str((place * column + shift) % 6)
                        for shift, name in enumerate(("eva", "ben", "nora"))
                    }
                    for column, each in enumerate(scored, start=1)
                },
                "price": str(100_000 + 997 * place),
            }
            for place in range(vendors)
        ],
    }


def nasty() -> Document:
    """Names that try to be something else, wherever people can type one."""
    document = large(len(NASTY), 8)
    for vendor, name in zip(document["vendors"], NASTY, strict=True):
        vendor["title"] = name
    for criterion, name in zip(document["criteria"], NASTY, strict=True):
        criterion["title"] = name
    return {**document, "title": NASTY[0] + NASTY[3]}


def version_of(
    document: Mapping[str, Any],
    *,
    number: int = 12,
    cause: str = "Weight of Price 30 → 40",
    line: Mapping[str, object] | None = None,
    is_sample: bool = False,
) -> Shortlist:
    evaluation = engine.from_mapping(document)
    ranking = engine.rank(evaluation)
    return Shortlist(
        rfp=Rfp(number="RFP-2026-001", title="A title", timezone="Europe/Madrid", is_sample=is_sample),
        number=number,
        as_of=date(2026, 3, 2),
        document=engine.canonical_bytes(document).decode(),
        sha256=evaluation.sha256,
        ranking=json.dumps(ranking.as_dict()),
        cause=cause,
        line=line or {"size": 2, "threshold": None},
        provisional=ranking.provisional,
        engine_version=engine.ENGINE_VERSION,
        computed_at=COMPUTED_AT,
    )


def report_of(document: Mapping[str, Any], *, since: Document | None = None, **options: Any) -> Report:
    version = version_of(document, **options)
    earlier = version_of(since, number=version.number - 1) if since else None
    return Report(version, since=earlier, causes=version.cause.splitlines())


def with_weights(document: Document, **weights: str) -> Document:
    changed = deepcopy(document)
    for criterion in changed["criteria"]:
        if criterion["key"] in weights:
            criterion["weight"] = weights[criterion["key"]]
    return changed


def _scored(key: str, title: str, weight: str, **more: str) -> Document:
    return {
        "key": key,
        "title": title,
        "kind": "scored",
        "weight": weight,
        "scale": ["0", "5"],
        "direction": "higher",
        **more,
    }
