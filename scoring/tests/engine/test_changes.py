from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from scoring.engine import EvaluationError, from_mapping
from scoring.engine.explanation.changes import changes_between

from .documents import Document, contact_centre, knockout, price, scored, vendor
from .strategies import evaluations


def after(**changes: Any) -> list[str]:
    """What is said of the contact centre once these parts of the method are changed."""
    new = contact_centre()
    new["method"].update(changes)
    return changed(contact_centre(), new)


def changed(old: Document, new: Document) -> list[str]:
    return changes_between(from_mapping(old), from_mapping(new))


def test_nothing_changed_nothing_said() -> None:
    assert changed(contact_centre(), contact_centre()) == []


def test_each_kind_of_change_has_its_sentence_and_its_place() -> None:
    new = contact_centre()
    new["title"] = "Renamed"
    new["method"]["decimals"] = 3
    new["criteria"][1]["minimum"] = "4"
    new["criteria"][1]["weight"] = "35"
    new["criteria"][3]["weight"] = "35"
    new["vendors"][0]["knockouts"]["iso"] = "fail"
    new["vendors"][0]["scores"]["security"] = {"eva": "9", "rita": "7"}
    new["vendors"][0]["measures"] = {}
    new["vendors"][0]["price"] = "128000"
    new["vendors"][1] = vendor("core")

    assert changed(contact_centre(), new) == [
        "Title A document for a test → Renamed",
        "Decimals 2 → 3",
        "Minimum of Security 3 → 4",
        "Weight of Security 30 → 35",
        "Weight of Cost 40 → 35",
        "Iso of Acme: pass → fail",
        "Score of eva for Acme on Security 8 → 9",
        "Score of emil for Acme on Security 9 → none",
        "Score of rita for Acme on Security none → 7",
        "Hours of Acme 6 → none",
        "Price of Acme 130000 → 128000 EUR",
        "Core added",
        "Bolt removed",
    ]


def test_changes_of_the_method_are_named() -> None:
    assert after(panel="median") == ["Panel rule mean → median"]
    assert after(quality_minimum="60") == ["Quality minimum none → 60"]
    assert after(quality_relative_to_best=True) == ["Quality relative to the best: no → yes"]
    assert after(tie_break=["quality", "price"]) == ["Tie-break none → quality, price"]


def test_criteria_that_come_and_go_are_named_without_all_their_values() -> None:
    new = contact_centre()
    new["criteria"][0] = knockout("gdpr")
    new["criteria"][2] = scored("recycled", "30", title="Recycled paper")
    for each in new["vendors"]:
        each["knockouts"] = {"gdpr": "pass"}
        each["measures"] = {}
        each["scores"]["recycled"] = {"eva": "1"}

    assert changed(contact_centre(), new) == [
        "Criterion Gdpr added",
        "Criterion Recycled paper added",
        "Criterion Iso removed",
        "Criterion Hours removed",
    ]


def test_settings_of_a_criterion_are_named() -> None:
    new = contact_centre()
    new["criteria"][1].update(scale=["0", "20"], direction="lower", title="Safety")
    new["criteria"][3] = price("40", "reference_ratio", reference="9", cap=False, points_decimals=1)

    assert changed(contact_centre(), new) == [
        "Criterion Security is now called Safety",
        "Scale of Safety 0, 10 → 0, 20",
        "Direction of Safety higher is better → lower is better",
        "Formula of Cost lowest_ratio → reference_ratio",
        "Decimals of the points of Cost none → 1",
        "Reference of Cost none → 9",
        "Cap of Cost none → no",
    ]


def test_a_criterion_of_another_kind_says_only_that() -> None:
    new = contact_centre()
    new["criteria"][2] = scored("hours", "30")
    for each in new["vendors"]:
        del each["measures"]

    assert changed(contact_centre(), new) == ["Kind of Hours measured → scored"]


def test_a_price_that_comes_or_goes_is_named() -> None:
    new = contact_centre()
    del new["vendors"][1]["price"]

    assert changed(contact_centre(), new) == ["Price of Bolt 100000 → none"]
    assert changed(new, contact_centre()) == ["Price of Bolt none → 100000 EUR"]


def test_another_order_and_another_name_are_named() -> None:
    new = contact_centre()
    new["vendors"].reverse()
    new["criteria"].reverse()
    new["vendors"][0]["title"] = "Bolt Limited"

    assert changed(contact_centre(), new) == [
        "Order of the criteria changed",
        "Bolt is now called Bolt Limited",
        "Order of the vendors changed",
    ]


def test_the_same_number_written_differently_is_no_change() -> None:
    new = contact_centre()
    new["criteria"][1]["weight"] = 30
    new["vendors"][0]["price"] = "130000.00"

    assert changed(contact_centre(), new) == []


def test_a_faulty_document_is_refused() -> None:
    with pytest.raises(EvaluationError):
        changed(contact_centre(), {})


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(evaluations(), evaluations())
def test_any_two_documents_can_be_compared(old: Document, new: Document) -> None:
    assert changed(old, deepcopy(old)) == []
    assert all(isinstance(sentence, str) for sentence in changed(old, new))
