import json
import logging
import subprocess
import sys
import warnings
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import isclose
from statistics import mean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, f

from scoring.engine import from_mapping
from scoring.engine.agreement import Coefficient, PanelAgreement, agreement
from scoring.engine.agreement.coefficients import (
    ALL_LEVEL,
    ALL_SAME,
    FEW_COMPLETE,
    FOUR_SCORES,
    NO_ORDER,
    NONE_SHARED,
    ONE_CELL,
    ONE_EVALUATOR,
    TOO_LARGE,
)

from .documents import Document, document, knockout, scored, vendor
from .strategies import evaluations

Table = list[list[Any]]
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
ROUNDING_FIRST_BASE = [
    "5.40 5.85 5.20 5.55 5.90 5.45 5.40 5.45 5.25 5.85 5.25 5.65 5.60 5.05 5.50 5.45 5.55 5.45 5.50 5.65 5.70 6.30",
    "5.50 5.70 5.60 5.50 5.85 5.55 5.40 5.50 5.15 5.80 5.20 5.55 5.35 5.00 5.50 5.55 5.55 5.50 5.45 5.60 5.65 6.30",
    "5.55 5.75 5.50 5.40 5.70 5.60 5.35 5.35 5.00 5.70 5.10 5.45 5.45 4.95 5.40 5.50 5.35 5.55 5.25 5.40 5.55 6.25",
]


def criterion_of(rows: Table, **more: object) -> Document:
    """One criterion: a row for each vendor, a column for each evaluator, none where there is no score."""
    return document([scored("q", "100", **more)], vendors_of(rows))


def vendors_of(rows: Table, key: str = "q") -> list[Document]:
    return [
        vendor(f"v{i}", scores={key: {f"e{j:02}": str(x) for j, x in enumerate(row) if x is not None}})
        for i, row in enumerate(rows)
    ]


def of(raw: Document) -> PanelAgreement:
    """With every warning a failure, and plain JSON for a result."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = agreement(from_mapping(raw))
    json.dumps(found.as_dict(), allow_nan=False)
    assert not any(word in " ".join(found.sentences()) for word in ("nan", "inf ", "None"))
    return found


def only(rows: Table, **more: object) -> Any:
    [criterion] = of(criterion_of(rows, **more)).criteria
    return criterion


# --- Published numbers


def test_the_table_of_shrout_and_fleiss() -> None:
    """Shrout and Fleiss (1979), table 2 and 4: 0.29; the interval as given by the R package psych."""
    icc = only(SHROUT_FLEISS).coefficients.icc

    assert round(icc.value, 4) == 0.2898
    assert [round(end, 3) for end in icc.interval] == [0.019, 0.761]
    assert (icc.cells, icc.left_out) == (6, 0)


def test_the_reliability_data_of_krippendorff() -> None:
    """Krippendorff, Computing Krippendorff's alpha-reliability (2011), section E: 0.849 for interval data."""
    alpha = only([list(column) for column in zip(*KRIPPENDORFF, strict=True)]).coefficients.alpha

    assert round(alpha.value, 3) == 0.849
    assert (alpha.cells, alpha.left_out) == (11, 1)


def test_rounding_first_base() -> None:
    """Hollander and Wolfe (1973), p. 140: 22 players, 3 ways, with ties; chi-squared 11.143, p 0.003805."""
    w = only([way.split() for way in ROUNDING_FIRST_BASE]).coefficients.concordance

    assert round(w.value * 22 * 2, 3) == 11.143
    assert round(w.p, 6) == 0.003805


# --- The worked example of the documentation

SECURITY = {"acme": "445", "bolt": "234", "core": "455", "dial": "224", "echo": "133"}


def security() -> Document:
    """Five vendors on a scale from 0 to 5, scored by Emil, Eva and Rita, in this order."""
    names = ("emil", "eva", "rita")
    return document(
        [scored("security", "100", scale=["0", "5"])],
        [
            vendor(key, scores={"security": dict(zip(names, row, strict=True))})
            for key, row in SECURITY.items()
        ],
    )


