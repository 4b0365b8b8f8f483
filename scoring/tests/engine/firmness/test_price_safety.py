"""Removing vendors: the two looked at, beside removing every one of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from scoring.engine.firmness.absence import PriceSafety, Reversal, price_safety
from scoring.engine.firmness.field import Unavailable
from scoring.tests.engine.documents import Document, contact_centre, document, price, scored, vendor
from scoring.tests.engine.strategies import evaluations

from .cases import both, first, many, without_vendor

GOLD = Path(__file__).parents[1] / "gold"


def found(of: Document) -> PriceSafety:
    part = price_safety(*both(of))
    assert isinstance(part, PriceSafety)
    return part


def reversals(of: Document) -> list[Reversal]:
    """By the naive model, and by removing all vendors that are not first, one by one."""
    ahead = first(of)
    removed = {key: first(without_vendor(of, key)) for key in (each["key"] for each in of["vendors"])}
    return [Reversal(key, new) for key, new in removed.items() if key not in ahead and new != ahead]


@many
@given(evaluations())
def test_the_reversals_are_those_found_by_removing_everybody(of: Document) -> None:
    part = price_safety(*both(of))
    if isinstance(part, Unavailable):
        assert not first(of)
        return

    assert part.first == first(of)
    assert list(part.reversals) == reversals(of)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("price_paradox_with_c", (Reversal("c", ("b",)),)), ("price_paradox_without_c", ())],
)
def test_the_published_paradox(name: str, expected: Any) -> None:
    part = found(json.loads((GOLD / f"{name}.json").read_text())["document"])

    assert part.reversals == expected
    assert part.relative


def offers(formula: Document, *rows: tuple[str, str | None, str | None]) -> Document:
    return document(
        [scored("q", "60"), {**price("40"), **formula}],
        [vendor(key, scores={"q": {"eva": score}}, price=cost) for key, score, cost in rows],
    )


def test_an_incomplete_vendor_sets_the_lowest_price_too() -> None:
    of = offers({"formula": "lowest_ratio"}, ("a", "9", "130"), ("b", "7", "80"), ("c", None, "40"))

    assert found(of).as_dict() == {
        "first": ["a"],
        "safe": False,
        "relative": True,
        "reversals": [{"vendor": "c", "first": ["b"]}],
    }


def test_a_shared_lowest_price_is_nobodys() -> None:
    of = offers(
        {"formula": "lowest_ratio"}, ("a", "9", "130"), ("b", "7", "80"), ("c", "3", "40"), ("d", "2", "40")
    )

    assert found(of).safe


@pytest.mark.parametrize(
    "formula",
    [
        {"formula": "between_bounds", "bounds": ["40", "140"]},
        {"formula": "reference_ratio", "reference": "40"},
    ],
)
def test_a_yardstick_fixed_in_advance_is_safe(formula: Document) -> None:
    part = found(offers(formula, ("a", "9", "130"), ("b", "7", "80"), ("c", "3", "40")))

    assert part.safe
    assert not part.relative


def test_the_best_quality_can_turn_the_first_place_too() -> None:
    """With c the quality of a counts 45 and that of b 30, without c they count 60 and 40."""
    of = offers(
        {"formula": "between_bounds", "bounds": ["0", "100"]},
        ("a", "6", "52"),
        ("b", "4", "10"),
        ("c", "8", "100"),
    )
    of["method"]["quality_relative_to_best"] = True

    assert found(of).reversals == (Reversal("c", ("a",)),)
    assert found(of).relative


def test_without_a_ranked_vendor_there_is_a_reason_instead() -> None:
    nobody = {**contact_centre(), "vendors": []}

    assert price_safety(*both(nobody)) == Unavailable("No vendor is ranked.")
