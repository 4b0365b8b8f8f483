"""Tables of scores: a row for each vendor, a column for each evaluator; and what agreement says of them."""

import json
import warnings
from typing import Any

from hypothesis import strategies as st

from scoring.engine import from_mapping
from scoring.engine.agreement import PanelAgreement, agreement

from .documents import Document, document, scored, vendor

Table = list[list[Any]]
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
ROUNDING_FIRST_BASE = [
    "5.40 5.85 5.20 5.55 5.90 5.45 5.40 5.45 5.25 5.85 5.25 5.65 5.60 5.05 5.50 5.45 5.55 5.45 5.50 5.65 5.70 6.30",
    "5.50 5.70 5.60 5.50 5.85 5.55 5.40 5.50 5.15 5.80 5.20 5.55 5.35 5.00 5.50 5.55 5.55 5.50 5.45 5.60 5.65 6.30",
    "5.55 5.75 5.50 5.40 5.70 5.60 5.35 5.35 5.00 5.70 5.10 5.45 5.45 4.95 5.40 5.50 5.35 5.55 5.25 5.40 5.55 6.25",
]
SCORE = st.sampled_from([0, 2, 3, 4, 4, 5, 5, 9, 10])


def criterion_of(rows: Table, **more: object) -> Document:
    """One criterion: a row for each vendor, a column for each evaluator, none where there is no score."""
    return document([scored("q", "100", **more)], vendors_of(rows))


def vendors_of(rows: Table, key: str = "q") -> list[Document]:
    return [
        vendor(f"v{i}", scores={key: {f"e{j:02}": str(x) for j, x in enumerate(row) if x is not None}})
        for i, row in enumerate(rows)
    ]


def of(raw: Document) -> PanelAgreement:
    """With every warning a failure, and plain JSON for a result."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = agreement(from_mapping(raw))
    json.dumps(found.as_dict(), allow_nan=False)
    assert not any(word in " ".join(found.sentences()) for word in ("nan", "inf ", "None"))
    return found


def only(rows: Table, **more: object) -> Any:
    [criterion] = of(criterion_of(rows, **more)).criteria
    return criterion


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 5))
    score = st.one_of(st.none(), *[SCORE] * 5) if draw(st.booleans()) else SCORE
    return draw(st.lists(st.lists(score, min_size=width, max_size=width), max_size=7))
