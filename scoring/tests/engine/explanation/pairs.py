"""Hypothesis strategies for two versions of one evaluation, and documents that mix the two."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from scoring.engine.explanation.change import Cause

from ..documents import Document, knockout
from ..strategies import FIGURES, FORMULAS, SCORES, SEVERAL, evaluations, weights

ENTRY = st.sampled_from(["pass", "waived", "pass", "fail"])


@st.composite
def versions(draw: st.DrawFn, *causes: Cause, stretched: bool = True) -> tuple[Document, Document]:
    """Two valid documents with the same criteria and vendors, different in these aspects (at most).

    Nobody is excluded but by a knock-out, nobody is incomplete and the panels are large enough, so a mix of the
    two is a valid document too.
    """
    old = draw(evaluations(gaps=False, fewest_vendors=3))
    old["criteria"].append(knockout("entry"))
    for each in old["vendors"]:
        each["knockouts"]["entry"] = draw(ENTRY)
    old["method"]["quality_minimum"] = None
    old["method"]["quality_relative_to_best"] &= stretched
    for criterion in old["criteria"]:
        criterion.pop("minimum", None)
    new = deepcopy(old)
    for cause in Cause:
        if cause in causes:
            CHANGES[cause](draw, new)
    return old, new


def _weights(draw: st.DrawFn, raw: Document) -> None:
    weighted = [each for each in raw["criteria"] if "weight" in each]
    for criterion, weight in zip(weighted, draw(weights(len(weighted))), strict=True):
        criterion["weight"] = weight


def _scores(draw: st.DrawFn, raw: Document) -> None:
    few = 5 if raw["method"]["panel"] == "trimmed_mean" else 1
    panel = st.dictionaries(SEVERAL, SCORES, min_size=few, max_size=6)
    for each in raw["vendors"]:
        each["scores"] = {
            key: draw(panel) if draw(st.booleans()) else own for key, own in each["scores"].items()
        }


def _measures(draw: st.DrawFn, raw: Document) -> None:
    for each in raw["vendors"]:
        each["measures"] = {key: draw(FIGURES) for key in each["measures"]}


def _prices(draw: st.DrawFn, raw: Document) -> None:
    for each in raw["vendors"]:
        each["price"] = str(draw(st.integers(1, 300)))


def _field(draw: st.DrawFn, raw: Document) -> None:
    for each in raw["vendors"]:
        each["knockouts"]["entry"] = draw(ENTRY)


def _method(draw: st.DrawFn, raw: Document) -> None:
    rules = ["mean", "median", *(["trimmed_mean"] if raw["method"]["panel"] == "trimmed_mean" else [])]
    raw["method"]["panel"] = draw(st.sampled_from(rules))
    raw["method"]["quality_relative_to_best"] = draw(st.booleans())
    for criterion in raw["criteria"]:
        if criterion["kind"] == "price":
            criterion.update(draw(st.sampled_from(FORMULAS)))
            criterion["points_decimals"] = draw(st.sampled_from([None, 0, 1]))
        elif criterion["kind"] == "measured":
            criterion["scale"] = draw(st.sampled_from([["0", "10"], ["-1", "5"]]))
        elif criterion["kind"] == "scored":
            criterion["direction"] = draw(st.sampled_from(["higher", "lower"]))


CHANGES: dict[Cause, Any] = {
    Cause.WEIGHTS: _weights,
    Cause.SCORES: _scores,
    Cause.MEASURES: _measures,
    Cause.PRICES: _prices,
    Cause.FIELD: _field,
    Cause.METHOD: _method,
}


def mixed(old: Document, new: Document, happened: frozenset[Cause]) -> Document:
    """The document in which only these changes have happened."""
    raw = deepcopy(new if Cause.METHOD in happened else old)
    source = {cause: new if cause in happened else old for cause in Cause}
    for at, criterion in enumerate(raw["criteria"]):
        if "weight" in criterion:
            criterion["weight"] = source[Cause.WEIGHTS]["criteria"][at]["weight"]
    for at, each in enumerate(raw["vendors"]):
        each["scores"] = source[Cause.SCORES]["vendors"][at]["scores"]
        each["measures"] = source[Cause.MEASURES]["vendors"][at]["measures"]
        each["price"] = source[Cause.PRICES]["vendors"][at]["price"]
        each["knockouts"] = source[Cause.FIELD]["vendors"][at]["knockouts"]
    return raw
