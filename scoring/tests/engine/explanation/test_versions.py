"""The change of a total is divided among its causes, to the last decimal."""

import json
from copy import deepcopy
from fractions import Fraction
from functools import cache
from itertools import permutations
from math import factorial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.engine import Row, from_mapping, rank
from scoring.engine.arithmetic import rounded
from scoring.engine.explanation.change import Cause, Changes, Split
from scoring.engine.explanation.versions import split_change

from .. import naive
from ..documents import (
    Document,
    contact_centre,
    document,
    knockout,
    price,
    scored,
    scores,
    vendor,
)
from ..strategies import evaluations
from .pairs import mixed, versions

few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(few, max_examples=50)
ANY = st.sets(st.sampled_from(list(Cause)), min_size=2, max_size=4).flatmap(lambda causes: versions(*causes))
UNRELATED = st.tuples(evaluations(), evaluations())


def changes(old: Document, new: Document) -> Changes:
    return split_change(from_mapping(old), from_mapping(new))


def splits(old: Document, new: Document) -> dict[str, Split]:
    return {each.vendor: each.split for each in changes(old, new).vendors if each.split}


def parts(old: Document, new: Document) -> dict[str, dict[Cause, Fraction]]:
    """Without those that cancel out."""
    found = splits(old, new)
    return {key: {cause: part for cause, part in each.parts.items() if part} for key, each in found.items()}


def rows(raw: Document) -> dict[str, Row]:
    return {row.vendor: row for row in rank(from_mapping(raw)).rows}


def totals(raw: Document) -> dict[str, Fraction]:
    return {key: row.total for key, row in rows(raw).items() if row.total is not None}


@many
@given(st.one_of(ANY, UNRELATED))
def test_the_parts_add_up_exactly_whatever_changed(pair: tuple[Document, Document]) -> None:
    before, after = map(totals, pair)

    found = splits(*pair)

    assert found.keys() == before.keys() & after.keys()
    for key, split in found.items():
        assert split.exact == after[key] - before[key] == sum(split.parts.values())
        for cause, part in split.parts.items():
            assert part == sum(each.parts.get(cause, Fraction(0)) for each in split.criteria)
        for each in split.criteria:
            assert each.exact == sum(each.parts.values())


@many
@given(st.one_of(ANY, UNRELATED))
def test_the_shown_parts_add_up_to_the_shown_change(pair: tuple[Document, Document]) -> None:
    for split in splits(*pair).values():
        unit = Fraction(1, 10**split.decimals)
        before, after = (rounded(total, split.decimals) for total in split.totals)
        assert sum(split.shown.values()) == split.shown_change == after - before
        for cause, shown in split.shown.items():
            assert abs(shown - split.parts[cause]) < unit
            assert shown == sum(each.shown.get(cause, Fraction(0)) for each in split.criteria)


@many
@given(st.one_of(ANY, UNRELATED))
def test_back_from_new_to_old_every_part_is_negated(pair: tuple[Document, Document]) -> None:
    old, new = pair

    there, back = splits(old, new), splits(new, old)

    for key, split in there.items():
        assert {cause: -part for cause, part in split.parts.items()} == back[key].parts
        assert {cause: -part for cause, part in split.shown.items()} == back[key].shown


@few
@given(evaluations())
def test_without_a_change_there_are_no_parts(raw: Document) -> None:
    for each in changes(raw, deepcopy(raw)).vendors:
        assert each.split is None or not each.split.parts
        assert each.ranks[0] == each.ranks[1]


@pytest.mark.parametrize("cause", list(Cause))
def test_a_single_cause_has_the_whole_change(cause: Cause) -> None:
    @few
    @given(versions(cause))
    def check(pair: tuple[Document, Document]) -> None:
        for split in splits(*pair).values():
            assert split.parts.keys() <= {cause}
            assert sum(split.parts.values()) == split.exact

    check()


@many
@given(ANY)
def test_the_parts_are_the_averages_over_all_orders_of_mixed_documents(
    pair: tuple[Document, Document],
) -> None:
    old, new = pair
    causes = [cause for cause in Cause if mixed(old, new, frozenset({cause})) != old]

    @cache
    def total(happened: frozenset[Cause]) -> dict[str, Fraction]:
        return naive.Model(mixed(old, new, happened)).total

    for key, found in parts(old, new).items():
        expected = dict.fromkeys(causes, Fraction(0))
        for order in permutations(causes):
            happened: frozenset[Cause] = frozenset()
            for cause in order:
                before, happened = happened, happened | {cause}
                added = total(happened)[key] - total(before)[key]
                expected[cause] += added / factorial(len(causes))
        assert found == {cause: part for cause, part in expected.items() if part}


