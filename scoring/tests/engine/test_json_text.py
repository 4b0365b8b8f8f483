"""Hostile and broken text: refused quickly, in a sentence, never with a traceback."""

import json
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.engine import EvaluationError, parse, rank

from . import naive
from .documents import Document, contact_centre


def refusal(text: str | bytes) -> list[str]:
    with pytest.raises(EvaluationError) as refused:
        parse(text)
    return [str(fault) for fault in refused.value.faults]


def spliced(old: str, new: str) -> str:
    text = json.dumps(contact_centre())
    assert text.count(old) == 1
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", "document: not JSON: Expecting value (line 1, column 1)"),
        (b"\xff\xfe{\x00}\x00", "document: not UTF-8 (byte 0)"),
        (b'{"title": "\xed\xa0\x80"}', "document: not UTF-8 (byte 11)"),
        ('{"a": 1} x', "document: not JSON: Extra data (line 1, column 10)"),
        ('{"a": "\x00"}', "document: not JSON: Invalid control character at (line 1, column 8)"),
        ("[" * 10_000 + "]" * 10_000, "document: nested too deeply"),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "document: nested too deeply"),
        ("[" * 1_000_000, "document: nested too deeply"),
        (b" " * 100_000_000, "document: larger than 64 MB"),
    ],
    ids=["empty", "UTF-16", "surrogate bytes", "more", "NUL", "lists", "objects", "unclosed", "100 MB"],
)
def test_text_that_is_no_document_is_refused_in_a_sentence(text: str | bytes, expected: str) -> None:
    started = perf_counter()

    assert refusal(text) == [expected]
    assert perf_counter() - started < 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"130000"', "NaN", "vendors[0].price: NaN is not a decimal number"),
        ('"130000"', "-Infinity", "vendors[0].price: -Infinity is not a decimal number"),
        ('"130000"', "130000.0", "130000.0 is a JSON float"),
        ('"130000"', "1e999999", "1e999999 is a JSON float"),
        ('"130000"', "9" * 5000, "vendors[0].price: a number of 5000 characters is too long (at most 100)"),
        ('"130000"', "0." + "9" * 5000, "vendors[0].price: a number of 5002 characters is too long"),
        ('"decimals": 2', '"decimals": 2.0', "method.decimals: 2.0 is a JSON float"),
        (
            '"price": "130000"',
            '"price": "1", "price": "2"',
            "vendors[0].price: the key is given more than once",
        ),
        (
            '"eva": "8"',
            '"eva": "8", "eva": "9"',
            "vendors[0].scores.security.eva: the key is given more than once",
        ),
        (
            '"panel": "mean"',
            '"panel": "mean", "panel": "mean"',
            "method.panel: the key is given more than once",
        ),
        ('"acme"', '"\\ud83d"', 'vendors[0].key: "\\ud83d" holds a NUL or half of a surrogate pair'),
        ('"acme"', '"a\\u0000"', 'vendors[0].key: "a\\u0000" holds a NUL or half of a surrogate pair'),
        ('"eva": "8"', '"\\udc00": "8"', 'vendors[0].scores.security["\\udc00"]: "\\udc00" holds'),
        ('"acme"', "[" * 900 + "]" * 900, "vendors[0].key: a list is not a text"),
    ],
    ids=lambda value: value[:30],
)
def test_what_a_json_reader_would_lose_is_refused_with_its_place(old: str, new: str, expected: str) -> None:
    first, *_ = refusal(spliced(old, new))

    assert expected in first


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse(b"\xef\xbb\xbf" + json.dumps(contact_centre()).encode()).title == "A document for a test"


def test_text_and_bytes_give_the_same_evaluation() -> None:
    text = json.dumps(contact_centre())

    assert parse(text) == parse(text.encode())


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["0", "-0", "00.50", "1e3", "mean", "pass", "iso", "security", "quality", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in pairs for place in places(item, (*path, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> Document:
    """The contact centre with up to three values, anywhere, replaced by anything."""
    spoilt: Document = contact_centre()
    for _ in range(draw(st.integers(1, 3))):
        *parents, last = draw(st.sampled_from(places(spoilt)[1:]))
        target: Document = spoilt
        for step in parents:
            target = target[step]  # type: ignore[index]
        target[last] = draw(JSON)  # type: ignore[index]
    return spoilt


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_a_fuzzed_document_is_refused_or_ranked_right(spoilt: Document) -> None:
    try:
        result = rank(parse(json.dumps(spoilt))).as_dict()
    except EvaluationError as error:
        assert all(fault.place and fault.message for fault in error.faults)
        assert str(error).isprintable() or "\n" in str(error)
    else:
        del result["snapshot_sha256"]
        assert result["rows"] == naive.ranking(spoilt)["rows"]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 1500), st.integers(0, 100))
def test_fuzzed_bytes_are_refused_in_sentences(noise: bytes, position: int, length: int) -> None:
    text = json.dumps(contact_centre()).encode()
    try:
        parse(text[:position] + noise + text[position + length :])
    except EvaluationError as error:
        assert error.faults
