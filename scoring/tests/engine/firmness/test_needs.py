"""What each vendor would need: tried with the naive model, at the value, just beyond it and just short of it."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.arithmetic import written
from scoring.engine.firmness.field import Unavailable, entrants
from scoring.engine.firmness.needs import Need, Obstacle, Side, VendorNeeds, needs
from scoring.tests.engine.documents import Document, contact_centre, document, measured, price, scored, vendor
from scoring.tests.engine.strategies import FORMULAS, evaluations

from .cases import both, first, many, totals, with_value

STEP = Fraction(1, 10**9)


def found(of: Document) -> dict[str, VendorNeeds]:
    part = needs(*both(of))
    assert not isinstance(part, Unavailable)
    return {each.vendor: each for each in part}


def need(of: Document, key: str, criterion: str) -> Need:
    return next(each for each in found(of)[key].needs if each.criterion == criterion)


def lead(of: Document, key: str) -> Fraction | None:
    """Over the best of the others, by the naive model; None if the vendor is not ranked any more."""
    standing = totals(of)
    if key not in standing:
        return None
    return standing[key] - max(total for other, total in standing.items() if other != key)


def best_value(of: Document, criterion: str) -> Fraction | None:
    """The last value that counts, if there is one."""
    own = next(each for each in of["criteria"] if each["key"] == criterion)
    if own["kind"] == "price":
        return Fraction(own["bounds"][0]) if own["formula"] == "between_bounds" else None
    low, high = map(Fraction, own["scale"])
    if own["direction"] == "higher":
        return high
    return low if own.get("minimum") is None else max(low, Fraction(own["minimum"]))


@st.composite
def races(draw: st.DrawFn) -> Document:
    """Offers of which the price decides, so that vendors come to set the lowest one."""
    weight = draw(st.sampled_from(["40", "60", "80"]))
    rows = st.tuples(
        st.sampled_from(["0", "2", "5", "9", "10"]), st.sampled_from(["20", "40", "50", "90", "97"])
    )
    return document(
        [scored("q", str(100 - int(weight))), {**price(weight), **draw(st.sampled_from(FORMULAS))}],
        [
            vendor(f"v{index}", scores={"q": {"eva": score}}, price=cost)
            for index, (score, cost) in enumerate(draw(st.lists(rows, min_size=2, max_size=4)))
        ],
        quality_relative_to_best=draw(st.booleans()),
    )


@many
@given(evaluations() | races())
def test_a_value_is_where_nobody_is_ahead_any_more(of: Document) -> None:
    part = needs(*both(of))
    for each in () if isinstance(part, Unavailable) else part:
        for one in each.needs:
            if one.value is not None:
                check(of, each.vendor, one, one.value)


def check(of: Document, key: str, one: Need, value: Fraction) -> None:
    forward = STEP if one.side is Side.AT_LEAST else -STEP

    def lead_at(value: Fraction) -> Fraction:
        changed = lead(with_value(of, key, one.criterion, str(value)), key)
        assert changed is not None
        return changed

    assert lead_at(value) == 0
    assert lead_at(value - forward) < 0
    if value == best_value(of, one.criterion):
        assert not one.overtakes
    else:
        assert (lead_at(value + forward) > 0) == one.overtakes
    for decimals in (0, 2):
        enough = one.sufficient(decimals)
        assert enough is not None and lead_at(enough) >= 0


@many
@given(evaluations() | races())
def test_what_cannot_be_reached_is_not_reached_at_the_best_end(of: Document) -> None:
    part = needs(*both(of))
    for each in () if isinstance(part, Unavailable) else part:
        now = lead(of, each.vendor)
        assert now is not None and each.gap == -now
        for one in each.needs:
            if one.cannot:
                end = best_value(of, one.criterion)
                best = with_value(of, each.vendor, one.criterion, str(STEP if end is None else end))
                reached = lead(best, each.vendor)
                assert reached is not None and reached < 0


@many
@given(evaluations() | races())
def test_the_engine_agrees_on_both_sides_of_what_is_written(of: Document) -> None:
    """With values that a file can hold: enough, and a little less than enough."""
    part = needs(*both(of))
    for each in () if isinstance(part, Unavailable) else part:
        for one in each.needs:
            enough = one.sufficient(12)
            if enough is not None and one.value is not None:
                little = Fraction(2 if one.side is Side.AT_LEAST else -2, 10**12)
                at, short = (
                    engine_lead(with_value(of, each.vendor, one.criterion, written(value)), each.vendor)
                    for value in (enough, enough - little)
                )
                assert at == 0 if enough == one.value else at >= 0
                assert short < 0


def engine_lead(of: Document, key: str) -> Fraction:
    standing = {each.vendor: each.total for each in entrants(both(of)[1])}
    return standing[key] - max(total for other, total in standing.items() if other != key)


def test_each_criterion_of_the_contact_centre() -> None:
    """Acme has 25.5 + 18 + 30.7692 points, Bolt 16.5 + 30 + 40. All of security or of hours would bring Acme less
    than the 12.2308 it lacks. Bolt has 3 points more of quality, so it may keep 37 of 40 for its price."""
    assert found(contact_centre())["acme"].as_dict() == {
        "vendor": "acme",
        "gap": "12.2308",
        "needs": [
            _not_enough("security", "8.5"),
            _not_enough("hours", "6"),
            {
                "criterion": "cost",
                "side": "at most",
                "now": "130000",
                "value": "92500.0000",
                "exact": "92500",
                "overtakes": True,
                "cannot": False,
                "obstacle": None,
            },
        ],
    }


def _not_enough(criterion: str, now: str) -> Document:
    unmet = {"value": None, "exact": None, "overtakes": False, "cannot": True, "obstacle": "not enough"}
    return {"criterion": criterion, "side": "at least", "now": now, **unmet}


def offers(formula: Document, *rows: tuple[str, str, str], **method: object) -> Document:
    return document(
        [scored("q", "60"), {**price("40"), **formula}],
        [vendor(key, scores={"q": {"eva": score}}, price=cost) for key, score, cost in rows],
        **method,
    )


def test_down_to_the_lowest_price_of_the_others_the_rivals_keep_their_points() -> None:
    """a needs 28 of the 40 points of price, and so a price of 80 / 0.7."""
    of = offers({"formula": "lowest_ratio"}, ("a", "9", "130"), ("b", "7", "80"))

    assert first(of) == ("b",)
    assert need(of, "a", "cost").value == Fraction(800, 7)


def test_below_the_lowest_price_everybody_else_falls() -> None:
    """b has 6 points of quality less than c, so c may keep 34 of its 40 points, which it does at 0.85 of its price."""
    of = offers({"formula": "lowest_ratio"}, ("a", "9", "130"), ("b", "7", "100"), ("c", "8", "90"))

    assert first(of) == ("c",)
    assert need(of, "b", "cost").value == Fraction("76.5")


def test_at_twice_the_lowest_price_there_is_nothing_left_to_lose() -> None:
    """b lacks all that price can bring: it draws level at half of a's price, and stays there."""
    level = offers({"formula": "linear_over_lowest"}, ("a", "10", "100"), ("b", "4", "100"))
    level["criteria"][0]["scale"] = ["1", "10"]
    lacking = deepcopy(level)
    lacking["vendors"][1]["scores"]["q"]["eva"] = "3.99"

    assert need(level, "b", "cost") == Need(
        "cost", Side.AT_MOST, Fraction(100), Fraction(50), overtakes=False
    )
    assert need(lacking, "b", "cost").obstacle is Obstacle.NOT_ENOUGH


