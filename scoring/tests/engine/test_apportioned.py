from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.engine.arithmetic import apportioned, rounded

few = settings(max_examples=50, deadline=None)
fractions = st.one_of(
    st.fractions(-30, 30, max_denominator=40),
    st.sampled_from([Fraction(0), Fraction(1, 200), Fraction(-1, 200)]),
)
parts = st.lists(fractions, max_size=8)
places = st.integers(0, 3)


def shown_whole(start: Fraction, parts: list[Fraction], decimals: int) -> Fraction:
    """The difference of two rounded totals, the later of which is the parts above the earlier."""
    return rounded(start + sum(parts, Fraction(0)), decimals) - rounded(start, decimals)


@few
@given(fractions, parts, places)
def test_shown_parts_add_up_and_are_next_to_the_exact_ones(
    start: Fraction, exact: list[Fraction], decimals: int
) -> None:
    start += 300
    whole, unit = shown_whole(start, exact, decimals), Fraction(1, 10**decimals)

    found = apportioned(exact, whole, decimals)

    assert sum(found, Fraction(0)) == whole
    for shown, part in zip(found, exact, strict=True):
        assert (shown / unit).denominator == 1
        assert abs(shown - part) < unit


@few
@given(fractions, parts, places)
def test_no_other_choice_of_units_is_nearer_to_the_exact_parts(
    start: Fraction, exact: list[Fraction], decimals: int
) -> None:
    whole, unit = shown_whole(start + 300, exact, decimals), Fraction(1, 10**decimals)
    found = apportioned(exact, whole, decimals)
    errors = [shown - part for shown, part in zip(found, exact, strict=True)]

    for up in range(len(exact)):
        for down in range(len(exact)):
            if up != down:
                moved = abs(errors[up] + unit) + abs(errors[down] - unit)
                assert moved >= abs(errors[up]) + abs(errors[down])


@few
@given(fractions, parts, places)
def test_negating_everything_negates_what_is_shown(
    start: Fraction, exact: list[Fraction], decimals: int
) -> None:
    whole = shown_whole(start + 300, exact, decimals)

    negated = apportioned([-part for part in exact], -whole, decimals)

    assert negated == [-shown for shown in apportioned(exact, whole, decimals)]


@few
@given(parts, places, st.integers(2, 5))
def test_a_whole_that_rounding_cannot_explain_is_refused(
    exact: list[Fraction], decimals: int, off: int
) -> None:
    assume(exact)
    whole = rounded(sum(exact, Fraction(0)), decimals) + Fraction(off + len(exact), 10**decimals)

    with pytest.raises(ValueError, match="decimals"):
        apportioned(exact, whole, decimals)


def test_the_largest_remainders_get_what_is_left() -> None:
    thirds = [Fraction(10, 3), Fraction(-5, 3), Fraction(-2, 3)]

    assert apportioned(thirds, Fraction(1), 0) == [4, -2, -1]
    assert apportioned(thirds, Fraction(1), 2) == [
        Fraction("3.34"),
        Fraction("-1.67"),
        Fraction("-0.67"),
    ]


def test_nothing_needs_no_parts() -> None:
    assert apportioned([], Fraction(0), 2) == []
