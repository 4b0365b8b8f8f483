"""Pairwise comparison, the weighting of the analytic hierarchy process.

Each two criteria are compared on Saaty's scale: 1 equal, 3 moderately, 5 strongly, 7 very strongly, 9 extremely
more important, and what lies between. With a(i,j) the judgement on i against j and a(j,i) = 1 / a(i,j), the
weights are the principal eigenvector of that matrix: A w = λ w (Saaty, *A scaling method for priorities in
hierarchical structures*, 1977; *The Analytic Hierarchy Process*, 1980). If the judgements fit together,
a(i,j) = w(i) / w(j), and the eigenvector is w itself.

A group's matrix holds the geometric mean of its members' judgements, the mean that keeps a(j,i) = 1 / a(i,j)
(Aczél and Saaty, *Procedures for synthesizing ratio judgements*, 1983).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from ..faults import Fault, step
from ..reading.schema import shown
from .answers import CannotPropose, Number, number, refuse_faults
from .consistency import RANDOM_INDEX, examine
from .precision import Matrix, geometric_mean
from .proposal import HUNDRED, Proposal, normalised

MOST_CRITERIA = max(RANDOM_INDEX)
EXTREME = 9

Judgement = tuple[str, str, Number]


def from_comparisons(
    criteria: Sequence[str], people: Mapping[str, Sequence[Judgement]], total: Decimal = HUNDRED
) -> Proposal:
    """Weights from each person's judgements: ``("security", "price", "3")`` says that security counts 3 times
    as much as price, ``"1/3"`` the reverse. Each two criteria are compared once, in either direction.

    Raises ``CannotPropose``: a comparison missing, there twice, unknown or beyond the scale; over 15 criteria,
    where Saaty's random index ends.
    """
    if len(criteria) > MOST_CRITERIA:
        raise CannotPropose(
            [Fault("criteria", f"more than {MOST_CRITERIA} are too many to compare in pairs")]
        )
    refuse_faults(criteria, people, lambda judgements: _faults(criteria, judgements))
    matrices = {name: _matrix(criteria, judgements) for name, judgements in people.items()}
    own = {name: _proposal(criteria, matrix, total, {}) for name, matrix in matrices.items()}
    first, *others = own.values()
    return _proposal(criteria, _mean(list(matrices.values())), total, own) if others else first


def _proposal(
    criteria: Sequence[str], matrix: Matrix, total: Decimal, people: Mapping[str, Proposal]
) -> Proposal:
    vector, consistency = examine(criteria, matrix)
    return Proposal("pairwise comparison", total, normalised(criteria, vector), consistency, people)


def _matrix(criteria: Sequence[str], judgements: Sequence[Judgement]) -> Matrix:
    ratios = {(key, key): Fraction(1) for key in criteria}
    for row, column, value in judgements:
        ratio = number(value) or Fraction(1)
        ratios |= {(row, column): ratio, (column, row): 1 / ratio}
    return [[ratios[row, column] for column in criteria] for row in criteria]


def _mean(matrices: Sequence[Matrix]) -> Matrix:
    count = len(matrices[0])
    mean = [[Fraction(1)] * count for _ in range(count)]
    for i, j in combinations(range(count), 2):
        mean[i][j] = geometric_mean([matrix[i][j] for matrix in matrices])
        mean[j][i] = 1 / mean[i][j]
    return mean


def _faults(criteria: Sequence[str], judgements: Sequence[Judgement]) -> Iterator[tuple[str, str]]:
    for row, column, value in judgements:
        for complaint in _complaints(criteria, row, column, value):
            yield step(row) + step(column), complaint
    compared = Counter(frozenset((row, column)) for row, column, _ in judgements)
    for row, column in combinations(criteria, 2):
        if compared[frozenset((row, column))] != 1:
            often = "compared more than once" if compared[frozenset((row, column))] else "not compared"
            yield step(row) + step(column), f"these two are {often}"


def _complaints(criteria: Sequence[str], row: str, column: str, value: Number) -> Iterator[str]:
    if row == column:
        yield "this is one criterion"
    yield from (f"{shown(key)} is not a weighted criterion" for key in (row, column) if key not in criteria)
    ratio = number(value)
    if ratio is None:
        yield f"{shown(value)} is not a number or a fraction"
    elif not Fraction(1, EXTREME) <= ratio <= EXTREME:
        yield f"{value} is beyond the scale from 1/{EXTREME} to {EXTREME}"
