import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.engine.weighting import (
    RANDOM_INDEX,
    CannotPropose,
    Consistency,
    Judgement,
    Number,
    Proposal,
    from_comparisons,
)

D = Decimal
F = Fraction
SCALE = [F(1, n) for n in range(9, 1, -1)] + [F(n) for n in range(1, 10)]
OFF_THE_SCALE: list[Number] = ["-3", "1/10", "9.01", "1/0", "3/", "9" * 5000, D("NaN"), D("1E-9999")]
DOCUMENTED: list[Judgement] = [
    ("price", "security", "2"),
    ("price", "coverage", "4"),
    ("price", "references", "8"),
    ("security", "coverage", "2"),
    ("security", "references", "4"),
    ("coverage", "references", "1/2"),
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


matrices = st.integers(1, 7).flatmap(
    lambda count: st.lists(
        st.sampled_from(SCALE), min_size=count * (count - 1) // 2, max_size=count * (count - 1) // 2
    ).map(lambda ratios: (count, drawn(ratios, count)))
)
Matrix = tuple[int, list[Judgement]]


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


def test_buying_a_house() -> None:
    """Saaty, European Journal of Operational Research 48 (1990): matrix, priorities, 9.669, 0.169."""
    proposal = from_comparisons(HOUSE, {"family": judgements(HOUSE, HOUSE_ROWS)})

    shares = [round(float(share), 3) for share in proposal.shares.values()]
    assert shares == [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    assert round(float(consistency(proposal).eigenvalue), 3) == 9.669
    assert round(float(consistency(proposal).ratio or 0), 3) == 0.169
    assert not consistency(proposal).is_within_limit


def test_the_worst_judgement_on_the_house() -> None:
    """Saaty, ibid. 145 (2003): neighbourhood against condition; without it 0.102, 0.223 and 8.811."""
    [suspect] = consistency(from_comparisons(HOUSE, {"family": judgements(HOUSE, HOUSE_ROWS)})).suspects

    assert (suspect.row, suspect.column, suspect.said) == ("neighbourhood", "condition", F(6))
    assert float(suspect.implied) == pytest.approx(0.102 / 0.223, abs=0.003)
    assert float(suspect.ratio) == pytest.approx((8.811 - 8) / 7 / 1.41, abs=0.0001)


def test_saying_what_the_others_imply_has_the_announced_effect() -> None:
    said = judgements(HOUSE, HOUSE_ROWS)
    [suspect] = consistency(from_comparisons(HOUSE, {"family": said})).suspects
    pair = (suspect.row, suspect.column)
    mended = [
        (row, column, suspect.implied if (row, column) == pair else value) for row, column, value in said
    ]

    after = consistency(from_comparisons(HOUSE, {"family": mended}))
    assert after.ratio is not None
    assert abs(after.ratio - suspect.ratio) < F(1, 10**18)


def test_consumption_of_drinks() -> None:
    """Saaty, International Journal of Services Sciences 1 (2008)."""
    drinks = ["coffee", "wine", "tea", "beer", "soda", "milk", "water"]
    rows = ["9 5 2 1 1 1/2", "1/3 1/9 1/9 1/9 1/9", "1/3 1/4 1/3 1/9", "1/2 1 1/3", "2 1/2", "1/3"]
    proposal = from_comparisons(drinks, {"group": judgements(drinks, rows)})

    shares = [round(float(share), 3) for share in proposal.shares.values()]
    assert shares == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert round(float(consistency(proposal).ratio or 0), 3) == 0.022
    assert consistency(proposal).is_within_limit


def test_the_random_index_is_that_of_1980() -> None:
    printed = "0.58 0.90 1.12 1.24 1.32 1.41 1.45 1.49 1.51 1.48 1.56 1.57 1.59"

    assert " ".join(str(index) for index in RANDOM_INDEX.values()) == printed
    assert list(RANDOM_INDEX) == list(range(3, 16))


def test_the_documented_example() -> None:
    proposal = from_comparisons(["security", "coverage", "price", "references"], {"eva": DOCUMENTED})
    titles = {key: key for key in proposal.shares}

    assert proposal.as_dict() == json.loads(json.dumps(proposal.as_dict()))
    assert [str(weight) for weight in proposal.weights.values()] == ["26.70", "9.77", "53.40", "10.13"]
    assert consistency(proposal).as_dict() == {
        "eigenvalue": "4.2492",
        "index": "0.0831",
        "random_index": "0.90",
        "random_index_source": "Saaty 1980",
        "ratio": "0.0923",
        "is_within_limit": True,
        "suspects": [
            {
                "row": "references",
                "column": "coverage",
                "said": "2.0000",
                "implied": "0.5000",
                "ratio": "0.0000",
            }
        ],
        "cycles": [],
    }
    assert consistency(proposal).sentences(titles) == [
        "The consistency ratio is 0.09, within the customary 0.10.",
        "Judged: references 2 times as much as coverage. The other judgements imply: "
        "coverage 2 times as much as references; with that, the ratio would be 0.00.",
    ]


def test_of_three_criteria_any_judgement_may_be_the_odd_one() -> None:
    circle: list[Judgement] = [("a", "b", "2"), ("b", "c", "2"), ("c", "a", "2")]
    found = consistency(from_comparisons("abc", {"eva": circle}))

    assert found.cycles == (("a", "b", "c"),)
    assert [(each.row, each.column) for each in found.suspects] == [("a", "b"), ("c", "a"), ("b", "c")]
    assert {(each.implied, each.ratio) for each in found.suspects} == {(F(1, 4), F(0))}
    sentences = found.sentences({"a": "A", "b": "B", "c": "C"})
    assert sentences[1] == "Several judgements fit equally badly; any one of them may be the odd one."
    assert sentences[-1] == "A circle: A counts more than B, B more than C, yet C more than A."


def test_equals_are_said_to_be_equal() -> None:
    said: list[Judgement] = [("a", "b", "3"), ("b", "c", "1"), ("a", "c", "1")]
    sentences = consistency(from_comparisons("abc", {"eva": said})).sentences({"a": "A", "b": "B", "c": "C"})

    assert (
        "Judged: B as much as C. The other judgements imply: C 3 times as much as B; "
        "with that, the ratio would be 0.00."
    ) in sentences


def test_one_criterion_takes_all() -> None:
    proposal = from_comparisons(["price"], {"eva": []})

    assert proposal.weights == {"price": D(100)}
    assert consistency(proposal).as_dict()["ratio"] is None
    assert consistency(proposal).sentences({}) == []


def test_two_criteria_cannot_contradict_each_other() -> None:
    proposal = from_comparisons(["price", "quality"], {"eva": [("quality", "price", "1/3")]})

    assert proposal.weights == {"price": D(75), "quality": D(25)}
    assert consistency(proposal).ratio is None
    assert consistency(proposal).is_within_limit
    assert consistency(proposal).index == 0


def test_equal_judgements_give_equal_weights() -> None:
    proposal = from_comparisons(keys(7), {"eva": drawn([F(1)] * 21, 7)})

    assert set(proposal.shares.values()) == {F(1, 7)}
    assert [str(weight) for weight in proposal.weights.values()] == ["14.29"] * 4 + ["14.28"] * 3


@given(matrices)
@settings(max_examples=80)
def test_eigenvalue_and_eigenvector_are_those_of_numpy(matrix: Matrix) -> None:
    count, said = matrix
    proposal = from_comparisons(keys(count), {"eva": said})
    eigenvalue, vector = by_numpy(count, said)

    assert float(consistency(proposal).eigenvalue) == pytest.approx(eigenvalue, rel=1e-9)
    assert [float(share) for share in proposal.shares.values()] == pytest.approx(vector, rel=1e-6)


@given(matrices)
@settings(max_examples=50)
def test_weights_add_up_and_the_ratio_is_not_negative(matrix: Matrix) -> None:
    count, said = matrix
    proposal = from_comparisons(keys(count), {"eva": said})

    assert sum(proposal.weights.values()) == 100
    assert sum(proposal.shares.values()) == 1
    assert (consistency(proposal).ratio or 0) >= 0
    assert all(each.ratio <= (consistency(proposal).ratio or 0) for each in consistency(proposal).suspects)


@given(matrices)
@settings(max_examples=50)
def test_neither_order_nor_direction_of_the_judgements_matters(matrix: Matrix) -> None:
    count, said = matrix
    turned = [(column, row, 1 / F(str(value))) for row, column, value in said[::-1]]
    proposal = from_comparisons(keys(count), {"eva": said})
    other = from_comparisons(keys(count)[::-1], {"eva": turned})

    assert proposal.shares == other.shares
    assert consistency(proposal).ratio == consistency(other).ratio
    assert len(consistency(proposal).cycles) == len(consistency(other).cycles)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
@settings(max_examples=50)
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


@given(st.lists(st.integers(1, 9), min_size=4, max_size=8), st.data())
@settings(max_examples=100)
def test_a_planted_contradiction_is_found(weights: list[int], data: st.DataObject) -> None:
    count = len(weights)
    pairs = list(combinations(range(count), 2))
    place = data.draw(st.sampled_from(range(len(pairs))))
    ratios = [F(weights[i], weights[j]) for i, j in pairs]
    truth, planted = ratios[place], data.draw(st.sampled_from(SCALE))
    assume(planted != truth)
    ratios[place] = planted

    [suspect] = consistency(from_comparisons(keys(count), {"eva": drawn(ratios, count)})).suspects
    implied = suspect.implied if planted >= 1 else 1 / suspect.implied
    assert {suspect.row, suspect.column} == {f"k{index}" for index in pairs[place]}
    assert suspect.said == max(planted, 1 / planted)
    assert abs(implied - truth) < F(1, 10**15)
    assert suspect.ratio == 0


def test_a_group_judges_by_the_geometric_mean() -> None:
    proposal = from_comparisons(["a", "b"], {"eva": [("a", "b", "8")], "emil": [("b", "a", "2")]})

    assert proposal.weights == {"a": D("66.67"), "b": D("33.33")}
    assert proposal.people["eva"].weights == {"a": D("88.89"), "b": D("11.11")}
    assert proposal.people["emil"].weights == {"a": D("33.33"), "b": D("66.67")}
    assert proposal.spread == {"a": (D("33.33"), D("88.89")), "b": (D("11.11"), D("66.67"))}
    assert proposal.distances == {"eva": D("22.22"), "emil": D("33.34")}


@given(matrices, st.integers(2, 4))
@settings(max_examples=25)
def test_a_group_of_one_mind_judges_as_each_of_them(matrix: Matrix, size: int) -> None:
    count, said = matrix
    proposal = from_comparisons(keys(count), {f"p{n}": said for n in range(size)})
    alone = from_comparisons(keys(count), {"p": said})

    assert proposal.shares == alone.shares
    assert {person.shares == alone.shares for person in proposal.people.values()} == {True}


@given(matrices)
@settings(max_examples=25)
def test_opposite_judgements_cancel_out(matrix: Matrix) -> None:
    count, said = matrix
    opposite = [(column, row, value) for row, column, value in said]
    proposal = from_comparisons(keys(count), {"eva": said, "emil": opposite})

    assert set(proposal.shares.values()) == {F(1, count)}
    assert not consistency(proposal).ratio


@given(st.lists(st.lists(st.sampled_from(SCALE), min_size=10, max_size=10), min_size=2, max_size=4))
@settings(max_examples=25)
def test_a_group_is_at_least_as_consistent_as_its_least_consistent_member(
    answers: list[list[Fraction]],
) -> None:
    people = {f"p{n}": drawn(ratios, 5) for n, ratios in enumerate(answers)}
    proposal = from_comparisons(keys(5), people)
    back = from_comparisons(keys(5), dict(reversed(people.items())))

    worst = max(consistency(person).eigenvalue for person in proposal.people.values())
    assert consistency(proposal).eigenvalue <= worst + F(1, 10**28)
    assert proposal.shares == back.shares


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


def test_fifteen_criteria_of_perfect_contradiction_are_answered() -> None:
    names = keys(15)
    said: list[Judgement] = [
        (names[i], names[(i + ahead) % 15], "9") for i in range(15) for ahead in range(1, 8)
    ]
    proposal = from_comparisons(names, {"eva": said})

    assert set(proposal.shares.values()) == {F(1, 15)}
    assert len(consistency(proposal).cycles) == 140
    assert len(consistency(proposal).suspects) == 6
