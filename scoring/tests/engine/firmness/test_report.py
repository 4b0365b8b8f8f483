"""All parts together, and what they say in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from scoring.engine import Evaluation, from_mapping, parse, rank
from scoring.engine.firmness.report import MOST, examine
from scoring.tests.engine.documents import Document, contact_centre, document, measured, price, scored, vendor
from scoring.tests.engine.strategies import evaluations

from .cases import few

ROOT = Path(__file__).resolve().parents[4]
GOLD = ROOT / "scoring" / "tests" / "engine" / "gold"


def sentences(of: Document, **names: str) -> list[str]:
    return examine(from_mapping(of)).sentences(names)


@few
@given(evaluations())
def test_every_valid_document_is_examined(of: Document) -> None:
    result = examine(from_mapping(of))
    again = json.loads(json.dumps(result.as_dict()))

    assert again["format"] == "bpo-firmness/1"
    assert all(line.endswith((".", ")")) for line in result.sentences())


def test_a_ranking_that_is_there_already_is_used() -> None:
    evaluation = from_mapping(contact_centre())
    ranking = rank(evaluation)

    assert examine(evaluation, ranking).as_dict() == examine(evaluation).as_dict()
    assert examine(evaluation, ranking).sensitivity is ranking.sensitivity


def test_it_simulates_only_if_asked() -> None:
    evaluation = from_mapping(contact_centre())

    assert examine(evaluation).as_dict()["acceptability"] is None
    simulated: Any = examine(evaluation, simulate=True).as_dict()["acceptability"]
    assert simulated["draws"] == 10_000
    last = examine(evaluation, simulate=True).sentences()[-1]
    assert last.startswith(
        "A simulation, not a proof: in 10 000 draws with each weight up to 25 % more or less, "
    )


def test_titles_and_names_are_used_in_sentences() -> None:
    of = contact_centre()
    of["vendors"][0]["scores"]["security"] = {"eva": "10", "emil": "9"}
    of["vendors"][0]["measures"]["hours"] = "10"

    assert sentences(of, eva="Eva Muster") == [
        "Acme is not the best on every criterion: Bolt is better on Cost.",
        "The smallest move of weight from one criterion to another that lets a vendor draw level with Acme: 4.3902 "
        "points from Security to Cost, for Bolt.",
        "One weight changed, the others in proportion, another draws level with Security at 24.7934 instead of "
        "30 (Bolt); Cost at 46.4286 instead of 40 (Bolt).",
        "Whichever other vendor is removed, Acme would still be first.",
        "The first place rests on Eva Muster: without Eva Muster's scores Bolt would be first.",
        "Some other weights would put Bolt first.",
        "Bolt would draw level with the best or pass it with one of these: Security at least 6.43 (now 5.5); Cost at "
        "most 91,000 EUR (now 100,000).",
    ]


def test_the_warning_of_the_paradox_names_who_would_be_first() -> None:
    published = json.loads((GOLD / "price_paradox_with_c.json").read_text())["document"]

    assert "Warning: without c, which is not first, b would be first." in sentences(published)
    assert (
        "No weights can put b first: a mixture of about 69.6 % a and about 30.4 % c is better on every criterion, so "
        "whatever the weights one of them is ahead."
    ) in sentences(published)


def panel(a: Document, b: Document, **method: object) -> Document:
    return document(
        [scored("x", "100")], [vendor("a", scores={"x": a}), vendor("b", scores={"x": b})], **method
    )


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        (
            panel({"eva": "8", "emil": "4"}, {"eva": "5", "emil": "6"}),
            "The first place rests on Eva Muster: without Eva Muster's scores B would be first.",
        ),
        (
            panel({"eva": "8", "emil": "6"}, {"eva": "5", "emil": "6"}),
            "The first place rests on Eva Muster: without Eva Muster's scores A and B would share the first place.",
        ),
        (
            panel({"eva": "8", "emil": "6"}, {"eva": "5"}),
            "Without Eva Muster's scores the ranking would be provisional: B on X would be without a score.",
        ),
        (
            panel(
                dict.fromkeys("abcd", "8") | {"eva": "8"},
                dict.fromkeys("abcd", "7") | {"eva": "5"},
                panel="trimmed_mean",
            ),
            "Without Eva Muster's scores the ranking would be provisional: A on X would have 4 scores where a trimmed "
            "mean needs five and B on X would have 4 scores where a trimmed mean needs five.",
        ),
        (
            panel({"eva": "8"}, {"eva": "8"}),
            "Whether other weights would change who is first cannot be said. Several vendors share the first place.",
        ),
        (
            panel({"eva": "8"}, {"eva": "5"}),
            "No weights can put another vendor ahead of A: on every criterion it is at least as good.",
        ),
        (
            panel({"eva": "8"}, {"eva": "8"}),
            "B can at best draw level with others for the first place: A is at least as good on every criterion.",
        ),
    ],
)
def test_each_finding_has_its_sentence(of: Document, sentence: str) -> None:
    assert sentence in sentences(of, eva="Eva Muster")


def test_needs_that_are_special_are_said_so() -> None:
    def offers(*scores: str, formula: str = "lowest_ratio", **more: object) -> Document:
        return document(
            [scored("q", "60"), price("40", formula, **more)],
            [
                vendor(key, scores={"q": {"eva": score}}, price="100")
                for key, score in zip("ab", scores, strict=False)
            ],
        )

    rounding = offers("9", "7", points_decimals=0)
    level = offers("9", "0")
    untouched = {**offers("0", "0"), "method": {**level["method"], "quality_relative_to_best": True}}
    untouched["vendors"][1]["price"] = "200"

    assert sentences(rounding)[-1] == (
        "B would draw level with the best or pass it with Q at least 9 (now 7) (its price was not looked at, as its "
        "points are rounded)."
    )
    assert "B would draw level with the best or pass it with Q at least 9 (now 0)." in sentences(level)
    assert (
        "B would draw level with the best or pass it with one of these: Cost at most 100 EUR (now 200); any value of Q "
        "above the worst."
    ) in sentences(untouched)


@pytest.mark.parametrize("score", ["5.004", "5"])
def test_a_first_place_by_the_tie_break_alone_is_said_to_be_one(score: str) -> None:
    """Whether the other is level exactly or ahead by less than is shown: nothing is said of how firm it is."""
    tied = document(
        [scored("x", "50"), scored("y", "50")],
        [
            vendor("a", scores={"x": {"eva": "6"}, "y": {"eva": "4"}}),
            vendor("b", scores={"x": {"eva": "5"}, "y": {"eva": score}}),
        ],
        decimals=0,
        tie_break=["x"],
    )

    said = sentences(tied)

    assert said[0] == "A is first only by the tie-break: rounded, B has the same total."
    assert not [line for line in said if "smallest move" in line]


def test_a_vendor_that_only_rounding_put_first_is_not_said_to_be_unable_to_be_first() -> None:
    def tied(*criteria: Document, a: str, b: str, **method: object) -> Document:
        vendors = [
            vendor("a", measures={"x": a}, price="50"),
            vendor("b", measures={"x": b}, price="90"),
        ]
        return document([measured("x", "100"), *criteria], vendors, decimals=1, **method)

    bounded = price("0", "between_bounds", bounds=["100", "200"])

    assert (
        "Before rounding, A can at best draw level with others for the first place: B is at least as good on every "
        "criterion."
    ) in sentences(tied(bounded, a="5", b="5.001", tie_break=["price"]))
    assert "Before rounding, no weights can put A first: B is better on every criterion." in sentences(
        tied(a="5", b="5.001")
    )


def test_if_all_share_the_first_place_nothing_is_said_of_removing_another() -> None:
    assert not [line for line in sentences(panel({"eva": "8"}, {"eva": "8"})) if "removed" in line]


def test_a_lead_too_small_for_the_decimals_is_not_written_as_none() -> None:
    def offers(x: str, y: str) -> Document:
        return document(
            [measured("x", "50"), measured("y", "50")],
            [vendor("a", measures={"x": "10", "y": x}), vendor("b", measures={"x": "0", "y": y})],
            decimals=9,
        )

    assert sentences(offers("0.0000002", "10"))[1:3] == [
        "The smallest move of weight from one criterion to another that lets a vendor draw level with A: less than "
        "0.0001 points from X to Y, for B.",
        "One weight changed, the others in proportion, another draws level with X at a little less than 50 (B); Y at a "
        "little more than 50 (B).",
    ]


def test_with_one_criterion_there_is_no_move_to_speak_of() -> None:
    assert not [line for line in sentences(panel({"eva": "8"}, {"eva": "5"})) if "moved from" in line]


def test_a_vendor_excluded_in_any_case_leaves_nothing_open_without_an_evaluator() -> None:
    """Four scores of a trimmed mean are too few, but nobody needs the value."""
    of = panel(dict.fromkeys("abcdef", "8"), dict.fromkeys("abcdef", "7"), panel="trimmed_mean")
    of["criteria"].append({"key": "iso", "title": "ISO", "kind": "knockout"})
    for each in of["vendors"]:
        each["knockouts"] = {"iso": "pass"}
    of["vendors"].append(vendor("c", scores={"x": dict.fromkeys("abcde", "9")}, knockouts={"iso": "fail"}))

    assert "A stays first without any one of the evaluators." in sentences(of)


def test_what_cannot_be_said_at_all_is_said_once() -> None:
    alone = contact_centre()
    del alone["vendors"][1:]

    assert sentences(alone) == ["How firm the first place is cannot be said. Only one vendor is ranked."]


def worked_example() -> Evaluation:
    page = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
    return parse(page.split("```json\n")[1].split("```")[0])


def test_the_sentences_of_the_worked_example() -> None:
    assert examine(worked_example()).sentences() == [
        "Acme Services is not the best on every criterion: Bolt is better on Hours covered.",
        "The smallest move of weight from one criterion to another that lets a vendor draw level with Acme Services: "
        "6.5625 points from Information security to Hours covered, for Bolt.",
        "One weight changed, the others in proportion, another draws level with Information security at 15.1515 "
        "instead of 30 (Bolt); Hours covered at 36.6516 instead of 30 (Bolt); Total cost at 26.2295 instead of 40 "
        "(Bolt).",
        "Whichever other vendor is removed, Acme Services would still be first.",
        "Acme Services stays first without any one of the evaluators.",
        "Some other weights would put Bolt first.",
        "Bolt would draw level with the best or pass it with one of these: Information security at least 4.09 (now "
        "3.5); Total cost at most 144,444.44 EUR (now 160,000).",
    ]


def test_the_numbers_of_the_worked_example() -> None:
    """Over all weights the share of Acme can be worked out: 6.0 - 5.4."""
    result: Any = examine(worked_example(), simulate=True).as_dict()

    assert [each["margin"] for each in result["evaluators"]["without"]] == ["3.5000", "3.5000"]
    assert [(each["value"], each["cannot"]) for each in result["needs"][0]["needs"]] == [
        ("4.0834", False),
        (None, True),
        ("144444.4444", False),
    ]
    simulated = {kind: float(result["acceptability"][kind][0]["first"]) for kind in ("around", "everywhere")}
    assert simulated["around"] == pytest.approx(0.963, abs=0.001)
    assert simulated["everywhere"] == pytest.approx(0.602, abs=0.001)
    assert simulated["everywhere"] == pytest.approx(0.6, abs=0.015)


@pytest.mark.parametrize(("count", "left_out"), [(MOST, 0), (MOST + 1, 1)])
def test_of_very_many_vendors_the_last_are_not_looked_at_and_it_says_so(count: int, left_out: int) -> None:
    """The last in rank are the first in the file."""
    vendors = [
        vendor(f"v{number}", scores={"x": {"eva": f"{number / 100}"}}, measures={"hours": "5"})
        for number in range(count)
    ]
    result = examine(from_mapping(document([scored("x", "90"), measured("hours", "10")], vendors)))
    said: Any = result.as_dict()
    best = [f"v{number}" for number in reversed(range(count))][:MOST]

    assert said["left_out_of_prospects_and_needs"] == left_out
    assert [each["vendor"] for each in said["prospects"]] == best
    assert [each["vendor"] for each in said["needs"]] == best[1:]
    sentence = (
        "Who else could be first, and what it would need, was worked out for the first 100 of the 101 ranked "
        "vendors only."
    )
    assert (sentence in result.sentences()) is bool(left_out)
