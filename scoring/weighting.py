"""Weights proposed from what people answered: rows → the engine's `weighting`, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, groupby

from .engine.weighting import (
    CannotPropose,
    Judgement,
    Proposal,
    from_comparisons,
    from_order,
    from_swings,
)
from .engine.weighting.pairwise import MOST_CRITERIA
from .models import Criterion, WeightAnswer, WeightMethod

Answers = Mapping[str, str]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Outcome:
    """What the answers give: for the group, and by person's key each own one; or why nothing."""

    proposal: Proposal | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Proposal] = field(default_factory=dict)
    unfinished: Sequence[str] = ()
    problems: Sequence[str] = ()


def pairs_of(criteria: Sequence[Criterion]) -> list[Pair]:
    return list(combinations([each.key for each in criteria], 2))


def pair_key(pair: Pair) -> str:
    return " ".join(pair)


def is_complete(method: str, answers: Answers, criteria: Sequence[Criterion]) -> bool:
    """Whether it says something of everything that is weighed now."""
    if method == WeightMethod.PAIRS:
        return all(pair_key(pair) in answers for pair in pairs_of(criteria))
    return all(each.key in answers for each in criteria)


def outcome(
    method: str, rows: Iterable[WeightAnswer], criteria: Sequence[Criterion], total: Decimal
) -> Outcome:
    """Answers that lack a criterion wait until their person has given the rest."""
    given = list(rows)
    complete = {str(each.person_id): each for each in given if is_complete(method, each.answers, criteria)}
    names = {key: each.person.name for key, each in complete.items()}
    unfinished = [each.person.name for each in given if str(each.person_id) not in complete]
    if not complete:
        return Outcome(unfinished=unfinished)
    answers = {key: each.answers for key, each in complete.items()}
    try:
        proposal = propose(method, [each.key for each in criteria], answers, total)
    except CannotPropose as refusal:
        titles = {each.key: each.title for each in criteria}
        return Outcome(names=names, unfinished=unfinished, problems=in_words(refusal, names, titles))
    own = proposal.people or dict.fromkeys(complete, proposal)
    return Outcome(proposal, names, own, unfinished)


def propose(method: str, keys: Sequence[str], people: Mapping[str, Answers], total: Decimal) -> Proposal:
    """Raises CannotPropose."""
    if method == WeightMethod.SWING:
        points = {name: {key: given[key] for key in keys} for name, given in people.items()}
        return from_swings(keys, points, total)
    if method == WeightMethod.ORDER:
        return from_order(keys, {name: _order(keys, given) for name, given in people.items()}, total)
    return from_comparisons(keys, {name: _judgements(keys, given) for name, given in people.items()}, total)


def _order(keys: Sequence[str], places: Answers) -> list[list[str]]:
    """Those of one place together, the first place first."""
    ranked = sorted(keys, key=lambda key: int(places[key]))
    return [list(level) for _, level in groupby(ranked, key=lambda key: int(places[key]))]


def _judgements(keys: Sequence[str], given: Answers) -> list[Judgement]:
    return [(row, column, given[pair_key((row, column))]) for row, column in combinations(keys, 2)]


def in_words(refusal: CannotPropose, names: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    """Each fault with names instead of keys."""
    said = []
    for fault in refusal.faults:
        person = next((name for key, name in names.items() if fault.place.startswith((key, f"[{key}"))), "")
        about = next((title for key, title in titles.items() if key in fault.place), "")
        where = ", ".join(filter(None, [person, about]))
        said.append(f"{where}: {fault.message}." if where else f"{fault.message}.")
    return said


__all__ = ["MOST_CRITERIA", "Outcome", "is_complete", "outcome", "pair_key", "pairs_of"]
