"""Who wins a matrix game, checked by hand arithmetic on the proof and by another solver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from scoring.engine.firmness.game import Row, Solution, solve

from .cases import many

Matrix = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Plain:
    """A matrix as it is, its rows multiplied by whole numbers of their own."""

    matrix: Matrix
    scales: Sequence[int]

    @property
    def units(self) -> Sequence[int]:
        return [1] * len(self.matrix[0])

    @property
    def bound(self) -> int:
        return 1 + max(abs(entry) for row in self.matrix for entry in row)

    def row(self, name: int) -> Row:
        return Row(self.scales[name], [self.scales[name] * entry for entry in self.matrix[name]])

    def likely(self, weights: Mapping[int, int]) -> int:
        return 0

    def strongest(self, weights: Mapping[int, int]) -> int:
        return min(range(len(self.matrix)), key=lambda name: against(self.matrix[name], weights))


def against(row: Sequence[int], weights: Mapping[int, int]) -> int:
    return sum(weight * row[column] for column, weight in weights.items())


def left_by(matrix: Matrix, mixture: Mapping[int, int]) -> list[int]:
    """In each column, what a mixture of rows leaves."""
    columns = range(len(matrix[0]))
    return [sum(share * matrix[row][column] for row, share in mixture.items()) for column in columns]


def value(matrix: Matrix) -> float:
    """The largest t with A w >= t for weights that add up to 1, by SciPy."""
    width = len(matrix[0])
    found = linprog(
        [0.0] * width + [-1.0],
        A_ub=[[-entry for entry in row] + [1] for row in matrix],
        b_ub=[0.0] * len(matrix),
        A_eq=[[1.0] * width + [0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * width + [(None, None)],
        method="highs",
    )
    return float(-found.fun)


def solved(matrix: Matrix) -> Solution:
    return solve(Plain(matrix, [1] * len(matrix)))


@st.composite
def games(draw: st.DrawFn) -> Plain:
    most = draw(st.sampled_from([1, 2, 9]))
    width = draw(st.integers(1, 6))
    rows = st.lists(st.integers(-most, most), min_size=width, max_size=width)
    matrix = draw(st.lists(rows, min_size=1, max_size=7))
    scales = draw(st.lists(st.integers(1, 50), min_size=len(matrix), max_size=len(matrix)))
    return Plain(matrix, scales)


@many
@given(games())
def test_the_sign_comes_with_its_proof(game: Plain) -> None:
    solution = solve(game)

    assert all(weight > 0 for weight in solution.weights.values())
    assert all(share > 0 for share in solution.mixture.values())
    gives = [against(row, solution.weights) for row in game.matrix]
    leaves = left_by(game.matrix, solution.mixture)
    if solution.sign > 0:
        assert solution.weights and min(gives) > 0
    elif solution.sign < 0:
        assert solution.mixture and max(leaves) < 0
    else:
        assert solution.weights and min(gives) >= 0
        assert solution.mixture and max(leaves) <= 0


@many
@given(games())
def test_the_sign_is_that_of_the_value_another_solver_finds(game: Plain) -> None:
    other = value(game.matrix)

    assert solve(game).sign == (0 if abs(other) < 1e-9 else 1 if other > 0 else -1)


@pytest.mark.parametrize("size", [3, 5, 7])
def test_a_game_of_equals_is_level(size: int) -> None:
    """Each one beats those half way round after it."""
    circle = [[_beats((row - column) % size, size) for column in range(size)] for row in range(size)]

    assert solved(circle).sign == 0


def _beats(distance: int, size: int) -> int:
    return 0 if not distance else 1 if distance <= size // 2 else -1


def test_one_row_is_lost_only_if_it_is_below_zero_everywhere() -> None:
    assert [solved([row]).sign for row in ([-1, -2], [0, -2], [1, -2])] == [-1, 0, 1]


def test_many_equal_corners_do_not_make_it_run_in_circles() -> None:
    diagonal = [[int(row == column) for column in range(12)] for row in range(12)]
    below = [[entry - 1 for entry in row] for row in diagonal]

    assert solved(diagonal).sign == 1
    assert solved([*diagonal, [0] * 12]).sign == 0
    assert solved(below).sign == -1


def test_numbers_of_any_size_are_exact() -> None:
    huge = 10**60

    assert solved([[huge, -huge], [-huge, huge + 1]]).sign == 1
    assert solved([[huge, -huge], [-huge, huge]]).sign == 0
    assert solved([[huge, -huge - 1], [-huge, huge]]).sign == -1
