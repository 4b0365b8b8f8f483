"""Why no ranking can be computed yet, in the words of the pages; no score is named."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..engine import EvaluationError, Fault
from ..models import Criterion

Document = Mapping[str, Any]

NO_CRITERIA = "There are no criteria yet."
NO_WEIGHTS = "No criterion has a weight yet."
NO_VENDORS = "There are no vendors to rank yet."
STEP = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+)(?:\.([\w-]+))?)?")


def missing_parts(criteria: Sequence[Criterion], candidates: Sequence[object]) -> list[str]:
    problems = []
    if not criteria:
        problems.append(NO_CRITERIA)
    elif not any(criterion.weight for criterion in criteria):
        problems.append(NO_WEIGHTS)
    if not candidates:
        problems.append(NO_VENDORS)
    return problems


def in_words(error: EvaluationError, document: Document) -> list[str]:
    """One sentence for each fault, in their order, each only once."""
    return list(dict.fromkeys(_sentence(fault, document) for fault in error.faults))


def _sentence(fault: Fault, document: Document) -> str:
    if fault.place == "method.weights_total":
        return f"{fault.message[0].upper()}{fault.message[1:]}."
    if fault.place.startswith("method.tie_break"):
        return "The tie-break names something that is not a criterion with points."
    found = STEP.match(fault.place)
    if found:
        return _about(document, *found.groups(), message=fault.message)
    return f"The {fault.place.replace('_', ' ').replace('.', ', ')} cannot be used: {fault.message}."


def _about(
    document: Document, part: str, index: str, field: str | None, key: str | None, *, message: str
) -> str:
    entry = document[part][int(index)]
    if part == "criteria":
        return (
            f"“{entry['title']}”: the {(field or 'criterion').replace('_', ' ')} cannot be used: {message}."
        )
    criterion = _titles(document).get(key or "", key)
    say = SENTENCES.get(field or "", _unusable)
    return say(entry["title"], criterion or field, message)


def _score(vendor: str, criterion: str | None, message: str) -> str:
    if message.startswith("trimmed_mean"):
        return (
            f"“{criterion}” of {vendor} has fewer than five scores; "
            "the mean without the highest and the lowest needs five."
        )
    return f"A score of {vendor} for “{criterion}” is not on its scale."


def _unusable(vendor: str, what: str | None, message: str) -> str:
    return f"“{what}” of {vendor} cannot be used."


SENTENCES: dict[str, Callable[[str, str | None, str], str]] = {"scores": _score}


def _titles(document: Document) -> dict[str, str]:
    return {each["key"]: each["title"] for each in document["criteria"]}
