from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.weighting import CannotPropose, Number, from_swings

D = Decimal
F = Fraction
KEYS = ["security", "coverage", "price"]
POINTS = st.decimals(min_value=1, max_value=100, places=2)
NOT_NUMBERS: list[Number] = ["1e9", "9" * 5000, "1/0", "1/2/3", "", " 5", D("1E+999999"), D("NaN")]
EVA: dict[str, Number] = {"security": "60", "coverage": "40", "price": "100"}
EMIL: dict[str, Number] = {"security": "100", "coverage": "25", "price": "75"}


def faults(people: dict[str, dict[str, Number]], criteria: list[str] = KEYS) -> list[str]:
    with pytest.raises(CannotPropose) as refused:
        from_swings(criteria, people)
    return [str(fault) for fault in refused.value.faults]


def test_weights_are_in_proportion_to_the_points() -> None:
    proposal = from_swings(KEYS, {"eva": EVA})

    assert proposal.shares == {"security": F(3, 10), "coverage": F(1, 5), "price": F(1, 2)}
    assert proposal.weights == {"security": D(30), "coverage": D(20), "price": D(50)}
    assert proposal.people == {}


def test_points_that_do_not_divide_still_add_up() -> None:
    proposal = from_swings(KEYS, {"eva": dict.fromkeys(KEYS, 100)})

    assert list(proposal.weights.values()) == [D("33.34"), D("33.33"), D("33.33")]


def test_one_person_may_give_a_swing_no_points() -> None:
    assert from_swings(KEYS, {"eva": EVA | {"coverage": "0"}}).weights["coverage"] == 0


def test_the_total_need_not_be_a_hundred() -> None:
    assert from_swings(KEYS, {"eva": EVA}, total=D(40)).weights["price"] == 20


def test_a_group_gets_the_geometric_mean_beside_each_ones_own_weights() -> None:
    proposal = from_swings(KEYS, {"eva": EVA, "emil": EMIL})

    ratio = float(proposal.shares["security"] / proposal.shares["price"])
    assert ratio == pytest.approx(((60 / 100) * (100 / 75)) ** 0.5)
    assert proposal.weights == {"security": D("39.58"), "coverage": D("16.16"), "price": D("44.26")}
    assert proposal.people["eva"].weights == {"security": D(30), "coverage": D(20), "price": D(50)}
    assert proposal.people["emil"].weights == {"security": D(50), "coverage": D("12.5"), "price": D("37.5")}
    assert proposal.spread["coverage"] == (D("12.5"), D(20))
    assert proposal.distances == {"eva": D("9.58"), "emil": D("10.42")}


def test_a_proposal_is_plain_data() -> None:
    proposal = from_swings(KEYS, {"eva": EVA, "emil": EMIL}).as_dict()

    assert proposal["method"] == "swing"
    assert proposal["weights"] == {"security": "39.58", "coverage": "16.16", "price": "44.26"}
    assert proposal["shares"] == {"security": "0.3958", "coverage": "0.1616", "price": "0.4426"}
    assert proposal["distances"] == {"eva": "9.58", "emil": "10.42"}
    assert proposal["spread"] == {
        "security": ["30.00", "50.00"],
        "coverage": ["12.50", "20.00"],
        "price": ["37.50", "50.00"],
    }


def test_every_fault_of_everybody_is_reported_at_once() -> None:
    eva: dict[str, Number] = {"security": "-1", "coverage": "many", "cost": "5"}
    otto: dict[str, Number] = {"security": "0", "coverage": "NaN", "price": D("Infinity")}

    assert faults({"eva": eva, "Otto B.": otto}) == [
        "eva.cost: is not a weighted criterion",
        "eva.price: is missing",
        "eva.security: -1 points are negative",
        'eva.coverage: "many" is not a number of points',
        '["Otto B."].security: 0 points would make the group\'s weight 0 whatever the others say',
        '["Otto B."].coverage: "NaN" is not a number of points',
        '["Otto B."].price: this value is not a number of points',
    ]


def test_some_swing_must_count() -> None:
    assert faults({"eva": dict.fromkeys(KEYS, "0")}) == ["eva: no swing has points above zero"]


def test_nothing_comes_of_nothing() -> None:
    assert faults({}, criteria=[]) == [
        "criteria: there are no weighted criteria",
        "people: nobody has answered",
    ]
    assert faults({"eva": EVA}, criteria=[*KEYS, "price"]) == ['criteria: "price" is there twice']


@pytest.mark.parametrize("value", NOT_NUMBERS, ids=range(len(NOT_NUMBERS)))
def test_numbers_that_are_none_are_refused(value: Number) -> None:
    [fault] = faults({"eva": EVA | {"price": value}})

    assert fault.startswith("eva.price: ")
    assert fault.endswith(" is not a number of points")


def test_very_small_points_count_in_a_group() -> None:
    tiny: dict[str, Number] = {"a": "1", "b": D("1E-80")}
    proposal = from_swings(["a", "b"], {"eva": tiny, "emil": tiny})

    assert float(proposal.shares["b"]) == pytest.approx(1e-80)


@given(st.dictionaries(st.sampled_from("abc"), st.lists(POINTS, min_size=6, max_size=6), min_size=1))
def test_weights_add_up_and_the_order_of_criteria_and_people_does_not_matter(
    answers: dict[str, list[Decimal]],
) -> None:
    keys = list("uvwxyz")
    people = {name: dict(zip(keys, points, strict=True)) for name, points in answers.items()}
    proposal = from_swings(keys, people)
    turned = from_swings(keys[::-1], dict(reversed(people.items())))

    assert sum(proposal.weights.values()) == 100
    assert sum(proposal.shares.values()) == 1
    assert proposal.shares == turned.shares
    assert all(
        abs(F(proposal.weights[key]) - 100 * share) < F(1, 100) for key, share in proposal.shares.items()
    )


@given(st.lists(POINTS, min_size=1, max_size=6), st.integers(2, 5))
def test_a_group_of_one_mind_weighs_as_each_of_them(points: list[Decimal], size: int) -> None:
    keys = [f"k{index}" for index in range(len(points))]
    one = dict(zip(keys, points, strict=True))
    alone, group = from_swings(keys, {"p": one}), from_swings(keys, {f"p{n}": one for n in range(size)})

    assert all(abs(group.shares[key] - alone.shares[key]) < F(1, 10**45) for key in keys)
    assert set(group.distances.values()) == {D(0)}
