"""Proposals of weights beside those in force, and judgements of pairs as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..engine.arithmetic import fixed
from ..engine.weighting import CUSTOMARY_LIMIT, Consistency
from ..engine.weighting.consistency import RANDOM_INDEX_SOURCE
from ..models import Criterion
from ..numbers import plain
from ..weighting import Outcome, Pair, pair_key, pairs_of


@dataclass(frozen=True)
class Row:
    criterion: Criterion
    proposed: str
    change: str
    each: list[str]


class Comparison:
    """By criterion, the weight in force, the proposed one, and what each person's answers alone would give."""

    def __init__(self, criteria: Sequence[Criterion], outcome: Outcome) -> None:
        self.criteria, self.outcome = criteria, outcome

    @property
    def people(self) -> list[tuple[str, str]]:
        """Names, each with the weight that would have to move to get from their weights to the group's."""
        proposal = self.outcome.proposal
        distances = proposal.distances if proposal else {}
        shown = self.outcome.own if len(self.outcome.own) > 1 else {}
        return [(self.outcome.names[key], plain(distances.get(key))) for key in shown]

    @cached_property
    def rows(self) -> list[Row]:
        proposal = self.outcome.proposal
        if proposal is None:
            return []
        own = [each.weights for each in self.outcome.own.values()] if len(self.outcome.own) > 1 else []
        return [
            Row(
                each,
                f"{proposal.weights[each.key]:f}",
                f"{proposal.weights[each.key] - each.weight:+.2f}",
                [f"{weights[each.key]:f}" for weights in own],
            )
            for each in self.criteria
        ]


@dataclass(frozen=True)
class Cell:
    """What was said of two criteria, as a link to the question; nothing on the diagonal."""

    text: str = ""
    mark: str = ""
    label: str = ""


class Matrix:
    """All pairs of one person: how many times the row counts as much as the column."""

    def __init__(self, criteria: Sequence[Criterion], answers: Mapping[str, str], pair: Pair) -> None:
        self.criteria, self.answers, self.pair = criteria, answers, pair
        self._by_key = {each.key: each for each in criteria}
        self.pairs = pairs_of(criteria)

    @property
    def number(self) -> int:
        return self.pairs.index(self.pair) + 1

    @property
    def given(self) -> int:
        return sum(pair_key(pair) in self.answers for pair in self.pairs)

    @property
    def mark(self) -> str:
        return self._mark(self.pair)

    @property
    def rows(self) -> list[tuple[Criterion, list[Cell]]]:
        return [(row, [self._cell(row, column) for column in self.criteria]) for row in self.criteria]

    def _cell(self, row: Criterion, column: Criterion) -> Cell:
        if row == column:
            return Cell()
        is_above = (row.key, column.key) in self.pairs
        pair = (row.key, column.key) if is_above else (column.key, row.key)
        said = self.answers.get(pair_key(pair), "")
        text = said if is_above else _inverse(said)
        return Cell(text or "?", self._mark(pair), f"{row.title} against {column.title}: {text or 'open'}")

    def _mark(self, pair: Pair) -> str:
        return "-".join(str(self._by_key[key].pk) for key in pair)

    def findings(self, consistency: Consistency | None) -> "Findings | None":
        return Findings(self, consistency) if consistency else None

    def titles(self) -> dict[str, str]:
        return {key: each.title for key, each in self._by_key.items()}

    def mark_of(self, row: str, column: str) -> str:
        return self._mark((row, column) if (row, column) in self.pairs else (column, row))


class Findings:
    """How well one person's judgements fit together, in words, and where to look again."""

    def __init__(self, matrix: Matrix, consistency: Consistency) -> None:
        self._matrix, self._consistency = matrix, consistency

    @property
    def ratio(self) -> str:
        ratio = self._consistency.ratio
        return "" if ratio is None else fixed(ratio, 2)

    @property
    def is_within_limit(self) -> bool:
        return self._consistency.is_within_limit

    @property
    def yardstick(self) -> str:
        index = self._consistency.random_index
        return (
            f"{RANDOM_INDEX_SOURCE}: random index {index}, customary limit {CUSTOMARY_LIMIT}" if index else ""
        )

    @property
    def sentences(self) -> list[str]:
        return self._consistency.sentences(self._matrix.titles())

    @property
    def suspects(self) -> list[tuple[str, str]]:
        """Each odd judgement: its link, and the two criteria."""
        titles = self._matrix.titles()
        return [
            (self._matrix.mark_of(each.row, each.column), f"{titles[each.row]} against {titles[each.column]}")
            for each in self._consistency.suspects
        ]


def _inverse(said: str) -> str:
    if said in ("", "1"):
        return said
    return said.removeprefix("1/") if said.startswith("1/") else f"1/{said}"
