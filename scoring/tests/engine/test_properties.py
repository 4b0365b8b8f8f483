"""What must hold for every valid document, tried on many."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scoring.engine import from_mapping, rank

from . import naive
from .documents import Document
from .strategies import evaluations

few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(few, max_examples=150)


def ranked(document: Document) -> Document:
    return rank(from_mapping(document)).as_dict()


def by_vendor(result: Document) -> dict[str, Any]:
    return {row["vendor"]: row for row in result["rows"]}


def totals(document: Document) -> dict[str, object]:
    return {row.vendor: row.total for row in rank(from_mapping(document)).rows}


@many
@given(evaluations())
def test_the_result_equals_rational_arithmetic(document: Document) -> None:
    result = ranked(document)
    del result["snapshot_sha256"]

    assert result == naive.ranking(document)


@many
@given(evaluations(gaps=False, plain=True))
def test_tipping_weights_and_transfers_equal_those_found_by_trying_all(document: Document) -> None:
    assert ranked(document)["sensitivity"] == naive.ranking(document)["sensitivity"]


@few
@given(evaluations(), st.randoms())
def test_the_order_of_vendors_and_criteria_changes_no_row(document: Document, random: Any) -> None:
    shuffled = deepcopy(document)
    random.shuffle(shuffled["vendors"])
    random.shuffle(shuffled["criteria"])

    rows, other_rows = by_vendor(ranked(document)), by_vendor(ranked(shuffled))

    for row in [*rows.values(), *other_rows.values()]:
        row["reasons"] = sorted(row["reasons"])
    assert rows == other_rows


@few
@given(evaluations())
def test_an_excluded_vendor_makes_no_difference(document: Document) -> None:
    result = ranked(document)
    excluded = {row["vendor"] for row in result["rows"] if row["state"] == "excluded"}
    assume(excluded)
    document["vendors"] = [each for each in document["vendors"] if each["key"] not in excluded]

    alone = ranked(document)

    assert alone["rows"] == [row for row in result["rows"] if row["vendor"] not in excluded]
    assert alone["sensitivity"] == result["sensitivity"]


@few
@given(evaluations(gaps=False, plain=True), st.data())
def test_a_higher_score_never_lowers_the_total(document: Document, data: st.DataObject) -> None:
    better = [each for each in document["criteria"] if each["kind"] == "scored"]
    assume(better and document["vendors"])
    criterion = data.draw(st.sampled_from(better))
    vendor = data.draw(st.sampled_from(document["vendors"]))
    before = totals(document)[vendor["key"]]
    panel = vendor["scores"][criterion["key"]]
    evaluator = data.draw(st.sampled_from(sorted(panel)))
    step = Decimal("0.5") if criterion["direction"] == "higher" else Decimal("-0.5")
    panel[evaluator] = str(min(max(Decimal(panel[evaluator]) + step, Decimal(0)), Decimal(10)))

    after = totals(document)[vendor["key"]]

    assert after >= before  # type: ignore[operator]


@few
@given(evaluations(), st.data())
def test_a_twin_shares_everything_but_the_name(document: Document, data: st.DataObject) -> None:
    assume(document["vendors"])
    original = data.draw(st.sampled_from(document["vendors"]))
    document["vendors"].append({**deepcopy(original), "key": "twin"})

    rows = by_vendor(ranked(document))

    assert {**rows["twin"], "vendor": original["key"]} == rows[original["key"]]


@few
@given(evaluations())
def test_points_add_up_to_the_total(document: Document) -> None:
    for row in rank(from_mapping(document)).rows:
        assert row.total is None or sum(row.points.values()) == row.total


@few
@given(evaluations())
def test_absent_and_null_are_the_same(document: Document) -> None:
    def without_nulls(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_nulls(item) for key, item in value.items() if item is not None}
        return [without_nulls(item) for item in value] if isinstance(value, list) else value

    assert ranked(without_nulls(document)) == ranked(document)
