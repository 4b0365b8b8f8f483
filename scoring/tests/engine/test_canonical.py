import hashlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine import canonical_bytes, from_mapping, sha256
from scoring.engine.canonical import outline, taken_apart

from .documents import Document, contact_centre
from .strategies import evaluations


def test_keys_are_sorted_white_space_and_nulls_are_gone_and_letters_stay() -> None:
    assert canonical_bytes({"b": [1, {"d": None, "c": "ü"}], "a": None, "A": "1.50", "ä": {}}) == (
        '{"A":"1.50","b":[1,{"c":"ü"}],"ä":{}}'.encode()
    )


def test_the_hash_is_that_of_the_canonical_form() -> None:
    document = contact_centre()

    assert from_mapping(document).sha256 == sha256(document)
    assert sha256(document) == hashlib.sha256(canonical_bytes(document)).hexdigest()


def test_the_hash_does_not_depend_on_the_order_of_keys_or_on_nulls() -> None:
    document = contact_centre()
    turned = dict(reversed(document.items())) | {"method": document["method"] | {"quality_minimum": None}}

    assert sha256(turned) == sha256(document)


def test_the_hash_depends_on_how_a_number_is_written() -> None:
    document = contact_centre()
    document["vendors"][0]["price"] = "130000.0"

    assert sha256(document) != sha256(contact_centre())


@settings(max_examples=30, deadline=None)
@given(evaluations())
def test_a_null_never_reaches_the_canonical_form(document: Document) -> None:
    assert b"null" not in canonical_bytes(document)


ODD = st.text(st.sampled_from('",{}[]:\\key vendors'), max_size=12)


@settings(max_examples=100, deadline=None)
@given(evaluations(), ODD)
def test_taken_apart_it_has_the_text_of_each_vendor(document: Document, odd: str) -> None:
    document["title"] = odd
    document["criteria"][0]["title"] = odd
    for each in document["vendors"]:
        each["title"] = f'{odd},{{"key":{odd}'
        each["key"] += odd
        each["scores"] = {"key": {"key": odd, odd: "1"}, **each.get("scores", {})}
        each["measures"] = {"title": odd}

    apart = taken_apart(canonical_bytes(document).decode())

    assert apart is not None
    assert json.loads(apart[0]) == json.loads(canonical_bytes({**document, "vendors": []}))
    assert apart[1] == [canonical_bytes(each).decode() for each in document["vendors"]]
    assert outline(canonical_bytes(document).decode())["vendors"] == [
        {"key": each["key"], "title": each["title"]} for each in document["vendors"]
    ]


def test_what_is_not_canonical_is_not_taken_apart() -> None:
    spaced = '{"vendors": [{"key": "acme"}]}'

    assert taken_apart(spaced) is None
    assert outline(spaced) == json.loads(spaced)
