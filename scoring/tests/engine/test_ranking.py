"""The rules of the computation, one by one."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from scoring.engine import from_mapping, rank

from .documents import (
    Document,
    column,
    contact_centre,
    document,
    knockout,
    measured,
    price,
    rows,
    scored,
    scores,
    vendor,
)
from .strategies import evaluations


def test_the_whole_output_has_the_stated_shape() -> None:
    result = rank(from_mapping(contact_centre())).as_dict()

    digest = result.pop("snapshot_sha256")
    assert isinstance(digest, str) and len(digest) == 64
    assert result == {
        "format": "bpo-ranking/1",
        "provisional": False,
        "rows": [
            {
                "vendor": "bolt",
                "state": "ranked",
                "rank": 1,
                "total": "86.50",
                "quality": "46.50",
                "points": {"security": "16.50", "hours": "30.00", "cost": "40.00"},
                "reasons": [],
            },
            {
                "vendor": "acme",
                "state": "ranked",
                "rank": 2,
                "total": "74.27",
                "quality": "43.50",
                "points": {"security": "25.50", "hours": "18.00", "cost": "30.77"},
                "reasons": [],
            },
        ],
        "sensitivity": {
            "leader": "bolt",
            "criteria": [
                {
                    "criterion": "security",
                    "weight": "30",
                    "down": None,
                    "up": {"at": "50.2732", "vendor": "acme"},
                },
                {"criterion": "hours", "weight": "30", "down": None, "up": None},
                {"criterion": "cost", "weight": "40", "down": None, "up": None},
            ],
            "smallest_transfer": {
                "points": "17.4725",
                "from": "hours",
                "to": "security",
                "vendor": "acme",
            },
        },
    }


# --- Panel


@pytest.mark.parametrize(
    ("rule", "values", "points"),
    [
        ("mean", ["1", "2", "6"], "30.00"),
        ("mean", ["1", "1", "2"], "13.33"),
        ("median", ["6", "1", "2"], "20.00"),
        ("median", ["6", "1", "2", "3"], "25.00"),
        ("trimmed_mean", ["0", "10", "4", "5", "7"], "53.33"),
        ("trimmed_mean", ["0", "0", "10", "10", "10", "10"], "75.00"),
    ],
)
def test_several_scores_become_one(rule: str, values: list[str], points: str) -> None:
    panel = document([scored("a", "100")], [vendor("v", scores={"a": scores(*values)})], panel=rule)

    assert column(panel, "total") == {"v": points}


def test_an_abstention_is_no_score_of_zero() -> None:
    abstained = document([scored("a", "100")], [vendor("v", scores={"a": {"eva": "8", "emil": None}})])

    assert column(abstained, "total") == {"v": "80.00"}


# --- Scales and minimums


def test_a_figure_beyond_the_scale_counts_as_its_end() -> None:
    criteria = [measured("up", "50"), measured("down", "50", direction="lower")]
    figures = [{"up": "11", "down": "11"}, {"up": "-1", "down": "-1"}, {"up": "4", "down": "4"}]
    beyond = document(criteria, [vendor(f"v{i}", measures=each) for i, each in enumerate(figures)])

    assert column(beyond, "points") == {
        "v0": {"up": "50.00", "down": "0.00"},
        "v1": {"up": "0.00", "down": "50.00"},
        "v2": {"up": "20.00", "down": "30.00"},
    }


@pytest.mark.parametrize(
    ("panel", "state"),
    [(["3", "3"], "ranked"), (["3", "2.99"], "excluded"), (["2.999999", "3", "3"], "excluded")],
)
def test_a_minimum_is_inclusive_and_compared_unrounded(panel: list[str], state: str) -> None:
    criteria = [scored("a", "100", minimum="3")]

    assert column(document(criteria, [vendor("v", scores={"a": scores(*panel)})]), "state") == {"v": state}


def test_a_minimum_is_compared_before_a_figure_is_held_to_the_scale() -> None:
    below_the_scale = document([measured("a", "100", minimum="0")], [vendor("v", measures={"a": "-1"})])
    above_the_scale = document(
        [measured("a", "100", minimum="12")],
        [vendor("v", measures={"a": "11"}), vendor("w", measures={"a": "12"})],
    )

    assert column(below_the_scale, "reasons") == {"v": ["minimum:a"]}
    assert column(above_the_scale, "state") == {"w": "ranked", "v": "excluded"}


def test_a_minimum_is_the_least_figure_whatever_the_direction() -> None:
    least = document(
        [measured("a", "100", direction="lower", minimum="3")],
        [vendor("v", measures={"a": "2"}), vendor("w", measures={"a": "4"})],
    )

    assert column(least, "state") == {"w": "ranked", "v": "excluded"}


# --- Quality minimum


def quality_minimum(least: str, *values: str | None) -> Document:
    criteria = [scored("a", "40"), scored("b", "20"), price("40")]
    panels = {key: scores(value) for key, value in zip("ab", values, strict=True) if value is not None}
    return document(criteria, [vendor("v", scores=panels, price="1")], quality_minimum=least)


def test_a_quality_minimum_is_in_per_cent_of_the_weight_that_is_not_price() -> None:
    assert column(quality_minimum("75", "7.5", "7.5"), "state") == {"v": "ranked"}
    assert column(quality_minimum("75", "7.5", "7.49999"), "reasons") == {"v": ["minimum:quality"]}
    assert column(quality_minimum("100", "10", "10"), "state") == {"v": "ranked"}


def test_a_quality_minimum_is_not_judged_while_a_value_is_missing() -> None:
    assert column(quality_minimum("75", "0", None), "reasons") == {"v": ["missing:b"]}


def test_a_quality_minimum_is_judged_while_only_the_price_is_missing() -> None:
    unpriced = quality_minimum("75", "0", "0")
    del unpriced["vendors"][0]["price"]

    assert rows(unpriced)["v"]["state"] == "excluded"
    assert rows(unpriced)["v"]["reasons"] == ["minimum:quality"]


def test_without_any_quality_weight_there_is_nothing_to_miss() -> None:
    only_price = document([price("100")], [vendor("v", price="1")], quality_minimum="75")

    assert column(only_price, "total") == {"v": "100.00"}


# --- Quality relative to the best


def relative(*panels: str, **more: Any) -> Document:
    vendors = [
        vendor(f"v{i}", scores={"a": scores(value)} if value else {}, price="10")
        for i, value in enumerate(panels)
    ]
    return document([scored("a", "80"), price("20")], vendors, quality_relative_to_best=True, **more)


def test_the_best_quality_is_stretched_to_its_whole_weight_and_points_with_it() -> None:
    assert rows(relative("8", "4"))["v0"] == {
        "vendor": "v0",
        "state": "ranked",
        "rank": 1,
        "total": "100.00",
        "quality": "80.00",
        "points": {"a": "80.00", "cost": "20.00"},
        "reasons": [],
    }
    assert column(relative("8", "4"), "quality") == {"v0": "80.00", "v1": "40.00"}


def test_an_excluded_vendor_does_not_set_the_best_quality() -> None:
    with_excluded = relative("9", "6")
    with_excluded["criteria"].append(knockout())
    for each, answer in zip(with_excluded["vendors"], ["fail", "pass"], strict=True):
        each["knockouts"] = {"iso": answer}

    assert column(with_excluded, "quality") == {"v1": "80.00", "v0": None}


def test_a_vendor_that_lacks_only_its_price_sets_the_best_quality() -> None:
    unpriced = relative("8", "4")
    unpriced["vendors"][0]["price"] = None

    assert column(unpriced, "quality") == {"v1": "40.00", "v0": None}


def test_a_best_quality_of_zero_stays_zero() -> None:
    assert column(relative("0", "0"), "total") == {"v0": "20.00", "v1": "20.00"}


# --- States and reasons


def test_excluded_wins_over_incomplete_and_tells_only_why_it_is_out() -> None:
    case = document(
        [scored("b", "50", minimum="5"), knockout("iso"), knockout("gdpr"), scored("c", "50", minimum="5")],
        [vendor("v", knockouts={"iso": "fail"}, scores={"b": scores("1"), "c": {}})],
        quality_minimum="50",
    )

    assert rows(case)["v"] == {
        "vendor": "v",
        "state": "excluded",
        "rank": None,
        "total": None,
        "quality": None,
        "points": {},
        "reasons": ["minimum:b", "knockout:iso"],
    }


def test_reasons_follow_the_criteria_and_quality_comes_last() -> None:
    case = document(
        [knockout("iso"), scored("b", "50", minimum="5"), knockout("gdpr"), scored("c", "50", minimum="5")],
        [
            vendor(
                "v",
                knockouts={"iso": "waived", "gdpr": "fail"},
                scores={"b": scores("1"), "c": scores("2")},
            )
        ],
        quality_minimum="50",
    )

    assert rows(case)["v"]["reasons"] == [
        "waived:iso", "minimum:b", "knockout:gdpr", "minimum:c", "minimum:quality"
    ]  # fmt: skip


def test_a_waiver_counts_as_a_pass_and_is_reported_in_every_state() -> None:
    answers = [
        {"iso": "waived", "gdpr": "pass"},
        {"iso": "waived"},
        {"iso": "waived", "gdpr": "fail"},
    ]
    case = document(
        [knockout("iso"), knockout("gdpr"), measured("a", "100")],
        [vendor(f"v{i}", knockouts=each, measures={"a": "1"}) for i, each in enumerate(answers)],
    )

    assert column(case, "reasons") == {
        "v0": ["waived:iso"],
        "v1": ["waived:iso", "missing:gdpr"],
        "v2": ["waived:iso", "knockout:gdpr"],
    }
    assert column(case, "state") == {"v0": "ranked", "v1": "incomplete", "v2": "excluded"}


def test_everything_absent_is_named() -> None:
    case = contact_centre()
    case["vendors"] = [vendor("v")]

    assert column(case, "reasons") == {
        "v": ["missing:iso", "missing:security", "missing:hours", "missing:cost"]
    }


def test_a_criterion_without_weight_counts_nothing_but_is_still_asked() -> None:
    case = document(
        [measured("a", "100"), measured("b", "0")],
        [vendor("v", measures={"a": "5", "b": "9"}), vendor("w", measures={"a": "5"})],
    )

    assert rows(case)["v"]["total"] == "50.00"
    assert rows(case)["v"]["points"] == {"a": "50.00", "b": "0.00"}
    assert rows(case)["w"]["reasons"] == ["missing:b"]


def test_provisional_while_any_vendor_is_incomplete() -> None:
    case = contact_centre()
    complete = rank(from_mapping(case))
    case["vendors"].append(vendor("late"))
    waiting = rank(from_mapping(case))

    assert (complete.provisional, waiting.provisional) == (False, True)


def test_rows_are_ranked_then_incomplete_then_excluded() -> None:
    criteria = [knockout(), measured("a", "100")]
    cases = {
        "x": ("fail", "9"),
        "i": ("pass", None),
        "low": ("pass", "1"),
        "j": (None, "1"),
        "top": ("pass", "9"),
    }
    vendors = [
        vendor(key, knockouts={"iso": answer}, measures={"a": figure})
        for key, (answer, figure) in cases.items()
    ]

    assert list(rows(document(criteria, vendors))) == ["top", "low", "i", "j", "x"]


def test_no_vendors_give_no_rows() -> None:
    result = rank(from_mapping(document([price("100")], []))).as_dict()

    assert (result["rows"], result["sensitivity"], result["provisional"]) == ([], None, False)


@settings(max_examples=40, deadline=None)
@given(evaluations())
def test_its_text_is_the_document_as_json_is_commonly_written(case: Document) -> None:
    result = rank(from_mapping(case))

    assert result.as_json() == json.dumps(result.as_dict())


def test_keys_of_any_kind_stand_in_its_text() -> None:
    odd = 'ü "100 %s" \\ %(x)d []'
    result = rank(from_mapping(document([measured(odd, "100")], [vendor(odd, measures={odd: "3"})])))

    assert result.as_json() == json.dumps(result.as_dict())