def test_the_worked_example() -> None:
    assert tuple(of(security()).sentences())[:5] == (
        "Security: 15 scores of 3 evaluators (emil, eva, rita) for 5 vendors.",
        "Highest and lowest score of a vendor lie 1.60 apart on average (32.00 % of the scale), "
        "and 2.00 (40.00 %) at most, for Bolt.",
        "ICC(2,1) 0.5315 (95 % interval 0.0266 to 0.9217): poor to excellent "
        "(Koo and Li 2016, a hint only, as they advise at least 30); 5 vendors.",
        "Kendall's W 0.8788 (p = 0.0322): strong (Schmidt 1997); 5 vendors.",
        "Krippendorff's alpha 0.4383: too low to rely on (Krippendorff 2004); 5 vendors.",
    )


def test_the_severities_of_the_worked_example() -> None:
    found = of(security())

    assert [(each.evaluator, each.above) for each in found.severities] == [
        ("emil", Fraction(-24, 100)),
        ("eva", 0),
        ("rita", Fraction(24, 100)),
    ]
    assert tuple(found.sentences())[-4:] == (
        "emil scores 24.00 % of the scale below the colleagues on average, over 5 pairs.",
        "eva scores like the colleagues on average, over 5 pairs.",
        "rita scores 24.00 % of the scale above the colleagues on average, over 5 pairs.",
        "The harshest is emil, the most lenient rita.",
    )


def test_what_the_worked_example_is_made_of() -> None:
    """The mean squares, and the two disagreements of alpha, that the documentation prints."""
    rows = [[Fraction(score) for score in row] for row in SECURITY.values()]
    by_vendor, by_evaluator = (
        [mean(row) for row in rows],
        [mean(column) for column in zip(*rows, strict=True)],
    )
    everything = [x for row in rows for x in row]
    grand = mean(everything)
    between = 3 * sum((x - grand) ** 2 for x in by_vendor) / 4
    judges = 5 * sum((x - grand) ** 2 for x in by_evaluator) / 2
    rest = (sum((x - grand) ** 2 for x in everything) - 4 * between - 2 * judges) / 8

    assert (between, judges, rest) == (Fraction(97, 30), Fraction(16, 5), Fraction(17, 60))
    assert sum(sum((x - y) ** 2 for x, y in permutations(row, 2)) / 2 for row in rows) / 15 == Fraction(
        26, 15
    )
    assert sum((x - y) ** 2 for x, y in permutations(everything, 2)) / 210 == Fraction(108, 35)


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


# --- What counts


def test_scores_of_excluded_vendors_count() -> None:
    raw = criterion_of(SHROUT_FLEISS, minimum="5")
    raw["criteria"].append(knockout())
    raw["vendors"][0]["knockouts"] = {"iso": "fail"}

    assert of(raw).criteria[0].coefficients == only(SHROUT_FLEISS).coefficients


def test_vendors_with_gaps_are_left_out_of_icc_and_w_only() -> None:
    found = only([*SHROUT_FLEISS, [1, None, 3, 4], [2, None, None, None]]).coefficients

    whole = only(SHROUT_FLEISS).coefficients
    assert (found.icc.value, found.icc.left_out) == (whole.icc.value, 2)
    assert (found.concordance.value, found.concordance.left_out) == (whole.concordance.value, 2)
    assert (found.alpha.cells, found.alpha.left_out) == (7, 1)


@pytest.mark.parametrize("way", [{"direction": "lower"}, {"scale": ["-50", "1000"]}])
def test_unit_and_direction_of_the_scale_change_no_coefficient(way: dict[str, Any]) -> None:
    plain, other = (only(SHROUT_FLEISS, **more).coefficients for more in ({}, way))

    for one, two in (
        (plain.icc, other.icc),
        (plain.concordance, other.concordance),
        (plain.alpha, other.alpha),
    ):
        assert isclose(one.value, two.value)


def test_scores_that_floats_cannot_tell_apart_still_differ() -> None:
    near = [["5", "5"], ["5.0000000000000000000001", "5.0000000000000000000003"], ["5", "5"], ["5", "5"]]
    far = [[0, 0], [1, 3], [0, 0], [0, 0]]

    for one, two in zip(values(only(near)), values(only(far)), strict=True):
        assert isclose(one, two)


def values(criterion: Any) -> list[float]:
    numbers = criterion.coefficients
    return [numbers.icc.value, numbers.concordance.value, numbers.alpha.value]


# --- Where there is no value, and where it means little


