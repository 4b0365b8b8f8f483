"""How firm the first place of a version is: the engine's answers, for a page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from ..engine import Evaluation, Ranking, from_mapping, parse, rank
from ..engine.agreement import agreement
from ..engine.arithmetic import fixed
from ..engine.firmness import wording
from ..engine.firmness.absence import Verdict
from ..engine.firmness.acceptability import Acceptability, Acceptance, acceptability
from ..engine.firmness.field import Unavailable
from ..engine.firmness.prospects import Outlook, Prospect
from ..engine.firmness.report import MOST, Firmness, examine
from ..engine.firmness.tipping import Tipping
from ..engine.second_opinion import NO_OPINION, second_opinion
from ..models import Shortlist
from .words import rounding, short

RANKS_SHOWN = 5
OUTLOOKS = {Outlook.FIRST: "can be first", Outlook.LEVEL: "can draw level at best", Outlook.NEVER: "never"}
VERDICTS = {
    Verdict.SURVIVES: "stays first",
    Verdict.CHANGES: "is not first alone",
    Verdict.UNDETERMINED: "not determined",
}


@dataclass(frozen=True)
class Tip:
    """One criterion: its weight, and where less or more of it would let another vendor draw level.

    `x` of the weight and `from_x`, `to_x` of the room it has are per cents of the scale.
    """

    title: str
    weight: str
    down: str
    down_vendor: str
    up: str
    up_vendor: str
    x: str
    from_x: str
    room: str


@dataclass(frozen=True)
class Chance:
    """What weights can do for one vendor, and an example or a proof that they cannot."""

    title: str
    outlook: Outlook
    words: str
    proof: str


@dataclass(frozen=True)
class Without:
    evaluator: str
    words: str
    first: str
    margin: str
    holds: bool


@dataclass(frozen=True)
class Draw:
    """How often a vendor was on each of the first ranks, in per cent."""

    title: str
    everywhere: str
    around: list[str]


@lru_cache(maxsize=16)
def _examined(document: str) -> tuple[Evaluation, Ranking, Firmness]:
    """Versions never change, so each is examined once in the life of a process."""
    evaluation = parse(document)
    ranking = rank(evaluation)
    return evaluation, ranking, examine(evaluation, ranking)


class FirmnessView:
    """`evaluators` has names to show instead of keys."""

    def __init__(self, shortlist: Shortlist, *, evaluators: Mapping[str, str]) -> None:
        self.shortlist, self.evaluators = shortlist, evaluators
        self.evaluation, self._ranking, self.found = _examined(shortlist.document)
        self.names = wording.Names(self.evaluation, evaluators)
        self._whole = Fraction(self.evaluation.method.weights_total)

    @property
    def leader(self) -> str:
        part = self.found.dominance
        return "" if isinstance(part, Unavailable) else self.names.vendors[part.leader]

    @property
    def ranks_shown(self) -> range:
        return range(1, min(RANKS_SHOWN, len(self._ranking.placing.ranks)) + 1)

    # --- Weights

    @property
    def weights(self) -> list[str]:
        """The board's sentences: by the tie-break only, or by so many points."""
        part, level = self.found.dominance, self.found.level
        leader = None if isinstance(part, Unavailable) else part.leader
        sensitivity = self.found.sensitivity
        return [
            *(wording.of_level(leader, level, self.names) if leader else ()),
            *(list(wording.of_sensitivity(sensitivity, self.names))[:1] if sensitivity and not level else ()),
            *wording.of_dominance(part, self.names),
        ]

    @cached_property
    def tips(self) -> list[Tip]:
        found = self.found.sensitivity
        if found is None or self.found.level:
            return []
        return [
            self._tip(each.criterion, Fraction(each.weight), each.down, each.up) for each in found.criteria
        ]

    @property
    def rounding(self) -> str:
        return rounding(fixed(Fraction(0), self.evaluation.method.decimals))

    def _tip(self, key: str, weight: Fraction, down: Tipping | None, up: Tipping | None) -> Tip:
        low, high = down.at if down else Fraction(0), up.at if up else self._whole
        return Tip(
            title=self.names.criteria[key],
            weight=_number(weight),
            down=_number(down.at) if down else "",
            down_vendor=self.names.vendors[down.vendor] if down else "",
            up=_number(up.at) if up else "",
            up_vendor=self.names.vendors[up.vendor] if up else "",
            x=self._per_cent(weight),
            from_x=self._per_cent(low),
            room=self._per_cent(high - low),
        )

    def _per_cent(self, weight: Fraction) -> str:
        return f"{fixed(100 * weight / self._whole, 2)}%"

    # --- Who could be first

    @cached_property
    def chances(self) -> list[Chance]:
        part = self.found.prospects
        return [] if isinstance(part, Unavailable) else [self._chance(each) for each in part]

    @property
    def no_chances(self) -> str:
        part = self.found.prospects
        return part.reason if isinstance(part, Unavailable) else ""

    def _chance(self, prospect: Prospect) -> Chance:
        title, outlook = self.names.vendors[prospect.vendor], prospect.outlook
        proof = self._example(prospect) if prospect.weights else ""
        if prospect.mixture:
            (sentence,) = wording.of_prospects([prospect], self.found.first, self.names)
            proof = " ".join(filter(None, [sentence, proof]))
        return Chance(title, outlook, OUTLOOKS[outlook], proof)

    def _example(self, prospect: Prospect) -> str:
        weights = sorted(prospect.weights.items(), key=lambda pair: -pair[1])
        told = ", ".join(f"{self.names.criteria[key]} {_number(weight)}" for key, weight in weights)
        ahead = f": {_number(prospect.lead)} points ahead" if prospect.lead else ": level"
        return f"For example with {told}{ahead}."

    # --- Evaluators, the price formula, what others need

    @property
    def evaluator_words(self) -> list[str]:
        return list(wording.of_evaluators(self.found.evaluators, self.names))

    @property
    def without(self) -> list[Without]:
        part = self.found.evaluators
        if isinstance(part, Unavailable):
            return []
        return [
            Without(
                self.names.evaluator(each.evaluator),
                VERDICTS[each.verdict],
                self._listed(each.first),
                "" if each.margin is None else _number(each.margin),
                each.verdict is Verdict.SURVIVES,
            )
            for each in part.without
        ]

    @property
    def price_words(self) -> list[str]:
        return list(wording.of_price_safety(self.found.price_safety, self.found.prospects, self.names))

    @property
    def is_price_safe(self) -> bool:
        part = self.found.price_safety
        return not isinstance(part, Unavailable) and part.safe

    @property
    def needs(self) -> list[str]:
        return list(wording.of_needs(self.found.needs, self.names))

    @property
    def left_out(self) -> list[str]:
        return list(wording.of_left_out(self.found.left_out, MOST))

    def _listed(self, keys: Sequence[str]) -> str:
        return ", ".join(self.names.vendors[key] for key in keys)

    # --- On demand

    def answer(self, question: str) -> dict[str, Any]:
        """What a page shows of one of the `QUESTIONS`."""
        return QUESTIONS[question](self)

    def draws(self) -> dict[str, Any]:
        found = acceptability(self.evaluation, self._ranking)
        sentences = list(wording.of_acceptability(found, self.names))
        if isinstance(found, Unavailable):
            return {"sentences": sentences}
        return {"sentences": sentences, "draws": self._draws(found), "seed": found.seed}

    def _draws(self, found: Acceptability) -> list[Draw]:
        everywhere = {each.vendor: each for each in found.everywhere}
        return [
            Draw(
                self.names.vendors[each.vendor],
                _share(everywhere[each.vendor], 1),
                [_share(each, place) for place in self.ranks_shown],
            )
            for each in found.around
        ]

    def panel(self) -> dict[str, Any]:
        return {"sentences": list(agreement(self._with_names()).sentences())}

    def _with_names(self) -> Evaluation:
        """The same evaluation with evaluators by name, where no two share one."""
        names = list(self.evaluators.values())
        shown = {key: name for key, name in self.evaluators.items() if names.count(name) == 1}
        document = self.shortlist.file
        for vendor in document["vendors"]:
            scores = vendor.get("scores", {})
            for criterion, panel in scores.items():
                scores[criterion] = {shown.get(key, key): value for key, value in panel.items()}
        return from_mapping(document)

    def methods(self) -> dict[str, Any]:
        found = second_opinion(self.evaluation)
        if found is None:
            return {"sentences": [NO_OPINION]}
        record = {row.vendor: row.rank for row in self._ranking.rows}
        by_method = [{each.vendor: each.rank for each in opinion.standings} for opinion in found.opinions]
        places: Iterable[tuple[str, list[int | None]]] = (
            (self.names.vendors[key], [record[key], *(ranks[key] for ranks in by_method)])
            for key in by_method[0]
        )
        return {
            "sentences": list(found.sentences()),
            "methods": [f"{each.method}, {each.setting}" for each in found.opinions],
            "places": sorted(places, key=lambda row: row[1][0] or 0),
        }


QUESTIONS: dict[str, Callable[[FirmnessView], dict[str, Any]]] = {
    "draws": FirmnessView.draws,
    "panel": FirmnessView.panel,
    "methods": FirmnessView.methods,
}
"""What is only worked out when somebody asks."""


def _share(acceptance: Acceptance, place: int) -> str:
    return fixed(acceptance.share(place) * 100, 1)


def _number(number: Fraction) -> str:
    return short(fixed(number, 4)).replace("-", "−")
