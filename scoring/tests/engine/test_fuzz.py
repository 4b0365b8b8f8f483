"""Spoilt files, 3 000 or as many as ``FUZZ_FILES`` says: each is refused in sentences or ranked right."""

import json
import os
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.engine import EvaluationError, parse, rank

from . import naive
from .documents import contact_centre

ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 5, 10**6, 10**120, 1.5, -0.0, float("nan"), float("inf"), float("-inf")),
    *(
        "",
        " ",
        "0",
        "-0",
        "00.50",
        "1",
        "4.5",
        "5",
        "5.01",
        "-1",
        "24",
        "30",
        "40",
        "100",
        "1e3",
        "1_0",
        "١",
        "½",
    ),
    *(
        "9" * 99,
        "9" * 101,
        "0." + "0" * 98 + "1",
        "NaN",
        "Infinity",
        "+1",
        ".5",
        "5.",
        "1,5",
        "\ud800",
        "a\x00b",
    ),
    *(
        "mean",
        "median",
        "trimmed_mean",
        "pass",
        "fail",
        "waived",
        "higher",
        "lower",
        "quality",
        "price",
        "iso27001",
    ),
    *(
        "security",
        "scored",
        "measured",
        "knockout",
        "lowest_ratio",
        "between_bounds",
        "reference_ratio",
        "acme",
        "eva",
    ),
    *(
        [],
        {},
        [[]],
        ["0", "5"],
        ["5", "0"],
        ["0"],
        {"a": "1"},
        {"": None},
        {"eva": "3", "emil": None},
        [None],
    ),
]
FITTING = ["0", "3", "4.5", "4.99", "5", "1", "16", "24", "30", "100000"]


def places(value: object) -> list[tuple[Any, Any]]:
    """Every container in the document with each of its keys."""
    pairs = (
        list(value.items())
        if isinstance(value, dict)
        else list(enumerate(value))
        if isinstance(value, list)
        else []
    )
    return [place for key, item in pairs for place in ((value, key), *places(item))]


def spoilt(chance: Random) -> Any:
    """The contact centre with up to three things replaced, removed, doubled, renamed or exchanged."""
    document = contact_centre()
    for _ in range(chance.randint(1, 3)):
        container, key = chance.choice(places(document))
        other, its_key = chance.choice(places(document))
        match chance.randrange(6):
            case 0:
                container[key] = chance.choice(ODD)
            case 1:
                container[key] = chance.choice(FITTING)
            case 2:
                container.pop(key)
            case 3 if isinstance(container, list):
                container.append(container[key])
            case 4 if isinstance(container, dict):
                container[str(chance.choice(ODD))] = container.pop(key)
            case _:
                container[key] = json.loads(json.dumps(other[its_key]))
        if not places(document):
            break
    return document


@settings(
    max_examples=int(os.environ.get("FUZZ_FILES", "3000")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, 2**64))
def test_a_spoilt_file_is_refused_in_sentences_or_ranked_right(seed: int) -> None:
    document = spoilt(Random(seed))
    try:
        result = rank(parse(json.dumps(document))).as_dict()
    except EvaluationError as error:
        assert error.faults
        assert all(fault.place and fault.message and str(fault).isprintable() for fault in error.faults)
    else:
        del result["snapshot_sha256"]
        assert result == naive.ranking(document)
