"""Pairwise judgements, printed and generated, and what to ask of the proposals they make."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import strategies as st

from scoring.engine.weighting import Consistency, Judgement, Proposal

SCALE = [Fraction(1, n) for n in range(9, 1, -1)] + [Fraction(n) for n in range(1, 10)]
Matrix = tuple[int, list[Judgement]]

# Saaty, How to make a decision: The analytic hierarchy process, 1990: a family buys a house.
HOUSE = ["size", "transport", "neighbourhood", "age", "yard", "facilities", "condition", "financing"]
HOUSE_ROWS = [
    "5 3 7 6 6 1/3 1/4",
    "1/3 5 3 3 1/5 1/7",
    "6 3 4 6 1/5",
    "1/3 1/4 1/7 1/8",
    "1/2 1/5 1/6",
    "1/5 1/6",
    "1/2",
]


def judgements(keys: Sequence[str], upper_rows: Sequence[str]) -> list[Judgement]:
    """From the rows of a printed matrix, right of its diagonal."""
    rows = [row.split() for row in upper_rows]
    return [(keys[i], keys[i + 1 + j], value) for i, row in enumerate(rows) for j, value in enumerate(row)]


def drawn(ratios: Sequence[Fraction], count: int) -> list[Judgement]:
    return [
        (f"k{i}", f"k{j}", ratio) for (i, j), ratio in zip(combinations(range(count), 2), ratios, strict=True)
    ]


def keys(count: int) -> list[str]:
    return [f"k{index}" for index in range(count)]


def consistency(proposal: Proposal) -> Consistency:
    assert proposal.consistency is not None
    return proposal.consistency


MATRICES = st.integers(1, 7).flatmap(
    lambda count: st.lists(
        st.sampled_from(SCALE), min_size=count * (count - 1) // 2, max_size=count * (count - 1) // 2
    ).map(lambda ratios: (count, drawn(ratios, count)))
)
