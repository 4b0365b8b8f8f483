"""A scratch copy: the evaluation file of a version with other weights, without some vendors or evaluators, with
other answers to knock-outs. It is worked out and shown, and never becomes the record.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Self

from .engine.weighting import CannotBalance, scale_to
from .numbers import plain

Document = dict[str, Any]


@dataclass(frozen=True)
class Changes:
    """What is other than in the file, by the keys in it: all `weights` or none, `vendors` and `evaluators` that are
    left out, and answers at `knockouts` by vendor and criterion.
    """

    weights: Mapping[str, str] = field(default_factory=dict)
    vendors: Collection[str] = ()
    evaluators: Collection[str] = ()
    knockouts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**stored)

    def stored(self) -> Document:
        return asdict(self)

    def __bool__(self) -> bool:
        return bool(self.weights or self.vendors or self.evaluators or self.knockouts)

    def made_on(self, document: Document) -> Document:
        """A copy of the document with these changes; who or what is not in it is passed over."""
        return document | {
            "criteria": [self._criterion(each) for each in document["criteria"]],
            "vendors": [
                self._vendor(each) for each in document["vendors"] if each["key"] not in self.vendors
            ],
        }

    def fitted_to(self, document: Document) -> Self:
        """What of this can be done to another version: without what it does not have, weights scaled to its total."""
        vendors, criteria, evaluators = titles(document, "vendors"), knockout_keys(document), panel(document)
        knockouts = {
            vendor: {key: answer for key, answer in answers.items() if key in criteria}
            for vendor, answers in self.knockouts.items()
            if vendor in vendors
        }
        return type(self)(
            weights=self._weights_fitted_to(document),
            vendors=[key for key in self.vendors if key in vendors],
            evaluators=[key for key in self.evaluators if key in evaluators],
            knockouts={vendor: answers for vendor, answers in knockouts.items() if answers},
        )

    def _weights_fitted_to(self, document: Document) -> dict[str, str]:
        if not self.weights:
            return {}
        known = weights(document)
        chosen = [Decimal(self.weights.get(key, weight)) for key, weight in known.items()]
        try:
            fitted = scale_to(chosen, Decimal(document["method"]["weights_total"]))
        except CannotBalance:
            return {}
        return dict(zip(known, map(plain, fitted), strict=True))

    def _criterion(self, criterion: Document) -> Document:
        weight = self.weights.get(criterion["key"])
        return criterion if weight is None or "weight" not in criterion else criterion | {"weight": weight}

    def _vendor(self, vendor: Document) -> Document:
        changed = dict(vendor)
        if self.evaluators and "scores" in vendor:
            panels = {key: self._panel(scores) for key, scores in vendor["scores"].items()}
            changed["scores"] = {key: scores for key, scores in panels.items() if scores}
        if answers := self.knockouts.get(vendor["key"]):
            changed["knockouts"] = vendor.get("knockouts", {}) | answers
        return changed

    def _panel(self, scores: Mapping[str, str]) -> dict[str, str]:
        return {evaluator: score for evaluator, score in scores.items() if evaluator not in self.evaluators}


def titles(document: Document, part: str) -> dict[str, str]:
    return {each["key"]: each["title"] for each in document[part]}


def weights(document: Document) -> dict[str, str]:
    """By key, of the criteria that have one."""
    return {each["key"]: str(each["weight"]) for each in document["criteria"] if "weight" in each}


def knockout_keys(document: Document) -> list[str]:
    return [each["key"] for each in document["criteria"] if each["kind"] == "knockout"]


def panel(document: Document) -> list[str]:
    """Who has given a score, by key."""
    panels = (scores for vendor in document["vendors"] for scores in vendor.get("scores", {}).values())
    return sorted({evaluator for scores in panels for evaluator in scores})


def no_longer_fits(changes: Changes, *, made_on: Document, newest: Document) -> list[str]:
    """What has become of criteria, vendors and evaluators since these changes were thought out, in sentences."""
    told = []
    for part, word in (("criteria", "Criterion"), ("vendors", "Vendor")):
        before, now = titles(made_on, part), titles(newest, part)
        told += [f"{word} “{title}” is gone." for key, title in before.items() if key not in now]
        told += [f"{word} “{title}” is new." for key, title in now.items() if key not in before]
    rules = {each["key"]: each for each in made_on["criteria"]}
    changed = [each for each in newest["criteria"] if each != rules.get(each["key"], each)]
    told += [f"Criterion “{each['title']}” has changed." for each in changed]
    if made_on["method"] != newest["method"]:
        told.append("The method has changed.")
    left_out = set(changes.evaluators) - set(panel(newest))
    told += [f"Evaluator “{key}”, left out here, has no scores any more." for key in sorted(left_out)]
    return told