@few
@given(versions(Cause.WEIGHTS, Cause.SCORES, Cause.MEASURES, stretched=False))
def test_weight_and_value_share_their_product_symmetrically(pair: tuple[Document, Document]) -> None:
    before, after = (rows(raw) for raw in pair)
    for key, split in splits(*pair).items():
        for each in split.criteria:
            w, new_w = (weight or Fraction(0) for weight in each.weights)
            f, new_f = before[key].fractions[each.criterion], after[key].fractions[each.criterion]
            by_weight = (new_w - w) * (f + new_f) / 2
            if each.criterion != "cost":
                assert each.parts.get(Cause.WEIGHTS, 0) == by_weight
                assert sum(each.parts.values()) - by_weight == (w + new_w) / 2 * (new_f - f)


# --- Cases that can be followed by hand


def test_weights_and_scores_by_hand() -> None:
    """Security: 30 × 0.85 = 25.5 becomes 40 × 0.75 = 30. Of the 4.5 the weight has 10 × 0.8, the score 35 × −0.1."""
    new = contact_centre()
    new["criteria"][1]["weight"], new["criteria"][2]["weight"] = "40", "20"
    new["vendors"][0]["scores"]["security"]["eva"] = "6"

    acme = splits(contact_centre(), new)["acme"]
    security, hours = acme.criteria

    assert security.parts == {Cause.WEIGHTS: 8, Cause.SCORES: Fraction("-3.5")}
    assert hours.parts == {Cause.WEIGHTS: -6}
    assert acme.parts == {Cause.WEIGHTS: 2, Cause.SCORES: Fraction("-3.5")}
    assert acme.sentence == "−1.50: −3.50 scores, +2.00 weights"
    assert security.sentence(2) == (
        "Security: weight 30 → 40, fraction 0.85 → 0.75, points 25.5 → 30: +8.00 weights, −3.50 scores"
    )


def priced(**prices: str) -> Document:
    vendors = [vendor(key, price=own, knockouts={"iso": "pass"}) for key, own in prices.items()]
    return document([knockout(), price("100")], vendors)


def test_a_lower_price_of_another_vendor_is_a_matter_of_prices() -> None:
    found = parts(priced(acme="100", bolt="125"), priced(acme="80", bolt="125"))

    assert found == {"acme": {}, "bolt": {Cause.PRICES: 64 - 80}}


def test_a_cheap_newcomer_is_a_matter_of_who_is_in() -> None:
    old, new = priced(acme="100", bolt="125"), priced(acme="100", bolt="125", core="50")
    change = changes(old, new)

    assert parts(old, new) == {"acme": {Cause.FIELD: -50}, "bolt": {Cause.FIELD: -40}}
    assert (change.entered, change.left) == (("core",), ())
    assert [each.sentence for each in change.vendors] == [
        "Core: not there → rank 1 with 100.00",
        "Acme −50.00: vendors in and out",
        "Bolt −40.00: vendors in and out",
    ]


def test_a_vendor_that_fails_a_knock_out_is_a_matter_of_who_is_in() -> None:
    old, new = priced(acme="100", core="50"), priced(acme="100", core="50")
    new["vendors"][1]["knockouts"] = {"iso": "fail"}
    change = changes(old, new)

    assert parts(old, new) == {"acme": {Cause.FIELD: 50}}
    assert (change.entered, change.left) == ((), ("core",))
    assert [each.sentence for each in change.vendors] == [
        "Acme +50.00: vendors in and out",
        "Core: rank 1 with 100.00 → excluded (failed the knock-out Iso)",
    ]


def test_a_newcomer_whose_price_nobody_undercuts_later_is_shared_with_prices() -> None:
    """p* falls from 100 to 50 if core comes, or to 80 if acme lowers its price: bolt has 100 / 125 = 80 before.

    Prices first 64, then core 40; core first 40, then prices 40. On average −8 by prices, −32 by core.
    """
    found = parts(priced(acme="100", bolt="125"), priced(acme="80", bolt="125", core="50"))

    assert found["bolt"] == {Cause.PRICES: -8, Cause.FIELD: -32}


def test_a_newcomer_that_sets_the_best_quality_is_a_matter_of_who_is_in() -> None:
    old = document(
        [scored("a", "60"), price("40", "between_bounds", bounds=["0", "100"])],
        [vendor("acme", scores={"a": scores("5")}, price="50")],
        quality_relative_to_best=True,
    )
    new = deepcopy(old)
    new["vendors"].append(vendor("core", scores={"a": scores("10")}, price="50"))

    assert parts(old, new) == {"acme": {Cause.FIELD: -30}}


