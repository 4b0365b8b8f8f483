"""Every rule of the file broken: refused, with the place and the reason."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from scoring.engine import EvaluationError, from_mapping

from .documents import Document, contact_centre, document, knockout, measured, price, scored, vendor

Path = tuple[str | int, ...]
ABSENT: Any = object()


def changed(path: Path, value: object) -> Document:
    """The contact centre with one value set, or removed."""
    spoilt = contact_centre()
    *parents, last = path
    target: Any = spoilt
    for step in parents:
        target = target[step]
    if value is ABSENT:
        del target[last]
    else:
        target[last] = value
    return spoilt


def faults(spoilt: object) -> list[str]:
    with pytest.raises(EvaluationError) as refusal:
        from_mapping(spoilt)  # type: ignore[arg-type]
    return [str(fault) for fault in refusal.value.faults]


ISO, SECURITY, HOURS, COST = (("criteria", index) for index in range(4))
ACME: Path = ("vendors", 0)

ONE_FAULT = [
    # Document
    (("format",), "bpo-evaluation/2", 'format: "bpo-evaluation/2" is not one of bpo-evaluation/1'),
    (("format",), ABSENT, "format: is missing"),
    (("title",), ABSENT, "title: is missing"),
    (("title",), 7, "title: 7 is not a text"),
    (("title",), "a\x00b", 'title: "a\\u0000b" holds a NUL or half of a surrogate pair'),
    (("title",), "\ud800", 'title: "\\ud800" holds a NUL or half of a surrogate pair'),
    (("currency",), 1, "currency: 1 is not a text"),
    (("vendor",), [], "vendor: unknown key"),
    (("odd key",), 1, '["odd key"]: unknown key'),
    (("method",), ABSENT, "method: is missing"),
    (("method",), [], "method: a list is not an object"),
    (("vendors",), {}, "vendors: an object is not a list"),
    (("vendors",), None, "vendors: is missing"),
    # Method
    (("method", "weights_total"), "99", "method.weights_total: the weights add up to 100, not to 99"),
    (("method", "weights_total"), "1e2", 'method.weights_total: "1e2" is not a decimal number'),
    (
        ("method", "weights_total"),
        100.0,
        'method.weights_total: 100.0 is a JSON float; write decimals as text, such as "12.5"',
    ),
    (("method", "panel"), "max", 'method.panel: "max" is not one of mean, median, trimmed_mean'),
    (("method", "panel"), ["mean"], "method.panel: a list is not one of mean, median, trimmed_mean"),
    (("method", "decimals"), -1, "method.decimals: -1 is not a whole number from 0 to 100"),
    (("method", "decimals"), 101, "method.decimals: 101 is not a whole number from 0 to 100"),
    (("method", "decimals"), "2.0", 'method.decimals: "2.0" is not a whole number from 0 to 100'),
    (("method", "decimals"), True, "method.decimals: true is not a whole number from 0 to 100"),
    (("method", "decimals"), ABSENT, "method.decimals: is missing"),
    (("method", "tie_break"), "quality", 'method.tie_break: "quality" is not a list'),
    (("method", "tie_break"), ["nope"], 'method.tie_break[0]: there is no criterion "nope"'),
    (("method", "tie_break"), ["iso"], 'method.tie_break[0]: "iso" is a knock-out and has no points'),
    (("method", "tie_break"), ["quality", None], "method.tie_break[1]: null is not a text"),
    (("method", "quality_minimum"), "60%", 'method.quality_minimum: "60%" is not a decimal number'),
    (
        ("method", "quality_relative_to_best"),
        "yes",
        'method.quality_relative_to_best: "yes" is neither true nor false',
    ),
    (
        ("method", "quality_relative_to_best"),
        0,
        "method.quality_relative_to_best: 0 is neither true nor false",
    ),
    # Criteria
    ((*SECURITY, "title"), None, "criteria[1].title: is missing"),
    ((*ISO, "weight"), "0", "criteria[0].weight: unknown key"),
    ((*ISO, "colour"), "red", "criteria[0].colour: unknown key"),
    ((*SECURITY, "weight"), "abc", 'criteria[1].weight: "abc" is not a decimal number'),
    ((*SECURITY, "weight"), "NaN", 'criteria[1].weight: "NaN" is not a decimal number'),
    ((*SECURITY, "weight"), "Infinity", 'criteria[1].weight: "Infinity" is not a decimal number'),
    ((*SECURITY, "weight"), "1_0", 'criteria[1].weight: "1_0" is not a decimal number'),
    ((*SECURITY, "weight"), "٣٠", 'criteria[1].weight: "٣٠" is not a decimal number'),
    ((*SECURITY, "weight"), "30\n", 'criteria[1].weight: "30\\n" is not a decimal number'),
    ((*SECURITY, "weight"), True, "criteria[1].weight: true is not a decimal number"),
    ((*SECURITY, "weight"), {}, "criteria[1].weight: an object is not a decimal number"),
    (
        (*SECURITY, "weight"),
        "9" * 5000,
        "criteria[1].weight: a number of 5000 characters is too long (at most 100)",
    ),
    ((*SECURITY, "weight"), 10**5000, "criteria[1].weight: this number is not a decimal number"),
    ((*SECURITY, "scale"), ["0"], "criteria[1].scale: a list is not a list of two numbers"),
    ((*SECURITY, "scale"), ["0", "x"], 'criteria[1].scale[1]: "x" is not a decimal number'),
    ((*SECURITY, "scale"), ["10", "10"], "criteria[1].scale: the low end 10 is not below the high end 10"),
    ((*SECURITY, "scale"), ["10", "0"], "criteria[1].scale: the low end 10 is not below the high end 0"),
    ((*SECURITY, "scale"), None, "criteria[1].scale: is missing"),
    ((*SECURITY, "direction"), "up", 'criteria[1].direction: "up" is not one of higher, lower'),
    ((*SECURITY, "direction"), ABSENT, "criteria[1].direction: is missing"),
    ((*SECURITY, "minimum"), "low", 'criteria[1].minimum: "low" is not a decimal number'),
    ((*SECURITY, "formula"), "lowest_ratio", "criteria[1].formula: unknown key"),
    ((*HOURS, "bounds"), ["1", "2"], "criteria[2].bounds: unknown key"),
    ((*COST, "scale"), ["0", "1"], "criteria[3].scale: unknown key"),
    ((*COST, "minimum"), "1", "criteria[3].minimum: unknown key"),
    ((*COST, "cap"), "no", 'criteria[3].cap: "no" is neither true nor false'),
    (
        (*COST, "formula"),
        "cheapest",
        'criteria[3].formula: "cheapest" is not one of lowest_ratio, linear_over_lowest, between_bounds, '
        "reference_ratio",
    ),
    ((*COST, "formula"), "between_bounds", "criteria[3].bounds: is missing, and between_bounds needs it"),
    (
        (*COST, "formula"),
        "reference_ratio",
        "criteria[3].reference: is missing, and reference_ratio needs it",
    ),
    ((*COST, "reference"), "0", 'criteria[3].reference: "0" is not above zero'),
    ((*COST, "bounds"), ["9", "9"], "criteria[3].bounds: the low end 9 is not below the high end 9"),
    (
        (*COST, "points_decimals"),
        "-1",
        'criteria[3].points_decimals: "-1" is not a whole number from 0 to 100',
    ),
    # Vendors
    ((*ACME, "key"), "bolt", 'vendors[1].key: "bolt" is already the key of vendors[0]'),
    ((*ACME, "title"), ABSENT, "vendors[0].title: is missing"),
    ((*ACME, "note"), "", "vendors[0].note: unknown key"),
    ((*ACME, "price"), "12,50", 'vendors[0].price: "12,50" is not a decimal number'),
    (
        (*ACME, "price"),
        12.5,
        'vendors[0].price: 12.5 is a JSON float; write decimals as text, such as "12.5"',
    ),
    (
        (*ACME, "knockouts", "iso"),
        "maybe",
        'vendors[0].knockouts.iso: "maybe" is not one of pass, fail, waived',
    ),
    (
        (*ACME, "knockouts", "hours"),
        "pass",
        'vendors[0].knockouts.hours: "hours" is a measured criterion, not a knockout one',
    ),
    ((*ACME, "knockouts", "gdpr"), "pass", 'vendors[0].knockouts.gdpr: there is no criterion "gdpr"'),
    ((*ACME, "scores", "nope"), {"eva": "1"}, 'vendors[0].scores.nope: there is no criterion "nope"'),
    (
        (*ACME, "scores", "cost"),
        {"eva": "1"},
        'vendors[0].scores.cost: "cost" is a price criterion, not a scored one',
    ),
    ((*ACME, "scores", "security"), "8", 'vendors[0].scores.security: "8" is not an object'),
    (
        (*ACME, "scores", "security", "eva"),
        "11",
        "vendors[0].scores.security.eva: 11 is outside the scale 0 to 10",
    ),
    (
        (*ACME, "scores", "security", "eva"),
        "-0.1",
        "vendors[0].scores.security.eva: -0.1 is outside the scale 0 to 10",
    ),
    (
        (*ACME, "scores", "security", "eva"),
        "good",
        'vendors[0].scores.security.eva: "good" is not a decimal number',
    ),
    ((*ACME, "scores", "security", ""), "5", 'vendors[0].scores.security[""]: "" is blank'),
    ((*ACME, "measures", "hours"), "all", 'vendors[0].measures.hours: "all" is not a decimal number'),
    (
        (*ACME, "measures", "security"),
        "5",
        'vendors[0].measures.security: "security" is a scored criterion, not a measured one',
    ),
    ((*ACME, "measures"), [], "vendors[0].measures: a list is not an object"),
]


@pytest.mark.parametrize(("path", "value", "expected"), ONE_FAULT, ids=[case[2][:60] for case in ONE_FAULT])
def test_a_broken_rule_is_named_with_its_place(path: Path, value: object, expected: str) -> None:
    assert faults(changed(path, value)) == [expected]


def test_all_faults_are_found_at_once() -> None:
    spoilt = contact_centre()
    spoilt["surprise"] = 1
    spoilt["method"]["panel"] = "loudest"
    spoilt["criteria"][1]["weight"] = "-30"
    spoilt["criteria"][2]["scale"] = ["5", "5"]
    spoilt["criteria"].append({**price("0"), "key": "security"})
    spoilt["vendors"][0]["scores"]["security"]["eva"] = "12"
    spoilt["vendors"][1]["price"] = "free"

    assert faults(spoilt) == [
        "surprise: unknown key",
        'method.panel: "loudest" is not one of mean, median, trimmed_mean',
        'criteria[1].weight: "-30" is negative',
        "criteria[2].scale: the low end 5 is not below the high end 5",
        'vendors[1].price: "free" is not a decimal number',
        'criteria[4].key: "security" is already the key of criteria[1]',
        "criteria[4].kind: there can be one price criterion, and criteria[3] is it",
        "method.weights_total: the weights add up to 40, not to 100",
        "vendors[0].scores.security.eva: 12 is outside the scale 0 to 10",
    ]


def test_a_score_beyond_the_good_end_of_a_broken_scale_is_told_at_once() -> None:
    too_high, too_low = contact_centre(), contact_centre()
    too_high["criteria"][1]["scale"] = ["x", "10"]
    too_high["vendors"][0]["scores"]["security"] = {"eva": "12", "emil": "-3"}
    too_low["criteria"][1]["scale"] = ["0", "x"]
    too_low["vendors"][0]["scores"]["security"] = {"eva": "12", "emil": "-3"}

    assert faults(too_high)[1:] == ["vendors[0].scores.security.eva: 12 is above the high end 10"]
    assert faults(too_low)[1:] == ["vendors[0].scores.security.emil: -3 is below the low end 0"]


def test_weights_that_are_too_much_already_are_told_although_one_is_broken() -> None:
    spoilt = contact_centre()
    spoilt["criteria"][1]["weight"] = "x"
    spoilt["criteria"][2]["weight"] = "90"

    assert faults(spoilt) == [
        'criteria[1].weight: "x" is not a decimal number',
        "method.weights_total: the weights that are known add up to 130, more than 100",
    ]


@pytest.mark.parametrize(("path", "value", "expected"), ONE_FAULT, ids=[case[2][:60] for case in ONE_FAULT])
def test_a_fault_elsewhere_hides_none(path: Path, value: object, expected: str) -> None:
    spoilt = changed(path, value)
    spoilt["criteria"][3]["title"] = 7
    spoilt["elsewhere"] = True

    assert set(faults(spoilt)) == {
        expected,
        "criteria[3].title: 7 is not a text",
        "elsewhere: unknown key",
    }


def test_a_criterion_of_no_known_kind_is_named_once() -> None:
    spoilt = changed((*SECURITY, "kind"), "guessed")
    spoilt["method"]["weights_total"] = "100"

    assert faults(spoilt) == ['criteria[1].kind: "guessed" is not one of knockout, scored, measured, price']


def test_the_sums_are_named_with_all_their_decimals() -> None:
    uneven = document([scored("a", "33.33"), scored("b", "66.660")], [])

    assert faults(uneven) == ["method.weights_total: the weights add up to 99.99, not to 100"]


@pytest.mark.parametrize("stated", ["0", "-100"])
def test_a_total_that_is_not_above_zero_is_named_beside_the_sum(stated: str) -> None:
    assert faults(document([scored("a", "100")], [], weights_total=stated)) == [
        f'method.weights_total: "{stated}" is not above zero',
        f"method.weights_total: the weights add up to 100, not to {stated}",
    ]


@pytest.mark.parametrize("key", ["", " ", "\N{NO-BREAK SPACE}"])
def test_a_blank_key_is_refused(key: str) -> None:
    blank = document([scored(key, "100")], [vendor(key)])

    assert [fault.split(":")[0] for fault in faults(blank)] == ["criteria[0].key", "vendors[0].key"]


def test_without_criteria_the_weights_add_up_to_nothing() -> None:
    assert faults(document([], [])) == ["method.weights_total: the weights add up to 0, not to 100"]
    assert faults(document([knockout()], [])) == ["method.weights_total: the weights add up to 0, not to 100"]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_trimmed_mean_of_fewer_than_five_scores_is_refused(count: int) -> None:
    panel = {f"e{index}": "5" for index in range(count)} | {"away": None}
    few = document([scored("a", "100")], [vendor("v", scores={"a": panel})], panel="trimmed_mean")

    assert faults(few) == [f"vendors[0].scores.a: trimmed_mean needs 5 scores; there are {count}"]


def test_a_trimmed_mean_accepts_no_scores_yet() -> None:
    none_yet = document(
        [scored("a", "100")], [vendor("v", scores={"a": {"eva": None}}), vendor("w")], panel="trimmed_mean"
    )

    assert from_mapping(none_yet).vendors[0].scores == {}


@pytest.mark.parametrize("value", [None, True, 3, 2.5, "text", [], ["a"]])
def test_what_is_not_an_object_is_no_document(value: object) -> None:
    assert [re.sub("^document: .* is", "document: it is", fault) for fault in faults(value)] == [
        "document: it is not an object"
    ]


def test_entries_that_are_not_objects_are_named() -> None:
    spoilt = contact_centre()
    spoilt["criteria"].append("price")
    spoilt["vendors"].append(None)

    assert faults(spoilt) == [
        'criteria[4]: "price" is not an object',
        "vendors[2]: null is not an object",
    ]


def test_ten_thousand_faults_are_enough() -> None:
    spoilt = contact_centre()
    spoilt["vendors"] = [{}] * 20_000

    found = faults(spoilt)

    assert len(found) == 10_001
    assert found[-1] == "document: more than 10000 faults; the rest is not listed"


ACCEPTED: list[Callable[[Document], object]] = [
    lambda it: it["criteria"][1].update(weight=30),
    lambda it: it["criteria"][1].update(scale=[0, 10]),
    lambda it: it["vendors"][0].update(price=130000),
    lambda it: it["method"].update(weights_total=100, decimals="2"),
    lambda it: it["method"].update(tie_break=["quality", "price", "security", "cost", "hours"]),
    lambda it: it["criteria"][3].update(cap=True, bounds=["1", "2"], reference="5"),
    lambda it: it["criteria"][1].update(minimum=None),
    lambda it: it["vendors"][0].update(knockouts=None, scores=None, measures=None, price=None),
    lambda it: it["vendors"][0].update(price="-5"),
    lambda it: it["vendors"][0].update(title="Ünïcode 株式会社 \U0001f600"),
    lambda it: it.pop("currency"),
    lambda it: it["vendors"].clear(),
]


@pytest.mark.parametrize("change", ACCEPTED)
def test_what_no_rule_forbids_is_accepted(change: Callable[[Document], object]) -> None:
    unusual = deepcopy(contact_centre())
    change(unusual)

    assert from_mapping(unusual).criteria[0].key == "iso"


def test_a_price_without_a_price_criterion_is_accepted() -> None:
    unpriced = document([measured("a", "100")], [vendor("v", measures={"a": "1"}, price="5")])

    assert from_mapping(unpriced).price is None