def test_a_minimum_stands_in_the_way_where_lower_is_better() -> None:
    of = document(
        [scored("q", "50"), measured("days", "50", direction="lower", minimum="4")],
        [
            vendor("a", scores={"q": {"eva": "9"}}, measures={"days": "5"}),
            vendor("b", scores={"q": {"eva": "7"}}, measures={"days": "5"}),
            vendor("c", scores={"q": {"eva": "8"}}, measures={"days": "5"}),
        ],
    )

    assert need(of, "b", "days").obstacle is Obstacle.MINIMUM
    assert need(of, "c", "days").value == 4
    assert not need(of, "c", "days").overtakes


def test_what_has_no_weight_cannot_help() -> None:
    of = document(
        [scored("q", "100"), price("0")],
        [vendor(key, scores={"q": {"eva": score}}, price="1") for key, score in (("a", "9"), ("b", "7"))],
    )

    assert need(of, "b", "cost").obstacle is Obstacle.NO_WEIGHT


def test_rounded_points_of_the_price_are_not_worked_out_but_the_rest_is() -> None:
    of = offers({"formula": "lowest_ratio", "points_decimals": 0}, ("a", "9", "100"), ("b", "7", "101"))

    assert need(of, "b", "cost").obstacle is Obstacle.ROUNDED
    assert not need(of, "b", "cost").cannot
    assert need(of, "b", "q").value == 9


