"""Columns of whole numbers are Python's integers, whatever their size."""

from math import prod

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine.placing import Key, in_order
from scoring.engine.whole import Shares, Whole

EDGES = [0, 1, 2**31, 2**53 - 1, 2**53, 2**53 + 1, 2**62, 2**63 - 1, 2**63, 2**64, 10**30]
NUMBERS = st.sampled_from([*EDGES, *(-edge for edge in EDGES)]) | st.integers(-20, 20) | st.integers()
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=6)

few = settings(max_examples=200, deadline=None)


def columns(pairs: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    left, right = zip(*pairs, strict=True)
    return list(left), list(right)


@few
@given(PAIRS)
def test_sums_differences_and_products_never_overflow(pairs: list[tuple[int, int]]) -> None:
    left, right = columns(pairs)
    one, other = Whole.of(left), Whole.of(right)

    assert (one + other).integers() == [a + b for a, b in pairs]
    assert (one - other).integers() == [a - b for a, b in pairs]
    assert (one * other).integers() == [a * b for a, b in pairs]
    assert ((one * other) * one + other).integers() == [a * b * a + b for a, b in pairs]


@few
@given(PAIRS, NUMBERS)
def test_a_single_number_stands_for_a_column_of_it(pairs: list[tuple[int, int]], number: int) -> None:
    left, _ = columns(pairs)
    one, same = Whole.of(left), Whole.full(number, len(left))

    assert (one * number).integers() == (one * same).integers() == [a * number for a in left]
    assert (one - number).integers() == (one - same).integers() == [a - number for a in left]


@few
@given(PAIRS, st.tuples(NUMBERS, NUMBERS).map(sorted))
def test_division_comparison_and_ends_are_exact(pairs: list[tuple[int, int]], ends: list[int]) -> None:
    divisible = [(a, b or 1) for a, b in pairs]
    left, right = columns(divisible)
    low, high = ends

    assert (Whole.of(left) // Whole.of(right)).integers() == [a // b for a, b in divisible]
    assert Whole.of(left).below(Whole.of(right)).tolist() == [a < b for a, b in divisible]
    assert Whole.of(left).held(low, high).integers() == [max(min(a, high), low) for a in left]


@st.composite
def shares(draw: st.DrawFn) -> tuple[list[int], list[int], list[list[int]]]:
    """Parts each column is divided into, coefficients, and rows."""
    wholes = draw(st.lists(st.sampled_from([1, 5, 100, 2**26, 2**53, 2**53 + 1, 10**40]), max_size=4))
    coefficients = [draw(st.sampled_from([0, 1, 7, 2**10, 2**27, 2**60])) for _ in wholes]
    rows = draw(st.lists(st.tuples(*(st.integers(0, whole) for whole in wholes)), min_size=1, max_size=4))
    return wholes, coefficients, [list(row) for row in rows]


@few
@given(shares())
def test_weighted_sums_are_exact(case: tuple[list[int], list[int], list[list[int]]]) -> None:
    wholes, coefficients, rows = case
    matrix = np.array(rows, dtype=object).reshape(len(rows), len(wholes))
    table = Shares(Whole(matrix, max(wholes, default=0)), wholes)

    sums = table.weighted(coefficients).integers()

    assert sums == [sum(map(prod, zip(row, coefficients, strict=True))) for row in rows]
    assert [table[place].integers() for place in range(len(wholes))] == matrix.T.tolist()


@few
@given(st.data())
def test_the_order_is_that_of_one_key_after_the_other(data: st.DataObject) -> None:
    count, rows = data.draw(st.integers(0, 4)), data.draw(st.integers(1, 8))
    values = st.sampled_from([0, 1, 2, -(2**62), 2**62, 2**63, 10**30])
    keys = [data.draw(st.lists(values, min_size=rows, max_size=rows)) for _ in range(count)]
    larger_first = [data.draw(st.booleans()) for _ in keys]

    order, ranks = in_order(
        [Key(Whole.of(key), flag) for key, flag in zip(keys, larger_first, strict=True)], rows
    )

    def position(row: int) -> tuple[int, ...]:
        return tuple(-key[row] if flag else key[row] for key, flag in zip(keys, larger_first, strict=True))

    expected = sorted(range(rows), key=position)
    assert order.tolist() == expected
    assert ranks.tolist() == [
        1 + sum(position(each) < position(row) for each in expected) for row in expected
    ]
