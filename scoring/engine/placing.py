"""Prices, totals, ranks: steps 5 to 8 of the method, on the columns of a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .judging import Sheet
from .pricing import Ratios, lowest, points, share
from .whole import MOST_IN_64_BITS, Rows, Whole

ONE = Fraction(1)
Places = NDArray[np.int64]


class Part(NamedTuple):
    """What one criterion gave each ranked vendor: the share of its weight, and the points."""

    share: Ratios
    points: Ratios


@dataclass(frozen=True, slots=True)
class Placing:
    """The ranked vendors: their places in the file, their exact numbers in the file's order, and the order in
    which they are ranked (positions in these columns) with the rank of each.

    ``stretch`` is what quality was multiplied by. There is a price part if there is a price criterion and
    somebody is ranked.
    """

    vendors: Places
    order: Places
    ranks: Places
    stretch: Fraction
    quality: Ratios
    price: Part | None
    total: Ratios


def place(sheet: Sheet) -> Placing:
    vendors = sheet.ranked.nonzero()[0]
    rows = vendors if len(vendors) < len(sheet.barred) else slice(None)
    stretch = _stretch(sheet)
    quality = Ratios(sheet.quality[rows], Whole.full(sheet.parts, len(vendors))).times(stretch)
    price = _price_part(sheet, rows)
    total = quality if price is None else quality + price.points
    order, ranks = in_order(list(_keys(sheet, rows, price, total)), len(vendors))
    return Placing(vendors, order, ranks, stretch, quality, price, total)


def _stretch(sheet: Sheet) -> Fraction:
    """The best quality of a vendor that is not excluded reaches the whole weight of quality."""
    if not sheet.evaluation.method.quality_relative_to_best:
        return ONE
    best = sheet.quality[~(sheet.ungraded | sheet.excluded)].most()
    return sheet.evaluation.quality_weight * sheet.parts / best if best else ONE


def _price_part(sheet: Sheet, rows: Rows) -> Part | None:
    criterion, least = sheet.evaluation.price, lowest(sheet.prices, sheet.can_be_priced)
    if criterion is None or least is None:
        return None
    shares = share(criterion, sheet.prices.of(rows), least)
    return Part(shares, points(criterion, shares))


def _keys(sheet: Sheet, rows: Rows, price: Part | None, total: Ratios) -> Iterator["Key"]:
    """The rounded total, then the exact values of the tie-break."""
    method = sheet.evaluation.method
    yield Key(total.in_units(method.decimals), larger_first=True)
    for key in method.tie_break:
        if key == "quality":
            yield Key(sheet.quality[rows], larger_first=True)
        elif key == "price":
            missing = sheet.prices.missing[rows]
            yield from [Key(Whole(missing.astype(np.int64), 1))] if missing.any() else ()
            yield Key(sheet.prices.numbers[rows])
        elif sheet.evaluation.price is not None and key == sheet.evaluation.price.key:
            yield from () if price is None else [Key(price.points.positions(), larger_first=True)]
        else:
            place = [each.key for each in sheet.evaluation.graded].index(key)
            if sheet.evaluation.graded[place].weight:
                yield Key(sheet.shares[place][rows], larger_first=True)


# --- Who comes before whom, by one key after the other


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
