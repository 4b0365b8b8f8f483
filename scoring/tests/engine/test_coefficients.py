from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import isclose
from statistics import mean
from typing import Any

import pytest
from hypothesis import given, settings
from scipy.stats import chi2, f

from scoring.engine.agreement import Coefficient
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

from .documents import knockout
from .score_tables import (
    KRIPPENDORFF,
    ROUNDING_FIRST_BASE,
    SHROUT_FLEISS,
    Table,
    criterion_of,
    of,
    only,
    tables,
)

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
