"""Every number of a tree follows from those below it, and the root is the total of the ranking."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from scoring.engine import Evaluation, from_mapping, rank
from scoring.engine.explanation.formulas import Kind
from scoring.engine.explanation.node import Node
from scoring.engine.explanation.tree import Explainer
from scoring.engine.explanation.words import UnknownVendor

from .. import naive
from ..documents import Document, contact_centre, document, knockout, measured, price, scored, scores, vendor
from ..strategies import evaluations

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(few, max_examples=60)
GOLD = Path(__file__).parents[1] / "gold"


def half_up(number: Fraction, decimals: Fraction) -> Fraction:
    return Fraction(naive.shown(number, int(decimals)))


def between(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return sorted([low, value, high])[1]


def product(*factors: Fraction) -> Fraction:
    result = Fraction(1)
    for factor in factors:
        result *= factor
    return result


RECOMPUTED: dict[Kind, Callable[..., Fraction]] = {
    Kind.SUM: lambda *terms: sum(terms, Fraction(0)),
    Kind.POINTS: product,
    Kind.STRETCHED_POINTS: product,
    Kind.STRETCH: lambda weight, best: weight / best,
    Kind.ROUNDED: half_up,
    Kind.RANK: lambda *before: 1 + sum(before, Fraction(0)),
    Kind.MEAN: lambda *given: mean(given),
    Kind.MEDIAN: lambda *given: median(given),
    Kind.TRIMMED_MEAN: lambda *given: mean(sorted(given)[1:-1]),
    Kind.HELD: between,
    Kind.HIGHER_IS_BETTER: lambda value, low, high: (value - low) / (high - low),
    Kind.LOWER_IS_BETTER: lambda value, low, high: (high - value) / (high - low),
    Kind.LOWEST: lambda *prices: sorted(prices)[0],
    Kind.HIGHEST: lambda *qualities: sorted(qualities)[-1],
    Kind.LOWEST_RATIO: lambda lowest, own: lowest / own,
    Kind.LINEAR_OVER_LOWEST: lambda own, lowest: max(Fraction(0), 2 - own / lowest),
    Kind.BETWEEN_BOUNDS: lambda own, low, high: between(
        (own - high) / (low - high), Fraction(0), Fraction(1)
    ),
    Kind.REFERENCE_RATIO: lambda reference, own: reference / own,
    Kind.CAPPED_REFERENCE_RATIO: lambda reference, own: min(Fraction(1), reference / own),
}


def walk(node: Node) -> Iterator[Node]:
    yield node
    for below in (*node.children, *node.notes):
        yield from walk(below)


def trees(evaluation: Evaluation) -> dict[str, Node]:
    explainer = Explainer(evaluation)
    return {each.key: explainer.explain(each.key) for each in evaluation.vendors}


def tree(raw: Document, key: str) -> Node:
    return Explainer(from_mapping(raw)).explain(key)


def text(raw: Document, key: str) -> list[str]:
    return list(tree(raw, key).lines())


def part(node: Node, title: str) -> Node:
    return next(each for each in walk(node) if each.title == title)


def numbers_of_the_file(value: Any) -> set[Fraction]:
    match value:
        case dict():
            return numbers_of_the_file(list(value.values()))
        case list():
            return {number for item in value for number in numbers_of_the_file(item)}
        case str() if value.removeprefix("-").replace(".", "", 1).isdecimal():
            return {Fraction(value)}
    return set()


@many
@given(evaluations())
def test_each_number_follows_from_those_below_it(raw: Document) -> None:
    for root in trees(from_mapping(raw)).values():
        for node in walk(root):
            values = [child.value for child in node.children]
            if node.kind in RECOMPUTED:
                missing = None in values
                assert node.value == (None if missing else RECOMPUTED[node.kind](*values)), node
                assert bool(node.numbers) != missing


@many
@given(evaluations())
def test_the_root_is_the_total_and_every_number_that_the_ranking_says_is_in_the_tree(raw: Document) -> None:
    evaluation = from_mapping(raw)
    found = trees(evaluation)

    for row in rank(evaluation).rows:
        root = found[row.vendor]
        points = {
            each.key: child.value
            for each, child in zip(evaluation.weighted, root.children, strict=True)
            if row.state == "ranked"
        }
        ranks = [note.value for note in root.notes if note.kind is Kind.RANK]
        assert root.value == row.total
        assert points == row.points
        assert ranks == ([row.rank] if row.rank else [])
        if row.state == "ranked" and evaluation.graded:
            assert part(root, "Quality").value == row.quality


@few
@given(evaluations())
def test_what_is_given_stands_in_the_file(raw: Document) -> None:
    in_the_file = numbers_of_the_file([raw["vendors"]]) | set(naive.Model(raw).raw_quality.values())

    for root in trees(from_mapping(raw)).values():
        assert {node.value for node in walk(root) if node.kind is Kind.GIVEN} <= in_the_file


@few
@given(evaluations())
def test_checks_say_what_the_ranking_decided(raw: Document) -> None:
    evaluation = from_mapping(raw)
    found = trees(evaluation)

    for row in rank(evaluation).rows:
        checks = [node for node in walk(found[row.vendor]) if node.kind is Kind.AT_LEAST]
        for check in checks:
            value, least = (child.value for child in check.children)
            assert value is not None and least is not None
            assert check.outcome == ("met" if value >= least else "missed, which excludes")
        missed = any(check.outcome != "met" for check in checks)
        assert missed == any(reason.startswith("minimum:") for reason in row.reasons)


@few
@given(evaluations())
def test_trees_can_be_written_as_text_and_as_data(raw: Document) -> None:
    for root in trees(from_mapping(raw)).values():
        lines = list(root.lines())
        data = json.loads(json.dumps(root.as_dict()))

        assert lines[0].startswith("Total of ")
        assert all("None" not in line for line in lines)
        assert data.get("exact") == (None if root.value is None else str(root.value))
        assert len(data["children"]) == len(root.children)


def test_a_tree_reads_from_the_total_down_to_each_score() -> None:
    assert text(contact_centre(), "acme") == [
        "Total of Acme: sum of the points = 25.5 + 18 + 400/13 = 1931/26 ≈ 74.269231 points, rank 2 with 74.27",
        "  Iso: passed",
        "  Quality: sum of the points = 25.5 + 18 = 43.5 points",
        "  Shown: points, rounded half up = 1931/26 to 2 decimals = 74.27 points",
        "  Rank: 1 + those before it = 1 + 1 = 2",
        "  Security: weight × fraction = 30 × 0.85 = 25.5 points",
        "    Fraction: (value − low) / (high − low) = (8.5 − 0) / (10 − 0) = 0.85 of the weight",
        "      Value: mean of the scores = (8 + 9) / 2 = 8.5",
        "        Minimum: 8.5 ≥ 3, met",
        "        eva: 8",
        "        emil: 9",
        "  Hours: weight × fraction = 30 × 0.6 = 18 points",
        "    Fraction: (value − low) / (high − low) = (6 − 0) / (10 − 0) = 0.6 of the weight",
        "      Value: 6",
        "  Cost: weight × fraction = 40 × (10/13) = 400/13 ≈ 30.769231 points",
        "    Fraction: p* / p = 100000 / 130000 = 10/13 ≈ 0.769231 of the weight",
        "      p*: lowest price compared = least of 100000, 130000 = 100000 EUR, set by Bolt",
        "        Bolt: 100000 EUR",
        "        Acme: 130000 EUR",
        "      Price: 130000 EUR",
    ]


def test_evaluators_can_be_named() -> None:
    found = Explainer(from_mapping(contact_centre()), evaluators={"eva": "Eva Novak"}).explain("acme")

    assert [each.title for each in part(found, "Value").children] == ["Eva Novak", "emil"]


def test_an_excluded_vendor_is_explained_as_far_as_it_goes() -> None:
    raw = contact_centre()
    raw["vendors"][1].update(knockouts={"iso": "fail"}, scores={"security": {"eva": "2"}}, measures={})

    assert text(raw, "bolt") == [
        "Total of Bolt: excluded (failed the knock-out Iso, below the minimum of Security)",
        "  Iso: failed, which excludes",
        "  Security: weight × fraction = 30 × 0.2 = 6 points",
        "    Fraction: (value − low) / (high − low) = (2 − 0) / (10 − 0) = 0.2 of the weight",
        "      Value: mean of the scores = 2",
        "        Minimum: 2 < 3, missed, which excludes",
        "        eva: 2",
        "  Hours: missing",
        "  Cost: not compared, as the vendor is excluded",
        "    Price: 100000 EUR",
    ]
    assert "        Bolt: 100000 EUR, not compared, as the vendor is excluded" in text(raw, "acme")


def test_an_incomplete_vendor_is_explained_as_far_as_it_goes() -> None:
    raw = contact_centre()
    raw["vendors"][1].update(knockouts={}, scores={}, price="0")

    lines = text(raw, "bolt")

    assert lines[0] == (
        "Total of Bolt: incomplete (Iso is missing, Security is missing, "
        "the price of Cost cannot be compared, as it is not above zero)"
    )
    assert "  Iso: not answered" in lines
    assert "  Cost: cannot be compared, as the price is not above zero" in lines
    assert tree(raw, "bolt").value is None


def test_a_waiver_is_reported() -> None:
    raw = contact_centre()
    raw["vendors"][0]["knockouts"] = {"iso": "waived"}

    lines = text(raw, "acme")

    assert lines[0].endswith("rank 2 with 74.27 (the knock-out Iso was waived)")
    assert lines[1] == "  Iso: waived, which counts as passed and is reported"


def test_a_figure_beyond_its_scale_is_held_after_its_minimum_was_checked() -> None:
    raw = document(
        [measured("hours", "100", direction="lower", minimum="12")],
        [vendor("acme", measures={"hours": "12"})],
    )

    assert text(raw, "acme")[4:] == [
        "  Hours: weight × fraction = 100 × 0 = 0 points",
        "    Fraction: 1 − (value − low) / (high − low) = 1 − (10 − 0) / (10 − 0) = 0 of the weight",
        "      Value: figure, held to the ends of its scale = 12 held to 0 … 10 = 10",
        "        Minimum: 12 ≥ 12, met",
        "        Figure: 12",
    ]


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("mean", "mean of the scores = (3 + 9 + 4 + 4 + 10 + 6) / 6 = 6"),
        ("median", "median of the scores = middle of 3, 4, 4, 6, 9, 10 = (4 + 6) / 2 = 5"),
        (
            "trimmed_mean",
            "mean of the scores but one lowest and one highest = (4 + 4 + 6 + 9) / 4 without 3 and 10 = 5.75",
        ),
    ],
)
def test_each_panel_rule_shows_its_arithmetic(rule: str, written: str) -> None:
    panel = {"skill": scores("3", "9", "4", "4", "10", "6")}
    raw = document([scored("skill", "100")], [vendor("acme", scores=panel)], panel=rule)

    assert f"      Value: {written}" in text(raw, "acme")


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ({"formula": "lowest_ratio"}, "p* / p = 80 / 200 = 0.4"),
        ({"formula": "linear_over_lowest"}, "max(0, 1 − (p − p*) / p*) = max(0, 1 − (200 − 80) / 80) = 0"),
        (
            {"formula": "between_bounds", "bounds": ["-50", "250"]},
            "min(1, max(0, (high − p) / (high − low))) = "
            "min(1, max(0, (250 − 200) / (250 − (−50)))) = 1/6 ≈ 0.166667",
        ),
        (
            {"formula": "reference_ratio", "reference": "300"},
            "min(1, reference / p) = min(1, 300 / 200) = 1",
        ),
        (
            {"formula": "reference_ratio", "reference": "300", "cap": False},
            "reference / p = 300 / 200 = 1.5",
        ),
    ],
)
def test_each_price_formula_shows_its_arithmetic(formula: Document, written: str) -> None:
    raw = document([{**price("100"), **formula}], [vendor("acme", price="200"), vendor("bolt", price="80")])

    assert f"    Fraction: {written} of the weight" in text(raw, "acme")


def test_points_rounded_early_are_shown_before_and_after() -> None:
    raw = document(
        [price("100", points_decimals=1)], [vendor("acme", price="300"), vendor("bolt", price="100")]
    )

    assert text(raw, "acme")[3:5] == [
        "  Cost: points, rounded half up = 100/3 to 1 decimal = 33.3 points",
        "    Before rounding: weight × fraction = 100 × (1/3) = 100/3 ≈ 33.333333 points",
    ]


def test_the_best_quality_counts_as_full_quality() -> None:
    raw = json.loads((GOLD / "eu_prag_service_tender.json").read_text())["document"]

    lines = text(raw, "t2")

    assert lines[1:6] == [
        "  Quality before the stretch: sum of the points = 1016/15 ≈ 67.733333 points",
        "    Minimum, 75 % of 80: 1016/15 ≥ 60, met",
        "  Stretch: weight of quality / best quality = 80 / (1024/15) = 1.171875",
        "    Best quality: highest quality = most of 1024/15, 1016/15 = 1024/15 ≈ 68.266667 points, reached by t3",
        "      t3: 1024/15 ≈ 68.266667 points",
    ]
    assert "  Technical: weight × fraction × stretch = 80 × (127/150) × 1.171875 = 79.375 points" in lines


def tied(*rules: str) -> Document:
    criteria = [knockout(), scored("skill", "50"), price("50", "between_bounds", bounds=["0", "100"])]
    values = {"acme": ("6", "40"), "bolt": ("4", "20"), "core": ("6", "40"), "dove": ("10", "10")}
    return document(
        criteria,
        [
            vendor(key, knockouts={"iso": "pass"}, scores={"skill": {"eva": skill}}, price=cost)
            for key, (skill, cost) in values.items()
        ],
        tie_break=rules,
    )


def test_the_tie_break_that_decided_is_named() -> None:
    assert [line for line in text(tied("quality", "price"), "bolt") if "Tie" in line or "Rank" in line] == [
        "  Rank: 1 + those before it = 1 + 1 + 2 = 4",
        "    Tie at 60.00 with Acme, by quality (more comes first): 20 against 30, comes second",
        "    Tie at 60.00 with Core, by quality (more comes first): 20 against 30, comes second",
    ]
    assert [line for line in text(tied("price"), "bolt") if "Tie" in line or "Rank" in line] == [
        "  Rank: 1 + those before it = 1 + 1 + 0 = 2",
        "    Tie at 60.00 with Acme, by price (less comes first): 20 against 40, comes first",
        "    Tie at 60.00 with Core, by price (less comes first): 20 against 40, comes first",
    ]
    assert [line for line in text(tied("skill"), "acme") if "Tie" in line] == [
        "    Tie at 60.00 with Core, which no rule separates: level",
        "    Tie at 60.00 with Bolt, by points of Skill (more comes first): 30 against 20, comes first",
    ]


def test_of_very_many_vendors_only_the_nearest_are_listed() -> None:
    vendors = [vendor(f"v{index}", price=str(1000 - index)) for index in range(100)]

    found = part(tree(document([price("100")], vendors), "v0"), "p*")

    assert found.value == 901
    assert [each.value for each in found.children] == list(range(901, 911))
    assert found.outcome == "set by V99, 90 more are not better"


def test_an_unknown_vendor_is_told_from_those_that_are_known() -> None:
    with pytest.raises(UnknownVendor, match='there is no vendor "nobody"; known are "acme", "bolt"'):
        tree(contact_centre(), "nobody")


def test_numbers_are_exact_however_long() -> None:
    figure = Decimal("9.87654321987654321987654321")
    raw = document([measured("hours", "100")], [vendor("acme", measures={"hours": str(figure)})])

    assert tree(raw, "acme").value == Fraction(figure) * 10
    assert "98.7654321987654321987654321 points" in text(raw, "acme")[0]
