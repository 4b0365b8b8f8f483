"""What a price is worth."""

import pytest

from .documents import Document, column, document, knockout, price, priced, rows, scored, scores, vendor


@pytest.mark.parametrize(
    ("formula", "prices", "expected"),
    [
        ({"formula": "lowest_ratio"}, ["100", "125", "300"], ["100.00", "80.00", "33.33"]),
        ({"formula": "linear_over_lowest"}, ["100", "125", "300"], ["100.00", "75.00", "0.00"]),
        (
            {"formula": "between_bounds", "bounds": ["100", "200"]},
            ["50", "100", "150", "250", "0", "-5"],
            ["100.00", "100.00", "50.00", "0.00", "100.00", "100.00"],
        ),
        ({"formula": "reference_ratio", "reference": "100"}, ["50", "200"], ["100.00", "50.00"]),
        ({"formula": "reference_ratio", "reference": "100", "cap": True}, ["50"], ["100.00"]),
        ({"formula": "reference_ratio", "reference": "100", "cap": False}, ["50"], ["200.00"]),
        (
            {"formula": "lowest_ratio", "points_decimals": 0},
            ["100", "300", "600"],
            ["100.00", "33.00", "17.00"],
        ),
    ],
)
def test_a_price_becomes_points_by_its_formula(
    formula: Document, prices: list[str], expected: list[str]
) -> None:
    totals = column(priced(formula, *prices), "total")

    assert [totals[key] for key in sorted(totals)] == expected


@pytest.mark.parametrize("formula", ["lowest_ratio", "linear_over_lowest", "reference_ratio"])
def test_a_price_not_above_zero_cannot_be_compared_and_sets_nothing(formula: str) -> None:
    result = rows(priced({"formula": formula, "reference": "100"}, "0", "-5", "100"))

    assert result["c"]["total"] == "100.00"
    assert [result[key]["state"] for key in "ab"] == ["incomplete", "incomplete"]
    assert result["a"]["reasons"] == ["not-comparable:cost"]


def test_an_incomplete_vendor_sets_the_lowest_price_and_an_excluded_one_does_not() -> None:
    case = document(
        [knockout(), scored("a", "50"), price("50")],
        [
            vendor("out", knockouts={"iso": "fail"}, scores={"a": scores("10")}, price="1"),
            vendor("late", knockouts={"iso": "pass"}, price="50"),
            vendor("in", knockouts={"iso": "pass"}, scores={"a": scores("10")}, price="100"),
        ],
    )

    assert rows(case)["in"]["points"] == {"a": "50.00", "cost": "25.00"}


def test_points_of_a_price_are_rounded_before_they_are_added() -> None:
    case = document(
        [scored("a", "50"), price("50", points_decimals=0)],
        [
            vendor("v", scores={"a": scores("5.09")}, price="100"),
            vendor("w", scores={"a": scores("5.09")}, price="300"),
        ],
        decimals=1,
    )

    assert column(case, "total") == {"v": "75.5", "w": "42.5"}
