"""Who comes before whom, by one key after the other."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .whole import MOST_IN_64_BITS, Whole

Places = NDArray[np.int64]


class Key(NamedTuple):
    """What to compare: smaller numbers come first, or larger ones."""

    numbers: Whole
    larger_first: bool = False

    def codes(self) -> tuple[Places, int]:
        codes, most = self.numbers.codes()
        return (most - codes if self.larger_first else codes), most


def in_order(keys: Sequence[Key], rows: int) -> tuple[Places, Places]:
    """Rows, first to last, and the rank of each: 1, 1, 3, 4 … Who shares a rank stays in the given order.

    As many keys as fit into 64 bits are packed into one number and sorted at once; the rest is looked at
    only where those are equal.
    """
    packed, rest = _packed([key.codes() for key in keys], rows)
    order, places = np.argsort(packed), np.arange(1, rows + 1)
    alike = _repeats(packed[order])
    if not alike.any():
        return order, places
    doubtful = alike | np.append(alike[1:], False)
    unsorted = order[doubtful]
    columns = (unsorted, *(codes[unsorted] for codes in reversed(rest)), packed[unsorted])
    order[doubtful] = unsorted[np.lexsort(columns)]
    for codes in rest:
        alike &= _repeats(codes[order])
    return order, np.maximum.accumulate(np.where(alike, 0, places))


def _packed(keys: Sequence[tuple[Places, int]], rows: int) -> tuple[Places, list[Places]]:
    packed, most = np.zeros(rows, dtype=np.int64), 0
    for place, (codes, largest) in enumerate(keys):
        if (most + 1) * (largest + 1) > MOST_IN_64_BITS:
            return packed, [codes for codes, _ in keys[place:]]
        packed = packed * (largest + 1) + codes
        most = most * (largest + 1) + largest
    return packed, []


def _repeats(ordered: Places) -> NDArray[np.bool_]:
    """Where a number is the same as the one before it."""
    repeats = np.zeros(len(ordered), dtype=np.bool_)
    repeats[1:] = ordered[1:] == ordered[:-1]
    return repeats
