"""Prices, totals, ranks: steps 5 to 8 of the method, on the columns of a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from .judging import Sheet
from .ordering import Key, Places, in_order
from .pricing import Ratios, lowest, points, share
from .whole import Rows, Whole

ONE = Fraction(1)


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


def _keys(sheet: Sheet, rows: Rows, price: Part | None, total: Ratios) -> Iterator[Key]:
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
