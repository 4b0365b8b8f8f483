"""What the tests of firmness share: documents changed, and the naive model asked about them."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, settings

from scoring.engine import Evaluation, Ranking, from_mapping, rank
from scoring.tests.engine import naive
from scoring.tests.engine.documents import Document

few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(few, max_examples=70)


def both(document: Document) -> tuple[Evaluation, Ranking]:
    evaluation = from_mapping(document)
    return evaluation, rank(evaluation)


def totals(document: Document) -> dict[str, Fraction]:
    """By the naive model, exact; of the ranked vendors."""
    return naive.Model(document).total


def fractions(document: Document) -> dict[str, dict[str, Fraction]]:
    """By the naive model; of the ranked vendors, on the weighted criteria."""
    model = naive.Model(document)
    return {key: model.fraction[key] for key in model.total}


def first(document: Document) -> tuple[str, ...]:
    """By the naive model, in the file's order."""
    model = naive.Model(document)
    return tuple(key for key in model.total if model.rank(key) == 1)


def margin(document: Document) -> Fraction | None:
    """By the naive model, between the first two."""
    model = naive.Model(document)
    ranked = [model.total[key] for key in model.order() if key in model.total]
    return ranked[0] - ranked[1] if len(ranked) > 1 else None


def with_weights(document: Document, weights: dict[str, Any]) -> Document:
    """The same with these weights, and none on the criteria that are not named."""
    changed = deepcopy(document)
    for criterion in changed["criteria"]:
        if "weight" in criterion:
            criterion["weight"] = str(weights.get(criterion["key"], 0))
    return changed


def with_method(document: Document, **method: object) -> Document:
    return {**document, "method": {**document["method"], **method}}


def without_vendor(document: Document, key: str) -> Document:
    return {**document, "vendors": [each for each in document["vendors"] if each["key"] != key]}


def without_evaluator(document: Document, name: str) -> Document:
    changed = deepcopy(document)
    for vendor in changed["vendors"]:
        for panel in filter(None, vendor["scores"].values()):
            panel.pop(name, None)
    return changed


def with_value(document: Document, vendor: str, criterion: str, value: str) -> Document:
    """The vendor's value of one criterion; a panel of five that agree, so that any rule gives just that."""
    changed = deepcopy(document)
    kind = next(each["kind"] for each in changed["criteria"] if each["key"] == criterion)
    own = next(each for each in changed["vendors"] if each["key"] == vendor)
    if kind == "price":
        own["price"] = value
    elif kind == "measured":
        own["measures"][criterion] = value
    else:
        own["scores"][criterion] = {f"e{index}": value for index in range(5)}
    return changed