def test_the_first_point_of_quality_takes_all_of_it() -> None:
    of = offers(
        {"formula": "lowest_ratio"}, ("a", "0", "10"), ("b", "0", "20"), quality_relative_to_best=True
    )

    assert need(of, "b", "q").obstacle is Obstacle.ANY_IS_ENOUGH
    assert not need(of, "b", "q").cannot


def test_the_only_one_with_quality_has_all_of_it_and_cannot_have_more() -> None:
    of = offers(
        {"formula": "linear_over_lowest"}, ("a", "0", "10"), ("b", "1", "20"), quality_relative_to_best=True
    )
    of["criteria"][0]["weight"], of["criteria"][1]["weight"] = "30", "70"

    assert first(of) == ("a",)
    assert need(of, "b", "q").obstacle is Obstacle.NOT_ENOUGH


def test_whoever_is_level_but_for_the_tie_break_needs_nothing() -> None:
    of = document(
        [scored("x", "50"), scored("y", "50")],
        [
            vendor("a", scores={"x": {"eva": "6"}, "y": {"eva": "4"}}),
            vendor("b", scores={"x": {"eva": "4"}, "y": {"eva": "6"}}),
        ],
        tie_break=["x"],
    )

    assert first(of) == ("a",)
    assert found(of) == {"b": VendorNeeds("b", Fraction(0), ())}


def test_whoever_shares_the_first_place_is_not_asked() -> None:
    of = offers({"formula": "lowest_ratio"}, ("a", "9", "100"), ("b", "9", "100.001"))

    assert first(of) == ("a", "b")
    assert needs(*both(of)) == ()


def test_values_are_rounded_to_the_side_that_suffices() -> None:
    up = Need("q", Side.AT_LEAST, Fraction(1), Fraction(10, 3), True, Fraction(5))
    down = Need("q", Side.AT_MOST, Fraction(9), Fraction(10, 3), True)
    end = Need("q", Side.AT_LEAST, Fraction(1), Fraction("4.995"), True, Fraction("4.999"))
    tiny = Need("q", Side.AT_MOST, Fraction(9), Fraction(1, 3000), True)

    assert [each.sufficient(2) for each in (up, down, end, tiny)] == [
        Fraction("3.34"),
        Fraction("3.33"),
        Fraction("4.999"),
        Fraction("0.0003"),
    ]


@pytest.mark.parametrize(
    ("vendors", "reason"), [(0, "No vendor is ranked."), (1, "Only one vendor is ranked.")]
)
def test_without_anybody_to_overtake_there_is_a_reason_instead(vendors: int, reason: Any) -> None:
    centre = contact_centre()

    assert needs(*both({**centre, "vendors": centre["vendors"][:vendors]})) == Unavailable(reason)