@pytest.mark.parametrize(
    ("rows", "icc", "w", "alpha"),
    [
        ([], ONE_EVALUATOR, ONE_EVALUATOR, ONE_EVALUATOR),
        ([[4]], ONE_EVALUATOR, ONE_EVALUATOR, ONE_EVALUATOR),
        ([[4], [5], [6]], ONE_EVALUATOR, ONE_EVALUATOR, ONE_EVALUATOR),
        ([[4, 5]], FEW_COMPLETE, FEW_COMPLETE, ONE_CELL),
        ([[4, None], [None, 5]], FEW_COMPLETE, FEW_COMPLETE, NONE_SHARED),
        ([[4, 4], [4, 4], [4, 4]], ALL_SAME, ALL_LEVEL, ALL_SAME),
        ([[4, 5], [4, 5], [4, 5]], None, ALL_LEVEL, None),
        ([[4, 5], [5, 4]], FOUR_SCORES, None, None),
        ([[4, 4], [5, 5], [6, 6]], None, None, None),
    ],
)
def test_no_value_has_a_reason(rows: Table, icc: str | None, w: str | None, alpha: str | None) -> None:
    numbers = only(rows).coefficients

    found = [numbers.icc, numbers.concordance, numbers.alpha]
    assert [each.reason for each in found] == [icc, w, alpha]
    assert [each.value is None for each in found] == [each.reason is not None for each in found]


def test_full_agreement_is_one_and_has_no_interval() -> None:
    numbers = only([[4, 4], [5, 5], [6, 6]])

    assert values(numbers) == pytest.approx([1, 1, 1])
    assert numbers.coefficients.icc.interval is None


def test_below_zero_there_is_no_interval() -> None:
    icc = only([[4, 4], [4, 5], [5, 4], [0, 9]]).coefficients.icc

    assert icc.value == pytest.approx(-0.992)
    assert (icc.interval, icc.words) == (
        None,
        "poor (Koo and Li 2016, a hint only, as they advise at least 30)",
    )


def test_the_order_of_pairs_is_not_an_order_of_vendors() -> None:
    assert of(criterion_of(SHROUT_FLEISS)).panel.concordance.reason == NO_ORDER


def test_with_fewer_than_five_vendors_the_text_says_how_little_it_means() -> None:
    found = of(criterion_of(SHROUT_FLEISS[:4]))

    assert "Only 4 vendors" in str(found.criteria[0].coefficients.caution)
    assert found.criteria[0].coefficients.caution in list(found.sentences())
    assert only(SHROUT_FLEISS[:5]).coefficients.caution is None


def test_five_vendors_of_which_one_has_a_gap_are_few() -> None:
    assert "Only 4 vendors" in str(only([*SHROUT_FLEISS[:4], [1, None, 2, 2]]).coefficients.caution)


def test_a_panel_without_scores() -> None:
    assert list(of(document([scored("q", "100")], [])).sentences()) == [
        "No scores of a panel have been given."
    ]


def test_a_criterion_nobody_has_scored() -> None:
    raw = document([scored("q", "50"), scored("r", "50")], vendors_of(SHROUT_FLEISS))

    assert "R: nobody has scored it yet." in of(raw).sentences()


def test_more_different_scores_than_fit_in_memory_are_refused() -> None:
    rows = [[Decimal(10 * i + j) / 100 for j in range(10)] for i in range(60)]

    assert only(rows).coefficients.alpha.reason == TOO_LARGE


# --- Against the definitions, computed the long way


def naive_icc(rows: list[list[Fraction]]) -> tuple[float, float, float]:
    """Shrout and Fleiss (1979), p. 423 and 425: the mean squares, ICC(2,1), and its interval."""
    n, k = len(rows), len(rows[0])
    grand = mean(x for row in rows for x in row)
    by_row, by_column = [mean(row) for row in rows], [mean(column) for column in zip(*rows, strict=True)]
    between = k * sum((x - grand) ** 2 for x in by_row) / (n - 1)
    judges = n * sum((x - grand) ** 2 for x in by_column) / (k - 1)
    total = sum((x - grand) ** 2 for row in rows for x in row)
    rest = (total - (n - 1) * between - (k - 1) * judges) / ((n - 1) * (k - 1))
    icc = (between - rest) / (between + (k - 1) * rest + k * (judges - rest) / n)
    if not rest:
        return float(icc), 0, 0
    ratio = judges / rest
    a = n * (1 + (k - 1) * icc) - k * icc
    freedom = (k - 1) * (n - 1) * (k * icc * ratio + a) ** 2 / ((n - 1) * k**2 * icc**2 * ratio**2 + a**2)
    upper, lower = float(f.ppf(0.975, n - 1, float(freedom))), float(f.ppf(0.975, float(freedom), n - 1))
    b, c, e = float(between), float(k * judges + (k * n - k - n) * rest), float(rest)
    return float(icc), n * (b - upper * e) / (upper * c + n * b), n * (lower * b - e) / (c + n * lower * b)


