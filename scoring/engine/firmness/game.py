r"""Who wins a matrix game: exact, with a proof.

One player mixes the columns with weights w, the other mixes the rows with shares y, and the first receives
y A w. By von Neumann's theorem both can hold the same value

    t = max over w of min over rows of (A w)  =  min over y of max over columns of (y A).

Only the sign of t is looked for, with what proves it: weights that give more than nothing against every row,
or a mixture of rows that leaves less than nothing in every column, or, for t = 0, weights that never give less and a
mixture that never leaves more than nothing.

*A linear program.* Add a constant c that makes every entry positive. Then t + c is one over the largest sum of
y >= 0 with y (A + c) <= 1 in every column, and the weights are the dual of that program (Dantzig, *A proof of
the equivalence of the programming problem and the game problem*, 1951).

*In whole numbers.* A row may be multiplied by a scale s and a column by a unit F of its own: with
E = s F (A + c) the program is to make the sum of s y as large as can be, with y E <= F in every column. The
tableau is kept in whole numbers over one common denominator, the last pivot, and no division leaves a
remainder (Edmonds 1967, Bareiss 1968).

*Only rows that matter.* The game is solved for a few rows. Against its best weights the row that does best of
all is sought and added, until there is none that does better than the value of the small game. A mixture that
proves t < 0 in the small game proves it in the whole one.

*It ends.* Each round adds a row, and within a round a step that gains nothing is followed by Bland's rule (*New
finite pivoting rules for the simplex method*, 1977).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple, Protocol


class Row(NamedTuple):
    """A row of A times ``scale`` and the units of the columns."""

    scale: int
    entries: Sequence[int]


class Game(Protocol):
    """``units`` of the columns; ``bound``, a whole number above the size of every entry of A.

    Weights come by column and per unit: the weight itself is the unit times that.
    """

    @property
    def units(self) -> Sequence[int]: ...

    @property
    def bound(self) -> int: ...

    def row(self, name: int) -> Row: ...

    def likely(self, weights: Mapping[int, int]) -> int:
        """A row that may well be the strongest. Any row will do; a good guess saves time."""

    def strongest(self, weights: Mapping[int, int]) -> int:
        """A row against which the weights give least."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The sign of the value. ``weights`` by column if they keep it at or above 0, ``mixture`` by row if that keeps it
    at or below 0; neither is scaled to a sum."""

    sign: int
    weights: Mapping[int, int]
    mixture: Mapping[int, int]


def solve(game: Game) -> Solution:
    """The game must have a row and a column."""
    tableau = Tableau(game)
    rival = game.likely({})
    while True:
        tableau.meet(rival)
        if tableau.is_lost():
            return Solution(-1, {}, tableau.mixture())
        rival = tableau.challenger()
        if tableau.gives(rival) > 0:
            return Solution(1, tableau.plain_weights(), {})
        if tableau.holds_against(rival):
            return Solution(0, tableau.plain_weights(), tableau.mixture())


class Tableau:
    """The linear program of the rows met so far, in the basis reached so far.

    A variable is the share of a row (its name) or the slack of column k (``~k``). ``basis`` has the variable of
    each line and ``right`` its value; ``columns`` has, for each slack out of the basis, its coefficients. In the last
    line stand the objective and, for each slack, its column's weight. All of it over ``denominator``.
    """

    def __init__(self, game: Game) -> None:
        self.game = game
        self.met: dict[int, Row] = {}
        self.basis = [~column for column in range(len(game.units))]
        self.right = [*game.units, 0]
        self.columns: dict[int, list[int]] = {}
        self.denominator = 1
        self.stuck = False

    @property
    def weights(self) -> dict[int, int]:
        return {~slack: line[-1] for slack, line in self.columns.items() if line[-1]}

    def plain_weights(self) -> dict[int, int]:
        return {column: weight * self.game.units[column] for column, weight in self.weights.items()}

    def mixture(self) -> dict[int, int]:
        shares = zip(self.basis, self.right, strict=False)
        return {name: share * self.met[name].scale for name, share in shares if name >= 0 and share}

    def meet(self, name: int) -> None:
        """Takes a row into the game."""
        self.met[name] = self._lifted(self.game.row(name))

    def is_lost(self) -> bool:
        """Finds the best weights against the rows met, unless the mixture proves first that none are enough."""
        while (entering := self._entering()) is not None:
            self._step(entering)
            if self.game.bound * self.right[-1] > self.denominator:
                return True
        return False

    def challenger(self) -> int:
        """The strongest row, or one that is not yet held off for sure."""
        guess = self.game.likely(self.weights)
        if self.gives(guess) <= 0 and not self.holds_against(guess):
            return guess
        return self.game.strongest(self.weights)

    def gives(self, name: int) -> int:
        """What the weights give against a row; only the sign counts."""
        entries = self.game.row(name).entries
        return sum(weight * entries[column] for column, weight in self.weights.items())

    def holds_against(self, name: int) -> bool:
        """True if the weights give at least the value of the game so far."""
        return self._gap(self._lifted(self.game.row(name))) >= 0

    def _lifted(self, row: Row) -> Row:
        lift = row.scale * self.game.bound
        units = self.game.units
        return Row(row.scale, [entry + lift * unit for entry, unit in zip(row.entries, units, strict=True)])

    def _gap(self, lifted: Row) -> int:
        """What the weights give against a lifted row, less the value of the game so far."""
        weights = self.weights
        given: int = sum(map(mul, weights.values(), [lifted.entries[column] for column in weights]))
        return given - lifted.scale * self.denominator

    def _entering(self) -> int | None:
        """A variable that can improve the game: a row's before a slack, and the one that promises most; after
        a step that gained nothing the first of all."""
        gaps = {name: self._gap(row) // row.scale for name, row in self.met.items()}
        rows = {name: gap for name, gap in gaps.items() if gap < 0}
        slacks = {slack: line[-1] for slack, line in self.columns.items() if line[-1] < 0}
        if self.stuck:
            return min([*rows, *slacks], default=None)
        promising = rows or slacks
        return min(promising, key=promising.__getitem__, default=None)

    def _step(self, entering: int) -> None:
        """One variable into the basis, another out."""
        known = self.columns.pop(entering, None)
        coefficients = self._coefficients(entering) if known is None else known
        line = self._leaving(coefficients)
        self.stuck = self.right[line] == 0
        self._pivot(line, coefficients, entering)

    def _coefficients(self, name: int) -> list[int]:
        """A row in the present basis, and in the last line what its share adds to the objective."""
        scale, entries = self.met[name]
        basic = [self.denominator * entries[~variable] if variable < 0 else 0 for variable in self.basis]
        column = [*basic, -scale * self.denominator]
        for slack, line in self.columns.items():
            entry = entries[~slack]
            column = [own + entry * other for own, other in zip(column, line, strict=True)]
        return column

    def _leaving(self, coefficients: Sequence[int]) -> int:
        """The line whose variable is the first to reach zero; among equals the first variable."""
        lines = [line for line in range(len(self.basis)) if coefficients[line] > 0]
        best = lines[0]
        for line in lines[1:]:
            later = self.right[line] * coefficients[best] - self.right[best] * coefficients[line]
            if later < 0 or (later == 0 and self.basis[line] < self.basis[best]):
                best = line
        return best

    def _pivot(self, line: int, coefficients: list[int], entering: int) -> None:
        before, leaving = self.denominator, self.basis[line]
        self.right = _eliminated(self.right, coefficients, line, before)
        self.columns = {
            slack: _eliminated(own, coefficients, line, before) for slack, own in self.columns.items()
        }
        if leaving < 0:
            turned = [-coefficient for coefficient in coefficients]
            turned[line] = before
            self.columns[leaving] = turned
        self.basis[line], self.denominator = entering, coefficients[line]


def _eliminated(column: list[int], coefficients: Sequence[int], line: int, before: int) -> list[int]:
    pivot, own = coefficients[line], column[line]
    changed = [
        (each * pivot - other * own) // before for each, other in zip(column, coefficients, strict=True)
    ]
    changed[line] = own
    return changed
