import sys
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from bpo_portal.text import (
    BIDIRECTIONAL,
    as_text_cell,
    folded,
    from_text_cell,
    is_hidden,
    refuse_hidden_characters,
    tidy,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Teleperformance ", "Teleperformance"),
        ("\u00a0\u200b\ufeffAtento\u2060", "Atento"),
        ("Cafe\u0301", "Café"),
        ("\u200b \u00a0", ""),
        ("a  b", "a  b"),
        ("👩‍💻 lab", "👩‍💻 lab"),
    ],
)
def test_text_is_composed_and_trimmed_of_what_nobody_sees(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("hidden", sorted(BIDIRECTIONAL))
def test_direction_marks_are_refused_by_name(hidden: str) -> None:
    with pytest.raises(ValidationError, match=f"U\\+{ord(hidden):04X}"):
        refuse_hidden_characters(f"a{hidden}b")


@pytest.mark.parametrize("control", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_and_lone_surrogates_are_refused(control: str) -> None:
    for multiline in (False, True):
        with pytest.raises(ValidationError):
            refuse_hidden_characters(f"a{control}b", multiline=multiline)


def test_nothing_hidden_counts_as_printable() -> None:
    """So that text of printable characters alone needs no closer look."""
    characters = map(chr, range(sys.maxunicode + 1))

    assert not [each for each in characters if each.isprintable() and is_hidden(each)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\t"])
def test_lines_end_only_where_there_may_be_several(line_end: str) -> None:
    refuse_hidden_characters(f"a{line_end}b", multiline=True)
    with pytest.raises(ValidationError):
        refuse_hidden_characters(f"a{line_end}b")


@pytest.mark.parametrize("line_end", ["\u2028", "\u2029"])
def test_unicode_line_ends_are_refused_in_one_line(line_end: str) -> None:
    with pytest.raises(ValidationError):
        refuse_hidden_characters(f"a{line_end}b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teleperformance SE", " teleperformance  se "),
        ("Café", "CAFE\u0301"),
        ("ﬁrst", "FIRST"),
        ("Straße", "STRASSE"),
        ("A\u00a0B", "a b"),
    ],
)
def test_names_that_differ_only_in_looks_are_one_name(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_names_that_differ_in_a_letter_are_two() -> None:
    assert folded("Atento") != folded("Atenta")


@given(st.text())
def test_folding_is_stable(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@a", "\tx", "'=1", "''-1", "＝1"])
def test_what_looks_like_a_formula_becomes_text_and_comes_back(text: str) -> None:
    assert as_text_cell(text) == f"'{text}"
    assert from_text_cell(as_text_cell(text)) == text


@pytest.mark.parametrize("text", ["", "'", "'t Hooft", "a=b", "Plain", "’=1"])
def test_other_text_stays_as_it_is_in_a_cell(text: str) -> None:
    assert as_text_cell(text) == from_text_cell(text) == text
