import json
import subprocess
import sys
import warnings
from fractions import Fraction
from math import dist, hypot, isclose
from typing import Any

import pytest
from hypothesis import given, settings

from scoring.engine import from_mapping
from scoring.engine.second_opinion import Opinion, SecondOpinion, Verdict, second_opinion

from .documents import Document, document, knockout, measured, price, scored, vendor
from .naive import Model
from .strategies import evaluations
from .test_documentation import example


def ask(raw: Document) -> SecondOpinion | None:
    """With every warning a failure, and plain JSON for a result."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = second_opinion(from_mapping(raw))
    if found:
        json.dumps(found.as_dict(), allow_nan=False)
    return found


def opinions(raw: Document) -> tuple[Opinion, Opinion]:
    found = ask(raw)
    assert found is not None
    topsis, promethee = found.opinions
    return topsis, promethee


def scores(opinion: Opinion) -> dict[str, float]:
    return {each.vendor: each.score for each in opinion.standings}


def ranks(opinion: Opinion) -> dict[str, int]:
    return {each.vendor: each.rank for each in opinion.standings}


def rated(*rows: tuple[str, ...], weights: tuple[str, ...], **more: object) -> Document:
    """Vendors a, b, c … with a score on each criterion."""
    names = [f"c{place}" for place, _ in enumerate(weights)]
    criteria = [scored(name, weight, **more) for name, weight in zip(names, weights, strict=True)]
    vendors = [
        vendor(chr(97 + i), scores={name: {"eva": own} for name, own in zip(names, row, strict=True)})
        for i, row in enumerate(rows)
    ]
    return document(criteria, vendors)


# --- Published numbers

AIRCRAFT = """
a1 2.0 1500 20000 5.5 5 9
a2 2.5 2700 18000 6.5 3 5
a3 1.8 2000 21000 4.5 7 7
a4 2.2 1800 20000 5.0 5 5
"""


def aircraft() -> Document:
    """The choice of a fighter aircraft: speed, range, payload, cost, reliability, agility."""
    tops = {"speed": "3", "range": "3000", "payload": "30000", "reliability": "9", "agility": "9"}
    weights = ["20", "10", "10", "20", "30"]
    criteria = [
        measured(name, weight, scale=["0", top])
        for (name, top), weight in zip(tops.items(), weights, strict=True)
    ]
    vendors = []
    for line in AIRCRAFT.split("\n")[1:-1]:
        key, *figures = line.split()
        cost = figures.pop(3)
        vendors.append(vendor(key, price=cost, measures=dict(zip(tops, figures, strict=True))))
    return document([*criteria, price("10")], vendors)


def test_the_fighter_aircraft_by_topsis() -> None:
    """Hwang and Yoon (1981), ch. III, example of TOPSIS: closeness .643, .268, .613, .312."""
    topsis, _ = opinions(aircraft())

    published = {"a1": 0.643, "a2": 0.268, "a3": 0.613, "a4": 0.312}
    assert scores(topsis) == pytest.approx(published, abs=0.001)
    assert ranks(topsis) == {"a1": 1, "a3": 2, "a4": 3, "a2": 4}


def test_the_fighter_aircraft_by_promethee() -> None:
    """Counted by hand. Of a1 over a3, for example: ahead on speed and agility (50 points), behind on the other 50."""
    _, promethee = opinions(aircraft())

    assert scores(promethee) == pytest.approx({"a1": 0.1, "a2": -0.3, "a3": 1 / 3, "a4": -2 / 15})


def test_the_example_of_the_library_by_promethee() -> None:
    """In the documentation of PROMETHEE_II of pymcdm: 0.1, -0.3, 0.2."""
    raw = rated(("4", "3", "2"), ("3", "2", "4"), ("5", "1", "3"), weights=("50", "30", "20"))

    assert scores(opinions(raw)[1]) == pytest.approx({"a": 0.1, "b": -0.3, "c": 0.2})


# --- The worked example of the documentation


def test_the_worked_example() -> None:
    found = ask(json.loads(example()))

    assert found is not None
    written: Any = found.as_dict()
    topsis, promethee = written["opinions"]
    assert [each["score"] for each in topsis["standings"]] == ["0.5146", "0.4854"]
    assert [each["score"] for each in promethee["standings"]] == ["0.4000", "-0.4000"]
    assert tuple(found.sentences()) == (
        "Would another method choose another? Yes.",
        "TOPSIS puts Bolt first, and not Acme Services; 1 of 1 pairs of vendors stand the other way round.",
        "PROMETHEE II puts Acme Services first, as the record does; "
        "0 of 1 pairs of vendors stand the other way round.",
        "This is a second opinion; the record is the ranking.",
    )


# --- What the methods see


def test_a_figure_beyond_its_scale_counts_as_the_end() -> None:
    def of(figure: str) -> Document:
        criteria = [measured("hours", "50"), scored("plan", "50")]
        vendors = [
            vendor("a", measures={"hours": figure}, scores={"plan": {"eva": "4"}}),
            vendor("b", measures={"hours": "7"}, scores={"plan": {"eva": "6"}}),
        ]
        return document(criteria, vendors)

    assert opinions(of("30")) == opinions(of("10"))


def test_the_currency_does_not_matter() -> None:
    raw, other = aircraft(), aircraft()
    for each in other["vendors"]:
        each["price"] = str(Fraction(each["price"]) * 1000)

    assert opinions(raw) == opinions(other)


def test_the_price_counts_as_it_is_and_not_as_points() -> None:
    raw, other = aircraft(), aircraft()
    other["criteria"][-1] = price("10", "between_bounds", bounds=["0", "100"])

    assert [scores(each) for each in opinions(raw)] == [scores(each) for each in opinions(other)]


def test_prices_of_zero_and_less_are_compared() -> None:
    criteria = [price("100", "between_bounds", bounds=["-10", "10"])]
    vendors = [vendor(key, price=amount) for key, amount in (("a", "0"), ("b", "-5"), ("c", "5"))]

    for opinion in opinions(document(criteria, vendors)):
        assert ranks(opinion) == {"b": 1, "a": 2, "c": 3}


def test_only_ranked_vendors_are_seen() -> None:
    raw, other = aircraft(), aircraft()
    other["criteria"] = [knockout(), *other["criteria"]]
    for each in other["vendors"]:
        each["knockouts"] = {"iso": "pass"}
    other["vendors"] += [
        {**other["vendors"][0], "key": "out", "knockouts": {"iso": "fail"}, "price": "0.1"},
        {**other["vendors"][0], "key": "late", "knockouts": {}},
    ]

    assert opinions(other) == opinions(raw)


def test_criteria_that_separate_nobody_are_left_out() -> None:
    raw = rated(("0", "4", "9", "7"), ("0", "6", "1", "7"), weights=("10", "60", "0", "30"))
    found = ask(raw)

    assert found is not None
    assert found.criteria == ("c1",)
    assert [scores(each) for each in found.opinions] == [{"b": 1, "a": 0}, {"b": 1, "a": -1}]


def test_numbers_of_any_size_are_compared() -> None:
    big, small = "9" * 98, "0." + "0" * 96 + "1"
    criteria = [price("50"), scored("c", "50", scale=["0", big])]
    vendors = [
        vendor("a", price=big, scores={"c": {"eva": small}}),
        vendor("b", price=small, scores={"c": {"eva": big}}),
        vendor("c", price="1", scores={"c": {"eva": "0"}}),
    ]

    for opinion in opinions(document(criteria, vendors)):
        assert opinion.first == ("b",)


@pytest.mark.parametrize(
    "raw",
    [
        document([scored("c", "100")], []),
        rated(("4",), weights=("100",)),
        rated(("4", "5"), ("4", "5"), weights=("50", "50")),
        rated(("4", "5"), ("4", "6"), weights=("100", "0")),
        rated(("0",), ("0",), weights=("100",)),
        rated(("4",), ("2",), weights=("100",), minimum="3"),
        rated(*[(str(place % 7),) for place in range(1001)], weights=("100",)),
    ],
    ids=["nobody", "one", "equal", "differ-without-weight", "zeros", "one-left", "too-many"],
)
def test_without_a_choice_there_is_no_opinion(raw: Document) -> None:
    assert (
        ask({**raw, "vendors": [{**each, "key": f"v{i}"} for i, each in enumerate(raw["vendors"])]}) is None
    )


# --- What they say


def test_vendors_with_equal_scores_share_a_rank() -> None:
    raw = rated(("3", "6"), ("8", "8"), ("8", "8"), ("6", "3"), weights=("50", "50"))

    for opinion in opinions(raw):
        assert ranks(opinion) == {"b": 1, "c": 1, "a": 3, "d": 3}


def test_a_shared_first_place_is_not_clearly_another() -> None:
    """By PROMETHEE a and b are each ahead on half of the weight; how far does not count."""
    found = ask(rated(("9", "4"), ("1", "5"), weights=("50", "50")))

    assert found is not None
    assert [(each.verdict, each.first) for each in found.opinions] == [
        (Verdict.SAME, ("a",)),
        (Verdict.LEVEL, ("a", "b")),
    ]
    answer, _, promethee, _ = found.sentences()
    assert answer == "Would another method choose another? Not clearly."
    assert "puts A and B first, the record A;" in promethee


def test_reversed_pairs_are_counted() -> None:
    """By points 64, 34 and 0; but b is ahead of a on 60 of 100 points."""
    raw = rated(("10", "4", "4"), ("1", "5", "5"), ("0", "0", "0"), weights=("40", "30", "30"))
    _, promethee = opinions(raw)

    assert (promethee.verdict, promethee.reversed_pairs, promethee.pairs) == (Verdict.ANOTHER, 1, 3)


# --- Against the definitions, computed the long way


def naive_matrix(model: Model) -> tuple[list[str], list[list[Fraction]], list[Fraction]]:
    """Ranked vendors, and by criterion their values, more is better, with the weights."""
    ranked = [key for key, state in model.state.items() if state == "ranked"]
    columns, weights = [], []
    for criterion in model.weighted:
        if criterion["kind"] == "price":
            column = [-Fraction(model.vendors[key]["price"]) for key in ranked]
        else:
            column = [model.fraction[key][criterion["key"]] for key in ranked]
        columns.append(column)
        weights.append(Fraction(criterion["weight"]))
    return ranked, columns, weights


def naive_topsis(columns: list[list[Fraction]], weights: list[Fraction]) -> list[float]:
    """Constant columns of zeros cannot be normalised, and would add no distance."""
    parts = [
        [float(x) / hypot(*map(float, column)) * float(weight) for x in column]
        for column, weight in zip(columns, weights, strict=True)
        if any(column)
    ]
    best, worst = [max(part) for part in parts], [min(part) for part in parts]
    rows = zip(*parts, strict=True)
    return [dist(row, worst) / (dist(row, worst) + dist(row, best)) for row in rows]


def naive_promethee(columns: list[list[Fraction]], weights: list[Fraction]) -> list[Fraction]:
    """Exact; weight on which all are equal does not count."""
    telling = [
        (column, weight) for column, weight in zip(columns, weights, strict=True) if len(set(column)) > 1
    ]
    whole, others = sum((weight for _, weight in telling), Fraction(0)), len(columns[0]) - 1
    return [
        sum(weight * ((column[a] > x) - (column[a] < x)) for column, weight in telling for x in column)
        / (whole * others)
        for a in range(others + 1)
    ]


@settings(max_examples=60, deadline=None)
@given(raw=evaluations())
def test_both_methods_equal_their_definitions(raw: Document) -> None:
    found = ask(raw)

    ranked, columns, weights = naive_matrix(Model(raw))
    differ = any(weight and len(set(column)) > 1 for column, weight in zip(columns, weights, strict=True))
    assert (found is not None) == (len(ranked) > 1 and differ)
    if found is None:
        return
    topsis, promethee = found.opinions
    flows = dict(zip(ranked, naive_promethee(columns, weights), strict=True))
    for vendor_key, closeness in zip(ranked, naive_topsis(columns, weights), strict=True):
        assert isclose(scores(topsis)[vendor_key], closeness, abs_tol=1e-9)
        assert isclose(scores(promethee)[vendor_key], flows[vendor_key], abs_tol=1e-9)
    places = {key: 1 + sum(other > own for other in flows.values()) for key, own in flows.items()}
    assert ranks(promethee) == places


@settings(max_examples=60, deadline=None)
@given(raw=evaluations())
def test_the_verdict_compares_with_the_ranking(raw: Document) -> None:
    found = ask(raw)
    if found is None:
        return

    model = Model(raw)
    record: Any = {row["vendor"]: row["rank"] for row in map(model.row, model.order()) if row["rank"]}
    first = {key for key, rank in record.items() if rank == 1}
    for opinion in found.opinions:
        own = ranks(opinion)
        shared = first & set(opinion.first)
        expected = (
            Verdict.SAME if first == set(opinion.first) else Verdict.LEVEL if shared else Verdict.ANOTHER
        )
        assert opinion.verdict is expected
        opposite = [(a, b) for a in record for b in record if record[a] < record[b] and own[a] > own[b]]
        assert opinion.reversed_pairs == len(opposite)


def test_the_library_is_imported_only_when_needed() -> None:
    code = "import sys, scoring.engine.second_opinion; sys.exit('pymcdm' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
