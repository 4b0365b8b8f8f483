"""Whether pairwise judgements fit together, and which one fits worst.

Judgements a(i,j) that contradict nothing satisfy a(i,k) = a(i,j) a(j,k); then the largest eigenvalue λ of their
matrix is n, and otherwise it is larger (Saaty 1977). The consistency index is CI = (λ - n) / (n - 1), and the
consistency ratio CR = CI / RI compares it with RI, the mean index of matrices filled at random from the scale.

*The worst fit* is the judgement with the largest a(i,j) w(j) / w(i) or reciprocal: the farthest from the ratio
of the weights (Saaty, *Decision-making with the AHP: Why is the principal eigenvector necessary*, 2003).

*What the others imply* is the ratio w(i) / w(j) that results without that judgement. Harker (1987): put 0 for
a(i,j) and a(j,i) and 2 for a(i,i) and a(j,j). Row i of A w then has 2 w(i) where it had w(i) + a(i,j) w(j); the
two are the same if a(i,j) = w(i) / w(j). So w and λ are also those of the matrix with the judgement replaced by
the ratio it implies, and one eigenvector answers both questions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from ..arithmetic import fixed, rounded
from ..told import Told
from .precision import Matrix, principal

# Saaty, The Analytic Hierarchy Process, 1980. The means come from simulation; the dip at 12 is in the source.
HUNDREDTHS = [58, 90, 112, 124, 132, 141, 145, 149, 151, 148, 156, 157, 159]
RANDOM_INDEX: Mapping[int, Decimal] = {
    n: Decimal(each).scaleb(-2) for n, each in enumerate(HUNDREDTHS, start=3)
}
RANDOM_INDEX_SOURCE = "Saaty 1980"
CUSTOMARY_LIMIT = Decimal("0.10")
LEVEL_DECIMALS = 20
MOST_SUSPECTS = 6


@dataclass(frozen=True, slots=True)
class Suspect(Told):
    """``row`` was said to count ``said`` times as much as ``column``; the others imply ``implied`` times.

    ``ratio`` is the consistency ratio if that were said instead.
    """

    row: str
    column: str
    said: Fraction
    implied: Fraction
    ratio: Fraction


@dataclass(frozen=True, slots=True)
class Consistency(Told):
    """How well the judgements of one matrix fit together.

    ``ratio`` is absent below three criteria, which cannot contradict each other.

    ``suspects`` are the judgements that fit worst, none if all fit. There are several if they are level, as the
    three of three criteria always are: any one of them explains the contradiction as well. Six are named at most.
    ``cycles`` are threes of which the first counts more than the second, the second more than the third, and
    the third more than the first.
    """

    also = ("random_index_source", "is_within_limit")

    eigenvalue: Fraction
    index: Fraction
    random_index: Decimal | None
    ratio: Fraction | None
    suspects: tuple[Suspect, ...]
    cycles: tuple[tuple[str, str, str], ...]

    @property
    def random_index_source(self) -> str | None:
        return RANDOM_INDEX_SOURCE if self.random_index else None

    @property
    def is_within_limit(self) -> bool:
        """Saaty asks for a ratio of 0.10 or less. That is a convention: neither 0.11 wrong nor 0.09 right."""
        return self.ratio is None or self.ratio <= CUSTOMARY_LIMIT

    def sentences(self, titles: Mapping[str, str]) -> list[str]:
        """What there is to say to whoever judged; nothing if all judgements fit together."""
        said = []
        if self.ratio:
            side = "within" if self.is_within_limit else "above"
            said.append(
                f"The consistency ratio is {fixed(self.ratio, 2)}, {side} the customary {CUSTOMARY_LIMIT}."
            )
        if len(self.suspects) > 1:
            said.append("Several judgements fit equally badly; any one of them may be the odd one.")
        for each in self.suspects:
            judged = _in_words(titles[each.row], titles[each.column], each.said)
            implied = _in_words(titles[each.row], titles[each.column], each.implied)
            then = f"with that, the ratio would be {fixed(each.ratio, 2)}"
            said.append(f"Judged: {judged}. The other judgements imply: {implied}; {then}.")
        for a, b, c in ([titles[key] for key in cycle] for cycle in self.cycles):
            said.append(f"A circle: {a} counts more than {b}, {b} more than {c}, yet {c} more than {a}.")
        return said


def examine(criteria: Sequence[str], matrix: Matrix) -> tuple[list[Fraction], Consistency]:
    """The principal eigenvector of a reciprocal matrix, and how consistent the matrix is."""
    eigenvalue, vector = principal(matrix)
    random_index = RANDOM_INDEX.get(len(criteria))
    return vector, Consistency(
        eigenvalue=eigenvalue,
        index=_index(eigenvalue, len(criteria)),
        random_index=random_index,
        ratio=_ratio(eigenvalue, len(criteria)),
        suspects=tuple(_suspect(criteria, matrix, i, j) for i, j in _worst_fits(matrix, vector)),
        cycles=tuple(_cycles(criteria, matrix)),
    )


def _index(eigenvalue: Fraction, count: int) -> Fraction:
    return (eigenvalue - count) / (count - 1) if count > 1 else Fraction(0)


def _ratio(eigenvalue: Fraction, count: int) -> Fraction | None:
    if count not in RANDOM_INDEX:
        return None
    return _index(eigenvalue, count) / Fraction(RANDOM_INDEX[count])


def _worst_fits(matrix: Matrix, vector: Sequence[Fraction]) -> list[tuple[int, int]]:
    """The judgements with the largest error, each in the direction in which it is at least 1."""
    errors = {
        (i, j) if matrix[i][j] >= 1 else (j, i): _error(matrix[i][j] * vector[j] / vector[i])
        for i, j in combinations(range(len(matrix)), 2)
    }
    worst = max(errors.values(), default=Fraction(1))
    return [pair for pair, error in errors.items() if error == worst > 1][:MOST_SUSPECTS]


def _error(factor: Fraction) -> Fraction:
    return rounded(max(factor, 1 / factor), LEVEL_DECIMALS)


def _suspect(criteria: Sequence[str], matrix: Matrix, i: int, j: int) -> Suspect:
    without = [list(row) for row in matrix]
    without[i][j] = without[j][i] = Fraction(0)
    without[i][i] = without[j][j] = Fraction(2)
    eigenvalue, vector = principal(without)
    return Suspect(
        row=criteria[i],
        column=criteria[j],
        said=matrix[i][j],
        implied=rounded(vector[i] / vector[j], LEVEL_DECIMALS),
        ratio=_ratio(eigenvalue, len(matrix)) or Fraction(0),
    )


def _cycles(criteria: Sequence[str], matrix: Matrix) -> Iterator[tuple[str, str, str]]:
    for i, j, k in combinations(range(len(criteria)), 3):
        for a, b, c in ((i, j, k), (i, k, j)):
            if min(matrix[a][b], matrix[b][c], matrix[c][a]) > 1:
                yield criteria[a], criteria[b], criteria[c]


def _in_words(row: str, column: str, ratio: Fraction) -> str:
    if ratio < 1:
        row, column, ratio = column, row, 1 / ratio
    times = fixed(ratio, 2).rstrip("0").rstrip(".")
    return f"{row} as much as {column}" if times == "1" else f"{row} {times} times as much as {column}"
