from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.arithmetic import exact_sum, fixed, plain, rounded

PRECISE = Context(prec=200, rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        ("4.015", 2, "4.02"),
        ("4.0149999", 2, "4.01"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("-0.4", 0, "0"),
        ("-0.004", 2, "0.00"),
        ("0", 3, "0.000"),
        ("86.5", 2, "86.50"),
        ("99.995", 2, "100.00"),
        ("1/3", 4, "0.3333"),
        ("2/3", 4, "0.6667"),
    ],
)
def test_a_half_is_rounded_up_and_decimals_are_fixed(number: str, decimals: int, text: str) -> None:
    assert fixed(Fraction(number), decimals) == text


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 8))
def test_rounding_is_the_rounding_of_the_decimal_module(number: Decimal, decimals: int) -> None:
    expected = number.quantize(Decimal(1).scaleb(-decimals), context=PRECISE)

    assert rounded(Fraction(number), decimals) == Fraction(expected)
    assert Decimal(fixed(Fraction(number), decimals)) == expected


@given(st.lists(st.fractions(max_denominator=10**6), max_size=8))
def test_a_sum_is_exact(numbers: list[Fraction]) -> None:
    assert exact_sum(numbers) == sum(numbers, Fraction(0))


@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_decimal_is_shown_whole_and_no_longer_than_needed(number: Decimal) -> None:
    text = plain(Fraction(number))

    assert Fraction(text) == Fraction(number)
    assert "." not in text or not text.endswith("0")
