from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.weighting import CannotBalance, scale_to, share_rest

D = Decimal
WEIGHT = st.decimals(min_value=0, max_value=100, places=4)
WEIGHTS = st.lists(WEIGHT, min_size=1, max_size=25)
TOTAL = st.one_of(st.just(D(100)), st.decimals(min_value=D("0.0001"), max_value=1000, places=4))


def of(*figures: str) -> list[Decimal]:
    return [D(figure) for figure in figures]


def test_the_rest_goes_to_those_without_a_weight() -> None:
    assert share_rest(of("40", "0", "55", "0"), D(100)) == of("40", "2.5", "55", "2.5")


def test_the_rest_goes_to_all_where_each_has_a_weight() -> None:
    assert share_rest(of("40", "50"), D(100)) == of("45", "55")


def test_a_rest_that_does_not_divide_is_given_away_to_the_last_cent() -> None:
    assert share_rest(of("0", "0", "0"), D(100)) == of("33.34", "33.33", "33.33")


def test_a_rest_with_four_decimals_is_given_away_exactly() -> None:
    assert share_rest(of("33.3333", "0", "0"), D(100)) == of("33.3333", "33.3334", "33.3333")


def test_nothing_is_shared_when_there_is_too_much() -> None:
    with pytest.raises(CannotBalance, match="more than the total"):
        share_rest(of("60", "60", "0"), D(100))


def test_scaling_keeps_proportions() -> None:
    assert scale_to(of("1", "3"), D(100)) == of("25", "75")
    assert scale_to(of("2", "0", "2"), D(100)) == of("50", "0", "50")


def test_scaling_gives_left_over_cents_to_those_that_lost_most() -> None:
    assert scale_to(of("1", "1", "1"), D(100)) == of("33.34", "33.33", "33.33")
    assert scale_to(of("1", "2", "4"), D(100)) == of("14.29", "28.57", "57.14")


def test_zeros_at_the_end_of_the_total_add_no_decimals() -> None:
    assert scale_to(of("1", "1", "1"), D("100.0000")) == of("33.34", "33.33", "33.33")


def test_zeros_have_no_proportions() -> None:
    with pytest.raises(CannotBalance, match="All weights are zero"):
        scale_to(of("0", "0"), D(100))


@given(weights=WEIGHTS, total=TOTAL)
def test_scaled_weights_add_up_and_none_is_negative(weights: list[Decimal], total: Decimal) -> None:
    if not sum(weights):
        return
    scaled = scale_to(weights, total)

    assert sum(scaled) == total
    assert all(weight >= 0 for weight in scaled)
    unit = max(D("0.01"), D("0.0001"))
    exact = [weight * total / sum(weights) for weight in weights]
    assert all(abs(new - ideal) < unit + D("1e-9") for new, ideal in zip(scaled, exact, strict=True))


@given(weights=WEIGHTS, total=TOTAL)
def test_shared_weights_add_up_and_none_shrinks(weights: list[Decimal], total: Decimal) -> None:
    if sum(weights) > total:
        with pytest.raises(CannotBalance):
            share_rest(weights, total)
        return
    shared = share_rest(weights, total)

    assert sum(shared) == total
    assert all(new >= old for new, old in zip(shared, weights, strict=True))
