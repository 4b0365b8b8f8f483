"""Vendors are judged by the column where they can be: never more leniently than one after the other."""

from copy import deepcopy
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine import from_mapping
from scoring.engine.reading import rules

from .documents import Document, contact_centre
from .strategies import evaluations
from .test_fuzz import spoilt


@settings(max_examples=50, deadline=None)
@given(evaluations())
def test_a_valid_file_is_found_good_by_the_column(document: Document) -> None:
    assert rules._is_good(document)


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 2**64))
def test_what_is_good_by_the_column_breaks_no_rule(seed: int) -> None:
    document = spoilt(Random(seed))

    assert not rules._is_good(document) or not list(rules._all(document))


def test_numbers_that_are_not_texts_and_nulls_are_good_by_the_column_too() -> None:
    document = contact_centre()
    document["vendors"][0] |= {"price": 130_000, "measures": None}
    document["vendors"][1]["scores"]["security"] = {"eva": 4, "emil": None}

    assert rules._is_good(document)
    assert from_mapping(document).vendors[1].scores["security"] == {"eva": 4}


def test_who_reads_a_document_leaves_it_as_it_is() -> None:
    document = contact_centre()
    before = deepcopy(document)

    from_mapping(document).vendors[0].scores  # noqa: B018

    assert document == before
