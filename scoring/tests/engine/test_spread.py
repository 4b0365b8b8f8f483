from fractions import Fraction
from math import isclose
from statistics import mean

from hypothesis import given, settings

from .documents import document, scored, vendor
from .score_tables import Table, criterion_of, of, only, tables

# --- Spread and severity


def test_spread_in_units_and_as_a_share_of_the_scale() -> None:
    spread = only([[2, 4, 5], [3, 3, None], [1, None, None]], scale=["1", "6"]).spread

    assert [(each.vendor, each.scores, each.units, each.share) for each in spread.vendors] == [
        ("v0", 3, 3, Fraction(3, 5)),
        ("v1", 2, 0, 0),
    ]
    assert spread.vendors[0].variance * 25 == Fraction(14, 9)
    assert isclose(spread.vendors[0].deviation, (14 / 9) ** 0.5)
    assert spread.mean == Fraction(3, 10)
    assert spread.widest.vendor == "v0"
    assert spread.as_dict()["mean"] == "1.5000"


def test_nobody_is_widest_where_all_agree() -> None:
    assert only([[3, 3], [4, 4]]).spread.as_dict()["widest"] is None


def test_without_two_scores_of_a_vendor_there_is_no_spread() -> None:
    spread = only([[3, None], [None, 4]]).spread

    assert (spread.mean, spread.vendors) == (None, ())


def test_severity_is_the_distance_from_the_colleagues() -> None:
    found = of(criterion_of([[8, 6, 1], [5, None, None], [4, 4, None]]))

    assert [(each.evaluator, each.above, each.cells) for each in found.severities] == [
        ("e00", Fraction(9, 40), 2),
        ("e01", Fraction(3, 40), 2),
        ("e02", Fraction(-6, 10), 1),
    ]
    assert (found.harshest, found.most_lenient) == ("e02", "e00")


def test_where_lower_is_better_a_high_score_is_harsh() -> None:
    assert of(criterion_of([[8, 2]], direction="lower")).harshest == "e00"


def test_nobody_is_harsh_where_all_agree() -> None:
    found = of(criterion_of([[3, 3], [4, 4]]))

    assert (found.harshest, found.most_lenient) == (None, None)


def test_different_scales_stand_together_as_shares() -> None:
    wide = scored("wide", "50", scale=["0", "100"])
    vendors = [vendor("v", scores={"q": {"eva": "4", "emil": "6"}, "wide": {"eva": "50", "emil": "90"}})]

    found = of(document([scored("q", "50"), wide], vendors))

    assert [each.above for each in found.severities] == [Fraction(3, 10), Fraction(-3, 10)]
    assert found.panel.alpha.cells == 2
    assert found.panel.alpha.vendors == 1


@settings(max_examples=80, deadline=None)
@given(rows=tables())
def test_spread_and_severity_equal_their_definitions(rows: Table) -> None:
    found = of(criterion_of(rows))

    several = [[Fraction(x, 10) for x in row if x is not None] for row in rows]
    several = [row for row in several if len(row) > 1]
    assert [each.share for each in found.criteria[0].spread.vendors] == [
        max(row) - min(row) for row in several
    ]
    assert [each.variance for each in found.criteria[0].spread.vendors] == [
        mean(row_x**2 for row_x in row) - mean(row) ** 2 for row in several
    ]
    for each in found.severities:
        place = int(each.evaluator[1:])
        gaps = [
            Fraction(row[place], 10)
            - mean(Fraction(x, 10) for j, x in enumerate(row) if j != place and x is not None)
            for row in rows
            if row[place] is not None and sum(x is not None for x in row) > 1
        ]
        assert (each.above, each.cells) == (mean(gaps), len(gaps))
    assert sum(each.above * each.cells for each in found.severities) == 0
