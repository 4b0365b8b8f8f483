"""The simulation: its arithmetic beside the naive model, its shares beside those that can be worked out."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.firmness.acceptability import DRAWS, SEED, Acceptability, Lottery, acceptability
from scoring.engine.firmness.field import Unavailable
from scoring.tests.engine.documents import Document, contact_centre, document, price, scored, vendor
from scoring.tests.engine.strategies import evaluations

from .cases import both, few, totals, with_method, with_weights


def found(of: Document, draws: int = DRAWS, seed: int = SEED) -> Acceptability:
    part = acceptability(*both(of), draws=draws, seed=seed)
    assert isinstance(part, Acceptability)
    return part


@few
@given(evaluations(), st.integers(0, 99))
def test_totals_of_a_draw_are_those_of_the_method(of: Document, seed: int) -> None:
    plain = with_method(of, quality_minimum=None)
    evaluation, ranking = both(plain)
    if not ranking.placing.ranks.size:
        return
    lottery = Lottery(evaluation, ranking)
    for draw in (lottery.around, lottery.everywhere):
        weights = draw(np.random.RandomState(seed), 1)
        exact = {
            each.key: Fraction(float(weight))
            for each, weight in zip(evaluation.weighted, weights[0], strict=True)
        }
        expected = totals(with_weights(plain, exact))

        assert weights.sum() == pytest.approx(100)
        assert lottery.totals(weights)[0] == pytest.approx([float(expected[key]) for key in lottery.vendors])


def duel(weight: str, rest: str) -> Document:
    """a is better by a tenth on x, b by three tenths on y: a leads while x weighs more than 75 of 100."""
    return document(
        [scored("x", weight), scored("y", rest)],
        [
            vendor("a", scores={"x": {"eva": "6"}, "y": {"eva": "3"}}),
            vendor("b", scores={"x": {"eva": "5"}, "y": {"eva": "6"}}),
        ],
    )


def test_over_all_weights_the_share_is_the_length_of_the_interval() -> None:
    """x is equally likely anywhere from 0 to 100, so a is first in a quarter; three standard errors are 1.3 %."""
    part = {each.vendor: each.share(1) for each in found(duel("50", "50")).everywhere}

    assert part["a"] == pytest.approx(0.25, abs=0.013)
    assert part["a"] + part["b"] == 1


def test_around_the_weights_only_near_ones_are_tried() -> None:
    """At 50 to 50 x can come to 62.5 at most; at 80 to 20 the odds of passing 75 are 31 in 32 and better."""
    far = {each.vendor: each.share(1) for each in found(duel("50", "50")).around}
    near = {each.vendor: each.share(1) for each in found(duel("80", "20")).around}

    assert far == {"b": 1, "a": 0}
    assert 0.9 < near["a"] < 1


def test_the_same_seed_gives_the_same_shares_and_another_one_others() -> None:
    of = contact_centre()

    assert found(of, draws=500).as_dict() == found(of, draws=500).as_dict()
    assert found(of, draws=500).as_dict() != found(of, draws=500, seed=2).as_dict()


def test_the_stream_of_weights_never_changes() -> None:
    """The first two numbers of seed 1 are 0.417022 and 0.720324: factors 0.958511 and 1.110162, or, as
    -log(1 - u), 0.539606 and 1.274124."""
    lottery = Lottery(*both(duel("80", "20")))

    around = lottery.around(np.random.RandomState(1), 1)[0]
    everywhere = lottery.everywhere(np.random.RandomState(1), 1)[0]

    assert around == pytest.approx([77.5462, 22.4538], abs=1e-4)
    assert everywhere == pytest.approx([29.7519, 70.2481], abs=1e-3)


def test_every_vendor_has_a_rank_in_every_draw_however_many_there_are() -> None:
    """So many that the draws are made in portions; the best of all is first in each."""
    count = 400
    of = document(
        [scored("x", "60"), price("40")],
        [
            vendor(f"v{index}", scores={"x": {"eva": f"{10 * index / count:.3f}"}}, price=str(2000 - index))
            for index in range(count)
        ],
    )

    part = found(of, draws=5000)

    for acceptances in (part.around, part.everywhere):
        assert [sum(each.counts.values()) for each in acceptances] == [5000] * count
        assert acceptances[0].counts == {1: 5000}
        assert acceptances[-1].counts == {count: 5000}


def test_vendors_that_are_level_share_a_rank() -> None:
    of = duel("50", "50")
    of["vendors"].append({**of["vendors"][1], "key": "c"})

    part = {each.vendor: each for each in found(of, draws=100).around}

    assert part["b"].counts == part["c"].counts == {1: 100}
    assert part["a"].counts == {3: 100}


def test_it_says_what_it_is() -> None:
    said = found(duel("50", "50"), draws=200).as_dict()

    assert said["is"] == "a simulation of 200 draws, not a proof"
    assert (said["draws"], said["seed"], said["spread"]) == (200, 1, "0.25")
    assert said["around"] == [
        {"vendor": "b", "first": "1.0000", "ranks": {"1": "1.0000"}},
        {"vendor": "a", "first": "0.0000", "ranks": {"2": "1.0000"}},
    ]


def test_with_nobody_to_compare_there_is_a_reason_instead() -> None:
    assert acceptability(*both({**contact_centre(), "vendors": []})) == Unavailable("No vendor is ranked.")
