"""Ranks, and what separates equal totals."""

from typing import Any

import pytest

from .documents import Document, column, document, measured, price, scored, scores, vendor


def tied(*values: str, **method: Any) -> Document:
    return document(
        [measured("a", "100")],
        [vendor(f"v{i}", measures={"a": value}) for i, value in enumerate(values)],
        **method,
    )


def test_equal_totals_share_a_rank_and_the_next_is_skipped() -> None:
    assert column(tied("1", "5", "3", "5", "3", "3"), "rank") == {
        "v1": 1, "v3": 1, "v2": 3, "v4": 3, "v5": 3, "v0": 6
    }  # fmt: skip


def test_totals_are_equal_when_they_are_equal_rounded() -> None:
    assert column(tied("5.0004", "5.0001"), "rank") == {"v0": 1, "v1": 1}
    assert column(tied("5.0004", "5.0001", decimals=3), "rank") == {"v0": 1, "v1": 2}


def test_a_tie_is_broken_by_exact_values() -> None:
    assert column(tied("5.0001", "5.0004", tie_break=["quality"]), "rank") == {"v1": 1, "v0": 2}
    assert column(tied("5.0001", "5.0004", tie_break=["a"]), "rank") == {"v1": 1, "v0": 2}


def two_ways(*tie_break: str) -> Document:
    """a and b reach 75 in different ways, c is the twin of a."""
    values = {"a": ("5", "100"), "b": ("7.5", "150"), "c": ("5", "100")}
    criteria = [scored("skill", "50"), price("50", "between_bounds", bounds=["100", "200"])]
    vendors = [vendor(key, scores={"skill": scores(s)}, price=p) for key, (s, p) in values.items()]
    vendors[1]["scores"] = {"skill": scores("10")}
    return document(criteria, vendors, tie_break=list(tie_break))


@pytest.mark.parametrize(
    ("tie_break", "ranks"),
    [
        ([], {"a": 1, "b": 1, "c": 1}),
        (["quality"], {"b": 1, "a": 2, "c": 2}),
        (["price"], {"a": 1, "c": 1, "b": 3}),
        (["skill"], {"b": 1, "a": 2, "c": 2}),
        (["cost"], {"a": 1, "c": 1, "b": 3}),
        (["price", "quality"], {"a": 1, "c": 1, "b": 3}),
    ],
)
def test_a_tie_break_separates_what_it_can(tie_break: list[str], ranks: dict[str, int]) -> None:
    assert column(two_ways(*tie_break), "total") == dict.fromkeys(ranks, "75.00")
    assert column(two_ways(*tie_break), "rank") == ranks


def test_a_vendor_without_a_price_comes_after_those_with_one() -> None:
    case = tied("5", "5", "5", tie_break=["price"])
    case["vendors"][1]["price"] = "-1"
    case["vendors"][2]["price"] = "7"

    assert column(case, "rank") == {"v1": 1, "v2": 2, "v0": 3}


def test_quality_in_a_tie_break_is_the_total_even_where_a_criterion_has_that_key() -> None:
    case = document(
        [measured("quality", "50"), measured("other", "50")],
        [
            vendor("v", measures={"quality": "10", "other": "5.0001"}),
            vendor("w", measures={"quality": "5", "other": "10.0"}),
        ],
        tie_break=["quality"],
    )

    assert column(case, "rank") == {"v": 1, "w": 2}
    assert column(case, "total") == {"v": "75.00", "w": "75.00"}
