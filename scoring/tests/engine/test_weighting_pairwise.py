from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine.weighting import CannotPropose, Judgement, Number, from_comparisons

from .judged import HOUSE, HOUSE_ROWS, MATRICES, Matrix, consistency, drawn, judgements, keys

D = Decimal
F = Fraction
OFF_THE_SCALE: list[Number] = ["-3", "1/10", "9.01", "1/0", "3/", "9" * 5000, D("NaN"), D("1E-9999")]


def by_numpy(count: int, said: Sequence[Judgement]) -> tuple[float, list[float]]:
    matrix = np.eye(count)
    for row, column, value in said:
        i, j = int(row[1:]), int(column[1:])
        matrix[i, j] = float(F(str(value)))
        matrix[j, i] = 1 / matrix[i, j]
    values, vectors = np.linalg.eig(matrix)
    top = int(np.argmax(values.real))
    vector = np.abs(vectors[:, top].real)
    return float(values[top].real), [float(each) for each in vector / vector.sum()]


def test_buying_a_house() -> None:
    """Saaty, European Journal of Operational Research 48 (1990): matrix, priorities, 9.669, 0.169."""
    proposal = from_comparisons(HOUSE, {"family": judgements(HOUSE, HOUSE_ROWS)})

    shares = [round(float(share), 3) for share in proposal.shares.values()]
    assert shares == [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    assert round(float(consistency(proposal).eigenvalue), 3) == 9.669
    assert round(float(consistency(proposal).ratio or 0), 3) == 0.169
    assert not consistency(proposal).is_within_limit


def test_consumption_of_drinks() -> None:
    """Saaty, International Journal of Services Sciences 1 (2008)."""
    drinks = ["coffee", "wine", "tea", "beer", "soda", "milk", "water"]
    rows = ["9 5 2 1 1 1/2", "1/3 1/9 1/9 1/9 1/9", "1/3 1/4 1/3 1/9", "1/2 1 1/3", "2 1/2", "1/3"]
    proposal = from_comparisons(drinks, {"group": judgements(drinks, rows)})

    shares = [round(float(share), 3) for share in proposal.shares.values()]
    assert shares == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert round(float(consistency(proposal).ratio or 0), 3) == 0.022
    assert consistency(proposal).is_within_limit


def test_one_criterion_takes_all() -> None:
    proposal = from_comparisons(["price"], {"eva": []})

    assert proposal.weights == {"price": D(100)}
    assert consistency(proposal).as_dict()["ratio"] is None
    assert consistency(proposal).sentences({}) == []


def test_equal_judgements_give_equal_weights() -> None:
    proposal = from_comparisons(keys(7), {"eva": drawn([F(1)] * 21, 7)})

    assert set(proposal.shares.values()) == {F(1, 7)}
    assert [str(weight) for weight in proposal.weights.values()] == ["14.29"] * 4 + ["14.28"] * 3


@given(MATRICES)
@settings(max_examples=80, deadline=None)
def test_eigenvalue_and_eigenvector_are_those_of_numpy(matrix: Matrix) -> None:
    count, said = matrix
    proposal = from_comparisons(keys(count), {"eva": said})
    eigenvalue, vector = by_numpy(count, said)

    assert float(consistency(proposal).eigenvalue) == pytest.approx(eigenvalue, rel=1e-9)
    assert [float(share) for share in proposal.shares.values()] == pytest.approx(vector, rel=1e-6)


@given(MATRICES)
@settings(max_examples=50, deadline=None)
def test_weights_add_up_and_the_ratio_is_not_negative(matrix: Matrix) -> None:
    count, said = matrix
    proposal = from_comparisons(keys(count), {"eva": said})

    assert sum(proposal.weights.values()) == 100
    assert sum(proposal.shares.values()) == 1
    assert (consistency(proposal).ratio or 0) >= 0
    assert all(each.ratio <= (consistency(proposal).ratio or 0) for each in consistency(proposal).suspects)


@given(MATRICES)
@settings(max_examples=50, deadline=None)
def test_neither_order_nor_direction_of_the_judgements_matters(matrix: Matrix) -> None:
    count, said = matrix
    turned = [(column, row, 1 / F(str(value))) for row, column, value in said[::-1]]
    proposal = from_comparisons(keys(count), {"eva": said})
    other = from_comparisons(keys(count)[::-1], {"eva": turned})

    assert proposal.shares == other.shares
    assert consistency(proposal).ratio == consistency(other).ratio
    assert len(consistency(proposal).cycles) == len(consistency(other).cycles)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_consistent_judgements_give_back_the_weights_they_were_made_from(weights: list[int]) -> None:
    ratios = [F(one, other) for one, other in combinations(weights, 2)]
    proposal = from_comparisons(keys(len(weights)), {"eva": drawn(ratios, len(weights))})

    exact = [F(weight, sum(weights)) for weight in weights]
    assert all(
        abs(share - ideal) < F(1, 10**28)
        for share, ideal in zip(proposal.shares.values(), exact, strict=True)
    )
    assert not consistency(proposal).ratio
    assert consistency(proposal).suspects == ()
    assert consistency(proposal).cycles == ()


def test_a_group_judges_by_the_geometric_mean() -> None:
    proposal = from_comparisons(["a", "b"], {"eva": [("a", "b", "8")], "emil": [("b", "a", "2")]})

    assert proposal.weights == {"a": D("66.67"), "b": D("33.33")}
    assert proposal.people["eva"].weights == {"a": D("88.89"), "b": D("11.11")}
    assert proposal.people["emil"].weights == {"a": D("33.33"), "b": D("66.67")}
    assert proposal.spread == {"a": (D("33.33"), D("88.89")), "b": (D("11.11"), D("66.67"))}
    assert proposal.distances == {"eva": D("22.22"), "emil": D("33.34")}


@given(MATRICES, st.integers(2, 4))
@settings(max_examples=25, deadline=None)
def test_a_group_of_one_mind_judges_as_each_of_them(matrix: Matrix, size: int) -> None:
    count, said = matrix
    proposal = from_comparisons(keys(count), {f"p{n}": said for n in range(size)})
    alone = from_comparisons(keys(count), {"p": said})

    assert proposal.shares == alone.shares
    assert {person.shares == alone.shares for person in proposal.people.values()} == {True}


@given(MATRICES)
@settings(max_examples=25, deadline=None)
def test_opposite_judgements_cancel_out(matrix: Matrix) -> None:
    count, said = matrix
    opposite = [(column, row, value) for row, column, value in said]
    proposal = from_comparisons(keys(count), {"eva": said, "emil": opposite})

    assert set(proposal.shares.values()) == {F(1, count)}
    assert not consistency(proposal).ratio


def faults(said: dict[str, list[Judgement]], criteria: Sequence[str] = ("a", "b", "c")) -> list[str]:
    with pytest.raises(CannotPropose) as refused:
        from_comparisons(criteria, said)
    return [str(fault) for fault in refused.value.faults]


def test_every_fault_of_everybody_is_reported_at_once() -> None:
    eva: list[Judgement] = [("a", "b", "10"), ("b", "a", "1/3"), ("a", "a", "1"), ("a", "x", "0.1")]
    emil: list[Judgement] = [("a", "b", "1/3"), ("b", "c", "three"), ("c", "a", "0")]

    assert faults({"eva": eva, "emil": emil}) == [
        "eva.a.b: 10 is beyond the scale from 1/9 to 9",
        "eva.a.a: this is one criterion",
        'eva.a.x: "x" is not a weighted criterion',
        "eva.a.x: 0.1 is beyond the scale from 1/9 to 9",
        "eva.a.b: these two are compared more than once",
        "eva.a.c: these two are not compared",
        "eva.b.c: these two are not compared",
        'emil.b.c: "three" is not a number or a fraction',
        "emil.c.a: 0 is beyond the scale from 1/9 to 9",
    ]


@pytest.mark.parametrize("value", OFF_THE_SCALE, ids=range(len(OFF_THE_SCALE)))
def test_what_is_not_on_the_scale_is_refused(value: Number) -> None:
    [fault] = faults({"eva": [("a", "b", value)]}, criteria=["a", "b"])

    assert fault.startswith("eva.a.b: ")


def test_sixteen_criteria_are_too_many_to_compare() -> None:
    assert faults({"eva": []}, criteria=keys(16)) == [
        "criteria: more than 15 are too many to compare in pairs"
    ]
