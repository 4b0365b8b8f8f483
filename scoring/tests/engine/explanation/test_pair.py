"""What separates two vendors, criterion by criterion, adds up to what separates their totals."""

import json
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings

from scoring.engine import from_mapping, rank
from scoring.engine.arithmetic import rounded
from scoring.engine.explanation.pair import Difference, NotRanked, difference
from scoring.engine.explanation.words import UnknownVendor

from ..documents import Document, contact_centre, document, scored, vendor
from ..strategies import evaluations

many = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def between(raw: Document, a: str, b: str) -> Difference:
    return difference(from_mapping(raw), a, b)


@many
@given(evaluations())
def test_parts_add_up_exactly_and_as_they_are_shown(raw: Document) -> None:
    evaluation = from_mapping(raw)
    rows = {row.vendor: row for row in rank(evaluation).rows if row.total is not None}

    for a, b in permutations(rows, 2):
        found = difference(evaluation, a, b)
        first, second = (rows[key].total or Fraction(0) for key in (a, b))
        assert sum(part.exact for part in found.parts) == found.exact == first - second
        assert sum(part.shown for part in found.parts) == found.shown
        assert found.shown == rounded(first, found.decimals) - rounded(second, found.decimals)


@many
@given(evaluations(plain=True))
def test_a_part_is_weight_times_the_difference_of_the_fractions(raw: Document) -> None:
    evaluation = from_mapping(raw)
    ranked = [row.vendor for row in rank(evaluation).rows if row.rank]

    for a, b in permutations(ranked, 2):
        for part in difference(evaluation, a, b).parts:
            assert part.exact == part.weight * (part.fractions[0] - part.fractions[1])


@many
@given(evaluations())
def test_the_other_way_round_every_part_is_negated(raw: Document) -> None:
    evaluation = from_mapping(raw)
    ranked = [row.vendor for row in rank(evaluation).rows if row.rank]

    for a, b in permutations(ranked, 2):
        there, back = difference(evaluation, a, b), difference(evaluation, b, a)
        assert [part.exact for part in there.parts] == [-part.exact for part in back.parts]
        assert [part.shown for part in there.parts] == [-part.shown for part in back.parts]


def test_what_decides_most_comes_first() -> None:
    found = between(contact_centre(), "bolt", "acme")

    assert [(part.criterion, part.exact) for part in found.by_size] == [
        ("hours", 12),
        ("cost", Fraction(120, 13)),
        ("security", -9),
    ]
    assert found.sentence == "Bolt is 12.23 ahead of Acme: +12.00 Hours, +9.23 Cost, −9.00 Security"
    assert between(contact_centre(), "acme", "bolt").sentence == (
        "Acme is 12.23 behind Bolt: −12.00 Hours, −9.23 Cost, +9.00 Security"
    )


def test_each_part_has_the_values_it_comes_from() -> None:
    hours, cost, security = json.loads(json.dumps(between(contact_centre(), "bolt", "acme").as_dict()))[
        "parts"
    ]

    assert security == {
        "criterion": "security",
        "weight": "30.0000",
        "values": ["5.5000", "8.5000"],
        "fractions": ["0.5500", "0.8500"],
        "points": ["16.5000", "25.5000"],
        "exact": "-9",
        "shown": "-9.00",
    }
    assert hours["values"] == ["10.0000", "6.0000"]
    assert cost["values"] == ["100000.0000", "130000.0000"]
    assert cost["exact"] == "120/13"


def test_shown_parts_add_up_where_rounding_each_would_not() -> None:
    thirds = {"a": {"eva": "1"}, "b": {"eva": "1"}, "c": {"eva": "1"}}
    criteria = [scored(key, "25", scale=["0", "3"]) for key in "abc"] + [scored("d", "25")]
    none = {key: {"eva": "0"} for key in "abcd"}
    raw = document(criteria, [vendor("acme", scores={**none, **thirds}), vendor("bolt", scores=none)])

    found = between(raw, "acme", "bolt")

    assert found.sentence == "Acme is 25.00 ahead of Bolt: +8.34 A, +8.33 B, +8.33 C"
    assert {part.exact for part in found.parts} == {Fraction(25, 3), Fraction(0)}


def test_level_vendors_are_called_level() -> None:
    raw = document(
        [scored("a", "50"), scored("b", "50")],
        [
            vendor("acme", scores={"a": {"eva": "6"}, "b": {"eva": "4"}}),
            vendor("bolt", scores={"a": {"eva": "4"}, "b": {"eva": "6"}}),
            vendor("core", scores={"a": {"eva": "4"}, "b": {"eva": "6"}}),
        ],
    )

    assert between(raw, "acme", "bolt").sentence == "Acme and Bolt are level: +10.00 A, −10.00 B"
    assert between(raw, "bolt", "core").sentence == "Bolt and Core are level"


def test_without_a_total_there_is_no_difference() -> None:
    raw = contact_centre()
    raw["vendors"][1]["knockouts"] = {"iso": "fail"}

    with pytest.raises(NotRanked, match="Bolt has no total, it is excluded"):
        between(raw, "acme", "bolt")
    with pytest.raises(UnknownVendor):
        between(raw, "acme", "nobody")
