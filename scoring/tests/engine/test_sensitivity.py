"""How firm the first place is: against worked numbers, and against trying it out."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, assume, given, settings

from scoring.engine import from_mapping, rank

from .documents import Document, document, measured, price, scored, vendor
from .naive import Model
from .strategies import evaluations

CLOSE = Fraction(1, 10**4)
some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def figures(*rows: tuple[str, ...], weights: tuple[str, ...], **method: Any) -> Document:
    keys = "abcdef"[: len(weights)]
    return document(
        [measured(key, weight) for key, weight in zip(keys, weights, strict=True)],
        [vendor(f"v{i}", measures=dict(zip(keys, row, strict=True))) for i, row in enumerate(rows)],
        **method,
    )


def sensitivity(case: Document) -> Any:
    return rank(from_mapping(case)).as_dict()["sensitivity"]


def tipping(case: Document) -> dict[str, tuple[Any, Any]]:
    return {each["criterion"]: (each["down"], each["up"]) for each in sensitivity(case)["criteria"]}


# --- Where there is nothing to say


def test_nothing_is_said_without_one_leader_and_another_vendor() -> None:
    assert sensitivity(figures(("5",), weights=("100",))) is None
    assert sensitivity(figures(("5",), ("5",), ("1",), weights=("100",))) is None
    assert sensitivity(figures(("5",), ("1",), weights=("100",)))["leader"] == "v0"


def test_nothing_is_said_where_the_closed_forms_do_not_hold() -> None:
    case = document(
        [scored("a", "50"), price("50")],
        [
            vendor("v", scores={"a": {"eva": "9"}}, price="10"),
            vendor("w", scores={"a": {"eva": "5"}}, price="9"),
        ],
    )
    stretched, rounding = deepcopy(case), deepcopy(case)
    stretched["method"]["quality_relative_to_best"] = True
    rounding["criteria"][1]["points_decimals"] = 0

    assert sensitivity(case)["leader"] == "v"
    assert sensitivity(stretched) is None
    assert sensitivity(rounding) is None


def test_only_ranked_vendors_can_draw_level() -> None:
    case = figures(("6", "4"), ("5", "1"), weights=("50", "50"))
    case["vendors"].append(vendor("late", measures={"a": "10"}))

    assert tipping(case) == {"a": (None, None), "b": (None, None)}
    assert sensitivity(case)["smallest_transfer"] is None


# --- Worked by hand


def test_a_leader_that_is_better_everywhere_cannot_be_overtaken() -> None:
    safe = sensitivity(figures(("9", "9"), ("8", "1"), weights=("50", "50")))

    assert [each["down"] or each["up"] for each in safe["criteria"]] == [None, None]
    assert safe["smallest_transfer"] is None


def test_the_nearest_weight_and_its_vendor_are_named() -> None:
    """v0 leads with 50x + 50y = 70; v1 draws level at 37.5, v2 at 33.33 of the weight of a."""
    case = figures(("9", "5"), ("6", "6.8"), ("5", "7"), weights=("50", "50"))

    assert tipping(case) == {
        "a": ({"at": "37.5000", "vendor": "v1"}, None),
        "b": (None, {"at": "62.5000", "vendor": "v1"}),
    }


def test_between_equals_the_first_in_the_file_is_named() -> None:
    case = figures(("5", "7"), ("5", "7"), ("9", "5"), weights=("50", "50"))

    assert tipping(case)["a"] == ({"at": "33.3333", "vendor": "v0"}, None)
    assert sensitivity(case)["smallest_transfer"] == {
        "points": "16.6667",
        "from": "a",
        "to": "b",
        "vendor": "v0",
    }


def test_between_equal_transfers_the_first_giver_then_the_first_taker_is_named() -> None:
    case = figures(("9", "9", "4", "4"), ("6", "6", "6", "6"), weights=("25", "25", "25", "25"))

    assert sensitivity(case)["smallest_transfer"] == {
        "points": "10.0000",
        "from": "a",
        "to": "c",
        "vendor": "v1",
    }


def test_a_tipping_weight_may_be_zero_but_not_the_whole() -> None:
    at_zero = figures(("10", "5", "5"), ("0", "5", "5"), weights=("20", "40", "40"))
    at_whole = figures(("5", "5"), ("5", "0"), weights=("60", "40"))

    assert tipping(at_zero)["a"] == ({"at": "0.0000", "vendor": "v1"}, None)
    assert tipping(at_whole)["a"] == (None, None)


def test_no_more_can_be_moved_than_the_criterion_has() -> None:
    """From a to b, 19.33 points would do; but a has only 10."""
    case = figures(("10", "4", "8"), ("0", "9", "5"), weights=("10", "10", "80"))

    assert sensitivity(case)["smallest_transfer"] == {
        "points": "36.2500",
        "from": "c",
        "to": "b",
        "vendor": "v1",
    }


def test_a_criterion_with_all_the_weight_has_no_others_to_move_it_against() -> None:
    case = figures(("9", "1"), ("5", "9"), weights=("100", "0"))

    assert tipping(case)["a"] == (None, None)
    assert tipping(case)["b"] == (None, {"at": "33.3333", "vendor": "v1"})


def test_a_criterion_without_weight_can_tip_the_result_too() -> None:
    case = figures(("9", "5", "1"), ("5", "5", "9"), weights=("50", "50", "0"))

    assert tipping(case)["c"] == (None, {"at": "20.0000", "vendor": "v1"})


def test_vendors_level_before_the_tie_break_need_no_transfer() -> None:
    case = figures(("9", "5"), ("5", "9"), weights=("50", "50"), tie_break=["b"])

    assert sensitivity(case) == {
        "leader": "v1",
        "criteria": [
            {"criterion": "a", "weight": "50", "down": None, "up": None},
            {"criterion": "b", "weight": "50", "down": None, "up": None},
        ],
        "smallest_transfer": {"points": "0.0000", "from": "a", "to": "b", "vendor": "v0"},
    }


def test_one_criterion_alone_leaves_nothing_to_move() -> None:
    case = figures(("5.0001",), ("5.0002",), weights=("100",), tie_break=["quality"])

    assert sensitivity(case)["leader"] == "v1"
    assert sensitivity(case)["smallest_transfer"] is None


def test_a_leader_by_tie_break_that_is_behind_draws_level_too() -> None:
    """v1 is ahead by 0.0005 exactly, which is nothing rounded; v0 comes first by a."""
    case = figures(("6", "4"), ("4", "6.00001"), weights=("50", "50"), tie_break=["a"], decimals=1)

    result = sensitivity(case)

    assert result["leader"] == "v0"
    assert tipping(case)["a"] == (None, {"at": "50.0001", "vendor": "v1"})
    assert result["smallest_transfer"] == {"points": "0.0001", "from": "b", "to": "a", "vendor": "v1"}


def test_a_weight_is_shown_as_it_was_written() -> None:
    case = figures(("9", "1"), ("5", "5"), weights=("60.00", "40"))
    case["criteria"][1]["weight"] = 40

    assert [each["weight"] for each in sensitivity(case)["criteria"]] == ["60.00", "40"]


# --- By trying it out


def leads(model: Model, leader: str, weights: dict[str, Fraction]) -> bool:
    return all(model.lead(leader, other, weights) >= 0 for other in model.total)


def bisected(model: Model, leader: str, key: str, end: Fraction) -> Fraction | None:
    """The weight at which the leader stops leading on the way to an end, by halving the interval."""
    inside, outside = model.weight[key], end
    if leads(model, leader, model.with_weight(key, outside)):
        return None
    for _ in range(30):
        middle = (inside + outside) / 2
        if leads(model, leader, model.with_weight(key, middle)):
            inside = middle
        else:
            outside = middle
    return inside


@some
@given(evaluations(gaps=False, plain=True))
def test_a_tipping_weight_is_where_bisection_finds_it(case: Document) -> None:
    case["method"] |= {"decimals": 100, "tie_break": []}
    result = rank(from_mapping(case)).sensitivity
    assume(result)
    assert result is not None
    model = Model(case)
    for each in result.criteria:
        if each.weight == 100:
            continue
        for side, end in ((each.down, Fraction(0)), (each.up, Fraction(100))):
            found = bisected(model, result.leader, each.criterion, end)
            assert found is None or side is not None
            assert side is None or abs(side.at - (end if found is None else found)) < CLOSE


@some
@given(evaluations(gaps=False, plain=True))
def test_the_smallest_transfer_draws_level_and_a_little_less_does_not(case: Document) -> None:
    case["method"] |= {"decimals": 100, "tie_break": []}
    result = rank(from_mapping(case)).sensitivity
    assume(result and result.smallest_transfer)
    assert result is not None and result.smallest_transfer is not None
    transfer, model = result.smallest_transfer, Model(case)

    def after(points: Fraction) -> dict[str, Fraction]:
        giver = model.weight[transfer.giver] - points
        return model.weight | {transfer.giver: giver, transfer.taker: model.weight[transfer.taker] + points}

    assert model.lead(result.leader, transfer.vendor, after(transfer.points)) == 0
    assert leads(model, result.leader, after(transfer.points * Fraction(99, 100)))
    assert 0 < transfer.points <= model.weight[transfer.giver]
