"""The method of the engine as spreadsheet formulas.

`value` is the cell with a vendor's value, other arguments are the cells with the criterion's own figures.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor
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


def panel_value(rule: str, scores: Sequence[str]) -> Fraction:
    """What `panel_formula` comes to, for programs that do not compute."""
    ordered = sorted(map(Fraction, scores))
    match rule:
        case "median":
            ordered = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
        case "trimmed_mean":
            ordered = ordered[1:-1]
    return sum(ordered, Fraction()) / len(ordered)


def share_formula(criterion: Mapping[str, Any], *, value: str, low: str, high: str, lowest: str) -> str:
    """The share of the weight that a value reaches."""
    if criterion["kind"] == "price":
        return _price_share(criterion, value, low, high, lowest)
    share = f"({value}-{low})/({high}-{low})"
    if criterion["kind"] == "measured":
        share = f"MAX(0,MIN(1,{share}))"
    return f"=1-{share}" if criterion.get("direction") == "lower" else f"={share}"


def share_value(criterion: Mapping[str, Any], value: Fraction, lowest: Fraction | None) -> Fraction:
    """What `share_formula` comes to; `lowest` is the lowest price, or the reference."""
    if criterion["kind"] == "price":
        return _price_share_value(criterion, value, lowest or value)
    low, high = map(Fraction, criterion["scale"])
    share = (value - low) / (high - low)
    if criterion["kind"] == "measured":
        share = max(Fraction(0), min(Fraction(1), share))
    return 1 - share if criterion.get("direction") == "lower" else share


def points_value(criterion: Mapping[str, Any], share: Fraction) -> Fraction:
    """What `points_formula` comes to."""
    exact, decimals = Fraction(criterion["weight"]) * share, criterion.get("points_decimals")
    if decimals is None:
        return exact
    scale = 10**decimals
    return Fraction(floor(exact * scale + Fraction(1, 2)), scale)


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


def _price_share_value(criterion: Mapping[str, Any], value: Fraction, lowest: Fraction) -> Fraction:
    match criterion["formula"]:
        case "linear_over_lowest":
            return max(Fraction(0), 1 - (value - lowest) / lowest)
        case "between_bounds":
            low, high = map(Fraction, criterion["bounds"])
            return max(Fraction(0), min(Fraction(1), (high - value) / (high - low)))
        case "reference_ratio" if criterion.get("cap", True):
            return min(Fraction(1), lowest / value)
    return lowest / value
