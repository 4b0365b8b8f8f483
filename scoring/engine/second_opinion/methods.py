"""The two methods, by a library that is imported when first needed, since that takes seconds."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..quiet import quietly

Floats = NDArray[np.float64]


class Matrix(NamedTuple):
    """Values by criterion, none of them the same for all; ``weights`` add up to 1."""

    criteria: tuple[str, ...]
    columns: Sequence[Sequence[float]]
    weights: Sequence[float]
    less_is_better: Sequence[bool]

    def arrays(self) -> tuple[Floats, Floats, Floats]:
        """As the library takes them: a row for each vendor; weights; -1 where less is better, otherwise 1."""
        return (
            np.array(self.columns).T,
            np.array(self.weights),
            np.where(self.less_is_better, -1.0, 1.0),
        )


def topsis(matrix: Matrix) -> list[float]:
    """Each vendor's closeness to the best, from 0 to 1."""
    with quietly():
        from pymcdm.methods import TOPSIS
        from pymcdm.normalizations import vector_normalization

        scores = TOPSIS(vector_normalization)(*matrix.arrays(), validation=False)
    return [float(score) for score in scores]


def promethee(matrix: Matrix) -> list[float]:
    """Each vendor's net flow, from -1 to 1."""
    with quietly():
        from pymcdm.methods import PROMETHEE_II

        scores = PROMETHEE_II("usual")(*matrix.arrays(), validation=False)
    return [float(score) for score in scores]
