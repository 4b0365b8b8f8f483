from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.weighting import CannotPropose, Order, from_order
from scoring.engine.weighting.direct import centroid

D = Decimal
F = Fraction
KEYS = list("abcd")
PUBLISHED = {
    2: "0.7500 0.2500",
    3: "0.6111 0.2778 0.1111",
    4: "0.5208 0.2708 0.1458 0.0625",
    5: "0.4567 0.2567 0.1567 0.0900 0.0400",
}


def faults(*orders: Order) -> list[str]:
    with pytest.raises(CannotPropose) as refused:
        from_order(KEYS, {f"p{n}": order for n, order in enumerate(orders)})
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize("count", PUBLISHED)
def test_published_tables(count: int) -> None:
    """Barron and Barrett, Management Science 42 (1996)."""
    assert " ".join(f"{float(weight):.4f}" for weight in centroid(count)) == PUBLISHED[count]


@pytest.mark.parametrize("count", range(1, 12))
def test_the_centroid_is_the_mean_of_the_corners(count: int) -> None:
    corners = [[F(place < top, top) for place in range(count)] for top in range(1, count + 1)]

    assert centroid(count) == [sum(column) / count for column in zip(*corners, strict=True)]


def test_an_order_becomes_weights() -> None:
    proposal = from_order(["security", "coverage", "price"], {"eva": ["price", ["security", "coverage"]]})

    assert proposal.shares == {"security": F(7, 36), "coverage": F(7, 36), "price": F(11, 18)}
    assert proposal.weights == {"security": D("19.45"), "coverage": D("19.44"), "price": D("61.11")}


@given(st.permutations(KEYS), st.integers(0, 3), st.integers(1, 4))
def test_equals_get_the_mean_over_every_order_they_might_have(
    order: list[str], start: int, size: int
) -> None:
    before, equal, after = order[:start], order[start : start + size], order[start + size :]
    shares = from_order(KEYS, {"eva": [*before, equal, *after]}).shares

    strict = [from_order(KEYS, {"eva": [*before, *each, *after]}).shares for each in permutations(equal)]
    assert shares == {key: sum(each[key] for each in strict) / len(strict) for key in KEYS}


@given(st.lists(st.permutations(KEYS), min_size=1, max_size=4))
def test_weights_add_up_and_who_is_asked_first_does_not_matter(orders: list[list[str]]) -> None:
    people = {f"p{n}": order for n, order in enumerate(orders)}
    proposal = from_order(KEYS, people)

    assert sum(proposal.weights.values()) == 100
    assert sum(proposal.shares.values()) == 1
    assert proposal.shares == from_order(KEYS[::-1], dict(reversed(people.items()))).shares


def test_opposite_orders_of_two_make_equal_weights() -> None:
    proposal = from_order(["a", "b"], {"eva": ["a", "b"], "emil": ["b", "a"]})

    assert proposal.weights == {"a": D(50), "b": D(50)}
    assert proposal.distances == {"eva": D(25), "emil": D(25)}


def test_every_fault_of_everybody_is_reported_at_once() -> None:
    assert faults(["a", ["b", "x"], "a"], [["a", "b", "c", "d"], []], []) == [
        "p0.x: is not a weighted criterion",
        "p0.a: is named twice",
        "p0.c: is missing",
        "p0.d: is missing",
        "p2.a: is missing",
        "p2.b: is missing",
        "p2.c: is missing",
        "p2.d: is missing",
    ]
