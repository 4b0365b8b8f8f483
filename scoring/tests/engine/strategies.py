"""Hypothesis strategies for valid documents: few different values, so that ties and edges are common."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from .documents import Document, document, knockout, measured, price, scored, vendor

FORMULAS: list[Document] = [
    {"formula": "lowest_ratio"},
    {"formula": "linear_over_lowest"},
    {"formula": "between_bounds", "bounds": ["80", "120"]},
    {"formula": "reference_ratio", "reference": "100"},
    {"formula": "reference_ratio", "reference": "100", "cap": False},
]
SCORES = st.one_of(
    st.sampled_from(["0", "3", "4.5", "5", "10"]),
    st.decimals(0, 10, places=2).map(lambda number: f"{abs(number):f}"),
)
FIGURES = st.one_of(SCORES, st.sampled_from(["-2", "12", "10.001"]))
PRICES = st.one_of(
    st.sampled_from(["90", "100", "100.50", "130", "0", "-5"]),
    st.integers(1, 300).map(str),
)
SEVERAL = st.sampled_from(["eva", "emil", "rita", "otto", "bea", "vic"])


@st.composite
def weights(draw: st.DrawFn, count: int) -> list[str]:
    """Weights, some of them zero, that add up to exactly 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 1000), min_size=count - 1, max_size=count - 1)))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, 1000], strict=True)]
    return [f"{Decimal(part) / 10:f}" for part in parts]


def maybe(strategy: st.SearchStrategy[Any], *, absent: int = 8) -> st.SearchStrategy[Any]:
    """Now and then nothing at all."""
    return st.integers(0, absent).flatmap(lambda n: strategy if n else st.none())


@st.composite
def vendors(draw: st.DrawFn, key: str, criteria: list[Document], panel: str, gaps: bool) -> Document:
    few = 5 if panel == "trimmed_mean" else 1
    panels = st.dictionaries(SEVERAL, SCORES, min_size=few, max_size=6)
    answers = st.sampled_from(["pass", "pass", "pass", "pass", "waived", "fail"] if gaps else ["pass"])

    def filled(kind: str, values: st.SearchStrategy[Any]) -> Document:
        some = maybe(values, absent=12) if gaps else values
        return {each["key"]: draw(some) for each in criteria if each["kind"] == kind}

    return vendor(
        key,
        knockouts=filled("knockout", answers),
        scores=filled("scored", panels),
        measures=filled("measured", FIGURES),
        price=draw(maybe(PRICES, absent=12) if gaps else st.integers(1, 300).map(str)),
    )


@st.composite
def evaluations(
    draw: st.DrawFn, *, gaps: bool = True, plain: bool = False, fewest_vendors: int = 0
) -> Document:
    """Valid documents. Without gaps all vendors have all values; plain ones have no minimums or stretching."""
    count = draw(st.integers(1, 4))
    *own, last = draw(weights(count + 1))
    direction = st.sampled_from(["higher", "lower"])
    least = st.none() if plain else maybe(st.sampled_from(["0", "2", "3", "4.5"]), absent=2)
    criteria = [
        (scored if draw(st.booleans()) else measured)(
            f"c{index}", weight, direction=draw(direction), minimum=draw(least) if index < 2 else None
        )
        for index, weight in enumerate(own)
    ]
    if draw(st.booleans()) and not plain:
        criteria.append(knockout())
    if draw(st.booleans()):
        rounding = st.none() if plain else maybe(st.integers(0, 1), absent=1)
        criteria.append({**price(last), **draw(st.sampled_from(FORMULAS)), "points_decimals": draw(rounding)})
    else:
        criteria.append(scored("last", last))
    criteria = draw(st.permutations(criteria))
    panel = draw(st.sampled_from(["mean", "median", "trimmed_mean"]))
    keys = [f"v{index}" for index in range(draw(st.integers(fewest_vendors, 5)))]
    ties = [each["key"] for each in criteria if each["kind"] != "knockout"]
    return document(
        criteria,
        [draw(vendors(key, criteria, panel, gaps)) for key in keys],
        panel=panel,
        decimals=draw(st.integers(0, 3)),
        tie_break=draw(st.lists(st.sampled_from(["quality", "price", *ties]), max_size=3)),
        quality_minimum=None if plain else draw(maybe(st.sampled_from(["30", "50"]), absent=1)),
        quality_relative_to_best=not plain and draw(st.integers(0, 3)) == 0,
    )
