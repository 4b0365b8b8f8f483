"""Of many rivals only the decisive ones are looked at exactly, and nothing else comes out."""

from random import Random
from typing import Any

import numpy as np
import pytest

from scoring.engine import from_mapping, rank
from scoring.engine.firmness.decisive import FEW, decisive
from scoring.engine.firmness.tipping import sensitivity
from scoring.engine.ranking import Ranking

from .documents import Document, document, measured, price, vendor

MANY = FEW + 50


def crowd(chance: Random, figures: list[str], prices: list[str]) -> Document:
    weights = chance.choice([("40", "30", "30"), ("98", "1", "1"), ("100", "0", "0")])
    keys = ("a", "b")
    return document(
        [*(measured(key, weight) for key, weight in zip(keys, weights[:2], strict=True)), price(weights[2])],
        [
            vendor(
                f"v{n}", measures={key: chance.choice(figures) for key in keys}, price=chance.choice(prices)
            )
            for n in range(MANY)
        ],
        tie_break=["quality", "price"],
    )


def among_all(ranking: Ranking) -> Any:
    """The same with every rival looked at."""
    leader, *others = ranking._contenders(
        np.array(sorted(range(MANY), key=lambda at: at != ranking.placing.order[0]))
    )
    return sensitivity(ranking.sheet.evaluation, leader, others)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    ("figures", "prices"),
    [
        (["0", "3", "4.5", "10"], ["90", "100", "130"]),
        ([f"{n / 100:.2f}" for n in range(900)], [str(90 + n) for n in range(300)]),
        (["9.9999", "9.9998", "9.99981"], ["100.00", "100.01"]),
        (["9." + "9" * 60, "9." + "9" * 59], ["1" + "0" * 70, "1" + "0" * 69 + "1"]),
    ],
)
def test_the_firmness_among_many_is_that_among_the_decisive(
    seed: int, figures: list[str], prices: list[str]
) -> None:
    ranking = rank(from_mapping(crowd(Random(seed), figures, prices)))

    assert ranking.sensitivity is None or ranking.sensitivity == among_all(ranking)


def test_few_of_many_different_rivals_are_decisive() -> None:
    case = crowd(Random(1), [f"{n / 100:.2f}" for n in range(900)], [str(900 + n) for n in range(300)])
    ranking = rank(from_mapping(case))
    weights = [each.weight for each in ranking.sheet.evaluation.weighted]

    found = decisive(ranking._shares, ranking.placing.total, weights, int(ranking.placing.order[0]))

    assert 0 < len(found) < MANY / 5


def test_of_few_rivals_all_are() -> None:
    case = document([measured("a", "100")], [vendor(f"v{n}", measures={"a": str(n)}) for n in range(5)])
    ranking = rank(from_mapping(case))

    assert decisive(ranking._shares, ranking.placing.total, [], 4).tolist() == [0, 1, 2, 3]