def test_the_points_of_a_criterion_that_came_or_went_are_a_matter_of_method() -> None:
    """Hours, 30 × 0.6, goes; green, 20 × 0.5, comes; security grows from 30 to 40."""
    new = contact_centre()
    new["criteria"][1]["weight"] = "40"
    new["criteria"][2] = scored("green", "20")
    for each in new["vendors"]:
        each["scores"]["green"] = {"eva": "5"}
        each["measures"] = {}

    acme = splits(contact_centre(), new)["acme"]

    assert {each.criterion: each.parts for each in acme.criteria} == {
        "security": {Cause.WEIGHTS: Fraction("8.5")},
        "green": {Cause.METHOD: 10},
        "hours": {Cause.METHOD: -18},
    }
    assert acme.sentence == "+0.50: +8.50 weights, −8.00 method"
    assert acme.criteria[1].sentence(2) == (
        "Green: weight none → 20, fraction none → 0.5, points 0 → 10: +10.00 method"
    )


def test_a_figure_of_the_register_is_a_matter_of_facts() -> None:
    new = contact_centre()
    new["vendors"][0]["measures"]["hours"] = "7"

    assert changes(contact_centre(), new).vendors[1].sentence == "Acme +3.00: register facts"


def test_a_trimmed_mean_that_the_old_scores_are_too_few_for_takes_the_new_ones() -> None:
    old = document([scored("a", "100")], [vendor("acme", scores={"a": scores("2", "4")})])
    new = document(
        [scored("a", "100")],
        [vendor("acme", scores={"a": scores("0", "5", "5", "8", "10")})],
        panel="trimmed_mean",
    )

    assert parts(old, new)["acme"] == {Cause.SCORES: Fraction(13), Cause.METHOD: 30 - 13}


def test_a_price_that_the_other_formula_cannot_use_is_replaced_by_the_other_price() -> None:
    old = document([price("100", "between_bounds", bounds=["-100", "100"])], [vendor("acme", price="0")])
    new = document([price("100")], [vendor("acme", price="50")])

    assert parts(old, new)["acme"] == {Cause.PRICES: Fraction("-12.5"), Cause.METHOD: Fraction("62.5")}


def test_a_vendor_without_a_total_says_what_became_of_it() -> None:
    old, new = contact_centre(), contact_centre()
    del old["vendors"][0]["price"]
    new["vendors"][1]["knockouts"] = {}
    new["vendors"].append(vendor("core", knockouts={"iso": "fail"}))
    old["vendors"].append(vendor("core", knockouts={"iso": "fail"}))
    old["vendors"].append(vendor("dove", knockouts={"iso": "fail"}))

    assert [each.sentence for each in changes(old, new).vendors] == [
        "Acme: incomplete (Cost is missing) → rank 1 with 74.27",
        "Bolt: rank 1 with 86.50 → incomplete (Iso is missing)",
        "Core: excluded (failed the knock-out Iso), as before",
        "Dove: excluded (failed the knock-out Iso) → not there",
    ]


def test_causes_that_cancel_out_are_in_the_split_and_not_in_the_sentence() -> None:
    old = document(
        [scored("a", "50"), scored("b", "50")], [vendor("acme", scores={"a": scores("5"), "b": scores("5")})]
    )
    new = deepcopy(old)
    new["criteria"][0]["weight"], new["criteria"][1]["weight"] = "60", "40"

    acme = splits(old, new)["acme"]

    assert acme.parts == {Cause.WEIGHTS: 0}
    assert [each.parts for each in acme.criteria] == [{Cause.WEIGHTS: 5}, {Cause.WEIGHTS: -5}]
    assert acme.sentence == "±0.00"
    assert splits(old, old)["acme"].sentence == "unchanged"


def test_a_split_is_written_as_data() -> None:
    new = contact_centre()
    new["vendors"][0]["scores"]["security"]["eva"] = "7"
    new["vendors"][0]["price"] = "140000"

    acme = json.loads(json.dumps(changes(contact_centre(), new).as_dict()))["vendors"][1]

    assert acme == {
        "vendor": "acme",
        "ranks": [2, 2],
        "places": ["rank 2 with 74.27", "rank 2 with 70.57"],
        "sentence": "Acme −3.70: −2.20 prices, −1.50 scores",
        "split": {
            "totals": ["74.27", "70.57"],
            "exact": "-673/182",
            "shown": "-3.70",
            "parts": {
                "scores": {"exact": "-3/2", "shown": "-1.50"},
                "prices": {"exact": "-200/91", "shown": "-2.20"},
            },
            "criteria": [
                {
                    "criterion": "security",
                    "weights": ["30.0000", "30.0000"],
                    "fractions": ["0.8500", "0.8000"],
                    "points": ["25.5000", "24.0000"],
                    "exact": "-3/2",
                    "parts": {"scores": {"exact": "-3/2", "shown": "-1.50"}},
                },
                {
                    "criterion": "cost",
                    "weights": ["40.0000", "40.0000"],
                    "fractions": ["0.7692", "0.7143"],
                    "points": ["30.7692", "28.5714"],
                    "exact": "-200/91",
                    "parts": {"prices": {"exact": "-200/91", "shown": "-2.20"}},
                },
            ],
        },
    }