def naive_w(rows: list[list[Fraction]]) -> tuple[float, float]:
    """The variance of the rank sums, as a share of what it would be if all evaluators agreed."""
    columns = list(zip(*rows, strict=True))
    ranks = [
        [sum(y < x for y in column) + Fraction(column.count(x) + 1, 2) for x in column] for column in columns
    ]
    m, n = len(columns), len(rows)
    sums = [sum(column[i] for column in ranks) for i in range(n)]
    ties = sum(column.count(x) ** 2 - 1 for column in columns for x in column)
    s = sum((x - mean(sums)) ** 2 for x in sums)
    w = 12 * s / (m**2 * (n**3 - n) - m * ties)
    return float(w), float(chi2.sf(float(m * (n - 1) * w), n - 1))


def naive_alpha(rows: list[list[Fraction]]) -> float:
    units = [row for row in rows if len(row) > 1]
    pairable = [x for row in units for x in row]
    n = len(pairable)
    observed = sum(sum((x - y) ** 2 for x, y in permutations(row, 2)) / (len(row) - 1) for row in units) / n
    expected = sum((x - y) ** 2 for x, y in permutations(pairable, 2)) / (n * (n - 1))
    return float(1 - observed / expected)


SCORE = st.sampled_from([0, 2, 3, 4, 4, 5, 5, 9, 10])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 5))
    score = st.one_of(st.none(), *[SCORE] * 5) if draw(st.booleans()) else SCORE
    return draw(st.lists(st.lists(score, min_size=width, max_size=width), max_size=7))


def agree(found: Coefficient, expected: float, *more: tuple[float | None, float]) -> None:
    assert found.value is not None
    assert isclose(found.value, expected, abs_tol=1e-9)
    assert all(one is None or isclose(one, two, abs_tol=1e-6) for one, two in more)


@settings(max_examples=80, deadline=None)
@given(rows=tables())
def test_coefficients_equal_their_definitions(rows: Table) -> None:
    criterion = only(rows)

    width = max((len(row) for row in rows), default=0)
    present = [j for j in range(width) if any(row[j] is not None for row in rows)]
    given_scores = [[Fraction(row[j]) for j in present if row[j] is not None] for row in rows]
    whole = [row for row in given_scores if len(row) == len(present)]
    numbers = criterion.coefficients
    if numbers.icc.value is not None:
        value, low, high = naive_icc(whole)
        assert numbers.icc.interval is None or low <= value <= high
        ends = numbers.icc.interval or (None, None)
        agree(numbers.icc, value, (ends[0], low), (ends[1], high))
    if numbers.concordance.value is not None:
        value, p = naive_w(whole)
        agree(numbers.concordance, value, (numbers.concordance.p, p))
    if numbers.alpha.value is not None:
        agree(numbers.alpha, naive_alpha(given_scores))


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


@settings(max_examples=30, deadline=None)
@given(raw=evaluations())
def test_every_valid_document_has_an_agreement(raw: Document) -> None:
    scored_keys = [each["key"] for each in raw["criteria"] if each["kind"] == "scored"]

    assert [each.criterion for each in of(raw).criteria] == scored_keys


# --- The libraries behind it


def test_the_libraries_are_imported_only_when_needed() -> None:
    code = (
        "import sys, scoring.engine.agreement; "
        "sys.exit(any(name in sys.modules for name in ('pingouin', 'pandas', 'krippendorff')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_is_logged_and_no_logger_is_left_changed(caplog: pytest.LogCaptureFixture) -> None:
    level = logging.getLogger("matplotlib").level

    only(SHROUT_FLEISS)

    assert caplog.records == []
    assert logging.getLogger("matplotlib").level == level
