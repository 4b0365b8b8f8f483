"""No weights change the first place if and only if the leader is nowhere worse."""

from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.firmness.dominance import Dominance, dominance
from scoring.engine.firmness.field import Unavailable
from scoring.tests.engine.documents import Document, contact_centre, document, price, scored, vendor

from .cases import both, first, many, totals, with_weights


@st.composite
def fields(draw: st.DrawFn) -> Document:
    """Few vendors with few different scores, so that now and then one is nowhere worse than the others."""
    keys = ["x", "y", "z"][: draw(st.integers(1, 3))]
    panels = st.fixed_dictionaries({key: st.sampled_from(["0", "5", "10"]).map(_by_eva) for key in keys})
    names = ["a", "b", "c"][: draw(st.integers(2, 3))]
    weights = draw(shares(len(keys)))
    return document(
        [scored(key, str(weight)) for key, weight in zip(keys, weights, strict=True)],
        [vendor(name, scores=draw(panels)) for name in names],
        quality_relative_to_best=draw(st.booleans()),
    )


def _by_eva(score: str) -> Document:
    return {"eva": score}


@st.composite
def shares(draw: st.DrawFn, count: int) -> list[int]:
    """Whole weights that add up to 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
    return [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]


@many
@given(fields(), st.data())
def test_the_claim_is_what_all_corners_say_and_no_weights_contradict_it(
    of: Document, data: st.DataObject
) -> None:
    part = dominance(*both(of))
    if isinstance(part, Unavailable):
        assert len(first(of)) > 1
        return
    keys = [each["key"] for each in of["criteria"]]
    corners = [totals(with_weights(of, {key: 100})) for key in keys]
    inside = totals(with_weights(of, dict(zip(keys, data.draw(shares(len(keys))), strict=True))))

    assert (part.leader,) == first(of)
    assert part.for_all_weights == all(corner[part.leader] == max(corner.values()) for corner in corners)
    assert not part.for_all_weights or inside[part.leader] == max(inside.values())


def test_who_is_better_where_and_by_how_much() -> None:
    part = dominance(*both(contact_centre()))

    assert part.as_dict() == {
        "leader": "bolt",
        "for_all_weights": False,
        "advantages": [{"vendor": "acme", "criterion": "security", "by": "0.3000"}],
    }


def test_being_as_good_everywhere_is_enough() -> None:
    two = document([price("100")], [vendor("a", price="10"), vendor("b", price="11")])

    part = dominance(*both(two))

    assert isinstance(part, Dominance)
    assert part.for_all_weights


def rounded_prices(quality: str) -> Document:
    return document(
        [scored("q", "50"), {**price("50"), "points_decimals": 0}],
        [
            vendor("a", scores={"q": {"eva": "9"}}, price="100.01"),
            vendor("b", scores={"q": {"eva": quality}}, price="100"),
        ],
    )


def test_nothing_is_said_where_rounding_may_hide_a_better_price() -> None:
    part = dominance(*both(rounded_prices("5")))

    assert part == Unavailable("The points of the price are rounded before they are added.")


def test_rounding_does_not_shake_a_leader_that_is_better_everywhere() -> None:
    part = dominance(*both(rounded_prices("9.5")))

    assert isinstance(part, Dominance)
    assert part.leader == "b" and part.for_all_weights


def test_without_a_leader_there_is_a_reason_instead() -> None:
    def alone(count: int) -> Document:
        return document([price("100")], [vendor(f"v{index}", price="10") for index in range(count)])

    reasons = [dominance(*both(alone(count))) for count in range(3)]

    assert [each.reason for each in reasons if isinstance(each, Unavailable)] == [
        "No vendor is ranked.",
        "Only one vendor is ranked.",
        "Several vendors share the first place.",
    ]
