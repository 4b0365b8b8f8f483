"""Who can be first under some weights: every proof recomputed with plain fractions, every answer by another solver."""

import json
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from scipy.optimize import linprog

from scoring.engine.firmness.field import Unavailable
from scoring.engine.firmness.prospects import Outlook, Prospect, prospects
from scoring.tests.engine.documents import Document, contact_centre, document, price, scored, vendor
from scoring.tests.engine.strategies import evaluations

from .cases import both, fractions, many, totals, with_method, with_weights

GOLD = Path(__file__).parents[1] / "gold"


def found(of: Document) -> dict[str, Prospect]:
    part = prospects(*both(of))
    assert not isinstance(part, Unavailable)
    return {each.vendor: each for each in part}


def linear(of: Document) -> Document:
    """Without what makes the answer depend on more than the fractions."""
    plain = with_method(of, quality_minimum=None)
    criteria = [
        {key: value for key, value in each.items() if key != "points_decimals"} for each in plain["criteria"]
    ]
    return {**plain, "criteria": criteria}


def lead(standing: dict[str, Fraction], key: str) -> Fraction:
    return standing[key] - max(total for other, total in standing.items() if other != key)


def weighed(reached: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction:
    return sum((weight * reached[key] for key, weight in weights.items()), Fraction(0))


def behind(reached: dict[str, dict[str, Fraction]], prospect: Prospect) -> list[Fraction]:
    """By criterion, by how much the mixture of rivals is ahead."""
    return [
        weighed({rival: reached[rival][key] for rival in prospect.mixture}, prospect.mixture) - own
        for key, own in reached[prospect.vendor].items()
    ]


def value(reached: dict[str, dict[str, Fraction]], key: str) -> float:
    """Of the game of one vendor against the others, by SciPy."""
    rows = [
        [float(theirs[name] - own) for name, own in reached[key].items()]
        for other, theirs in reached.items()
        if other != key
    ]
    width = len(rows[0])
    answer = linprog(
        [0.0] * width + [-1.0],
        A_ub=[[*row, 1.0] for row in rows],
        b_ub=[0.0] * len(rows),
        A_eq=[[1.0] * width + [0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * width + [(None, None)],
        method="highs",
    )
    return float(-answer.fun)


@many
@given(evaluations())
def test_every_proof_holds(given_document: Document) -> None:
    plain = linear(given_document)
    part = prospects(*both(plain))
    if isinstance(part, Unavailable):
        return
    reached = fractions(plain)
    for each in part:
        if each.outlook is not Outlook.NEVER:
            assert sum(each.weights.values()) == 100
            assert min(each.weights.values()) > 0
            assert each.lead == lead(totals(with_weights(plain, dict(each.weights))), each.vendor)
            assert each.lead == 0 if each.outlook is Outlook.LEVEL else each.lead > 0
        if each.outlook is not Outlook.FIRST:
            assert sum(each.mixture.values()) == 1
            assert min(each.mixture.values()) > 0 and each.vendor not in each.mixture
            assert each.behind == min(behind(reached, each))
            assert each.behind >= 0 if each.outlook is Outlook.LEVEL else each.behind > 0


@many
@given(evaluations(gaps=False))
def test_every_answer_is_that_of_another_solver(given_document: Document) -> None:
    plain = linear(given_document)
    part = prospects(*both(plain))
    if isinstance(part, Unavailable):
        return
    for each in part:
        other = value(fractions(plain), each.vendor)
        sign = Outlook.LEVEL if abs(other) < 1e-9 else Outlook.FIRST if other > 0 else Outlook.NEVER
        assert each.outlook is sign


def three(*rows: tuple[Any, Any], **method: object) -> Document:
    return document(
        [scored("x", "50"), scored("y", "50")],
        [
            vendor(chr(97 + index), scores={"x": {"eva": str(x)}, "y": {"eva": str(y)}})
            for index, (x, y) in enumerate(rows)
        ],
        **method,
    )


def test_a_vendor_between_two_specialists_never_leads() -> None:
    """0.6 and 0.4 of the two reach 6 and 4 tenths; 5 and 3 are below both."""
    outlooks = found(three((10, 0), (0, 10), (5, 3)))

    assert outlooks["c"].outlook is Outlook.NEVER
    assert outlooks["c"].weights == {}
    assert outlooks["c"].lead is None
    assert set(outlooks["c"].mixture) == {"a", "b"}


def test_a_vendor_on_the_line_between_two_can_draw_level() -> None:
    only = found(three((10, 0), (0, 10), (4, 6)))["c"]

    assert only.as_dict() == {
        "vendor": "c",
        "outlook": "level",
        "weights": {"x": "50", "y": "50"},
        "lead": "0.0000",
        "mixture": {"a": "0.4", "b": "0.6"},
        "behind": "0.0000",
    }


def test_no_weights_choose_the_middling_offer_of_the_published_anomaly() -> None:
    """5/12 (0.5, 1) + 7/12 (1, 0.5) is (19/24, 17/24); b has (18/24, 16/24)."""
    published = json.loads((GOLD / "goldilocks_tie.json").read_text())["document"]
    only = found(published)["b"]

    assert only.outlook is Outlook.NEVER
    assert only.mixture == {"a": Fraction(5, 12), "c": Fraction(7, 12)}
    assert only.behind == Fraction(1, 24)


def test_a_vendor_above_that_line_can_lead() -> None:
    only = found(three((10, 0), (0, 10), (5, 6)))["c"]

    assert only.outlook is Outlook.FIRST
    assert only.lead is not None and only.lead > 0
    assert only.mixture == {}


def test_a_vendor_equal_to_another_can_only_draw_level() -> None:
    outlooks = found(three((7, 2), (7, 2), (1, 1)))

    assert [each.outlook for each in outlooks.values()] == [Outlook.LEVEL, Outlook.LEVEL, Outlook.NEVER]


def test_weights_are_shown_with_as_few_decimals_as_prove_it() -> None:
    """c leads while x weighs more than 33.322 and less than 33.341 of 100."""
    only = found(three((10, 0), (0, 5), (4, "3.001")))["c"]

    assert only.outlook is Outlook.FIRST
    assert only.as_dict()["weights"] == {"x": "33.33", "y": "66.67"}


def test_the_weights_as_they_are_prove_the_leader() -> None:
    assert found(contact_centre())["bolt"].weights == {"security": 30, "hours": 30, "cost": 40}


def test_where_the_best_quality_counts_in_full_the_weights_are_translated() -> None:
    """c is best alone nowhere, and price has a weight in every proof that it can lead."""

    def offer(key: str, x: str, y: str, cost: str) -> Document:
        return vendor(key, scores={"x": {"eva": x}, "y": {"eva": y}}, price=cost)

    stretched = document(
        [scored("x", "30"), scored("y", "30"), price("40")],
        [
            offer("a", "8", "2", "200"),
            offer("b", "2", "8", "200"),
            offer("c", "4", "4", "110"),
            offer("d", "1", "1", "100"),
        ],
        quality_relative_to_best=True,
    )
    only = found(stretched)["c"]

    assert only.outlook is Outlook.FIRST
    assert only.lead == lead(totals(with_weights(stretched, dict(only.weights))), "c")
    assert "cost" in only.weights


def test_no_answer_where_points_of_the_price_are_rounded() -> None:
    rounding = contact_centre()
    rounding["criteria"][-1]["points_decimals"] = 1

    assert prospects(*both(rounding)) == Unavailable(
        "The points of the price are rounded before they are added."
    )


@pytest.mark.parametrize("formula", ["lowest_ratio", "linear_over_lowest"])
def test_a_large_field_is_decided_with_the_same_proofs(formula: str) -> None:
    """More rivals than are looked at one by one, on a grid that has many ties, with prices that share no factor."""
    plain = document(
        [scored("x", "40"), scored("y", "40"), price("20", formula)],
        [
            vendor(
                f"v{index}",
                scores={"x": {"eva": str(x)}, "y": {"eva": str(y)}},
                price=str(100003 + 7919 * index % 50021),
            )
            for index, (x, y) in enumerate(product(range(9), repeat=2))
        ],
    )
    reached = fractions(plain)
    for each in found(plain).values():
        assert each.mixture or each.weights
        if each.mixture:
            assert each.behind == min(behind(reached, each))
            assert each.behind >= 0
        if each.weights:
            standing = {key: weighed(own, each.weights) for key, own in reached.items()}
            assert each.lead == lead(standing, each.vendor)
            assert each.lead >= 0
