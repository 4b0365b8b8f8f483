"""Small evaluation documents, valid until a test spoils them."""

from typing import Any

from scoring.engine import from_mapping, rank

Document = dict[str, Any]


def knockout(key: str = "iso") -> Document:
    return {"key": key, "title": key.title(), "kind": "knockout"}


def scored(key: str, weight: object, **more: object) -> Document:
    own = {"key": key, "title": key.title(), "kind": "scored", "weight": weight}
    return {**own, "scale": ["0", "10"], "direction": "higher", **more}


def measured(key: str, weight: object, **more: object) -> Document:
    return {**scored(key, weight), "kind": "measured", **more}


def price(weight: object, formula: str = "lowest_ratio", **more: object) -> Document:
    return {"key": "cost", "title": "Cost", "kind": "price", "weight": weight, "formula": formula, **more}


def vendor(key: str, **more: object) -> Document:
    return {"key": key, "title": key.title(), **more}


def document(criteria: list[Document], vendors: list[Document], **method: object) -> Document:
    """A document whose method is the plainest one, unless said otherwise."""
    plainest = {"weights_total": "100", "panel": "mean", "decimals": 2, "tie_break": []}
    return {
        "format": "bpo-evaluation/1",
        "title": "A document for a test",
        "currency": "EUR",
        "method": {**plainest, **method},
        "criteria": criteria,
        "vendors": vendors,
    }


def contact_centre() -> Document:
    """One of everything: knock-out, scored, measured and price; two vendors with all their values."""
    return document(
        [knockout(), scored("security", "30", minimum="3"), measured("hours", "30"), price("40")],
        [
            vendor(
                "acme",
                knockouts={"iso": "pass"},
                scores={"security": {"eva": "8", "emil": "9"}},
                measures={"hours": "6"},
                price="130000",
            ),
            vendor(
                "bolt",
                knockouts={"iso": "pass"},
                scores={"security": {"eva": "5", "emil": "6"}},
                measures={"hours": "10"},
                price="100000",
            ),
        ],
    )


def rows(evaluation: Document) -> dict[str, Any]:
    result = rank(from_mapping(evaluation)).as_dict()
    return {row["vendor"]: row for row in result["rows"]}  # type: ignore[attr-defined]


def column(evaluation: Document, name: str) -> dict[str, Any]:
    return {key: row[name] for key, row in rows(evaluation).items()}


def scores(*values: str) -> Document:
    return {f"e{index}": value for index, value in enumerate(values)}


def priced(formula: Document, *prices: str | None) -> Document:
    """Vendors a, b, c … with nothing but a price."""
    criterion = {**price("100"), **formula}
    return document([criterion], [vendor(chr(97 + i), price=each) for i, each in enumerate(prices)])
