"""The method of the engine as spreadsheet formulas.

`value` is the cell with a vendor's value, other arguments are the cells with the criterion's own figures.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

MOST_ARGUMENTS = 200
"""Spreadsheet functions take 255 arguments at most."""


def panel_formula(rule: str, scores: str) -> str:
    """One value from the scores of several evaluators in a range of cells."""
    match rule:
        case "median":
            return f"=MEDIAN({scores})"
        case "trimmed_mean":
            return f"=(SUM({scores})-MAX({scores})-MIN({scores}))/(COUNT({scores})-2)"
    return f"=AVERAGE({scores})"


def panel_value(rule: str, scores: Sequence[str]) -> float:
    """What `panel_formula` comes to, for programs that do not compute."""
    ordered = sorted(Fraction(Decimal(score)) for score in scores)
    match rule:
        case "median":
            ordered = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
        case "trimmed_mean":
            ordered = ordered[1:-1]
    return float(sum(ordered) / len(ordered))


def share_formula(criterion: Mapping[str, Any], *, value: str, low: str, high: str, lowest: str) -> str:
    """The share of the weight that a value reaches."""
    if criterion["kind"] == "price":
        return _price_share(criterion, value, low, high, lowest)
    share = f"({value}-{low})/({high}-{low})"
    if criterion["kind"] == "measured":
        share = f"MAX(0,MIN(1,{share}))"
    return f"=1-{share}" if criterion.get("direction") == "lower" else f"={share}"


def points_formula(criterion: Mapping[str, Any], *, share: str, weight: str) -> str:
    decimals = criterion.get("points_decimals")
    return f"={weight}*{share}" if decimals is None else f"=ROUND({weight}*{share},{decimals})"


def _price_share(criterion: Mapping[str, Any], value: str, low: str, high: str, lowest: str) -> str:
    match criterion["formula"]:
        case "linear_over_lowest":
            return f"=MAX(0,1-({value}-{lowest})/{lowest})"
        case "between_bounds":
            return f"=MAX(0,MIN(1,({high}-{value})/({high}-{low})))"
        case "reference_ratio":
            capped = criterion.get("cap", True)
            return f"=MIN(1,{lowest}/{value})" if capped else f"={lowest}/{value}"
    return f"={lowest}/{value}"
