"""What the ranking would become: computed from the newest version's evaluation file; nothing is stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from rfp.models import Rfp

from ..engine import EvaluationError, from_mapping, rank
from ..engine.arithmetic import fixed
from ..engine.document import Scored
from ..engine.explanation.words import enumerated
from ..engine.grading import panel_value
from ..inputs.facts import Facts
from ..models import CriteriaSet, Criterion, Shortlist, Waiver
from ..numbers import plain
from .criteria import difference
from .ranking import Move, ranks
from .words import reasons_in_words, short

Document = dict[str, Any]

MOST_SHOWN = 5


class NoPreview(Exception):
    """There is nothing to show; the text says why."""


@dataclass(frozen=True)
class Place:
    title: str
    rank: int | None
    total: str | None
    move: Move


class Preview:
    """The newest version as it would be with this document instead of its own. Raises EvaluationError."""

    still_out = ""
    """Of whom the change is about: what keeps that vendor out of the ranking all the same."""

    def __init__(self, shortlist: Shortlist, document: Document) -> None:
        self.number = shortlist.number
        self._titles = {each["key"]: each["title"] for each in document["vendors"]}
        self._rows: list[Document] = [dict(row) for row in _rows(document)]
        self._before = ranks(shortlist.result)
        self._now = ranks({"rows": self._rows})

    @cached_property
    def places(self) -> list[Place]:
        """Ranked vendors, then those that fall out."""
        rows = [row for row in self._rows if row["rank"] is not None or row["vendor"] in self._before]
        return [
            Place(
                self._titles[row["vendor"]],
                row["rank"],
                row["total"],
                Move(self._before.get(row["vendor"]), row["rank"]),
            )
            for row in rows
        ]

    @property
    def shown(self) -> list[Place]:
        return self.places[:MOST_SHOWN]

    @property
    def other_movers(self) -> list[Place]:
        return [place for place in self.places[MOST_SHOWN:] if place.move.text]

    @property
    def moves_nobody(self) -> bool:
        return not any(place.move.text for place in self.places)

    def why_out(self, vendor: str, document: Document) -> str:
        """Empty for a vendor that would be ranked."""
        row = next(each for each in self._rows if each["vendor"] == vendor)
        if row["rank"] is not None:
            return ""
        criteria = {each["key"]: each for each in document["criteria"]}
        others = [each for each in row["reasons"] if not each.startswith("waived:")]
        told = "; ".join(reasons_in_words(others, criteria, document["method"]))
        return f"{self._titles[vendor]} would still not be ranked. {told}."

    @property
    def changes_first(self) -> bool:
        return self._leaders(self._before) != self._leaders(self._now)

    @property
    def headline(self) -> str:
        before, now = self._leaders(self._before), self._leaders(self._now)
        if not now:
            return "Nobody would be ranked."
        if not before:
            return f"{enumerated(now)} would be first."
        if before == now:
            return f"Rank 1 stays with {enumerated(now)}."
        return f"Rank 1 would pass from {enumerated(before)} to {enumerated(now)}."

    def _leaders(self, ranked: Mapping[str, int]) -> list[str]:
        return sorted(self._titles.get(key, key) for key, rank in ranked.items() if rank == 1)


def _rows(document: Document) -> list[Document]:
    rows: Any = rank(from_mapping(document)).as_dict()["rows"]
    return list(rows)


def preview_of_weights(criteria_set: CriteriaSet, weights: Mapping[str, Decimal]) -> Preview:
    """With these weights, by criterion key. Raises NoPreview."""
    total, found = criteria_set.weights_total, sum(weights.values(), Decimal(0))
    if found != total:
        raise NoPreview(f"No ranking can be computed from these weights: {difference(found, total)}.")
    shortlist = newest_of(criteria_set.rfp)
    document = shortlist.file
    weighted = {each["key"]: each for each in document["criteria"] if each["kind"] != "knockout"}
    if weighted.keys() != weights.keys():
        raise NoPreview(
            f"Criteria were added or removed since version {shortlist.number}: "
            "what becomes of the ranking shows once a version has them all."
        )
    for key, weight in weights.items():
        weighted[key]["weight"] = plain(weight)
    document["method"]["weights_total"] = plain(total)
    return _previewed(shortlist, document)


def preview_of_waiver(rfp: Rfp, waiver: Waiver) -> Preview:
    """With this knock-out waived for this vendor. Raises NoPreview."""
    shortlist = newest_of(rfp)
    document = shortlist.file
    vendor = next((each for each in document["vendors"] if each["key"] == waiver.candidate.key), None)
    if vendor is None or all(each["key"] != waiver.criterion.key for each in document["criteria"]):
        raise NoPreview(f"The vendor or the knock-out is not in version {shortlist.number} yet.")
    vendor["knockouts"] = {**vendor.get("knockouts", {}), waiver.criterion.key: "waived"}
    preview = _previewed(shortlist, document)
    preview.still_out = preview.why_out(waiver.candidate.key, document)
    return preview


def newest_of(rfp: Rfp) -> Shortlist:
    shortlist = Shortlist.objects.latest_of(rfp)
    if shortlist is None:
        raise NoPreview("There is no ranking yet that these could change.")
    return shortlist


def _previewed(shortlist: Shortlist, document: Document) -> Preview:
    try:
        return Preview(shortlist, document)
    except EvaluationError as error:
        raise NoPreview("No ranking can be computed from this.") from error


@dataclass(frozen=True)
class Effect:
    """Whom a minimum would exclude, with their values; and what that does to the ranking, where it is known."""

    out: list[str]
    out_already: list[str]
    unknown: list[str]
    count: int
    preview: Preview | None

    @property
    def sentences(self) -> list[str]:
        known = self.count - len(self.unknown)
        said = []
        if self.out:
            said.append(f"{enumerated(self.out)} would be excluded.")
        elif known:
            said.append(f"Nobody else would be excluded: {known} of {self.count} vendors have a value.")
        if self.out_already:
            verb = "is" if len(self.out_already) == 1 else "are"
            said.append(f"{enumerated(self.out_already)} {verb} out already.")
        if self.unknown:
            said.append(f"Not known yet: {enumerated(self.unknown)}.")
        if self.preview and self.preview.changes_first:
            said.append(self.preview.headline)
        return said


def effect_of_minimum(rfp: Rfp, criterion: Criterion, *, on: date) -> Effect:
    """What the minimum of a criterion does, saved or not. Raises NoPreview."""
    minimum = criterion.minimum
    if minimum is None:
        raise NoPreview("Type a minimum to see whom it would exclude.")
    shortlist = newest_of(rfp)
    document, states = shortlist.file, {row["vendor"]: row["state"] for row in shortlist.result["rows"]}
    values = _values(rfp, criterion, document, on=on)
    fails = _passes(criterion, minimum)
    out = {key: value for key, value in values.items() if value is not None and not fails(value)}
    titles = {each["key"]: each["title"] for each in document["vendors"]}
    named = {key: f"{titles[key]} ({_shown(value)})" for key, value in out.items()}
    return Effect(
        out=[words for key, words in named.items() if states.get(key) != "excluded"],
        out_already=[words for key, words in named.items() if states.get(key) == "excluded"],
        unknown=[titles[key] for key, value in values.items() if value is None],
        count=len(values),
        preview=_with_minimum(shortlist, document, criterion, values, out),
    )


def _passes(criterion: Criterion, minimum: Decimal) -> Callable[[Fraction], bool]:
    """Of what is graded, a value below the minimum is out whichever direction is better."""
    at_most = criterion.is_knockout and criterion.direction == "lower"
    return lambda value: value <= Fraction(minimum) if at_most else value >= Fraction(minimum)


def _values(rfp: Rfp, criterion: Criterion, document: Document, *, on: date) -> dict[str, Fraction | None]:
    """By vendor of the version: what its panel says, or what the register and the records say today."""
    if criterion.is_scored:
        return _panel_values(criterion, document)
    candidates = list(rfp.candidates.select_related("vendor"))
    facts = Facts(rfp, [criterion], candidates, on=on)
    figures = {each.key: facts.measure(criterion, each) for each in candidates}
    keys = [each["key"] for each in document["vendors"]]
    return {key: None if figures.get(key) is None else Fraction(figures[key] or 0) for key in keys}


def _panel_values(criterion: Criterion, document: Document) -> dict[str, Fraction | None]:
    evaluation = from_mapping(document)
    is_there = any(isinstance(each, Scored) and each.key == criterion.key for each in evaluation.criteria)
    scores = {each.key: each.scores.get(criterion.key) if is_there else None for each in evaluation.vendors}
    return {
        key: panel_value(evaluation.method.panel, given.values()) if given else None
        for key, given in scores.items()
    }


def _with_minimum(
    shortlist: Shortlist,
    document: Document,
    criterion: Criterion,
    values: Mapping[str, Fraction | None],
    out: Mapping[str, Fraction],
) -> Preview | None:
    """None where the criterion is not in the newest version: its points are not known."""
    entry = next((each for each in document["criteria"] if each["key"] == criterion.key), None)
    if entry is None:
        return None
    if not criterion.is_knockout:
        entry["minimum"] = plain(criterion.minimum)
    for vendor in document["vendors"] if criterion.is_knockout else ():
        if values.get(vendor["key"]) is not None:
            answer = "fail" if vendor["key"] in out else "pass"
            vendor["knockouts"] = {**vendor.get("knockouts", {}), criterion.key: answer}
    try:
        return Preview(shortlist, document)
    except EvaluationError:
        return None


def _shown(value: Fraction) -> str:
    return short(fixed(value, 2))
