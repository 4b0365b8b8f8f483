import json
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.engine.weighting import RANDOM_INDEX, Judgement, from_comparisons

from .judged import HOUSE, HOUSE_ROWS, SCALE, consistency, drawn, judgements, keys

D = Decimal
F = Fraction
DOCUMENTED: list[Judgement] = [
    ("price", "security", "2"),
    ("price", "coverage", "4"),
    ("price", "references", "8"),
    ("security", "coverage", "2"),
    ("security", "references", "4"),
    ("coverage", "references", "1/2"),
]


def test_the_worst_judgement_on_the_house() -> None:
    """Saaty, European Journal of Operational Research 145 (2003): without this judgement 0.102, 0.223, 8.811."""
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


def test_two_criteria_cannot_contradict_each_other() -> None:
    proposal = from_comparisons(["price", "quality"], {"eva": [("quality", "price", "1/3")]})

    assert proposal.weights == {"price": D(75), "quality": D(25)}
    assert consistency(proposal).ratio is None
    assert consistency(proposal).is_within_limit
    assert consistency(proposal).index == 0


@given(st.lists(st.integers(1, 9), min_size=4, max_size=8), st.data())
@settings(max_examples=100, deadline=None)
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


@given(st.lists(st.lists(st.sampled_from(SCALE), min_size=10, max_size=10), min_size=2, max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_group_is_at_least_as_consistent_as_its_least_consistent_member(
    answers: list[list[Fraction]],
) -> None:
    people = {f"p{n}": drawn(ratios, 5) for n, ratios in enumerate(answers)}
    proposal = from_comparisons(keys(5), people)
    back = from_comparisons(keys(5), dict(reversed(people.items())))

    worst = max(consistency(person).eigenvalue for person in proposal.people.values())
    assert consistency(proposal).eigenvalue <= worst + F(1, 10**28)
    assert proposal.shares == back.shares


def test_fifteen_criteria_of_perfect_contradiction_are_answered() -> None:
    names = keys(15)
    said: list[Judgement] = [
        (names[i], names[(i + ahead) % 15], "9") for i in range(15) for ahead in range(1, 8)
    ]
    proposal = from_comparisons(names, {"eva": said})

    assert set(proposal.shares.values()) == {F(1, 15)}
    assert len(consistency(proposal).cycles) == 140
    assert len(consistency(proposal).suspects) == 6
