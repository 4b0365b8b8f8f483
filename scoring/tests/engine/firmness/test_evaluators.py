"""The first place without each evaluator, beside the naive model of the reduced document."""

from fractions import Fraction

import pytest
from hypothesis import given

from scoring.engine import EvaluationError, State, from_mapping, rank
from scoring.engine.firmness.absence import Dependence, Gap, Verdict, Without, dependence
from scoring.engine.firmness.field import Unavailable
from scoring.tests.engine.documents import Document, contact_centre, document, measured, scored, vendor
from scoring.tests.engine.strategies import evaluations

from .cases import both, few, first, margin, without_evaluator


def found(of: Document) -> Dependence:
    part = dependence(*both(of))
    assert isinstance(part, Dependence)
    return part


def incomplete(of: Document) -> set[str]:
    return {row.vendor for row in rank(from_mapping(of)).rows if row.state is State.INCOMPLETE}


def expected(of: Document, name: str) -> tuple[Verdict, tuple[str, ...]]:
    """Reads the document without the evaluator as if it had been written so."""
    reduced = without_evaluator(of, name)
    try:
        newly = incomplete(reduced) - incomplete(of)
    except EvaluationError:
        return Verdict.UNDETERMINED, ()
    if newly:
        return Verdict.UNDETERMINED, ()
    ahead = first(reduced)
    return (Verdict.SURVIVES if ahead == first(of) else Verdict.CHANGES), ahead


@few
@given(evaluations())
def test_every_verdict_is_that_of_the_reduced_document(of: Document) -> None:
    part = dependence(*both(of))
    if isinstance(part, Unavailable):
        return
    named = {
        name for each in of["vendors"] for panel in (each["scores"] or {}).values() for name in panel or {}
    }

    assert {each.evaluator: (each.verdict, each.first) for each in part.without} == {
        name: expected(of, name) for name in named
    }
    for each in part.without:
        if each.first:
            assert each.margin == margin(without_evaluator(of, each.evaluator))


def panel(a: Document, b: Document, **method: object) -> Document:
    return document(
        [scored("x", "100")], [vendor("a", scores={"x": a}), vendor("b", scores={"x": b})], **method
    )


def test_the_one_on_whom_it_rests_is_named() -> None:
    """Means 6 and 5.5; without Eva 4 and 6; without Emil 8 and 5."""
    part = found(panel({"eva": "8", "emil": "4"}, {"eva": "5", "emil": "6"}))
    settled: Document = {"gaps": [], "incomplete": []}

    assert part.as_dict() == {
        "leader": "a",
        "survives_all": False,
        "decisive": ["eva"],
        "without": [
            {"evaluator": "eva", "verdict": "changes", "first": ["b"], "margin": "20.0000", **settled},
            {"evaluator": "emil", "verdict": "survives", "first": ["a"], "margin": "30.0000", **settled},
        ],
    }


def test_a_first_place_that_nobody_decides_alone() -> None:
    part = found(panel({"eva": "8", "emil": "7"}, {"eva": "5", "emil": "6"}))

    assert part.survives_all
    assert part.decisive == ()


def test_sharing_the_first_place_is_not_keeping_it() -> None:
    part = found(panel({"eva": "8", "emil": "6"}, {"eva": "5", "emil": "6"}))

    assert part.without[0] == Without("eva", Verdict.CHANGES, ("a", "b"), Fraction(0))


def test_a_vendor_left_without_a_score_leaves_it_open() -> None:
    part = found(panel({"eva": "8", "emil": "7"}, {"eva": "5"}))

    assert part.without[0] == Without(
        "eva", Verdict.UNDETERMINED, gaps=(Gap("b", "x", 0),), incomplete=("b",)
    )
    assert part.without[1].verdict is Verdict.SURVIVES


def test_an_excluded_vendor_left_without_a_score_leaves_nothing_open() -> None:
    """c missed the minimum for another criterion, and stays out."""
    of = document(
        [scored("x", "50"), measured("hours", "50", minimum="5")],
        [
            vendor("a", scores={"x": {"eva": "8", "emil": "7"}}, measures={"hours": "9"}),
            vendor("b", scores={"x": {"eva": "5", "emil": "6"}}, measures={"hours": "9"}),
            vendor("c", scores={"x": {"eva": "5"}}, measures={"hours": "4"}),
        ],
    )

    assert found(of).survives_all


def test_a_vendor_excluded_by_one_evaluator_alone_and_incomplete_otherwise_leaves_it_open() -> None:
    of = panel({"eva": "8", "emil": "7"}, {"eva": "6", "emil": "6"})
    of["criteria"].append(measured("hours", "0"))
    of["criteria"][0]["minimum"] = "5"
    for own in of["vendors"]:
        own["measures"] = {"hours": "9"}
    of["vendors"].append(vendor("c", scores={"x": {"eva": "0", "emil": "9"}}))

    assert found(of).without[0] == Without("eva", Verdict.UNDETERMINED, incomplete=("c",))
    assert found(of).without[1].verdict is Verdict.SURVIVES


def test_a_minimum_missed_without_an_evaluator_changes_the_first_place() -> None:
    of = panel({"eva": "10", "emil": "5"}, {"eva": "6", "emil": "6"})
    of["criteria"][0]["minimum"] = "6"

    assert found(of).without[0].first == ("b",)


def test_a_trimmed_mean_of_four_is_not_allowed() -> None:
    five = dict.fromkeys(("eva", "emil", "rita", "otto", "bea"), "8")
    part = found(panel(five, {**five, "eva": "5", "emil": "5", "vic": "5"}, panel="trimmed_mean"))

    assert part.without[0] == Without(
        "eva", Verdict.UNDETERMINED, gaps=(Gap("a", "x", 4),), incomplete=("a",)
    )
    assert part.without[-1].evaluator == "vic"
    assert part.without[-1].verdict is Verdict.SURVIVES


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        (
            document([measured("x", "100")], [vendor(key, measures={"x": key}) for key in "12"]),
            "No criterion is scored by evaluators.",
        ),
        (panel({"eva": "5"}, {"eva": "5"}), "Several vendors share the first place."),
        ({**contact_centre(), "vendors": []}, "No vendor is ranked."),
    ],
)
def test_where_there_is_no_question_there_is_a_reason(of: Document, reason: str) -> None:
    assert dependence(*both(of)) == Unavailable(reason)
