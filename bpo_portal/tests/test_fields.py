from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Textarea
from hypothesis import given
from hypothesis import strategies as st

from bpo_portal.fields import ExactDecimalField, LineField, ProseField, SearchFormField, read_decimal

line = LineField(max_length=20)
prose = ProseField(max_length=50, blank=True)
money = ExactDecimalField(max_digits=6, decimal_places=2)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6))
def test_every_plain_number_is_read_exactly(number: Decimal) -> None:
    assert read_decimal(f"{number:f}") == number


@given(st.text())
def test_whatever_is_typed_is_a_number_or_a_refusal(text: str) -> None:
    try:
        assert read_decimal(text).is_finite()
    except ValidationError as error:
        assert error.messages


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" 12.50 ", "12.50"),
        ("+3", "3"),
        ("-0.00", "0.00"),
        ("007", "7"),
        ("20,945,600", "20945600"),
        ("1,234.50", "1234.50"),
        ("-4,100,000.05", "-4100000.05"),
    ],
)
def test_plain_numbers_are_read(typed: str, read: str) -> None:
    assert str(read_decimal(typed)) == read


BAD_NUMBERS = [
    "",
    "NaN",
    "Infinity",
    "-inf",
    "1e999999",
    "1e3",
    "1_0",
    "0x10",
    "1.",
    ".5",
    "1,5",
    "1,23,456",
    "1234,567,890",
    "1,234.5,6",
    "1.234.567,89",
    "1 000",
    "1.2.3",
    "٣",
    "９",
    "9" * 5_000,
    "--1",
    "1\n2",
    "1\0",
    "½",
]


@pytest.mark.parametrize("typed", BAD_NUMBERS, ids=lambda text: ascii(text[:25]))
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        read_decimal(typed)


def test_a_number_with_two_readings_names_both() -> None:
    with pytest.raises(ValidationError, match=r"could mean 1234 or 1\.234"):
        read_decimal("1,234")


@pytest.mark.parametrize("typed", ["12.345", "12345", "99999.99"])
def test_more_digits_than_are_kept_are_refused_not_rounded(typed: str) -> None:
    with pytest.raises(ValidationError):
        money.clean(typed, None)
    with pytest.raises(ValidationError):
        money.formfield().clean(typed)


def test_a_binary_fraction_is_refused() -> None:
    with pytest.raises(ValidationError, match="binary"):
        money.clean(0.1, None)


@pytest.mark.parametrize("typed", ["-0", "-0.00"])
def test_minus_nothing_is_nothing(typed: str) -> None:
    assert str(money.formfield().clean(typed)).startswith("0")
    assert str(money.clean(typed, None)).startswith("0")


def test_an_absent_number_is_absent_not_zero() -> None:
    optional = ExactDecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    assert optional.formfield().clean("") is None
    assert optional.formfield().clean("  ") is None


def test_a_line_is_tidied_in_the_model_and_in_a_form() -> None:
    assert line.clean("  Cafe\u0301\u200b", None) == "Café"
    assert line.formfield().clean("  Cafe\u0301\u200b") == "Café"


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "\u00a0\u200b", "x" * 21, "x" * 1_000_000, "a\nb", "a\0b", "a\u202eb"],
    ids=lambda text: ascii(text[:25]),
)
def test_a_line_that_is_none_is_refused_in_both(typed: str) -> None:
    with pytest.raises(ValidationError):
        line.clean(typed, None)
    with pytest.raises(ValidationError):
        line.formfield().clean(typed)


def test_prose_keeps_its_lines_and_its_limit() -> None:
    assert prose.clean(" a\r\nb ", None) == "a\nb"
    assert isinstance(prose.formfield().widget, Textarea)
    for field in (prose.clean, lambda text, _: prose.formfield().clean(text)):
        with pytest.raises(ValidationError):
            field("x" * 51, None)


def test_the_end_of_a_line_counts_as_one_character_in_a_form_too() -> None:
    typed = "a\r\n" * 24 + "ab"

    assert prose.formfield().clean(typed) == typed.replace("\r\n", "\n")


def test_a_search_takes_whatever_is_typed() -> None:
    field = SearchFormField()

    assert [field.clean(typed) for typed in (None, "", "\0", " a\x07b\u202ec ")] == ["", "", "", "a b c"]
    assert field.clean("x" * 1_000) == "x" * 1_000


def test_a_line_with_choices_is_a_choice() -> None:
    field = LineField(max_length=5, choices=[("a", "A")])

    assert isinstance(field, models.CharField)
    with pytest.raises(ValidationError):
        field.formfield().clean("b")
